"""The pages, one module each."""

from api.pages import (
    agreement,
    codebook,
    coding,
    documentation,
    help_,
    overview,
    people,
    plane,
    quotes,
    review,
    runs,
    signin,
    sources,
    theme,
    waves,
)

LOOKING = (overview, theme, quotes, plane)
REVIEWING = (review, agreement, coding, waves, codebook)
HOUSE = (sources, runs, help_, documentation, signin, people)
ROUTERS = tuple(module.router for module in (*LOOKING, *REVIEWING, *HOUSE))
