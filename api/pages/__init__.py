"""The pages, one module each."""

from api.pages import documentation, help_, overview, people, plane, quotes, runs, signin, sources, theme

ROUTERS = tuple(
    module.router for module in (overview, theme, quotes, plane, sources, runs, help_, documentation, signin, people)
)
