"""What laying people's decisions over a run costs, against reading the statements that it places."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import median

from nlp.domain.edits import (
    MADE,
    Confirm,
    Create,
    Decision,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.domain.themes import Run
from nlp.ports import Boards
from nlp.themes.replay import replay

TIMES = 7
PAGE, PART = 20, 50
"""So many statements at most are moved or confirmed at once, or split off."""
MIX: dict[type[Edit], int] = {
    Confirm: 34, Move: 26, Lock: 8, Rename: 8, Undo: 6, Describe: 5, Split: 5, Create: 3, Merge: 2, Hide: 2,
    Reassign: 1,
}  # fmt: skip
"""Of a hundred decisions, so many of each kind."""


def decisions(run: Run, count: int, seed: int = 7) -> list[Decision]:
    """So many decisions of every kind, as a thorough review would take them; the same run has the same ones."""
    made = _Making(run, random.Random(seed))  # noqa: S311 - a log to measure with, no secret
    kinds = made.chance.choices(list(MIX), weights=list(MIX.values()), k=count)
    return [
        Decision(number=number, run=run.id, at=run.created_at, who="probe", edit=made.edit(kind, number))
        for number, kind in enumerate(kinds, start=1)
    ]


def replaying(store: Boards, run: Run, log: Sequence[Decision]) -> dict[str, float]:
    """Processor seconds for reading all statements and for replaying the log, by turns, medians; and their ratio."""
    reading, laying = [], []
    for _ in range(TIMES):
        reading.append(_seconds(store.plain.statements))
        laying.append(_seconds(lambda: replay(run, log)))
    board = replay(run, log)
    return {
        "statements": len(run.statements),
        "decisions": len(log),
        "unapplied": len({one.number for one in board.unapplied}),
        "statements_seconds": round(median(reading), 4),
        "replay_seconds": round(median(laying), 4),
        "ratio": round(median(laying) / median(reading), 3),
    }


class _Making:
    """Chooses themes and statements of a run by chance."""

    def __init__(self, run: Run, chance: random.Random) -> None:
        self.chance = chance
        inside: defaultdict[str, list[str]] = defaultdict(list)
        for one in run.memberships:
            inside[one.theme].append(one.statement)
        self._inside = dict(inside)
        self._themes = sorted(inside)

    def edit(self, kind: type[Edit], number: int) -> Edit:
        """One of this kind; the number makes what is new in it differ from all else."""
        theme, other = self._theme(), self._theme()
        made, title = f"{MADE}{number:010x}", f"Thema {number}"
        takes: dict[type[Edit], Callable[[], Edit]] = {
            Confirm: lambda: Confirm(theme=theme, statements=self._some(theme, PAGE)),
            Move: lambda: Move(statements=self._some(theme, PAGE), themes=(other,)),
            Lock: lambda: Lock(theme=theme, title=title, statements=self._some(theme, PAGE)),
            Split: lambda: Split(theme=theme, made=made, title=title, statements=self._some(theme, PART)),
            Rename: lambda: Rename(theme=theme, title=title),
            Describe: lambda: Describe(theme=theme, description=title),
            Create: lambda: Create(made=made, title=title),
            Merge: lambda: Merge(theme=theme, into=other),
            Hide: lambda: Hide(theme=theme),
            Reassign: lambda: Reassign(theme=theme, to=other, title=title),
            Undo: lambda: Undo(number=self.chance.randint(1, max(1, number - 1))),
        }
        return takes[kind]()

    def _theme(self) -> str:
        return self.chance.choice(self._themes)

    def _some(self, theme: str, most: int) -> tuple[str, ...]:
        own = self._inside[theme]
        return tuple(self.chance.sample(own, min(len(own), self.chance.randint(1, most))))


def _seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun
