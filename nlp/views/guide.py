"""The figures by which the help explains what figures mean: this project's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.domain.corpus import Source
from nlp.domain.themes import Counts, Origin, Stability, Theme, Unplaced
from nlp.ports import Store
from nlp.themes.grades import FEW, FEWEST, FIRM, USABLE
from nlp.views.board import ThemeRow, board
from nlp.views.sources import SourceView, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """From which share of agreement and how many statements a theme is called fest or brauchbar."""

    firm: float = FIRM
    usable: float = USABLE
    few: int = FEW
    fewest: int = FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One theme as one source counts it: counts of several sources are never summed."""

    theme: Theme
    source: Source
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What a run shows as an example of each figure; `example` is None where a run has no themes."""

    statements: int
    waiting: int
    themes: int
    origins: Mapping[Origin, int]
    grades: Mapping[Stability, int]
    unassigned: Counts
    reasons: Mapping[Unplaced, int]
    example: Example | None
    sources: tuple[SourceView, ...]
    limits: Grades = Grades()


def guide(store: Store, run: str) -> Guide:
    """The figures of a run. Raises Unknown."""
    view = board(store, run)
    themes = [row.theme for row in view.rows]
    found = sources(store)
    return Guide(
        statements=view.statements,
        waiting=view.waiting,
        themes=len(themes),
        origins=dict(Counter(theme.origin for theme in themes)),
        grades={grade: sum(theme.grade == grade for theme in themes) for grade in Stability},
        unassigned=view.unassigned,
        reasons=view.reasons,
        example=_example(view.rows, found),
        sources=found,
    )


def _example(rows: Sequence[ThemeRow], found: Sequence[SourceView]) -> Example | None:
    """The theme most talked of in one source; one that knows all three counts comes first."""
    held = [
        Example(theme=row.theme, source=one.source, counts=row.by_source[one.source.id])
        for row in rows
        for one in found
        if row.by_source[one.source.id].statements
    ]
    return max(held, key=lambda one: (bool(one.counts.organisations), one.counts.statements), default=None)
