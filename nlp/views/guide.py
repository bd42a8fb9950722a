"""The figures by which the help explains what figures mean: this project's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nlp.domain.themes import Counts, Origin, Stability, Stance, Unplaced
from nlp.ports import Store
from nlp.themes.grades import FEW, FEWEST, FIRM, USABLE
from nlp.views.board import BoardView, ThemeRow, board
from nlp.views.sources import SourceView, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """From which share of agreement and how many statements a theme is called fest or brauchbar."""

    firm: float = FIRM
    usable: float = USABLE
    few: int = FEW
    fewest: int = FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What a run shows as an example of each figure; `largest` is None where a run has no themes."""

    statements: int
    waiting: int
    themes: int
    origins: Mapping[Origin, int]
    grades: Mapping[Stability, int]
    stances: Mapping[Stance, int]
    unassigned: Counts
    reasons: Mapping[Unplaced, int]
    largest: ThemeRow | None
    sources: tuple[SourceView, ...]
    limits: Grades = Grades()


def guide(store: Store, run: str) -> Guide:
    """The figures of a run. Raises Unknown."""
    view = board(store, run)
    themes = [row.theme for row in view.rows]
    return Guide(
        statements=view.statements,
        waiting=view.waiting,
        themes=len(themes),
        origins=dict(Counter(theme.origin for theme in themes)),
        grades={grade: sum(theme.grade == grade for theme in themes) for grade in Stability},
        stances=_stances(view),
        unassigned=view.unassigned,
        reasons=view.reasons,
        largest=max(view.rows, key=lambda row: row.counts.statements, default=None),
        sources=sources(store),
    )


def _stances(view: BoardView) -> dict[Stance, int]:
    """How often the run heard which; where it has not listened, nothing."""
    heard = Counter(view.run.stances.values())
    return {stance: heard[stance] for stance in Stance if stance is not Stance.NEUTRAL} if heard else {}
