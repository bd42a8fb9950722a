"""People's decisions laid over a run: a pure fold, the same for every run and as often as one likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod

from nlp.domain import edits
from nlp.domain.edits import Board, Decision, Edit, Misfit, Unapplied, Undo
from nlp.domain.themes import Membership, Origin, Run, Stability, Theme

Inside = dict[str, Membership]
"""A statement's memberships by theme, the primary one first."""


def replay(run: Run, decisions: Iterable[Decision]) -> Board:
    """The run after all decisions that count, by number; what does not fit it is told with its reason, never dropped.

    A decision that was undone counts as never taken. Raises nothing for decisions of any kind, in any order.
    """
    ordered = sorted(decisions, key=lambda one: one.number)
    counting, missing = _counting(ordered)
    fold = _Fold.of_run(run)
    for decision in counting:
        fold.take(decision)
    return Board(
        run=fold.result(run),
        last=ordered[-1].number if ordered else 0,
        hidden=frozenset(fold.hidden & fold.themes.keys()),
        locked=frozenset(fold.locked),
        decided=fold.decided,
        unapplied=tuple(sorted((*missing, *fold.unapplied), key=lambda one: one.number)),
    )


def _counting(ordered: Sequence[Decision]) -> tuple[list[Decision], list[Unapplied]]:
    """What nobody has taken back, without the takings back; and those among these that name nothing earlier."""
    known, off, missing = {one.number for one in ordered}, set[int](), []
    # An undo names something earlier, so from the end on each is met before what it takes back.
    for one in reversed(ordered):
        if isinstance(one.edit, Undo) and one.number not in off:
            if one.edit.number in known and one.edit.number < one.number:
                off.add(one.edit.number)
            else:
                missing.append(Unapplied(number=one.number, why=Misfit.NO_SUCH_EDIT))
    return [one for one in ordered if one.number not in off and not isinstance(one.edit, Undo)], missing


@dataclass(slots=True, kw_only=True)
class _Fold:
    """A run on its way to being a board.

    `of`: what each statement is in; `own`: who is in each theme; `touched`: statements that are in something else than
    the machine said; `locked`: the theme in which a statement stays; `number`: of the decision at hand.
    """

    themes: dict[str, Theme]
    of: dict[str, Inside]
    own: dict[str, set[str]]
    touched: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    locked: dict[str, str] = field(default_factory=dict)
    decided: dict[tuple[str, str], int] = field(default_factory=dict)
    unapplied: list[Unapplied] = field(default_factory=list)
    number: int = 0

    @classmethod
    def of_run(cls, run: Run) -> _Fold:
        of: dict[str, Inside] = {one: {} for one in run.unassigned}
        own: dict[str, set[str]] = {theme.id: set() for theme in run.themes}
        for one in sorted(run.memberships, key=lambda member: not member.primary):
            of.setdefault(one.statement, {})[one.theme] = one
            own[one.theme].add(one.statement)
        return cls(themes={theme.id: theme for theme in run.themes}, of=of, own=own)

    def take(self, decision: Decision) -> None:
        """Does what was decided, or notes what of it cannot be done."""
        self.number = decision.number
        self._do(decision.edit)

    @singledispatchmethod
    def _do(self, edit: Edit) -> None:
        raise TypeError(type(edit).__name__)

    @_do.register
    def _(self, edit: edits.Rename) -> None:
        if self._there(edit.theme):
            self.themes[edit.theme] = replace(self.themes[edit.theme], title=edit.title)

    @_do.register
    def _(self, edit: edits.Describe) -> None:
        if self._there(edit.theme):
            self.themes[edit.theme] = replace(self.themes[edit.theme], description=edit.description)

    @_do.register
    def _(self, edit: edits.Merge) -> None:
        if self._there(edit.theme) and self._there(edit.into, Misfit.TARGET_GONE):
            self._merge(edit.theme, edit.into)

    @_do.register
    def _(self, edit: edits.Reassign) -> None:
        if not self._there(edit.theme):
            return
        if edit.to not in self.themes:
            made = Theme(id=edit.to, title=edit.title, origin=Origin.CATALOGUE, sensitive=edit.sensitive)
            self._add(replace(made, field_of_action=edit.field_of_action))
        self._merge(edit.theme, edit.to)

    @_do.register
    def _(self, edit: edits.Split) -> None:
        here = self._free(self._here(edit.statements))
        if not here or not self._make(edit.made, edit.title):
            return
        left = {edit.theme, *(one.id for one in self.themes.values() if one.parent == edit.theme)}
        for one in here:
            self._put(one, [edit.made, *(theme for theme in self.of[one] if theme not in left)])

    @_do.register
    def _(self, edit: edits.Move) -> None:
        wanted = [theme for theme in dict.fromkeys(edit.themes) if theme in self.themes]
        if len(wanted) < len(set(edit.themes)):
            self._miss(Misfit.TARGET_GONE, edit.statements if wanted else ())
            if not wanted:
                return
        for one in self._free(self._here(edit.statements)):
            self._put(one, wanted)
            for theme in wanted:
                self._confirm(one, theme)

    @_do.register
    def _(self, edit: edits.Confirm) -> None:
        if self._there(edit.theme):
            for one in self._here(edit.statements):
                self._confirm(one, edit.theme)

    @_do.register
    def _(self, edit: edits.Lock) -> None:
        here = self._free(self._here(edit.statements), edit.theme)
        if here and edit.theme not in self.themes:
            self._make(edit.theme, edit.title)
        for one in here:
            self._put(one, [edit.theme, *(theme for theme in self.of[one] if theme != edit.theme)])
            self._confirm(one, edit.theme)
            self.locked[one] = edit.theme

    @_do.register
    def _(self, edit: edits.Create) -> None:
        self._make(edit.made, edit.title, edit.description)

    @_do.register
    def _(self, edit: edits.Hide) -> None:
        if self._there(edit.theme):
            self.hidden.add(edit.theme)

    def result(self, run: Run) -> Run:
        """The run with themes and memberships as they are now; itself, where nothing has changed."""
        untouched = (one for one in run.memberships if one.statement not in self.touched)
        changed = (one for name in sorted(self.touched) for one in self.of[name].values())
        memberships = map(self._without_gone_rival, (*untouched, *changed))
        out = {name for name in self.touched if not self.of[name]}
        stayed = tuple(one for one in run.unassigned if one not in self.touched)
        return replace(
            run,
            themes=tuple(self._trimmed(one) for one in self.themes.values() if not self._emptied(one, run)),
            memberships=tuple(memberships),
            unassigned=(*stayed, *sorted(out)),
            reasons={one: why for one, why in run.reasons.items() if one not in self.touched},
        )

    def _merge(self, theme: str, into: str) -> None:
        held = tuple(sorted(one for one in self.own[theme] if self.locked.get(one) == theme))
        if theme == into or held:
            self._miss(Misfit.SAME if theme == into else Misfit.LOCKED, held)
            return
        for one in self.own.pop(theme):
            self._swap(one, theme, into)
        del self.themes[theme]
        for name, other in self.themes.items():
            if other.parent == theme:
                self.themes[name] = replace(other, parent=into if name != into else "")

    def _make(self, theme: str, title: str, description: str = "") -> bool:
        if theme in self.themes:
            self._miss(Misfit.THERE_ALREADY)
            return False
        self._add(Theme(id=theme, title=title, description=description, origin=Origin.PERSON))
        return True

    def _add(self, theme: Theme) -> None:
        """A theme that people have made is as sure as they were."""
        self.themes[theme.id] = replace(theme, stability=1.0, grade=Stability.FIRM)
        self.own[theme.id] = set()

    def _put(self, statement: str, themes: Sequence[str]) -> None:
        """A statement in these themes and no others; what is new to it, a person has said."""
        before = self.of[statement]
        for gone in before.keys() - set(themes):
            self.own[gone].discard(statement)
            self.decided.pop((statement, gone), None)
        self.of[statement] = {
            theme: replace(before.get(theme) or _by_hand(statement, theme), primary=place == 0)
            for place, theme in enumerate(themes)
        }
        self.touched.add(statement)
        for theme in themes:
            self.own[theme].add(statement)
            if theme not in before:
                self._confirm(statement, theme)

    def _confirm(self, statement: str, theme: str) -> None:
        if theme not in self.of[statement]:
            self._put(statement, [*self.of[statement], theme])
        self.of[statement][theme] = replace(self.of[statement][theme], confirmed=True)
        self.touched.add(statement)
        self.decided[statement, theme] = self.number

    def _swap(self, statement: str, theme: str, into: str) -> None:
        """What the machine or a person has said of one theme holds for the other."""
        inside, said = self.of[statement], self.decided.pop((statement, theme), 0)
        stronger = max((inside[one] for one in (theme, into) if one in inside), key=lambda one: one.strength)
        sure = any(inside[one].confirmed for one in (theme, into) if one in inside)
        merged = replace(stronger, theme=into, confirmed=sure, rival="" if stronger.rival == into else stronger.rival)
        order = list(dict.fromkeys(into if one == theme else one for one in inside))
        self.of[statement] = {
            one: replace(merged if one == into else inside[one], primary=place == 0) for place, one in enumerate(order)
        }
        self.own[into].add(statement)
        self.touched.add(statement)
        if said:
            self.decided[statement, into] = max(said, self.decided.get((statement, into), 0))

    def _there(self, theme: str, why: Misfit = Misfit.THEME_GONE) -> bool:
        if theme not in self.themes:
            self._miss(why)
        return theme in self.themes

    def _here(self, statements: Sequence[str]) -> list[str]:
        known = [one for one in dict.fromkeys(statements) if one in self.of]
        gone = tuple(one for one in dict.fromkeys(statements) if one not in self.of)
        if gone or not statements:
            self._miss(Misfit.STATEMENTS_GONE, gone)
        return known

    def _free(self, statements: Sequence[str], theme: str = "") -> list[str]:
        """Those that are not locked, or only in this theme."""
        held = tuple(one for one in statements if self.locked.get(one, theme) != theme)
        if held:
            self._miss(Misfit.LOCKED, held)
        return [one for one in statements if one not in held]

    def _miss(self, why: Misfit, statements: Sequence[str] = ()) -> None:
        self.unapplied.append(Unapplied(number=self.number, why=why, statements=tuple(statements)))

    def _emptied(self, theme: Theme, run: Run) -> bool:
        """Whether a sub-theme has lost all its statements, so that nothing is left to tell of it."""
        return bool(theme.parent) and not self.own[theme.id] and theme in run.themes

    def _trimmed(self, theme: Theme) -> Theme:
        """Without what it says of statements that left, and of themes that are gone."""
        own = self.own[theme.id]
        return replace(
            theme,
            central=tuple(one for one in theme.central if one in own),
            summary=tuple(one for one in theme.summary if one.statement in own),
            twins=tuple(one for one in theme.twins if one in self.themes),
            parent=theme.parent if theme.parent in self.themes else "",
        )

    def _without_gone_rival(self, one: Membership) -> Membership:
        return one if not one.rival or one.rival in self.themes else replace(one, rival="")


def _by_hand(statement: str, theme: str) -> Membership:
    return Membership(statement=statement, theme=theme, strength=1.0, stability=1.0, confirmed=True)
