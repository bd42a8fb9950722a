"""A comparison of two runs as rows and bands of a flow chart, and as the table beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.charts.flow import Band, flow
from api.pages.filters import counted, number
from nlp.domain.themes import Theme
from nlp.views.compare import Comparison
from nlp.views.compare.values import NOTHING, Flow

UNPLACED = "Ohne Thema"
NOT_YET = "Damals noch nicht eingelesen"
NO_MORE = "Nicht mehr in den Daten"
Key = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """One row of the table: so many statements went from here to there."""

    before: str
    now: str
    statements: int
    stayed: bool


def drawn(view: Comparison, heads: tuple[str, str]) -> Markup:
    """The chart of a comparison."""
    left = _ordered(view, "source")
    right = _nearest(view, left, _ordered(view, "target"))
    names = (_named(view, left, NOT_YET, old=True), _named(view, right, NO_MORE, old=False))
    places = ({key: place for place, key in enumerate(left)}, {key: place for place, key in enumerate(right)})
    bands = [
        Band(left=places[0][one.source], right=places[1][one.target], statements=one.statements) for one in view.flows
    ]
    title = f"Welche Aussagen von der Auswertung {heads[0]} in welche Themen der Auswertung {heads[1]} gingen"
    return flow(title, heads, names, bands)


def table(view: Comparison) -> tuple[FlowRow, ...]:
    """Every flow, the greatest first."""
    old, new = _titles(view.before.themes), _titles(view.now.themes)
    return tuple(
        FlowRow(
            before=NOT_YET if one.source is None else old[one.source],
            now=NO_MORE if one.target is None else new[one.target],
            statements=one.statements,
            stayed=_stayed(view, one),
        )
        for one in view.flows
    )


def finding(view: Comparison) -> str:
    """What the chart says, in one sentence."""
    if not view.shared:
        return "Keine Aussage steht in beiden Auswertungen."
    rows = [row for row in table(view) if not row.stayed and row.before != NOT_YET and row.now != NO_MORE]
    kept = f"{number(view.kept)} von {counted(view.shared, 'Aussage', 'Aussagen')} blieben, wo sie waren"
    if not rows:
        return f"{kept}; keine wechselte ihr Thema."
    most = rows[0]
    moved = counted(most.statements, "Aussage", "Aussagen")
    return f"{kept}; die größte Gruppe, {moved}, ging von „{most.before}“ nach „{most.now}“."


def _stayed(view: Comparison, one: Flow) -> bool:
    """The same theme on both sides, or none on both."""
    if one.source is None or one.target is None:
        return False
    return view.same.get(one.target, NOTHING) == one.source and bool(one.source) == bool(one.target)


def _titles(themes: Sequence[Theme]) -> dict[str, str]:
    return {NOTHING: UNPLACED, **{theme.id: theme.title for theme in themes}}


def _ordered(view: Comparison, side: str) -> list[Key]:
    """Themes by size; then what has none, then what stands in the other run only."""
    sizes: Counter[Key] = Counter()
    for one in view.flows:
        sizes[getattr(one, side)] += one.statements
    return sorted(sizes, key=lambda key: (key is None, key == NOTHING, -sizes[key], key or ""))


def _nearest(view: Comparison, left: Sequence[Key], right: Sequence[Key]) -> list[Key]:
    """The right side ordered by where its statements come from, so that bands cross little."""
    place = {key: number for number, key in enumerate(left)}
    weight: Counter[Key] = Counter()
    whole: Counter[Key] = Counter()
    for one in view.flows:
        weight[one.target] += place[one.source] * one.statements
        whole[one.target] += one.statements
    return sorted(right, key=lambda key: (key is None, key == NOTHING, weight[key] / whole[key], right.index(key)))


def _named(view: Comparison, keys: Sequence[Key], absent: str, *, old: bool) -> list[str]:
    titles = _titles(view.before.themes if old else view.now.themes)
    return [absent if key is None else titles[key] for key in keys]
