"""What will happen before it happens: two boards held against each other."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from nlp.commands.deciding.plain import edit_told
from nlp.domain.edits import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Statements that go from one theme to another, with how many respondents said them.

    An empty id stands for „Ohne Thema“. `target` is None where they only leave and stay in their other themes,
    `source` where they come in besides.
    """

    source: str | None
    target: str | None
    source_title: str
    target_title: str
    statements: int
    respondents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A theme before and after; `before` is empty for one that is made, `after` for one that is no more.

    An empty id stands for „Ohne Thema“. Figures are statements, then respondents. `described`: its description
    changes; `hidden`: it is out of sight then.
    """

    theme: str
    before: str
    after: str
    statements: tuple[int, int]
    respondents: tuple[int, int]
    described: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What edits will do to the board as it is; `edits` are those that can be taken, without what is locked.

    `locked`: statements that were meant and stay, because they are locked. `overruled`: numbers of other people's
    decisions of which something is changed. `unapplied`: numbers of decisions that find nothing to hold on to then.
    `seen`: the newest decision this was worked out with; hand it in with the edits. `sentences`: all of it in German.
    """

    edits: tuple[Edit, ...]
    flows: tuple[Flow, ...]
    changes: tuple[Change, ...]
    locked: tuple[str, ...]
    overruled: tuple[int, ...]
    unapplied: tuple[int, ...]
    sentences: tuple[str, ...]
    seen: int

    def told(self) -> dict[str, object]:
        """As plain values, with the keys of the command's JSON."""
        return {
            "edits": [edit_told(one) for one in self.edits],
            "flows": [asdict(one) for one in self.flows],
            "changes": [
                {
                    "theme": one.theme,
                    "before": one.before,
                    "after": one.after,
                    "statements": list(one.statements),
                    "respondents": list(one.respondents),
                    "described": one.described,
                    "hidden": one.hidden,
                }
                for one in self.changes
            ],
            "locked": list(self.locked),
            "overruled": list(self.overruled),
            "unapplied": list(self.unapplied),
            "sentences": list(self.sentences),
            "seen": self.seen,
        }
