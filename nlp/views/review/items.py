"""One statement as a person reviews it: where it is, who put it there, and where else it might go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from nlp.domain.corpus import Statement
from nlp.domain.edits import Board, Decision
from nlp.domain.folding import fold
from nlp.domain.themes import Theme
from nlp.errors import Unknown
from nlp.ports import Store
from nlp.views.grounds import sure
from nlp.views.review.left import left_out
from nlp.views.review.values import Decided, Desk, Item, Notes, Part, Place
from nlp.views.review.words import when

NEAR = 6
"""Other themes to choose from: as many as have a key of their own beside those for moving about."""
RIVAL, ONCE, KIN = 1_000.0, 100.0, 1.0
"""What speaks for a theme: it lies as near, the machine had put it there, it is much like one of the statement's."""


def decided_by(board: Board, decisions: Sequence[Decision], statement: str, theme: str) -> Decided:
    """Who put a statement into a theme; an empty theme: who left it without one."""
    if theme:
        number = board.decided.get((statement, theme), 0)
        return _decided(next((one for one in decisions if one.number == number), None))
    return _decided(left_out(board, decisions).get(statement))


def item(store: Store, desk: Desk, notes: Notes, statement: str, *, who: str = "") -> Item:
    """One statement as the queue shows it, in the queue or not. Raises Unknown."""
    known = store.by_id([statement])
    if statement not in known:
        raise Unknown(f"Die Aussage „{statement}“ gibt es hier nicht. Bitte prüfen Sie die Kennung.")
    return item_of(desk, notes, known[statement], who=who)


def item_of(desk: Desk, notes: Notes, statement: Statement, *, who: str = "", helpful: Sequence[str] = ()) -> Item:
    """`item` for a statement that is at hand."""
    places = tuple(_place(desk, one.statement, at) for at, one in enumerate(desk.places.get(statement.id, ())))
    return Item(
        statement=statement,
        source=desk.sources[statement.source],
        parts=parts_of(desk, notes, statement.id, who=who, helpful=frozenset(helpful)),
        places=places,
        reason=None if places else desk.board.run.reasons.get(statement.id),
        decided=_decided(desk.by_number.get(desk.settled.get(statement.id, 0))),
        locked=statement.id in desk.board.locked,
        read=statement.id in notes.read.get(who, ()),
        flagged=notes.flagged.get(statement.id),
        comments=notes.comments.get(statement.id, ()),
        near=near(desk, statement),
    )


def parts_of(
    desk: Desk, notes: Notes, statement: str, *, who: str = "", helpful: frozenset[str] = frozenset()
) -> tuple[Part, ...]:
    """Why a statement is in the queue; empty for one that is done or not in the run."""
    unread = statement not in desk.settled and statement not in notes.read.get(who, ())
    told: Mapping[Part, bool] = {
        Part.UNSURE: statement in desk.unsure,
        Part.FLAGGED: statement in notes.flagged,
        Part.HELPFUL: statement in helpful and statement not in desk.settled,
        Part.UNREAD: unread,
    }
    return tuple(part for part in Part if told[part]) if statement in desk.places else ()


def near(desk: Desk, statement: Statement) -> tuple[Theme, ...]:
    """Other themes that a statement might belong to, the nearest first: rivals, what the machine said, words, kin."""
    members = desk.places.get(statement.id, ())
    own = {one.theme for one in members}
    score: defaultdict[str, float] = defaultdict(float)
    for member in members:
        score[member.rival] += RIVAL
        theme = desk.themes[member.theme]
        for kin in (*theme.twins, theme.parent):
            score[kin] += KIN
    for once in desk.machine.get(statement.id, ()):
        score[once] += ONCE
    for word in set(fold(f"{statement.lemmas} {statement.parts}").split()):
        meant = desk.words.get(word, ())
        for one in meant:
            score[one] += 1 / len(meant)
    others = [one for one in desk.themes.values() if one.id not in own and not is_hidden(desk, one)]
    ranked = sorted(others, key=lambda one: (-score[one.id], bool(one.parent), -desk.sizes.get(one.id, 0), one.id))
    return tuple(ranked[:NEAR])


def is_hidden(desk: Desk, theme: Theme) -> bool:
    """Whether people keep it out of sight."""
    return theme.hidden or theme.id in desk.board.hidden


def _place(desk: Desk, statement: str, at: int) -> Place:
    member = desk.places[statement][at]
    theme = desk.themes[member.theme]
    decided = _decided(desk.by_number.get(desk.board.decided.get((statement, theme.id), 0)))
    return Place(
        theme=theme,
        member=member,
        decided=decided,
        sure=sure(member.stability) if desk.sureness and not decided.by_person else None,
        rival=desk.themes.get(member.rival),
        hidden=is_hidden(desk, theme),
    )


def _decided(one: Decision | None) -> Decided:
    return Decided(who=one.who, at=one.at, when=when(one.at), number=one.number) if one else Decided()
