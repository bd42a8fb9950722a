"""Whether the statements O-Ton asks about teach more than others: both ways, on the same texts, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix, Progress
from nlp.themes.asking import COUNT, proposed, side_by_side
from nlp.themes.assign import Assignment
from nlp.themes.learning import Confirmed
from nlp.themes.measure import AssignmentFigures, assignment_figures
from nlp.views.evaluate.assignment import Task
from nlp.views.evaluate.paper import Bars, Sheet, decimal, whole

REPETITIONS = 10
POOL = 0.5
"""Each repetition may ask about another half of the texts, drawn from a fixed seed; the rest of all is measured."""
OURS, CHANCE = "O-Ton fragt", "zufällig"

Choice = Callable[[Assignment, Confirmed, int], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Figures on the texts that nobody has confirmed, one for each repetition, with so many that somebody has."""

    way: str
    confirmed: int
    macro_f1: tuple[float, ...]
    top1: tuple[float, ...]

    def told(self) -> dict[str, object]:
        """Plain values."""
        return {
            "way": self.way,
            "confirmed": self.confirmed,
            "macro_f1": round(float(np.mean(self.macro_f1)), 4),
            "deviation": round(float(np.std(self.macro_f1)), 4),
            "least": round(min(self.macro_f1), 4),
            "most": round(max(self.macro_f1), 4),
            "top1": round(float(np.mean(self.top1)), 4),
        }


def asked_and_drawn(
    task: Task, levels: Sequence[int], *, repetitions: int = REPETITIONS, progress: Progress | None = None
) -> list[Asked]:
    """For each level what O-Ton's questions reach and what as many drawn by chance do, from the same half of the texts.

    O-Ton asks as on the pages: 20 at a time, with what the machine has learnt from those before.
    """
    levels, start, matrix = sorted(levels), task.assigned(), side_by_side(task.views)
    found: dict[tuple[str, int], list[AssignmentFigures]] = {}
    for seed in range(repetitions):
        free = _half(task, seed)
        for way, choose, step in ((OURS, _ours(matrix, free), COUNT), (CHANCE, _drawn(free, seed), max(levels))):
            for level, figures in _levels(task, start, choose, levels, step):
                found.setdefault((way, level), []).append(figures)
        if progress:
            progress("Lernen aus Bestätigtem", seed + 1, repetitions)
    return [
        Asked(
            way=way,
            confirmed=level,
            macro_f1=tuple(one.macro_f1 for one in found[way, level]),
            top1=tuple(one.top1 for one in found[way, level]),
        )
        for level in levels
        for way in (OURS, CHANCE)
    ]


def asked_sheet(task: Task, rows: Sequence[Asked]) -> Sheet:
    """Two rows for each level, O-Ton's first."""
    repetitions = len(rows[0].macro_f1)
    better = [
        sum(one > other for one, other in zip(ours.macro_f1, chance.macro_f1, strict=True))
        for ours, chance in zip(rows[::2], rows[1::2], strict=True)
    ]
    wins = "; ".join(f"{whole(one.confirmed)}: {won}" for one, won in zip(rows[::2], better, strict=True))
    return Sheet(
        title="Lernen aus Bestätigtem",
        headings=("Wahl", "bestätigt", "F1 je Thema", "Streuung", "von", "bis", "erstes Thema richtig"),
        rows=tuple(
            (
                one.way,
                whole(one.confirmed),
                decimal(float(np.mean(one.macro_f1))),
                decimal(float(np.std(one.macro_f1))),
                decimal(min(one.macro_f1)),
                decimal(max(one.macro_f1)),
                decimal(float(np.mean(one.top1))),
            )
            for one in rows
        ),
        captions=(_measured(task, repetitions), f"So oft fragt O-Ton besser als der Zufall (bestätigt: oft) – {wins}."),
        bars=Bars(
            heading="F1 je Thema",
            values=tuple(float(np.mean(one.macro_f1)) for one in rows),
            least=tuple(min(one.macro_f1) for one in rows),
            most=tuple(max(one.macro_f1) for one in rows),
        ),
    )


def _measured(task: Task, repetitions: int) -> str:
    return (
        f"{whole(len(task.gold))} Texte, {whole(task.gold.shape[1])} Themen; {repetitions} Wiederholungen, jede mit "
        "einer anderen Hälfte der Texte, aus der gefragt wird; gemessen an allen, die niemand bestätigt hat."
    )


def standing(found: Assignment) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Each statement's first theme, −1 without one, and how strongly it is in it: what a run keeps of an assignment."""
    scores = np.where(found.chosen, found.scores, -np.inf)
    first = np.where(found.chosen.any(axis=1), scores.argmax(axis=1), -1)
    strengths = found.strengths[np.arange(len(first)), np.maximum(first, 0)]
    return first, np.where(first < 0, 0, strengths).astype(np.float32)


def _levels(
    task: Task, start: Assignment, choose: Choice, levels: Sequence[int], step: int
) -> Iterator[tuple[int, AssignmentFigures]]:
    """The figures at each level, on the way from one to the next with what was learnt every `step` statements."""
    known: dict[int, tuple[int, ...]] = {}
    now = start
    for level in levels:
        while len(known) < level:
            rows = choose(now, known, min(step, level - len(known)))
            if not rows:
                break
            known |= {row: tuple(np.flatnonzero(task.gold[row]).tolist()) for row in rows}
            now = task.assigned(known)
        rest = np.ones(len(task.gold), dtype=np.bool_)
        rest[list(known)] = False
        yield level, assignment_figures(now.scores[rest], now.chosen[rest], task.gold[rest])


def _ours(matrix: Matrix, free: NDArray[np.bool_]) -> Choice:
    ids = [f"{row:09}" for row in range(len(matrix))]

    def choose(now: Assignment, known: Confirmed, count: int) -> list[int]:
        first, strengths = standing(now)
        themes = now.scores.shape[1]
        return proposed(ids, matrix, first, strengths, known, themes=themes, free=free, count=count)

    return choose


def _drawn(free: NDArray[np.bool_], seed: int) -> Choice:
    order = np.random.default_rng([seed, 1]).permutation(np.flatnonzero(free)).tolist()
    return lambda _, known, count: order[len(known) : len(known) + count]


def _half(task: Task, seed: int) -> NDArray[np.bool_]:
    """Half of the texts; those without any code teach nothing and are left out."""
    order = np.random.default_rng(seed).permutation(len(task.gold))
    free = np.zeros(len(task.gold), dtype=np.bool_)
    free[order[: round(POOL * len(order))]] = True
    coded: NDArray[np.bool_] = free & task.gold.any(axis=1)
    return coded
