"""The resources under /api, one module each."""

from api.rest import health, jobs, people, projects, quotes, runs, sources, themes

ROUTERS = tuple(module.router for module in (projects, sources, runs, themes, quotes, jobs, people, health))
