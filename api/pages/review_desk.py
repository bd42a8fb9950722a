"""What reviewing needs at hand: the board made ready, who people are, and what was done a moment ago."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit
from weakref import WeakKeyDictionary

from fastapi import Request

from api.guard import places
from api.guard.door import OPEN_HOUSE
from api.house import House
from api.shelf import Shelf
from nlp.domain.edits import Board, Decision, Undo
from nlp.domain.reviewing import MarkKind
from nlp.ports import Store
from nlp.views.review import Decided, Desk, LoggedDecision, Notes, desk_of, log, notes_of

DONE = re.compile(r"(\d{1,18})-(\d{1,18})")
WHO = re.compile(r"(^|zurückgenommen: )(.{1,200}?) hat ")
"""Where a sentence about a decision says whose it was."""
MOST_UNDONE = 50
"""So many decisions one button may take back: more than a form of ours makes."""
NOTED = {
    MarkKind.READ: ("Als gelesen vermerkt.", MarkKind.UNREAD),
    MarkKind.UNREAD: ("Als ungelesen vermerkt.", MarkKind.READ),
    MarkKind.FLAG: ("Gemerkt.", MarkKind.UNFLAG),
    MarkKind.UNFLAG: ("Nicht mehr gemerkt.", MarkKind.FLAG),
    MarkKind.COMMENT: ("Der Kommentar steht jetzt bei der Aussage.", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The board that is reviewed, ready; `names`: what others see, by the name somebody signs in with."""

    run: str
    desk: Desk
    notes: Notes
    names: Mapping[str, str]

    @property
    def board(self) -> Board:
        """The run as people left it."""
        return self.desk.board

    @property
    def titles(self) -> dict[str, str]:
        """Titles of its themes, by id."""
        return {theme.id: theme.title for theme in self.board.run.themes}

    def named(self, one: Decided) -> Decided:
        """The same with the name that others see."""
        return named(one, self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done a moment ago, and how to take it back: decisions by number, or another mark."""

    sentence: str
    numbers: tuple[int, ...] = ()
    mark: MarkKind | None = None
    statement: str = ""


def _decided(store: Store) -> str:
    """The state that moves with what a desk is made of, and not with what people note beside statements."""
    return f"{store.corpus_state()} {len(store.decisions())}"


_DESKS: WeakKeyDictionary[Shelf, Shelf] = WeakKeyDictionary()
"""Desks of each house: the largest thing a page of the review needs, and marks leave it as it is."""


def table_of(house: House, store: Store, run: str) -> Table:
    """The board of a run made ready, once for each state of the store."""

    def made() -> Table:
        desks = _DESKS.setdefault(house.shelf, Shelf(2, _decided))
        desk = desks.seen(store, run, lambda: desk_of(store, run))
        return Table(run=run, desk=desk, notes=notes_of(store.marks()), names=names_of(house))

    return house.shelf.seen(store, ("table", run), made)


def names_of(house: House) -> dict[str, str]:
    """What others see of an account, by the name somebody signs in with."""
    return {OPEN_HOUSE.name: OPEN_HOUSE.shown, **{one.name: one.shown or one.name for one in house.people.accounts()}}


def named(one: Decided, names: Mapping[str, str]) -> Decided:
    """Who decided, by the name that others see."""
    return replace(one, who=names.get(one.who, one.who))


def logged(house: House, store: Store, run: str) -> tuple[LoggedDecision, ...]:
    """The log in words, with names that others see, made once for each state of the store."""

    def made() -> tuple[LoggedDecision, ...]:
        names = names_of(house)
        return tuple(replace(one, sentence=said(one, names)) for one in log(store, run))

    return house.shelf.seen(store, ("log", run), made)


def said(one: LoggedDecision, names: Mapping[str, str]) -> str:
    """The sentence about a decision with names that others see; a taking back tells of two people."""
    return WHO.sub(lambda found: f"{found[1]}{names.get(found[2], found[2])} hat ", one.sentence)


def done_of(request: Request, house: House, store: Store, run: str) -> Done | None:
    """What the address says was done a moment ago, if it is true."""
    asked, who = request.query_params, request.state.viewer.name
    span = DONE.fullmatch(asked.get("getan", ""))
    if span:
        first, last = int(span[1]), int(span[2])
        mine = [one for one in logged(house, store, run) if first <= one.decision.number <= last][:MOST_UNDONE]
        if mine:
            return Done(sentence=_together(mine[::-1], house, who), numbers=tuple(one.decision.number for one in mine))
    noted = asked.get("notiert", "")
    if noted in set(MarkKind):
        sentence, back = NOTED[MarkKind(noted)]
        return Done(sentence=sentence, mark=back, statement=asked.get("an", ""))
    return None


def _together(some: Sequence[LoggedDecision], house: House, who: str) -> str:
    """One sentence for what one button did; whoever pressed it is „Sie“."""
    taken_back = sum(isinstance(one.decision.edit, Undo) for one in some)
    if taken_back > 1 and taken_back == len(some):
        return f"{taken_back} Entscheidungen sind zurückgenommen."
    me = f"{names_of(house).get(who, who)} hat "
    return " ".join(
        f"Sie haben {one.sentence.removeprefix(me)}" if one.decision.who == who else one.sentence for one in some
    )


def onward(address: str, **told: str) -> str:
    """An address of this house with what was done; what an earlier one said is taken away."""
    parts = urlsplit(places.our_own(address))
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in {"getan", "notiert", "an"}]
    query = urlencode([*kept, *((name, value) for name, value in told.items() if value)])
    return parts.path + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def span(decisions: Sequence[Decision]) -> str:
    """Numbers of decisions that were taken together, for an address."""
    return f"{decisions[0].number}-{decisions[-1].number}" if decisions else ""
