"""/wellen: two sources as waves of one survey, and what more or fewer people speak of."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from api.charts.dots import Dot, Row, dots
from api.guard.viewer import needs
from api.house import HouseHere, StoreHere
from api.pages.filters import day
from api.pages.shell import page
from api.reading import shown_run
from api.reviewing import waves_of
from nlp.domain.corpus import Source, SourceKind
from nlp.domain.people import Right
from nlp.errors import NothingToDo
from nlp.views.intervals import Interval
from nlp.views.waves import ThemeWaves, Turn, Waves, percent, points

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs(Right.READ))])
DRAWN = 15
"""So many themes fit a chart that is still read; the table has them all."""
ENOUGH = 2


@router.get("/wellen")
def shown(request: Request, house: HouseHere, store: StoreHere, a: str = "", b: str = "") -> Response:
    """Two sources side by side; without a choice only the choice."""
    try:
        run = shown_run(house, store)
    except NothingToDo:
        return page(request, "nothing.html", title="Wellen vergleichen")
    sources = sorted(store.sources(), key=lambda one: (one.collected_on or "9", one.id))
    older, newer = (a, b) if a and b else _proposed(sources)
    view = waves_of(house, store, older, newer, run) if a and b and a != b else None
    return page(
        request, "waves/page.html", options=[(one.id, _named(one)) for one in sources], a=older, b=newer, view=view,
        same=bool(a) and a == b, enough=len(sources) >= ENOUGH, Turn=Turn, percent=percent, points=points,
        heads=_heads(view) if view else (), chart=_chart(view) if view and view.comparable and view.rows else None,
        drawn=DRAWN, out=standing_out(view) if view else {},
    )  # fmt: skip


def _proposed(sources: Sequence[Source]) -> tuple[str, str]:
    """The two newest surveys of random samples, then of any; else the two newest sources."""
    random = [one for one in sources if one.random_sample]
    surveys = [one for one in sources if one.kind is SourceKind.SURVEY]
    for some in (random, surveys, sources):
        if len(some) >= ENOUGH:
            return some[-2].id, some[-1].id
    return "", ""


def _named(source: Source) -> str:
    """Title and date, as somebody chooses by them."""
    return f"{source.title} ({day(source.collected_on)})" if source.collected_on else source.title


def _heads(view: Waves) -> tuple[str, str]:
    """What the two columns are called: the years where these tell them apart, else the titles."""
    sources = view.before.source, view.now.source
    years = [one.collected_on[:4] for one in sources]
    first, second = years if all(years) and years[0] != years[1] else [one.title for one in sources]
    return first, second


def _chart(view: Waves) -> Markup:
    rows = [
        Row(label=row.theme.title, before=_dot(row.before), now=_dot(row.now))
        for row in view.rows[:DRAWN]
        if row.before and row.now
    ]
    return dots("Anteil der Befragten, die von einem Thema sprechen, mit 95-%-Bereich", _heads(view), rows)


def _dot(of: Interval) -> Dot:
    return Dot(share=of.value, low=of.low, high=of.high, told=percent(of.value))


def standing_out(view: Waves) -> dict[str, list[ThemeWaves]]:
    """What a reader should see first: themes that came, that went, and what was found among new answers alone."""
    return {
        "new": [row for row in view.rows if row.turn is Turn.NEW and not row.candidate],
        "candidates": [row for row in view.rows if row.candidate],
        "gone": [row for row in view.rows if row.turn is Turn.GONE],
    }
