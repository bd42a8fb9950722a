"""What a comparison of two runs is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nlp.domain.themes import Run

NOTHING = ""
"""Stands for „Ohne Thema“ where a theme's id is expected."""


class Kind(StrEnum):
    """What became of a theme."""

    STAYED = "stayed"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    APPEARED = "appeared"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """So many statements went from one theme to another; a row of a flow chart.

    "" is „Ohne Thema“, None says that the statements stand in the other run only. Every statement is in one flow.
    """

    source: str | None
    target: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A theme's part in a change: how many statements, and what share of what was split or put together."""

    theme: str
    title: str
    statements: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one theme or of several.

    `stayed`: statements on both sides of the change; `came`, `left`: from and to other themes or none; `new`, `gone`:
    statements that only the newer, only the older run holds.
    """

    kind: Kind
    before: tuple[Part, ...]
    now: tuple[Part, ...]
    stayed: int
    came: int
    left: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs side by side. Every statement counts in its first theme, what is in a sub-theme in the theme above.

    `same`: theme of the newer run → the theme of the older one that it is. `shared`: statements in both runs; `kept`
    of them have the same theme, or none, in both. `only_before` and `only_now` stand in one run. `rand`: adjusted
    Rand index over the shared statements, None where there are none.
    """

    before: Run
    now: Run
    same: Mapping[str, str]
    changes: tuple[Change, ...]
    flows: tuple[Flow, ...]
    shared: int
    kept: int
    only_before: int
    only_now: int
    rand: float | None

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)
