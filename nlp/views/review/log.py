"""The log of decisions in words: who did what and why, whether it still counts, and what to do where it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nlp.domain.edits import Create, Decision, Edit, Lock, Merge, Move, Reassign, Rename, Split, Unapplied, Undo
from nlp.domain.themes import Run
from nlp.errors import Unknown
from nlp.ports import Store
from nlp.views.review.boards import board_of, sealed_of
from nlp.views.review.undone import undone
from nlp.views.review.values import LoggedDecision, Trouble
from nlp.views.review.ways import Ways
from nlp.views.review.words import amount, sentence, when


def log(store: Store, run: str = "") -> tuple[LoggedDecision, ...]:
    """All decisions, newest first, in words, and which do not fit this run, why, and what to do about it.

    Raises NothingToDo or Unknown.
    """
    board, decisions = board_of(store, run), store.decisions()
    off = undone(decisions)
    misfits: defaultdict[int, list[Unapplied]] = defaultdict(list)
    for missed in board.unapplied:
        misfits[missed.number].append(missed)
    sealed = {board.run.id: sealed_of(store, board.run.id)}
    titles = {theme.id: theme.title for theme in sealed[board.run.id].themes}
    _look_back(store, decisions, titles, sealed)
    ways = Ways(board=board, decisions=decisions, undone=off, runs=_Runs(store, sealed), titles=titles)
    said: dict[int, str] = {}
    found = []
    for one in decisions:
        said[one.number] = sentence(one, titles, said)
        troubles = tuple(_trouble(one, missed, misfits[one.number], ways) for missed in misfits[one.number])
        found.append(
            LoggedDecision(
                decision=one,
                when=when(one.at),
                sentence=said[one.number],
                undone=off.get(one.number),
                troubles=troubles,
            )
        )
        if one.number not in off:
            titles.update(titled(one.edit, titles))
    return tuple(reversed(found))


class _Runs:
    """Runs as the machine made them, each read once and only where somebody asks."""

    def __init__(self, store: Store, known: dict[str, Run]) -> None:
        self._store, self._known = store, known

    def __call__(self, run: str) -> Run | None:
        if run not in self._known:
            try:
                self._known[run] = sealed_of(self._store, run)
            except Unknown:
                return None
        return self._known[run]


def _look_back(store: Store, decisions: Iterable[Decision], titles: dict[str, str], sealed: dict[str, Run]) -> None:
    """Titles of themes that this run does not know, as they were in the runs that people were looking at."""
    runs, made = _Runs(store, sealed), set[str]()
    for one in decisions:
        if any(theme not in titles and theme not in made for theme in named_in(one.edit)):
            then = runs(one.run)
            for theme in then.themes if then else ():
                titles.setdefault(theme.id, theme.title)
        made.update(titled(one.edit, titles))


def named_in(edit: Edit) -> tuple[str, ...]:
    """Themes that an edit takes to be there."""
    match edit:
        case Undo() | Create():
            return ()
        case Merge():
            return (edit.theme, edit.into)
        case Move():
            return edit.themes
        case _:
            return (edit.theme,)


def titled(edit: Edit, titles: Mapping[str, str]) -> dict[str, str]:
    """Titles that an edit gives to themes; `titles` are those known before."""
    match edit:
        case Rename():
            return {edit.theme: edit.title}
        case Create() | Split():
            return {edit.made: edit.title}
        case Lock() if edit.theme not in titles:
            return {edit.theme: edit.title}
        case Reassign() if edit.to not in titles:
            return {edit.to: edit.title}
        case _:
            return {}


def _trouble(one: Decision, missed: Unapplied, every: Sequence[Unapplied], ways: Ways) -> Trouble:
    of = len(getattr(one.edit, "statements", ()))
    part = f" Das betrifft {len(missed.statements)} von {amount(of)}." if 0 < len(missed.statements) < of else ""
    return Trouble(
        why=missed.why,
        statements=missed.statements,
        sentence=f"{missed.why.value}{part}",
        ways=ways.out_of(one, missed, frozenset(name for each in every for name in each.statements)),
    )
