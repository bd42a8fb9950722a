"""What all pages share: templates, the frame around them, and who looks at them."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

HERE = Path(__file__).resolve().parent.parent
NAVIGATION = (
    ("/", "Übersicht"),
    ("/zitate", "Zitate"),
    ("/karte", "Karte"),
    ("/quellen", "Quellen"),
    ("/laeufe", "Läufe"),
    ("/hilfe", "Hilfe"),
)


@cache
def templates() -> Environment:
    """Jinja, which escapes everything and lets no name be missing."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    from api.pages import filters

    made.filters.update(filters.FILTERS)
    return made


def page(
    request: Request, name: str, *, code: int = HTTPStatus.OK, headers: dict[str, str] | None = None, **told: Any
) -> HTMLResponse:
    """A template with the frame's own values: `project`, `viewer`, `navigation`, `path`, `partial`."""
    whole = {
        "project": getattr(request.state, "project", None),
        "viewer": getattr(request.state, "viewer", None),
        "navigation": NAVIGATION,
        "path": request.url.path,
        "partial": request.headers.get("hx-request") == "true",
        **told,
    }
    return HTMLResponse(templates().get_template(name).render(whole), status_code=code, headers=headers)


def wants_page(request: Request) -> bool:
    """A browser asks for a page; everything under /api and what does not ask for HTML is a program."""
    return not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", "")
