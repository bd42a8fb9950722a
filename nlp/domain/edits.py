"""What people decide about themes, as rows of a log that is only added to, and what they make of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nlp.domain.themes import Run

MADE = "p-"
"""What ids of themes begin with that people have made; ten random hexadecimal digits follow."""


class Misfit(StrEnum):
    """Why a decision, or a part of it, finds nothing to hold on to in a run; the value is what a person reads."""

    THEME_GONE = "Das Thema gibt es in dieser Auswertung nicht."
    TARGET_GONE = "Das Thema, zu dem es gehen soll, gibt es in dieser Auswertung nicht."
    STATEMENTS_GONE = "Die Aussagen stehen nicht in dieser Auswertung."
    LOCKED = "Die Aussagen sind festgehalten."
    SAME = "Ein Thema lässt sich nicht mit sich selbst zusammenlegen."
    THERE_ALREADY = "Ein Thema mit dieser Kennung gibt es schon."
    NO_SUCH_EDIT = "Die Entscheidung, die zurückgenommen werden soll, gibt es nicht."


class Fate(StrEnum):
    """What has become of a decision on a board; the value is what a person reads."""

    APPLIED = "gilt"
    PARTLY = "gilt zum Teil"
    UNAPPLIED = "findet hier keinen Halt"
    UNDONE = "zurückgenommen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A theme gets another title."""

    theme: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """A theme gets a description."""

    theme: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """All statements and sub-themes of one theme go into another, and the one is no more."""

    theme: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Some statements of a theme, chosen by hand or those of a sub-theme, become a theme of their own, `made`.

    What is split off a sub-theme is a sub-theme beside it.
    """

    theme: str
    made: str
    title: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Statements are in these themes and in no others, the first is the primary one; in none: „Ohne Thema“.

    What is in a sub-theme is in the theme above it, before it, whether that is named or not.
    """

    statements: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Statements are rightly in a theme, whatever else they are in."""

    theme: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Statements stay in a theme, as their primary one; where a run has not found it any more, it is there again."""

    theme: str
    title: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """A theme that nobody is in yet."""

    made: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hide:
    """A theme is kept out of sight, with its statements."""

    theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassign:
    """All of a theme goes into one of the catalogue, which is there from now on where no statement had been in it."""

    theme: str
    to: str
    title: str
    sensitive: bool = False
    field_of_action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """An earlier decision, by its number, counts as never taken; an undo can be undone."""

    number: int


Edit = Rename | Describe | Merge | Split | Move | Confirm | Lock | Create | Hide | Reassign | Undo
KINDS: Mapping[str, type[Edit]] = {
    kind.__name__.lower(): kind
    for kind in (Rename, Describe, Merge, Split, Move, Confirm, Lock, Create, Hide, Reassign, Undo)
}
"""Names under which kinds of decisions are kept and told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the log. `run`: what its author was looking at; `at`: ISO 8601 in UTC, which may jump back.

    The number alone says what came first.
    """

    number: int
    run: str
    at: str
    who: str
    edit: Edit
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unapplied:
    """What of a decision does not fit a run: all of it, or these statements."""

    number: int
    why: Misfit
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A run as people have left it: `run` holds its themes and memberships after all decisions.

    `decided`: the decision that put a statement (first) into a theme (second); what is not there, the machine did.
    `last`: number of the newest decision, 0 before the first. `hidden`: themes that people have hidden, without those
    that are out of sight with the theme above them. `applied`: decisions of which all or a part holds; `undone`: the
    decision that took one back. Every decision is in one of these or in `unapplied`: `fate` tells which.
    """

    run: Run
    last: int = 0
    hidden: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    decided: Mapping[tuple[str, str], int] = field(default_factory=dict)
    unapplied: tuple[Unapplied, ...] = ()
    applied: frozenset[int] = frozenset()
    undone: Mapping[int, int] = field(default_factory=dict)

    def fate(self, number: int) -> Fate:
        """What has become of a decision. Raises KeyError for one that this board has not heard of."""
        if number in self.undone:
            return Fate.UNDONE
        missed = any(one.number == number for one in self.unapplied)
        if number in self.applied:
            return Fate.PARTLY if missed else Fate.APPLIED
        if not missed:
            raise KeyError(number)
        return Fate.UNAPPLIED
