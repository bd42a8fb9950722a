"""/docs: the interface for programs, written out by the server; nothing is loaded from elsewhere."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse

from api.documented import Resource, resources
from api.guard.viewer import Viewer, needs
from api.pages.shell import page
from nlp.domain.people import Right

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def shown(request: Request, _viewer: Annotated[Viewer, Depends(needs(Right.READ))]) -> HTMLResponse:
    """Every operation of the interface."""
    app: FastAPI = request.app
    return page(
        request,
        "documentation.html",
        resources=_resources(app),
        version=app.openapi()["openapi"],
        address=app.openapi_url,
        base=str(request.base_url).rstrip("/"),
    )


def _resources(app: FastAPI) -> tuple[Resource, ...]:
    """Made once: the document does not change while the application runs."""
    if not hasattr(app.state, "resources"):
        app.state.resources = resources(app.openapi())
    made: tuple[Resource, ...] = app.state.resources
    return made
