"""The application: doors, guards, pages."""

from __future__ import annotations

from fastapi import FastAPI

from api import assets, bodies, document, etags, kept, problems
from api.guard import door, headers, logs, metrics
from api.house import House
from api.pages import ROUTERS as PAGES
from api.rest import ROUTERS as REST

DESCRIPTION = "Themen, Zitate, Quellen und Auswertungen eines O-Ton-Projekts."


def create_app(house: House) -> FastAPI:
    """The web application of a house, without starting anything."""
    app = document.Documented(
        title="O-Ton", version="1", description=DESCRIPTION, docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    app.state.house = house
    problems.install(app)
    etags.install(app)
    bodies.install(app)
    kept.install(app)  # behind the door, so that it knows who is asking
    door.install(app)
    for router in (*REST, *PAGES):
        app.include_router(router)
    assets.install(app)
    headers.install(app)
    metrics.install(app)
    logs.install(app)  # outermost: it tells of what all others answered
    return app
