"""The plane of statements, and the data with which a script reads it out."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse
from markupsafe import Markup

from api.charts.plane import COLOURS, DOT, MOST_IN_SVG, SHAPES, drawn, frame, shape_of, sign
from api.finding import RunIfAny, finder
from api.guard.viewer import needs
from api.house import House, HouseHere, StoreHere
from api.pages import wishes
from api.pages.filters import counted, number
from api.pages.shell import page
from api.reading import RunHere
from nlp.domain.people import Right
from nlp.domain.quotes import Filters
from nlp.ports import Store
from nlp.views.choosing import NO_THEME
from nlp.views.citation import cited, words
from nlp.views.plane import Island, Plane, plane
from nlp.views.stock import Stock

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs(Right.READ))])
MOMENT = 0.8
"""Seconds a page waits for the plane before it goes without."""
LISTED = 50
_UNSTORED = {"Cache-Control": "no-store"}
DRAWING = "Die Karte wird gerade gezeichnet. Die Tabelle darunter ist schon da."


class Asked(wishes.Asked):
    """What stands in the address of the page."""

    theme: str = ""
    source: str = ""
    run: str = ""

    def href(self, place: str = "/karte", **changed: str | int) -> str:
        """The address with something changed; a changed choice begins at the first page."""
        return self.at(place, changed)


AskedHere = Annotated[Asked, Query()]


# One at a time, beside the requests that wait for it; its thread begins with the first plane.
_WORKER = ThreadPoolExecutor(1, thread_name_prefix="plane")


def _begun(house: House, store: Store, run: str) -> Future[Plane]:
    """The plane of this run in this state of the store, ready or on its way."""
    return house.shelf.seen(store, ("plane", run), lambda: _WORKER.submit(_drawn, house, run))


def _drawn(house: House, run: str) -> Plane:
    with house.store() as store:
        found = finder(house, store, run)
    return plane(found.stock, found.space)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of the legend: an island, its sign and what that is called, and how many statements are shown on it."""

    sign: Markup
    shape: str
    island: Island
    count: int


@router.get("/karte")
def shown(request: Request, house: HouseHere, store: StoreHere, run: RunIfAny, asked: AskedHere) -> HTMLResponse:
    """The plane, and the same as tables."""
    if not run:
        return page(request, "nothing.html", title="Karte")
    found = finder(house, store, run)
    hits = found.find(store, filters=_filters(asked), first=LISTED * (asked.page - 1), limit=LISTED)
    ready = _ready(house, store, run)
    rows = _rows(found.stock, found.chosen(store, "", _filters(asked), "")) if ready else []
    legend = _legend(ready, rows) if ready else []
    return page(
        request,
        "plane.html",
        asked=asked,
        plane=ready,
        chart=_chart(ready, rows) if ready else None,
        canvas=frame(ready, ready.island[rows].tolist())[2:] if ready and len(rows) > MOST_IN_SVG else None,
        legend=legend,
        finding=_finding(ready, asked, legend) if ready else "",
        themes=[
            ("", "Alle Themen"),
            *((one.id, one.title) for one in found.stock.run.themes if not one.hidden or one.id == asked.theme),
            (NO_THEME, "Ohne Thema"),
        ],
        sources=[("", "Alle Quellen"), *((one.id, one.title) for one in found.stock.sources)],
        hits=hits,
        listed=[(hit, words(hit.statement), cited(hit.statement, hit.source)) for hit in hits.hits],
        pages=-(-hits.total // LISTED),
        drawing=DRAWING,
    )


@router.get("/karte/punkte.json")
def dots(house: HouseHere, store: StoreHere, run: RunHere, asked: AskedHere) -> JSONResponse:
    """Where which statement lies, for the script that draws and reads; `ready` is false while it is worked out."""
    found = finder(house, store, run)
    ready = _ready(house, store, run)
    if ready is None:
        return JSONResponse({"ready": False}, headers=_UNSTORED)
    rows = _rows(found.stock, found.chosen(store, "", _filters(asked), ""))
    told = {
        "ready": True,
        "frame": frame(ready, ready.island[rows].tolist()),
        "size": round(ready.gap * DOT, 2),
        "shapes": [path for _, path in SHAPES],
        "islands": [[shape_of(place, one), place % COLOURS] for place, one in enumerate(ready.islands)],
        "dots": [
            [*spot, island, found.stock.ids[row]]
            for row, spot, island in zip(rows, ready.spots[rows].tolist(), ready.island[rows].tolist(), strict=True)
        ],
    }
    return JSONResponse(told, headers=_UNSTORED)


@router.get("/karte/zitat.json")
def read(house: HouseHere, store: StoreHere, run: RunHere, statement: str = "") -> JSONResponse:
    """One quote as it is read out: its words, where it is from, its theme. Nobody's group."""
    found = finder(house, store, run)
    known = store.by_id([statement]).get(statement) if statement in found.stock.places else None
    if known is None:
        gone = {"text": "Diese Aussage gibt es nicht mehr.", "cite": "", "theme": "", "href": ""}
        return JSONResponse(gone, headers=_UNSTORED)
    row = found.stock.places[statement]
    themes = found.stock.themes_of(row)
    source = found.stock.sources[found.stock.source[row]]
    return JSONResponse(
        {
            "text": words(known),
            "cite": cited(known, source),
            "theme": themes[0].title if themes else "Ohne Thema",
            "href": f"/zitat/{statement}",
        },
        headers=_UNSTORED,
    )


def _filters(asked: Asked) -> Filters:
    return Filters(theme=asked.theme, source=asked.source)


def _ready(house: House, store: Store, run: str) -> Plane | None:
    try:
        return _begun(house, store, run).result(MOMENT)
    except TimeoutError:
        return None


def _rows(stock: Stock, ids: list[str]) -> list[int]:
    """Rows by place on the plane's own order, so that the same dots always come in the same order."""
    return sorted(stock.places[one] for one in ids)


def _chart(ready: Plane, rows: list[int]) -> Markup:
    return drawn(ready, rows, ready.island[rows].tolist(), dots=len(rows) <= MOST_IN_SVG)


def _finding(ready: Plane, asked: Asked, legend: list[Key]) -> str:
    """What can be seen, in a sentence; where one theme is looked at, how much of it has another main theme."""
    if not asked.theme or len(legend) <= 1:
        return ready.finding
    whole, first = sum(key.count for key in legend), max(legend, key=lambda key: key.count)
    return (
        f"{number(first.count)} von {counted(whole, 'Aussage', 'Aussagen')} liegen bei „{first.island.title}“; "
        "die übrigen haben ein anderes Hauptthema."
    )


def _legend(ready: Plane, rows: list[int]) -> list[Key]:
    """The islands with something on them, the largest first, what has no theme last."""
    counts = np.bincount(ready.island[rows], minlength=len(ready.islands))
    keys = (
        Key(
            sign=sign(place, one),
            shape=SHAPES[shape_of(place, one)][0] if one.theme else "kleiner Ring",
            island=one,
            count=int(counts[place]),
        )
        for place, one in enumerate(ready.islands)
        if counts[place]
    )
    return sorted(keys, key=lambda key: (not key.island.theme, -key.count, key.island.title))
