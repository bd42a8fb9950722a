"""What a chart says, in one sentence that is computed from what it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nlp.views.board import NOTHING
from nlp.views.groups import Grouping
from nlp.views.overview import Heat, Overview

NO_THEMES = "In dieser Auswertung hat noch kein Thema eine Aussage."
TOO_FEW = "In keiner Gruppe sprechen genug Befragte von einem Thema, um Zahlen zu zeigen."


def of_themes(view: Overview, source: str = "") -> str:
    """Which theme comes first: in one source, or in which of them all."""
    if source:
        return _first(view, source)
    leading = Counter(filter(None, (_leader(view, asked.source.id) for asked in view.sources)))
    if not leading:
        return NO_THEMES
    every = sum(leading.values())
    if every == 1:
        return f"Am häufigsten geht es um „{next(iter(leading))}“."
    told: dict[int, list[str]] = {}
    for theme, count in sorted(leading.items(), key=lambda pair: (-pair[1], pair[0])):
        told.setdefault(count, []).append(f"„{theme}“")
    parts = [f"{listed(themes)} in {'je ' if len(themes) > 1 else ''}{count}" for count, themes in told.items()]
    return f"An erster Stelle steht {listed(parts)} von {every} Quellen."


def _leader(view: Overview, source: str) -> str:
    ranked = view.by(source)
    spoken = bool(ranked) and ranked[0].row.by_source.get(source, NOTHING).statements > 0
    return ranked[0].row.theme.title if spoken else ""


def _first(view: Overview, source: str) -> str:
    asked = next((one for one in view.sources if one.source.id == source), None)
    theme = _leader(view, source)
    if not asked or not theme:
        return NO_THEMES
    count = view.by(source)[0].row.by_source[source].statements
    of = asked.shown.statements
    return f"Am häufigsten geht es um „{theme}“: in {share(count, of, 'Aussagen')} aus „{asked.source.title}“."


def of_heat(heat: Heat) -> str:
    """In which cell that may be seen the greatest share speaks of the theme."""
    cells = [
        (cell.count / cell.of, theme.title, cell)
        for theme, row in heat.rows
        for cell in row.shown
        if cell.count and cell.of
    ]
    if not cells:
        return TOO_FEW
    _, title, cell = max(cells, key=lambda one: (one[0], one[1], one[2].value))
    return (
        f"Den größten Anteil unter den gezeigten Feldern hat „{title}“ in der Gruppe „{cell.value}“: "
        f"{share(cell.count or 0, cell.of or 0, 'Befragten')} sprechen dort davon."
    )


def of_group(group: Grouping) -> str:
    """From which value of a group the greatest share speaks of a theme."""
    if not group.values:
        return TOO_FEW
    most = max(group.values, key=lambda one: (one.respondents / one.of, one.respondents, one.value))
    return (
        f"Den größten Anteil hat die Gruppe „{most.value}“: {share(most.respondents, most.of, 'Befragten')} dort "
        "sprechen davon."
    )


def share(count: int, of: int, whom: str) -> str:
    """„12 von 79 Befragten (15 %)“."""
    return f"{count:,} von {of:,}".replace(",", ".") + f" {whom} ({round(100 * count / of)} %)"


def listed(parts: Sequence[str]) -> str:
    """„a, b und c“."""
    return " und ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
