"""The one function through which every count by group goes before a reader sees it: pages, API, charts, export.

A theme's own three counts are no count by group: they say how much there is to read, and all of it can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

FEWEST = 5
"""Groups with fewer than this are never shown, where the house sets nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One group's count, `of` its size where that is known; None stands for what must not be shown."""

    value: str
    count: int | None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """Cells in the order they came in, how many are `hidden`, and one German sentence on why; empty where none is."""

    cells: tuple[Cell, ...]
    hidden: int
    sentence: str

    @property
    def shown(self) -> tuple[Cell, ...]:
        """The cells that may be seen and are not empty."""
        return tuple(cell for cell in self.cells if cell.count)


def protected(cells: Iterable[Cell], *, fewest: int = FEWEST, what: str = "Befragte") -> Protected:
    """Hides counts from 1 to `fewest` − 1, and others as long as a hidden one would follow from the total and the rest.

    `cells` are all groups of one whole, each person in one of them. A group whose size must be hidden has its count
    hidden as well, or the size would stand beside it. Nought is shown as long as some group can be. What is hidden is
    decided by counts alone, never by names or their order. One look at a time: what two looks at different selections
    give away together is not known here.
    """
    given = tuple(cells)
    sizes = [cell.of or 0 for cell in given]
    small = _hidden(sizes, fewest) if any(sizes) else frozenset()
    away = _hidden([cell.count or 0 for cell in given], fewest, small)
    away |= {place for place, cell in enumerate(given) if cell.count is None}
    kept = tuple(replace(cell, count=None, of=None) if place in away else cell for place, cell in enumerate(given))
    return Protected(cells=kept, hidden=len(away), sentence=why(len(away), fewest=fewest, what=what))


def why(
    hidden: int, *, fewest: int = FEWEST, what: str = "Befragte", places: tuple[str, str] = ("Gruppe", "Gruppen")
) -> str:
    """What a reader is told of hidden counts, which stand in `places` (one, many); nothing where none is hidden."""
    if not hidden:
        return ""
    told = f"1 {places[0]} ist" if hidden == 1 else f"{hidden} {places[1]} sind"
    return (
        f"{told} nicht beziffert: Weniger als {fewest} {what} sollen nicht zu erkennen sein, "
        "auch nicht durch Abziehen vom Ganzen."
    )


def _hidden(counts: Sequence[int], fewest: int, forced: frozenset[int] = frozenset()) -> frozenset[int]:
    """Places of the counts that must not be seen; the next smallest join, equal ones together."""
    away = set(forced) | {place for place, count in enumerate(counts) if 0 < count < fewest}
    while away and not _unclear([counts[place] for place in away], fewest):
        rest = [count for place, count in enumerate(counts) if count and place not in away]
        if not rest:
            break
        away |= {place for place, count in enumerate(counts) if count == min(rest)}
    # Where no group can be shown, it is not said either in which nobody speaks: it would narrow down the others.
    nothing_left = bool(away) and not any(count for place, count in enumerate(counts) if place not in away)
    return frozenset(range(len(counts))) if nothing_left else frozenset(away)


def _unclear(counts: Sequence[int], fewest: int) -> bool:
    """Whether hidden counts stay unknown to somebody who knows their number, their sum and this rule.

    All ones and all just below the limit are the least and the greatest possible sum: each count would follow from it.
    """
    whole = sum(counts)
    if not whole:
        return True
    return len(counts) > 1 and whole >= fewest and set(counts) not in ({1}, {fewest - 1})
