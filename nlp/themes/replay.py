"""People's decisions laid over a run: a pure fold, the same for every run and as often as one likes.

What a person makes may be in the run already, because the machine learnt it from people: a theme whose id begins as
those of people's themes do, or that says of itself that a person made it. Then the decision takes that one. Any other
theme of that id, and one that an earlier decision made, is in the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod

from nlp.domain import edits
from nlp.domain.edits import MADE, Board, Decision, Edit, Misfit, Unapplied, Undo
from nlp.domain.themes import Origin, Run, Stability, Theme, Unplaced
from nlp.themes.retold import pointing, retold
from nlp.themes.standing import Standing


def replay(run: Run, decisions: Iterable[Decision]) -> Board:
    """The run after all decisions that count, by number; what does not fit it is told with its reason, never dropped.

    A decision that was undone counts as never taken; one that is handed in twice is one. Raises nothing for decisions
    of any kind, in any order.
    """
    ordered = sorted({one.number: one for one in decisions}.values(), key=lambda one: one.number)
    counting, undone, missing = _counting(ordered)
    last = ordered[-1].number if ordered else 0
    # A taking back that holds is applied, though the board shows nothing of it.
    backs = {one.number for one in ordered if isinstance(one.edit, Undo)} - undone.keys()
    backs -= {one.number for one in missing}
    if not counting:
        return Board(run=run, last=last, unapplied=tuple(missing), applied=frozenset(backs), undone=undone)
    fold = _Fold(at=Standing.of_run(run), sealed=frozenset(theme.id for theme in run.themes))
    for decision in counting:
        fold.take(decision)
    return Board(
        run=fold.result(run),
        last=last,
        hidden=frozenset(fold.hidden & fold.at.themes.keys()),
        locked=frozenset(fold.at.locked),
        decided=fold.at.decided,
        unapplied=tuple(sorted((*missing, *fold.unapplied), key=lambda one: one.number)),
        applied=frozenset(fold.applied | backs),
        undone=undone,
    )


def _counting(ordered: Sequence[Decision]) -> tuple[list[Decision], dict[int, int], list[Unapplied]]:
    """What nobody has taken back, without the takings back; what took back what; takings back of nothing earlier."""
    known, off, missing = {one.number for one in ordered}, dict[int, int](), []
    # An undo names something earlier, so from the end on each is met before what it takes back.
    for one in reversed(ordered):
        if isinstance(one.edit, Undo) and one.number not in off:
            if one.edit.number in known and one.edit.number < one.number:
                off[one.edit.number] = one.number
            else:
                missing.append(Unapplied(number=one.number, why=Misfit.NO_SUCH_EDIT))
    counting = [one for one in ordered if one.number not in off and not isinstance(one.edit, Undo)]
    return counting, off, missing[::-1]


@dataclass(slots=True, kw_only=True)
class _Fold:
    """A run on its way to being a board; what is done answers whether any of it could be.

    `sealed`: the run's own themes; `made`: themes that decisions have made or found made; `seen`: themes that somebody
    decided about; `number`: of the decision at hand.
    """

    at: Standing
    sealed: frozenset[str]
    hidden: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    applied: set[int] = field(default_factory=set)
    unapplied: list[Unapplied] = field(default_factory=list)

    def take(self, decision: Decision) -> None:
        """Does what was decided, or notes what of it cannot be done."""
        self.at.number = decision.number
        if self._do(decision.edit):
            self.applied.add(decision.number)

    @singledispatchmethod
    def _do(self, edit: Edit) -> bool:
        raise TypeError(type(edit).__name__)

    @_do.register
    def _(self, edit: edits.Rename) -> bool:
        known = self._named(edit.theme)
        return known is not None and self._tell(replace(known, title=edit.title))

    @_do.register
    def _(self, edit: edits.Describe) -> bool:
        known = self._named(edit.theme)
        return known is not None and self._tell(replace(known, description=edit.description))

    @_do.register
    def _(self, edit: edits.Merge) -> bool:
        if not self._there(edit.theme) or not self._there(edit.into, Misfit.TARGET_GONE):
            return False
        return self._mergeable(edit.theme, edit.into) and self._merge(edit.theme, edit.into)

    @_do.register
    def _(self, edit: edits.Reassign) -> bool:
        if not self._there(edit.theme) or not self._mergeable(edit.theme, edit.to):
            return False
        if edit.to not in self.at.themes:
            made = Theme(id=edit.to, title=edit.title, origin=Origin.CATALOGUE, sensitive=edit.sensitive)
            self._add(replace(made, field_of_action=edit.field_of_action))
        return self._merge(edit.theme, edit.to)

    @_do.register
    def _(self, edit: edits.Split) -> bool:
        here = self._free(self._here(edit.statements))
        of = self.at.themes.get(edit.theme)
        if not here or not self._make(edit.made, edit.title, parent=of.parent if of else ""):
            return False
        left = {edit.theme, *self.at.below(edit.theme)} - {edit.made}
        for one in here:
            self.at.put(one, [edit.made, *(theme for theme in self.at.inside(one) if theme not in left)])
            self.at.confirm(one, edit.made)
        return True

    @_do.register
    def _(self, edit: edits.Move) -> bool:
        wanted = [theme for theme in dict.fromkeys(edit.themes) if theme in self.at.themes]
        if len(wanted) < len(set(edit.themes)):
            self._miss(Misfit.TARGET_GONE, edit.statements if wanted else ())
            if not wanted:
                return False
        here = self._free(self._here(edit.statements))
        for one in here:
            self.at.put(one, wanted)
            for theme in wanted:
                self.at.confirm(one, theme)
        self.seen.update(wanted)
        return bool(here)

    @_do.register
    def _(self, edit: edits.Confirm) -> bool:
        if not self._there(edit.theme):
            return False
        here = self._here(edit.statements)
        for one in here:
            self.at.confirm(one, edit.theme)
        self.seen.add(edit.theme)
        return bool(here)

    @_do.register
    def _(self, edit: edits.Lock) -> bool:
        here = self._free(self._here(edit.statements), edit.theme)
        if here and (edit.theme not in self.at.themes or self._adoptable(edit.theme)):
            self._make(edit.theme, edit.title)
        for one in here:
            self.at.lock(one, edit.theme)
        self.seen.add(edit.theme)
        return bool(here)

    @_do.register
    def _(self, edit: edits.Create) -> bool:
        return self._make(edit.made, edit.title, edit.description)

    @_do.register
    def _(self, edit: edits.Hide) -> bool:
        if self._there(edit.theme):
            self.hidden.add(edit.theme)
        return edit.theme in self.at.themes

    def result(self, run: Run) -> Run:
        """The run with themes and memberships as they are now."""
        at = self.at
        flagged = {theme.id for theme in run.themes if theme.flags} & at.moved
        was: defaultdict[str, set[str]] = defaultdict(set)
        for one in run.memberships if flagged else ():
            if one.theme in flagged:
                was[one.theme].add(one.statement)
        # A sub-theme of the machine's that lost all its statements tells of nothing, unless somebody decided about it.
        mute = {one for one in (at.moved & self.sealed) - self.seen - self.hidden if one in at.own and not at.own[one]}
        mute = {one for one in mute if at.themes[one].parent}
        kept = [one for one in at.themes.values() if one.id not in mute]
        there = {one.id for one in kept}
        out = sorted(name for name in at.of if not at.of[name])
        return replace(
            run,
            themes=tuple(pointing(self._retold(one, was[one.id]), there) for one in kept),
            memberships=at.memberships(run, there),
            unassigned=(*(one for one in run.unassigned if one not in at.of), *out),
            reasons={
                **{one: why for one, why in run.reasons.items() if one not in at.of},
                **dict.fromkeys(out, Unplaced.PEOPLE),
            },
        )

    def _retold(self, theme: Theme, was: set[str]) -> Theme:
        at, name = self.at, theme.id
        if name in at.moved or name in self.seen:
            own = at.own[name]
            theme = retold(
                theme,
                was=was if name in at.moved else own,
                own=own,
                seen=name in self.seen or name in at.moved,
                member=lambda one: at.member(one, name),
            )
        out_of_sight = name in self.hidden or not self.hidden.isdisjoint(at.above(name))
        return replace(theme, hidden=True) if out_of_sight else theme

    def _named(self, theme: str) -> Theme | None:
        return self.at.themes[theme] if self._there(theme) else None

    def _tell(self, theme: Theme) -> bool:
        self.at.themes[theme.id] = theme
        self.seen.add(theme.id)
        return True

    def _mergeable(self, theme: str, into: str) -> bool:
        held = tuple(sorted(one for one in self.at.own[theme] if self.at.locked.get(one) == theme))
        if theme == into or held:
            self._miss(Misfit.SAME if theme == into else Misfit.LOCKED, held if theme != into else ())
        return theme != into and not held

    def _merge(self, theme: str, into: str) -> bool:
        self.at.merge(theme, into)
        self.hidden.discard(theme)
        self.seen.add(into)
        return True

    def _make(self, theme: str, title: str, description: str = "", parent: str = "") -> bool:
        """A theme of people's own; one that the machine has learnt from them bears again what they called it."""
        if self._adoptable(theme):
            known = replace(self.at.themes[theme], title=title, description=description, origin=Origin.PERSON)
            self.at.themes[theme] = known
        elif theme in self.at.themes:
            self._miss(Misfit.THERE_ALREADY)
            return False
        else:
            above = parent if parent in self.at.themes else ""
            self._add(Theme(id=theme, title=title, description=description, origin=Origin.PERSON, parent=above))
        self.made.add(theme)
        self.seen.add(theme)
        return True

    def _adoptable(self, theme: str) -> bool:
        """Whether the run itself holds a theme that people made, and no decision has said so yet."""
        if theme in self.made or theme not in self.sealed or theme not in self.at.themes:
            return False
        return theme.startswith(MADE) or self.at.themes[theme].origin is Origin.PERSON

    def _add(self, theme: Theme) -> None:
        """A theme that people have made is as sure as they were."""
        self.at.add(replace(theme, stability=1.0, grade=Stability.FIRM))

    def _there(self, theme: str, why: Misfit = Misfit.THEME_GONE) -> bool:
        if theme not in self.at.themes:
            self._miss(why)
        return theme in self.at.themes

    def _here(self, statements: Sequence[str]) -> list[str]:
        known = [one for one in dict.fromkeys(statements) if one in self.at.sealed]
        gone = tuple(one for one in dict.fromkeys(statements) if one not in self.at.sealed)
        if gone or not statements:
            self._miss(Misfit.STATEMENTS_GONE, gone)
        return known

    def _free(self, statements: Sequence[str], theme: str = "") -> list[str]:
        """Those that are not locked, or only in this theme."""
        held = dict.fromkeys(one for one in statements if self.at.locked.get(one, theme) != theme)
        if held:
            self._miss(Misfit.LOCKED, tuple(held))
        return [one for one in statements if one not in held]

    def _miss(self, why: Misfit, statements: Sequence[str] = ()) -> None:
        self.unapplied.append(Unapplied(number=self.at.number, why=why, statements=tuple(statements)))
