"""The first page: what was asked, who answered, which themes came out, what is new, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from api.charts import heat as drawn
from api.charts.bars import Bar, bars
from api.guard.viewer import ViewerHere, needs
from api.house import House, HouseHere, StoreHere
from api.pages.filters import percent
from api.pages.kept import body
from api.pages.shell import page, shown_project
from api.pages.wishes import EVERY, wish
from api.reading import whole_of
from nlp.domain.people import Right
from nlp.errors import NothingToDo, Unknown
from nlp.ports import Store
from nlp.views import findings
from nlp.views.board import NOTHING
from nlp.views.current import current
from nlp.views.grounds import remarks
from nlp.views.overview import Asked, Heat, Overview, Ranked, all_asked, overview

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs(Right.READ))])


@router.get("/")
def glance(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: ViewerHere,
    run: str = "", quelle: str = "", gruppe: str = "",
) -> Response:  # fmt: skip
    """Everything at a glance; `quelle` ranks by one source, `gruppe` chooses the heat map's columns."""
    fewest, project = house.settings.smallest_group, shown_project(request)
    rights = viewer.rights
    frame = {
        "title": project.title if project else "",
        "may_import": Right.IMPORT in rights,
        "may_review": Right.REVIEW in rights,
    }
    try:
        view = seen(house, store, run or current(store))
    except NothingToDo:
        told = house.shelf.seen(store, ("asked", fewest), lambda: all_asked(store, fewest=fewest))
        return page(request, "overview.html", body=body("overview_body.html", view=None, sources=told, **frame))
    chosen, heat = _source(view, wish(quelle)), _heat(view, gruppe)
    key = ("overview body", view.run, run, chosen and chosen.source.id, heat and heat.id, fewest, *frame.values())
    made = house.shelf.seen(store, key, lambda: _body(view, run, chosen, heat, frame))
    return page(request, "overview.html", body=made)


def _body(view: Overview, run: str, chosen: Asked | None, heat: Heat | None, frame: dict[str, Any]) -> Markup:
    source = chosen.source.id if chosen else ""
    ranked = view.by(source)
    shown = (chosen,) if chosen else tuple(one for one in view.sources if one.shown.statements)
    return body(
        "overview_body.html",
        view=view,
        sources=view.sources,
        shown=shown,
        chosen=chosen,
        choices=[(EVERY, "Alle nebeneinander"), *((one.source.id, one.source.title) for one in view.sources)],
        ranked=ranked,
        finer=sum(len(one.finer) for one in ranked),
        finding=findings.of_themes(view, source),
        bars=_bars(ranked, shown),
        groupings=[(one.id, f"{one.source.title}: {one.label}") for one in view.heats.values()],
        nothing=NOTHING,
        remarks=remarks,
        comparison=f"/laeufe/vergleich?{urlencode({'a': view.news.before, 'b': view.run})}" if view.news else "",
        asked_run=run,
        **_heated(heat),
        **frame,
    )


def seen(house: House, store: Store, run: str) -> Overview:
    """The run at a glance, made once for each state of the store."""
    fewest = house.settings.smallest_group

    def made() -> Overview:
        # Every answer is read for it, and no decision changes it.
        asked = house.corpus.seen(store, ("asked", fewest), lambda: all_asked(store, fewest=fewest))
        return overview(store, run, fewest=fewest, asked=asked, all_=whole_of(house, store, run))

    return house.shelf.seen(store, ("overview", run, fewest), made)


def _source(view: Overview, source: str) -> Asked | None:
    if not source:
        return None
    found = next((one for one in view.sources if one.source.id == source), None)
    if found is None:
        raise Unknown(f"Eine Quelle „{source}“ gibt es hier nicht. Alle stehen unter „Quellen“.")
    return found


def _bars(ranked: Sequence[Ranked], sources: Sequence[Asked]) -> Markup:
    """Each source's bars are shares of its own statements."""
    rows = []
    for one in ranked:
        counts = [one.row.by_source.get(asked.source.id, NOTHING).statements for asked in sources]
        shares = tuple(count / max(1, asked.shown.statements) for count, asked in zip(counts, sources, strict=True))
        told = tuple(map(percent, shares))
        rows.append(Bar(label=one.row.theme.title, shares=shares, told=told))
    return bars("Anteil der Aussagen je Thema", [asked.source.title for asked in sources], rows)


def _heat(view: Overview, wanted: str) -> Heat | None:
    if wanted and wanted not in view.heats:
        raise Unknown(f"Eine Gruppe „{wanted}“ gibt es hier nicht. Bitte wählen Sie eine aus der Liste.")
    return view.heats[wanted] if wanted else next(iter(view.heats.values()), None)


def _heated(chosen: Heat | None) -> dict[str, Any]:
    if chosen is None:
        return {"heat": None}
    rows = [
        drawn.HeatRow(
            label=theme.title,
            shares=tuple(None if cell.count is None else cell.count / (cell.of or 1) for cell in told.cells),
        )
        for theme, told in chosen.rows
    ]
    title = f"Anteil der Befragten, die von einem Thema sprechen, nach {chosen.label}"
    return {
        "heat": chosen,
        "heat_svg": drawn.heat(title, chosen.values, rows),
        "heat_finding": findings.of_heat(chosen),
    }
