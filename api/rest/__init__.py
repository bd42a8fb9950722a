"""The resources under /api, one module each."""

from api.rest import (
    codebook,
    decisions,
    health,
    jobs,
    people,
    projects,
    quotes,
    review,
    runs,
    samples,
    sources,
    themes,
    waves,
)

_REVIEWING = (decisions, review, samples, waves, codebook)
ROUTERS = tuple(
    module.router for module in (projects, sources, runs, themes, quotes, jobs, *_REVIEWING, people, health)
)
