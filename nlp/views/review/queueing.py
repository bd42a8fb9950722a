"""The queue: statements that a person should look at, each once, in an order that stays while they are worked off."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from nlp.domain.quotes import Filters
from nlp.ports import Store
from nlp.views.review.desk import desk_of, notes_of
from nlp.views.review.items import item_of, parts_of
from nlp.views.review.values import Desk, Item, Notes, Part, Queue
from nlp.views.review.words import listed

LEAF = 50
"""Statements on one leaf of the queue."""
_WORDS = {Part.UNSURE: "unsichere", Part.FLAGGED: "gemerkte", Part.HELPFUL: "hilfreiche", Part.UNREAD: "ungelesene"}


def queue(
    store: Store,
    run: str = "",
    *,
    who: str = "",
    only: Collection[Part] = (),
    theme: str = "",
    source: str = "",
    after: str = "",
    limit: int = LEAF,
) -> Queue:
    """Statements to look at: what the machine is unsure of, flagged, helpful to it, unread, each once, in that order.

    `who`: whose reading counts; `only` these parts; within a theme or source. `after`: the statement behind which to
    go on, also one that is done by now. Raises NothingToDo or Unknown.
    """
    desk, notes = desk_of(store, run), notes_of(store.marks())
    return queue_of(store, desk, notes, who=who, only=only, theme=theme, source=source, after=after, limit=limit)


def queue_of(
    store: Store,
    desk: Desk,
    notes: Notes,
    *,
    who: str = "",
    only: Collection[Part] = (),
    theme: str = "",
    source: str = "",
    after: str = "",
    limit: int = LEAF,
    helpful: Sequence[str] = (),
) -> Queue:
    """`queue` for those who have the desk and the notes in their hands; `helpful`: see nlp.views.asking."""
    scope = _scope(store, desk, theme, source)
    members = _members(desk, notes, scope, who, helpful)
    wanted = frozenset[str]().union(*(members[part] for part in only or Part))
    order = _order(desk, notes, helpful, only)
    found = tuple(islice((one for one in _behind(order, after) if one in wanted), limit + 1))
    known = store.by_id(found[:limit])
    left = {part: len(members[part]) for part in Part}
    return Queue(
        run=desk.board.run.id,
        last=desk.board.last,
        items=tuple(
            item_of(desk, notes, known[one], who=who, helpful=helpful) for one in found[:limit] if one in known
        ),
        left=left,
        total=len(wanted),
        statements=len(scope),
        done=len(scope) - len(frozenset[str]().union(*members.values())),
        next=found[limit - 1] if len(found) > limit else "",
        sentence=_sentence(left),
    )


def following(
    store: Store,
    desk: Desk,
    notes: Notes,
    statement: str,
    *,
    who: str = "",
    only: Collection[Part] = (),
    helpful: Sequence[str] = (),
) -> Item | None:
    """What comes next after a statement; from the beginning again at the end, None where nothing else is left."""
    order, about = _order(desk, notes, helpful, only), frozenset(helpful)
    for one in (*_behind(order, statement), *order):
        if one != statement and set(parts_of(desk, notes, one, who=who, helpful=about)).intersection(only or Part):
            known = store.by_id([one])
            if one in known:
                return item_of(desk, notes, known[one], who=who, helpful=helpful)
    return None


def _scope(store: Store, desk: Desk, theme: str, source: str) -> frozenset[str]:
    """The statements that are asked about."""
    every = desk.every
    if theme:
        every = frozenset(one for one in every if any(member.theme == theme for member in desk.places[one]))
    if source:
        every &= frozenset(store.filtered(Filters(source=source), desk.board.run.id))
    return every


def _members(
    desk: Desk, notes: Notes, scope: frozenset[str], who: str, helpful: Sequence[str]
) -> Mapping[Part, frozenset[str]]:
    """Which statements are in each part; the same as `parts_of` tells of each single one."""
    return {
        Part.UNSURE: scope & desk.unsure,
        Part.FLAGGED: scope.intersection(notes.flagged),
        Part.HELPFUL: scope.intersection(helpful).difference(desk.settled),
        Part.UNREAD: scope.difference(desk.settled).difference(notes.read.get(who, ())),
    }


def _order(desk: Desk, notes: Notes, helpful: Sequence[str], only: Collection[Part]) -> list[str]:
    """All statements in an order that no decision changes, and no mark but a first flag."""
    if set(only) == {Part.HELPFUL}:
        return list(dict.fromkeys((*helpful, *desk.order)))
    shaky = desk.order[: desk.shaky]
    there = desk.places.keys() & notes.ever_flagged
    return list(dict.fromkeys((*shaky, *sorted(there), *(one for one in helpful if one in desk.places), *desk.order)))


def _behind(order: Sequence[str], after: str) -> Iterator[str]:
    """What comes after a statement; all of it where that is in nobody's order."""
    start = order.index(after) + 1 if after in order else 0
    return islice(order, start, None)


def _sentence(left: Mapping[Part, int]) -> str:
    """How many are left, as in „Noch 41 unsichere, 3 gemerkte und 120 ungelesene Aussagen.“."""
    said = [f"{count:,} {_WORDS[part]}".replace(",", ".") for part, count in left.items() if count]
    if not said:
        return "Hier ist nichts mehr zu prüfen."
    if sum(left.values()) == 1:
        return f"Noch {said[0]} Aussage."
    return f"Noch {listed(said)} Aussagen."
