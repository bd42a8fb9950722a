"""What people note while they review, and what two of them say of the same statements without seeing each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What somebody noted beside a statement; the last of a pair counts."""

    READ = "read"
    UNREAD = "unread"
    FLAG = "flag"
    UNFLAG = "unflag"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One row of the marks, which are only added to; `text` is a comment's, else empty. `at`: ISO 8601 in UTC."""

    number: int
    statement: str
    kind: MarkKind
    who: str
    at: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Statements that several people code without seeing each other or the machine.

    `themes`: what they choose from, as the board stood when it was drawn: (id, title). `run`: whose board that was;
    `seen`: its newest decision. Nothing of it ever changes; `coders` are names of accounts, two or more.
    """

    id: str
    title: str
    run: str
    seen: int
    themes: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]
    coders: tuple[str, ...]
    who: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder says of one statement of a sample: in these themes, or in none; the last one counts."""

    number: int
    sample: str
    statement: str
    coder: str
    themes: tuple[str, ...]
    at: str
