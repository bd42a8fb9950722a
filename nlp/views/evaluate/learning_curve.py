"""How much better the rest is assigned with every statement that a person has confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Progress
from nlp.themes.learning import Confirmed
from nlp.themes.measure import AssignmentFigures, assignment_figures
from nlp.views.evaluate.assignment import Task

DRAWS = 3
"""Which statements are confirmed is chance; the mean of so many draws from fixed seeds is told."""
MOST = 0.5
"""No more than this share of a theme's statements is confirmed: something must be left to be measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Means over the draws with so many confirmed statements per theme, on the `rest` alone."""

    confirmed: int
    rest: int
    top1: float
    top3: float
    macro_f1: float
    samples_f1: float

    def told(self) -> dict[str, object]:
        """Plain values."""
        return {
            "confirmed": self.confirmed,
            "rest": self.rest,
            "top1": round(self.top1, 4),
            "top3": round(self.top3, 4),
            "macro_f1": round(self.macro_f1, 4),
            "samples_f1": round(self.samples_f1, 4),
        }


def learning_curve(task: Task, levels: Sequence[int], progress: Progress | None = None) -> list[Level]:
    """One level for each number of confirmed statements per theme, in the order given."""
    made = []
    for done, level in enumerate(levels, start=1):
        figures = list(_measured(task, level))
        made.append(
            Level(
                confirmed=level,
                rest=round(float(np.mean([one.n for one in figures]))),
                top1=float(np.mean([one.top1 for one in figures])),
                top3=float(np.mean([one.top3 for one in figures])),
                macro_f1=float(np.mean([one.macro_f1 for one in figures])),
                samples_f1=float(np.mean([one.samples_f1 for one in figures])),
            )
        )
        if progress:
            progress("Lernen aus Bestätigtem", done, len(levels))
    return made


def drawn(gold: NDArray[np.bool_], level: int, seed: int) -> Confirmed:
    """Rows with all their codes: up to `level` drawn for each theme, never more than half of its statements."""
    chance = np.random.default_rng(seed)
    rows: set[int] = set()
    for theme in range(gold.shape[1]):
        own = np.flatnonzero(gold[:, theme])
        rows.update(chance.permutation(own)[: min(level, int(MOST * len(own)))].tolist())
    return {row: tuple(np.flatnonzero(gold[row]).tolist()) for row in sorted(rows)}


def _measured(task: Task, level: int) -> Iterator[AssignmentFigures]:
    for seed in range(DRAWS if level else 1):
        confirmed = drawn(task.gold, level, seed)
        result = task.assigned(confirmed)
        rest = np.ones(len(task.gold), dtype=np.bool_)
        rest[list(confirmed)] = False
        yield assignment_figures(result.scores[rest], result.chosen[rest], task.gold[rest])
