"""The board as the next edit finds it, ready to be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.domain.edits import (
    Board,
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
)
from nlp.domain.folding import fold
from nlp.domain.themes import Origin, Run, Theme
from nlp.themes.replay import replay
from nlp.views.review.left import left_out
from nlp.views.review.undone import undone

Placing = Move | Confirm | Lock


@dataclass(slots=True, kw_only=True)
class Standing:
    """A board, the log behind it, and the edits of one call that come after: `pending`, of which the log knows none.

    `of`: themes of each statement, the primary one first; `own`: statements of each theme; `moved`: what pending edits
    have placed anew and `shaken`, whether they did more than that: then the board has to be made again.
    """

    sealed: Run
    board: Board
    decisions: Sequence[Decision]
    pending: list[Decision] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    titles: dict[str, Theme] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    moved: set[str] = field(default_factory=set)
    shaken: bool = False
    last: int = 0
    replaced: bool = False

    @classmethod
    def on(cls, board: Board, sealed: Run, decisions: Sequence[Decision], *, replaced: bool = False) -> Standing:
        """Nothing pending yet. `replaced`: the author was looking at an earlier run."""
        made = cls(sealed=sealed, board=board, decisions=decisions, last=board.last, replaced=replaced)
        made._read()
        return made

    def _read(self) -> None:
        run = self.board.run
        of: defaultdict[str, list[str]] = defaultdict(list)
        own: defaultdict[str, set[str]] = defaultdict(set)
        for one in run.unassigned:
            of[one] = []
        for member in run.memberships:
            of[member.statement].insert(0 if member.primary else len(of[member.statement]), member.theme)
            own[member.theme].add(member.statement)
        self.themes = {theme.id: theme for theme in run.themes}
        self.titles = {fold(theme.title): theme for theme in reversed(run.themes)}
        self.of, self.own, self.hidden = of, own, set(self.board.hidden)
        self.moved, self.shaken = set(), False

    def take(self, decision: Decision) -> None:
        """Notes an edit that was found fit."""
        self.pending.append(decision)
        match decision.edit:
            case Rename(theme=theme, title=title):
                self.titles = {told: one for told, one in self.titles.items() if one.id != theme}
                self._put(replace(self.themes[theme], title=title))
            case Describe(theme=theme, description=description):
                self._put(replace(self.themes[theme], description=description))
            case Create(made=made, title=title, description=description):
                self._put(Theme(id=made, title=title, description=description, origin=Origin.PERSON))
            case Hide(theme=theme):
                self.hidden.add(theme)
            case Move() | Confirm() | Lock() as placing:
                self.moved.update(placing.statements)
            case _:
                self.shaken = True

    def ready_for(self, edit: Edit) -> None:
        """Makes the board again where pending edits may have changed what this one looks at."""
        if isinstance(edit, Placing):
            stale = not self.moved.isdisjoint(edit.statements)
        else:
            stale = bool(self.moved) and not isinstance(edit, Rename | Describe | Create | Hide)
        if self.shaken or stale:
            self.again()

    def again(self) -> Board:
        """The board with all pending edits."""
        self.board = replay(self.sealed, (*self.decisions, *self.pending))
        self._read()
        return self.board

    def with_above(self, themes: Iterable[str]) -> tuple[str, ...]:
        """These themes and those they are a part of, each once, the upper ones first."""
        found: dict[str, None] = {}
        for one in themes:
            line = [one]
            while (above := self.themes[line[-1]].parent) in self.themes and above not in line:
                line.append(above)
            found.update(dict.fromkeys(reversed(line)))
        return tuple(found)

    def off(self) -> dict[int, Decision]:
        """Numbers of decisions that no longer count → what took them back."""
        return undone((*self.decisions, *self.pending))

    def counting(self) -> Iterable[Decision]:
        """Decisions that nobody has taken back, the newest first."""
        off = self.off()
        return (one for one in reversed((*self.decisions, *self.pending)) if one.number not in off)

    def left_out(self) -> dict[str, Decision]:
        """Statements that a person has left without a theme."""
        return left_out(self.board, (*self.decisions, *self.pending))

    def swallowed(self) -> dict[str, str]:
        """Themes that people have put into others: which into which."""
        into: dict[str, str] = {}
        for one in self.counting():
            match one.edit:
                case Merge(theme=theme, into=target) | Reassign(theme=theme, to=target) if theme not in self.themes:
                    into.setdefault(theme, target)
        return into

    def _put(self, theme: Theme) -> None:
        self.themes[theme.id] = theme
        self.titles[fold(theme.title)] = theme
