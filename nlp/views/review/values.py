"""What people see while they review: statements to look at, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nlp.domain.corpus import Source, Statement
from nlp.domain.edits import Board, Decision, Edit, Misfit
from nlp.domain.reviewing import Mark
from nlp.domain.themes import Membership, Run, Stability, Theme, Unplaced


class Part(StrEnum):
    """Parts of the queue in their order; the value is what stands in addresses, JSON and commands."""

    UNSURE = "unsure"
    FLAGGED = "flagged"
    HELPFUL = "helpful"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Who put a statement where it is: nobody means the machine. `when` is a German date, `at` ISO 8601 in UTC."""

    who: str = ""
    at: str = ""
    when: str = ""
    number: int = 0

    @property
    def by_person(self) -> bool:
        """Whether a person did."""
        return bool(self.number)

    @property
    def said(self) -> str:
        """„Mensch: Kim, 22.11.2026“ or „Maschine“."""
        return f"Mensch: {self.who}, {self.when}" if self.by_person else "Maschine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One theme of a statement, who decided it, and how sure the machine was where it did (None: it has not looked)."""

    theme: Theme
    member: Membership
    decided: Decided
    sure: Stability | None
    rival: Theme | None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement to look at, its places the primary first; without any, `decided` tells who left it without.

    `parts`: why it is in the queue, in the order of `Part`; empty for one that is done. `near`: other themes to choose
    from, the nearest first. `read`: whether the asking person has (or, where nobody asks, anybody has).
    """

    statement: Statement
    source: Source
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    reason: Unplaced | None
    decided: Decided
    locked: bool
    read: bool
    flagged: Mark | None
    comments: tuple[Mark, ...]
    near: tuple[Theme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A leaf of the queue. `left`: how many there are in each part (a statement may be in several).

    `total`: different statements in the parts asked for; `done`: so many of all `statements` need nobody any more.
    `next`: hand it in as `after` for the next leaf; empty at the end.
    """

    run: str
    last: int
    items: tuple[Item, ...]
    left: Mapping[Part, int]
    total: int
    statements: int
    done: int
    next: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What to do about a decision that does not fit a run: a button's words, and the edits it stands for.

    Without edits it is to leave things as they are, which `sentence` explains.
    """

    label: str
    sentence: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a decision, or what of it (`statements`), does not fit the run, and the ways out."""

    why: Misfit
    statements: tuple[str, ...]
    sentence: str
    ways: tuple[WayOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedDecision:
    """One decision in words. `undone`: the decision that took it back. `applies`: it counts, and all of it fits."""

    decision: Decision
    when: str
    sentence: str
    undone: Decision | None = None
    troubles: tuple[Trouble, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it is in force and nothing of it is missing in this run."""
        return self.undone is None and not self.troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """All marks, sorted: who has read what (under no name: what anybody has), flags, and comments in their order.

    `ever_flagged`: also those whose flag was taken off again, so that the queue goes on behind them.
    """

    read: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flagged: Mapping[str, Mark] = field(default_factory=dict)
    ever_flagged: frozenset[str] = frozenset()
    comments: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A board made ready for review, once for each state of run, decisions and statements.

    `order`: all statements of the run that still exist, those first that the machine was unsure of (`shaky` so many),
    whatever people have decided since; `every`: the same ones, to look up; `unsure`: those of them that nobody has
    decided; `settled`: the newest decision that says where a statement belongs; `places`: memberships of each, the
    primary one first; `machine`: in which themes the machine had what people decided; `words`: which themes a folded
    word stands for; `sizes`: statements in each theme.
    """

    board: Board
    sealed: Run
    sources: Mapping[str, Source]
    by_number: Mapping[int, Decision]
    places: Mapping[str, tuple[Membership, ...]]
    machine: Mapping[str, tuple[str, ...]]
    themes: Mapping[str, Theme]
    words: Mapping[str, tuple[str, ...]]
    sizes: Mapping[str, int]
    order: tuple[str, ...]
    every: frozenset[str]
    shaky: int
    unsure: frozenset[str]
    settled: Mapping[str, int]
    sureness: bool
