"""The queue: what a person should look at, each statement once, in an order that stays while it is worked off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp.domain.edits import Confirm, Hide, Lock, Merge, Move
from nlp.domain.reviewing import MarkKind
from nlp.domain.themes import Stability, Unplaced
from nlp.errors import NothingToDo, Unknown
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.views.review import (
    Decided,
    Item,
    Part,
    decided_by,
    desk_of,
    following,
    item,
    notes_of,
    queue,
    queue_of,
    queue_told,
)
from nlp.views.review.boards import board_of
from tests.unit.decided import ALONE, BUS, KITA, PARK, answered, run_of, taken

UNSURE = [BUS[3], BUS[2], ALONE[1], ALONE[0]]
"""In the order of the queue: unsure of its place, between two themes, without any, without any and saying little."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        made.save_run(run_of(answered(made, tmp_path)))
        yield made


@pytest.fixture
def ids(store: SqliteStore) -> dict[str, str]:
    return {str(one.text): one.id for one in store.statements()}


def words(items: tuple[Item, ...]) -> list[str]:
    return [str(one.statement.text) for one in items]


def one(store: SqliteStore, statement: str, who: str = "") -> Item:
    return item(store, desk_of(store), notes_of(store.marks()), statement, who=who)


def test_unsure_ones_come_first_then_flagged_then_unread(store: SqliteStore, ids: dict[str, str]) -> None:
    store.mark([ids[KITA[2]]], MarkKind.FLAG, who="Kim")
    view = queue(store)
    assert words(view.items[:5]) == [*UNSURE, KITA[2]]
    assert sorted(words(view.items[5:])) == sorted([BUS[0], BUS[1], KITA[0], KITA[1], PARK[0]])
    assert view.left == {Part.UNSURE: 4, Part.FLAGGED: 1, Part.HELPFUL: 0, Part.UNREAD: 10}
    assert (view.total, view.statements, view.done, view.next) == (10, 10, 0, "")
    assert view.sentence == "Noch 4 unsichere, 1 gemerkte und 10 ungelesene Aussagen."
    assert view.items[0].parts == (Part.UNSURE, Part.UNREAD)


def test_what_is_decided_and_read_leaves_the_queue(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(store, Confirm(theme="bus", statements=(ids[BUS[3]],)), Move(statements=(ids[ALONE[0]],), themes=()))
    store.mark([ids[KITA[0]], ids[KITA[1]]], MarkKind.READ, who="Kim")
    store.mark([ids[KITA[1]]], MarkKind.UNREAD, who="Kim")
    mine, others = queue(store, who="Kim"), queue(store, who="Lee")
    assert words(mine.items[:2]) == [BUS[2], ALONE[1]]
    assert KITA[0] not in words(mine.items)
    assert KITA[1] in words(mine.items)
    assert KITA[0] in words(others.items)
    assert (mine.total, mine.done, others.total) == (7, 3, 8)


def test_leaves_of_the_queue_hold_each_statement_once_while_people_decide(
    store: SqliteStore, ids: dict[str, str]
) -> None:
    every, after, met = words(queue(store).items), "", list[str]()
    while True:
        view = queue(store, after=after, limit=1)
        met += words(view.items)
        if not view.next:
            break
        after = view.next
        if len(met) % 2:
            taken(store, Move(statements=(after,), themes=("park",)))
        else:
            store.mark([after], MarkKind.READ, who="Kim")
    assert met == every
    assert len(ids) == len(met)


def test_a_flag_that_is_taken_off_does_not_turn_the_page_back(store: SqliteStore, ids: dict[str, str]) -> None:
    flagged = sorted((ids[one] for one in KITA), key=str)
    store.mark(flagged, MarkKind.FLAG, who="Kim")
    store.mark(flagged[:1], MarkKind.UNFLAG, who="Kim")
    view = queue(store, only=[Part.FLAGGED], after=flagged[0])
    assert [one.statement.id for one in view.items] == flagged[1:]


def test_what_follows_goes_round(store: SqliteStore, ids: dict[str, str]) -> None:
    desk, notes = desk_of(store), notes_of(store.marks())

    def after(words: str) -> str:
        found = following(store, desk, notes, ids[words], only=[Part.UNSURE])
        assert found is not None
        return str(found.statement.text)

    assert [after(one) for one in UNSURE] == [*UNSURE[1:], UNSURE[0]]
    taken(store, *(Move(statements=(ids[one],), themes=("park",)) for one in UNSURE[1:]))
    assert following(store, desk_of(store), notes, ids[UNSURE[0]], only=[Part.UNSURE]) is None


def test_a_part_a_theme_or_a_source_can_be_asked_for(store: SqliteStore, ids: dict[str, str]) -> None:
    assert words(queue(store, only=[Part.UNSURE]).items) == UNSURE
    inside = queue(store, theme="bus")
    assert sorted(words(inside.items)) == sorted(BUS)
    assert (inside.statements, inside.left[Part.UNSURE]) == (4, 2)
    assert queue(store, source="nie").items == ()
    assert queue(store, source="nie").sentence == "Hier ist nichts mehr zu prüfen."
    assert queue(store, source="umfrage").statements == 10
    desk, notes = desk_of(store), notes_of([])
    helpful = (ids[KITA[1]], ids[BUS[0]], "längst fort")
    view = queue_of(store, desk, notes, only=[Part.HELPFUL], helpful=helpful)
    assert words(view.items) == [KITA[1], BUS[0]]
    assert view.items[0].parts == (Part.HELPFUL, Part.UNREAD)
    assert "2 hilfreiche" in view.sentence


def test_beside_each_place_stands_who_decided_it(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(store, Move(statements=(ids[KITA[0]],), themes=("bus",)), Move(statements=(ids[ALONE[0]],), themes=()))
    machine, person = one(store, ids[BUS[2]]), one(store, ids[KITA[0]])
    assert machine.places[0].decided == Decided()
    assert machine.places[0].decided.said == "Maschine"
    assert machine.places[0].sure is Stability.FIRM
    assert machine.places[0].rival is not None
    decided = person.places[0].decided
    assert (decided.by_person, decided.who, decided.number) == (True, "Kim", 1)
    assert decided.said.startswith("Mensch: Kim, ")
    assert person.places[0].sure is None
    assert person.parts == ()
    out, alone = one(store, ids[ALONE[0]]), one(store, ids[ALONE[1]])
    assert (out.places, out.decided.number, out.reason) == ((), 2, Unplaced.PEOPLE)
    assert (alone.decided, alone.parts) == (Decided(), (Part.UNSURE, Part.UNREAD))
    board, log = board_of(store), store.decisions()
    assert decided_by(board, log, ids[KITA[0]], "bus") == decided
    assert decided_by(board, log, ids[ALONE[0]], "") == out.decided
    assert decided_by(board, log, ids[BUS[0]], "bus") == Decided()


def test_marks_stand_beside_a_statement(store: SqliteStore, ids: dict[str, str]) -> None:
    name = ids[PARK[0]]
    store.mark([name], MarkKind.FLAG, who="Lee")
    for said in ("erstens", "zweitens"):
        store.mark([name], MarkKind.COMMENT, who="Kim", text=said)
    store.mark([name], MarkKind.READ, who="Kim")
    taken(store, Lock(theme="park", title="Grünes", statements=(name,)))
    seen = one(store, name, who="Kim")
    assert seen.flagged is not None
    assert seen.flagged.who == "Lee"
    assert [mark.text for mark in seen.comments] == ["erstens", "zweitens"]
    assert (seen.read, seen.locked, seen.parts) == (True, True, (Part.FLAGGED,))
    assert not one(store, name, who="Lee").read
    assert one(store, name).read, "somebody has"


def test_other_themes_to_choose_from_come_nearest_first(store: SqliteStore, ids: dict[str, str]) -> None:
    def near(words: str) -> list[str]:
        return [theme.id for theme in one(store, ids[words]).near]

    assert near(BUS[2])[0] == "kita", "it lies between the two"
    assert near(KITA[0]) == ["bus", "park", "bus-nacht"], "by size, themes before their sub-themes"
    assert near(ALONE[1]) == ["bus", "kita", "park", "bus-nacht"]
    taken(store, Hide(theme="kita"), Move(statements=(ids[PARK[0]],), themes=("bus",)))
    assert "kita" not in near(BUS[2])
    assert near(PARK[0])[0] == "park", "there the machine had put it"


def test_a_rival_that_was_merged_is_none(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(store, Merge(theme="kita", into="bus"))
    assert Part.UNSURE not in one(store, ids[BUS[2]]).parts


def test_statements_that_are_no_more_are_in_no_queue(store: SqliteStore, ids: dict[str, str], tmp_path: Path) -> None:
    answered(store, tmp_path, KITA)
    view = queue(store)
    assert sorted(words(view.items)) == sorted(KITA)
    assert view.statements == 3
    with pytest.raises(Unknown):
        one(store, ids[BUS[0]])


def test_a_statement_that_came_later_is_shown_and_asked_of_nobody(store: SqliteStore, tmp_path: Path) -> None:
    later = answered(store, tmp_path, (*KITA, "Ein Badesee"))["Ein Badesee"]
    assert one(store, later).parts == ()
    assert later not in [found.statement.id for found in queue(store).items]


def test_the_queue_has_plain_values(store: SqliteStore, ids: dict[str, str]) -> None:
    told: dict[str, Any] = queue_told(queue(store, limit=3))
    first, second, third = told["items"]
    assert told["next"] == third["statement"] == ids[ALONE[1]]
    assert told["left"] == {"unsure": 4, "flagged": 0, "helpful": 0, "unread": 10}
    assert first["themes"][0]["grade"] == "unsicher"
    assert second["themes"][0]["rival"] == {"id": "kita", "title": "Kita"}
    assert second["themes"][0]["decided"] == {"by": "machine"}
    assert third["reason"] is None
    alone = one(store, ids[ALONE[0]])
    assert alone.reason is Unplaced.FEW_WORDS


def test_without_a_run_there_is_nothing_to_review(tmp_path: Path) -> None:
    with open_store(tmp_path / "leer.db") as empty, pytest.raises(NothingToDo):
        queue(empty)
