"""What all pages share: templates, the frame around them, and who looks at them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api import assets
from nlp.domain.people import Right
from nlp.errors import OTonError
from nlp.views.project import ProjectView, project

HERE = Path(__file__).resolve().parent.parent
NAVIGATION = (
    ("/", "Übersicht"),
    ("/zitate", "Zitate"),
    ("/karte", "Karte"),
    ("/pruefen", "Prüfen"),
    ("/quellen", "Quellen"),
    ("/laeufe", "Läufe"),
    ("/hilfe", "Hilfe"),
)
REVIEWING = (
    ("/pruefen", "Prüfliste"),
    ("/entscheidungen", "Entscheidungen"),
    ("/uebereinstimmung", "Übereinstimmung"),
    ("/doppelt", "Doppelt zuordnen"),
    ("/wellen", "Wellen"),
    ("/codebuch", "Codebuch"),
)
"""What lies beneath „Prüfen“."""
NEEDED = {"/pruefen": Right.REVIEW, "/doppelt": Right.REVIEW}
"""Places that only those are led to who have the right; everybody may read the others."""
COLOURS = ("light", "dark")


@cache
def templates() -> Environment:
    """Jinja, which escapes everything and lets no name be missing."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,  # nobody edits templates of a running house
        trim_blocks=True,
        lstrip_blocks=True,
    )
    from api.pages import filters

    made.filters.update(filters.FILTERS)
    made.globals["static"] = assets.static
    return made


def page(
    request: Request, name: str, *, code: int = HTTPStatus.OK, headers: dict[str, str] | None = None, **told: Any
) -> HTMLResponse:
    """A template with the frame's own values.

    `project`, `viewer`, `navigation` and what lies `beneath`, `path`, `colours`, `partial`. With `partial` the frame is
    left out and the block `main` alone goes to the browser.
    """
    chosen = request.cookies.get("oton-farben", "")
    viewer = getattr(request.state, "viewer", None)
    rights = {Right.READ, *(viewer.rights if viewer else ())}
    whole = {
        "project": shown_project(request),
        "viewer": viewer,
        "navigation": _allowed(NAVIGATION, rights),
        "beneath": _allowed(REVIEWING, rights) if _within(request.url.path, REVIEWING) else [],
        "path": request.url.path,
        "colours": chosen if chosen in COLOURS else "",
        "partial": wants_part(request),
        **told,
    }
    vary = {"Vary": "HX-Request, Cookie", **(headers or {})}
    return HTMLResponse(templates().get_template(name).render(whole), status_code=code, headers=vary)


def _allowed(places: Sequence[tuple[str, str]], rights: Collection[Right]) -> list[tuple[str, str]]:
    """Those to which somebody with these rights is led."""
    return [place for place in places if NEEDED.get(place[0], Right.READ) in rights]


def _within(path: str, places: Sequence[tuple[str, str]]) -> bool:
    """Whether a page is one of these places, or stands below one."""
    return any(path == address or path.startswith(f"{address}/") for address, _ in places)


def shown_project(request: Request) -> ProjectView | None:
    """The project, for whom the house is open; a trouble with the store must not hide the page that tells of it."""
    house = request.app.state.house
    if getattr(request.state, "viewer", None) is None and not house.settings.open_house:
        return None
    try:
        with house.store() as store:
            found: ProjectView = house.shelf.seen(store, "project", lambda: project(store))
            return found
    except OTonError:
        return None


def wants_part(request: Request) -> bool:
    """Only a piece is wanted: htmx asks, and neither follows a link to a whole page nor goes back in history."""
    asked = request.headers
    return asked.get("hx-request") == "true" and "hx-boosted" not in asked and "hx-history-restore-request" not in asked


def wants_page(request: Request) -> bool:
    """A browser asks for a page; everything under /api and what does not ask for HTML is a program."""
    return not request.url.path.startswith("/api") and "text/html" in request.headers.get("accept", "")
