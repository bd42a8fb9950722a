"""Two ways out for a decision that does not fit a run: take it back, or do what comes nearest to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nlp.domain import edits
from nlp.domain.edits import MADE, Board, Decision, Edit, Misfit, Unapplied, Undo
from nlp.domain.folding import fold
from nlp.domain.themes import Origin, Run, Theme
from nlp.views.review.left import settled
from nlp.views.review.values import WayOut
from nlp.views.review.words import amount, named

Step = tuple[str, tuple[Edit, ...]]
"""Words of a button and what it does, once the decision itself was taken back; or what to take back instead of it."""


@dataclass(frozen=True, kw_only=True)
class Ways:
    """All it takes to find ways out: the board, the log, and the runs that people were looking at then.

    `titles` are those at the time of the decision that is asked about.
    """

    board: Board
    decisions: Sequence[Decision]
    undone: Mapping[int, Decision]
    runs: Callable[[str], Run | None]
    titles: Mapping[str, str]

    def out_of(self, one: Decision, missed: Unapplied, gone: frozenset[str]) -> tuple[WayOut, ...]:
        """To take it back, and what comes nearest. `gone`: all statements of which it does not hold."""
        back = WayOut(
            label="Zurücknehmen",
            sentence="Die Entscheidung gilt dann nirgends mehr; sie bleibt im Verlauf stehen.",
            edits=(Undo(number=one.number),),
        )
        step = next(self._nearest(one, missed, gone), None)
        if step is None:
            return back, WayOut(
                label="Stehen lassen",
                sentence="Sie gilt von selbst wieder, sobald eine Auswertung zu ihr passt.",
            )
        label, then = step
        if isinstance(then[0], Undo):
            return back, WayOut(label=label, sentence="Die Entscheidung gilt dann von selbst.", edits=then)
        return back, WayOut(
            label=label,
            sentence="Die alte Entscheidung wird dabei zurückgenommen.",
            edits=(Undo(number=one.number), *then),
        )

    def _nearest(self, one: Decision, missed: Unapplied, gone: frozenset[str]) -> Iterator[Step]:
        match missed.why:
            case Misfit.THEME_GONE if not self._outdone(one):
                yield from self._elsewhere(one)
                yield from self._again(one)
            case Misfit.TARGET_GONE:
                yield from self._other_target(one)
            case Misfit.STATEMENTS_GONE | Misfit.LOCKED:
                yield from self._rest(one, gone)
                yield from self._unlocked(one, missed)
            case Misfit.THERE_ALREADY if isinstance(one.edit, edits.Split):
                there = tuple(name for name in one.edit.statements if self._free(name))
                if there and self._open(one.edit.made):
                    label = f"{amount(len(there))} zu {self._named(one.edit.made)} legen"
                    yield label, (edits.Move(statements=there, themes=(one.edit.made,)),)

    def _elsewhere(self, one: Decision) -> Iterator[Step]:
        """The same with the theme in which most of the statements are now."""
        theme = getattr(one.edit, "theme", "")
        heir = self._heir(theme, one.run, alike=not isinstance(one.edit, edits.Confirm))
        if not heir:
            return
        match one.edit:
            case edits.Rename(title=title) if self._title_free(title, heir):
                adapted: Edit = replace(one.edit, theme=heir)
            case edits.Describe(description=said) if said != self._themes[heir].description:
                adapted = replace(one.edit, theme=heir)
            case edits.Merge(into=into) if into != heir and self._open(into) and not self._held(heir):
                adapted = replace(one.edit, theme=heir)
            case edits.Reassign() as given if self._takes(given, heir) and not self._held(heir):
                adapted = replace(one.edit, theme=heir)
            case edits.Confirm() | edits.Hide():
                adapted = replace(one.edit, theme=heir)
            case _:
                return
        if isinstance(adapted, edits.Confirm):
            adapted = replace(adapted, statements=tuple(name for name in adapted.statements if name in self._of))
            if not adapted.statements:
                return
        yield f"Auf das Thema {self._named(heir)} anwenden", (adapted,)

    def _again(self, one: Decision) -> Iterator[Step]:
        """The theme made once more, with the statements that were in it; or these put where they should have gone."""
        edit, theme = one.edit, getattr(one.edit, "theme", "")
        there = tuple(name for name in self._then(theme, one.run) if self._free(name) and name not in self._settled)
        match edit:
            case edits.Merge(into=target) | edits.Reassign(to=target):
                if there and self._open(target):
                    label = f"D{_those('frühere', there)[1:]} zu {self._named(target)} legen"
                    yield label, (edits.Move(statements=there, themes=(target,)),)
                return
            case edits.Confirm(statements=statements):
                there = self._still(one, statements)
                yield from self._made(one, self.titles.get(theme, theme), "", there)
            case edits.Rename(title=title):
                yield from self._made(one, title, "", there)
            case edits.Describe(description=description):
                yield from self._made(one, self.titles.get(theme, theme), description, there)

    def _made(self, one: Decision, title: str, description: str, there: tuple[str, ...]) -> Iterator[Step]:
        if not there or not self._title_free(title):
            return
        # The same id however often it is proposed, so that two who choose it do not make two themes.
        told = f"{one.number} {one.at} {title}".encode()
        made = MADE + hashlib.blake2b(told, digest_size=5).hexdigest()
        yield (
            f"„{title}“ wieder anlegen und {amount(len(there))} dorthin legen",
            (
                edits.Create(made=made, title=title, description=description),
                edits.Move(statements=there, themes=(made,)),
            ),
        )

    def _other_target(self, one: Decision) -> Iterator[Step]:
        match one.edit:
            case edits.Merge(theme=theme, into=into) if self._open(theme):
                heir, title = self._heir(into, one.run), self.titles.get(into, into)
                if heir and heir != theme and not self._held(theme):
                    yield f"Mit {self._named(heir)} zusammenlegen", (replace(one.edit, into=heir),)
                if self._title_free(title, theme) and title != self._themes[theme].title:
                    yield f"{self._named(theme)} in „{title}“ umbenennen", (edits.Rename(theme=theme, title=title),)
            case edits.Move(statements=statements, themes=themes):
                there = self._still(one, statements)
                heirs = {theme: theme if self._open(theme) else self._heir(theme, one.run) for theme in themes}
                if there and all(heirs.values()):
                    found = tuple(dict.fromkeys(heirs.values()))
                    label = f"{amount(len(there))} {' und '.join(map(self._named, found))} zuordnen"
                    yield label, (edits.Move(statements=there, themes=found),)
                lost = next((theme for theme in themes if not heirs[theme]), "")
                yield from self._made(one, self.titles.get(lost, lost), "", there) if lost else ()

    def _rest(self, one: Decision, gone: frozenset[str]) -> Iterator[Step]:
        """The same for the statements of which it holds; for a whole theme, those in it that are free."""
        match one.edit:
            case edits.Move() | edits.Confirm() | edits.Lock() | edits.Split():
                rest = tuple(name for name in one.edit.statements if name not in gone)
                if rest and not isinstance(one.edit, edits.Split):
                    yield (
                        f"Nur für {_those('übrige', rest)} gelten lassen",
                        (replace(one.edit, statements=rest),),
                    )
            case edits.Merge(theme=theme, into=target) | edits.Reassign(theme=theme, to=target):
                free = tuple(sorted(name for name in self._own.get(theme, ()) if self._free(name)))
                if free and self._open(target):
                    label = f"D{_those('übrige', free)[1:]} zu {self._named(target)} legen"
                    yield label, (edits.Move(statements=free, themes=(target,)),)

    def _unlocked(self, one: Decision, missed: Unapplied) -> Iterator[Step]:
        """Takes back what holds the statements; then the decision applies by itself, so it stays."""
        held = set(missed.statements) & self.board.locked
        locks = [
            lock.number
            for lock in self.decisions
            if isinstance(lock.edit, edits.Lock) and lock.number not in self.undone and held & {*lock.edit.statements}
        ]
        if locks and one.number not in locks:
            yield "Das Festhalten zurücknehmen", tuple(Undo(number=lock) for lock in locks)

    def _heir(self, theme: str, run: str, *, alike: bool = False) -> str:
        """The theme into which people put this one, that bears its title, or that has most of its statements now.

        `alike`: in the last case most of that theme's statements must come from it, too. Empty where there is none.
        """
        missed = {one.number for one in self.board.unapplied}
        for one in reversed(self.decisions):
            match one.edit:
                case edits.Merge(theme=gone, into=heir) | edits.Reassign(theme=gone, to=heir) if gone == theme:
                    if one.number not in self.undone and one.number not in missed and self._open(heir):
                        return heir
        title = fold(self.titles.get(theme, ""))
        for other in self._themes.values():
            if fold(other.title) == title and other.id != theme and self._open(other.id):
                return other.id
        known = [name for name in self._then(theme, run) if name in self._of]
        tally = Counter(self._of[name][0] for name in known if self._of[name])
        best = min(tally, key=lambda one: (-tally[one], one), default="")
        enough = max(len(known), len(self._own.get(best, ())) if alike else 0)
        return best if best and 2 * tally[best] >= enough and self._open(best) else ""

    def _then(self, theme: str, run: str) -> Sequence[str]:
        """Statements of a theme as the machine had them in a run."""
        then = self.runs(run)
        return sorted({one.statement for one in then.memberships if one.theme == theme}) if then else ()

    def _takes(self, edit: edits.Reassign, heir: str) -> bool:
        """Whether a theme of the catalogue is, or can be, there to take this one."""
        if edit.to not in self._themes:
            return self._title_free(edit.title)
        return edit.to != heir and self._open(edit.to) and self._themes[edit.to].origin is Origin.CATALOGUE

    def _held(self, theme: str) -> bool:
        return any(name in self.board.locked and self._of[name][0] == theme for name in self._own.get(theme, ()))

    def _outdone(self, one: Decision) -> bool:
        """Whether somebody later gave the same theme another title or description, so that this is history."""
        if not isinstance(one.edit, edits.Rename | edits.Describe):
            return False
        later = (other.edit for other in self.decisions if other.number > one.number)
        return any(type(edit) is type(one.edit) and edit.theme == one.edit.theme for edit in later)

    def _still(self, one: Decision, statements: Sequence[str]) -> tuple[str, ...]:
        """Those that are free and that nobody has put elsewhere since."""
        return tuple(name for name in statements if self._free(name) and self._settled.get(name, 0) <= one.number)

    def _free(self, statement: str) -> bool:
        return statement in self._of and statement not in self.board.locked

    def _open(self, theme: str) -> bool:
        return theme in self._themes and theme not in self.board.hidden and not self._themes[theme].hidden

    def _title_free(self, title: str, own: str = "") -> bool:
        return all(fold(one.title) != fold(title) or one.id == own for one in self._themes.values()) and (
            not own or self._themes[own].title != title
        )

    def _named(self, theme: str) -> str:
        return named(theme, {one.id: one.title for one in self._themes.values()})

    @cached_property
    def _themes(self) -> Mapping[str, Theme]:
        return {one.id: one for one in self.board.run.themes}

    @cached_property
    def _settled(self) -> Mapping[str, int]:
        return settled(self.board, self.decisions)

    @cached_property
    def _of(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {one: [] for one in self.board.run.unassigned}
        for one in self.board.run.memberships:
            own = found.setdefault(one.statement, [])
            own.insert(0 if one.primary else len(own), one.theme)
        return found

    @cached_property
    def _own(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, themes in self._of.items():
            for theme in themes:
                found.setdefault(theme, set()).add(name)
        return found


def _those(which: str, statements: Sequence[str]) -> str:
    """„die übrige Aussage“, „die übrigen 3 Aussagen“."""
    return f"die {which} Aussage" if len(statements) == 1 else f"die {which}n {amount(len(statements))}"
