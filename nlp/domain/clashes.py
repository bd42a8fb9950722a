"""When two people's decisions get in each other's way: the one was made without having seen the other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from nlp.domain import edits
from nlp.domain.edits import Decision, Edit

Marks = frozenset[tuple[str, str]]
"""Parts of the board, as (what kind of part, which): a theme's title, a statement's place."""


def in_the_way(edit: Edit, since: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions taken meanwhile that change what this one changes or builds on, or build on what it changes."""
    return in_the_way_of((edit,), since)


def in_the_way_of(edits: Iterable[Edit], since: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those in the way of at least one of several edits, found in one look over them."""
    wanted = tuple(edits)
    writes, reads = Marks().union(*map(changed, wanted)), Marks().union(*map(built_on, wanted))
    return tuple(one for one in since if writes & (changed(one.edit) | built_on(one.edit)) or reads & changed(one.edit))


@singledispatch
def changed(edit: Edit) -> Marks:
    """The parts of a board that an edit changes. An undo changes whatever its decision did, which it cannot know."""
    raise TypeError(type(edit).__name__)


@changed.register
def _(edit: edits.Rename) -> Marks:
    return frozenset({("title", edit.theme)})


@changed.register
def _(edit: edits.Describe) -> Marks:
    return frozenset({("description", edit.theme)})


@changed.register(edits.Merge)
@changed.register(edits.Reassign)
@changed.register(edits.Hide)
def _(edit: edits.Merge | edits.Reassign | edits.Hide) -> Marks:
    return frozenset({("theme", edit.theme)})


@changed.register
def _(edit: edits.Create) -> Marks:
    return frozenset({("theme", edit.made)})


@changed.register
def _(edit: edits.Split) -> Marks:
    return frozenset({("theme", edit.made), *(("place", one) for one in edit.statements)})


@changed.register(edits.Move)
@changed.register(edits.Confirm)
@changed.register(edits.Lock)
def _(edit: edits.Move | edits.Confirm | edits.Lock) -> Marks:
    return frozenset(("place", one) for one in edit.statements)


@changed.register
def _(edit: edits.Undo) -> Marks:
    return frozenset({("decision", str(edit.number))})


def built_on(edit: Edit) -> Marks:
    """The parts of a board that an edit takes for granted: that its themes are there."""
    match edit:
        case edits.Undo() | edits.Create():
            return frozenset()
        case edits.Merge():
            named: tuple[str, ...] = (edit.theme, edit.into)
        case edits.Reassign():
            named = (edit.theme, edit.to)
        case edits.Move():
            named = edit.themes
        case _:
            named = (edit.theme,)
    return frozenset(("theme", one) for one in named)
