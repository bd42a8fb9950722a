"""What decisions will do is said in numbers before it happens, and then happens like that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.commands.decide import decide, edit_of, edit_told, weighed
from nlp.commands.deciding.values import Change, Flow
from nlp.domain.edits import (
    KINDS,
    Confirm,
    Create,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.errors import InputError, Unfit, Unknown
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.views.review.boards import board_of
from tests.unit.decided import ALONE, BUS, KITA, NIGHT, PARK, answered, run_of, taken


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        made.save_run(run_of(answered(made, tmp_path)))
        yield made


@pytest.fixture
def ids(store: SqliteStore) -> dict[str, str]:
    return {str(one.text): one.id for one in store.statements()}


def test_a_merge_is_said_in_numbers(store: SqliteStore) -> None:
    told = weighed(store, [Merge(theme="bus", into="kita")])
    assert told.flows == (
        Flow(source="bus", target="kita", source_title="Bus und Bahn", target_title="Kita", statements=4,
             respondents=4),
    )  # fmt: skip
    assert told.changes == (
        Change(theme="bus", before="Bus und Bahn", after="", statements=(4, 0), respondents=(4, 0)),
        Change(theme="kita", before="Kita", after="Kita", statements=(3, 7), respondents=(3, 7)),
    )
    assert told.sentences == (
        "4 Aussagen gehen von „Bus und Bahn“ zu „Kita“.",
        "„Bus und Bahn“ gibt es danach nicht mehr.",
        "„Kita“ hat danach 7 Aussagen statt 3.",
    )
    assert store.decisions() == []


def test_every_kind_is_said_in_sentences(store: SqliteStore, ids: dict[str, str]) -> None:
    def said(*edits: Edit) -> str:
        return " ".join(weighed(store, edits, who="Kim").sentences)

    first, alone = ids[BUS[0]], ids[ALONE[0]]
    assert said(Rename(theme="bus", title="ÖPNV")) == "„Bus und Bahn“ heißt danach „ÖPNV“."
    assert said(Describe(theme="bus", description="Linien")) == "„Bus und Bahn“ wird neu beschrieben."
    assert said(Create(made="p-1", title="Neu")) == "„Neu“ kommt neu dazu."
    assert said(Hide(theme="bus")).startswith("„Bus und Bahn“ wird ausgeblendet; die Aussagen darin bleiben")
    split = said(Split(theme="bus", made="p-1", title="Nachts", statements=(ids[NIGHT],)))
    assert "1 Aussage geht von „Bus und Bahn“ zu „Nachts“." in split
    assert "„Bus und Bahn“ hat danach 3 Aussagen statt 4." in split
    assert "„Nachts“ kommt neu dazu, mit 1 Aussage." in split
    moved = said(Move(statements=(alone,), themes=("bus", "kita")))
    assert "1 Aussage geht von „Ohne Thema“ zu „Bus und Bahn“. " in moved
    assert "1 Aussage kommt außerdem zu „Kita“." in moved
    assert "1 Aussage geht von „Bus und Bahn“ zu „Ohne Thema“." in said(Move(statements=(first,), themes=()))
    out_of_renamed = said(Rename(theme="bus", title="Bus, Bahn"), Move(statements=(first,), themes=()))
    assert "„Bus, Bahn“ hat danach 3 Aussagen statt 4." in out_of_renamed
    assert said(Confirm(theme="bus", statements=(first,))) == "1 Aussage gilt danach als von Menschen bestätigt."
    assert said(Lock(theme="bus", title="", statements=(first,))) == "1 Aussage ist danach festgehalten."
    reassigned = said(Reassign(theme="park", to="natur", title="Natur"))
    assert "1 Aussage geht von „Grünes“ zu „Natur“." in reassigned
    decide(store, [Confirm(theme="kita", statements=(first,)), Hide(theme="park")], who="Kim")
    assert "1 Aussage bekommt ein anderes erstes Thema." in said(Move(statements=(first,), themes=("kita", "bus")))
    left = said(Move(statements=(first,), themes=("bus",)))
    assert "1 Aussage verlässt „Kita“ und bleibt in anderen Themen." in left
    assert "„Grünes“ ist danach wieder zu sehen." in said(Undo(number=2))
    taken(store, Rename(theme="nie", title="x"))
    assert said(Undo(number=3)) == "Am heutigen Themenstand ändert das nichts."


def test_what_is_locked_stays_and_is_counted(store: SqliteStore, ids: dict[str, str]) -> None:
    locked, free = ids[BUS[0]], ids[BUS[2]]
    decide(store, [Lock(theme="bus", title="", statements=(locked,))], who="Lee")
    told = weighed(store, [Move(statements=(locked, free), themes=("kita",))])
    assert told.locked == (locked,)
    assert told.edits == (Move(statements=(free,), themes=("kita",)),)
    assert "1 Aussage ist festgehalten und bleibt, wo sie ist." in told.sentences
    decide(store, told.edits, who="Kim", seen=told.seen)
    assert board_of(store).unapplied == ()
    with pytest.raises(Unfit, match="festgehalten"):
        weighed(store, [Move(statements=(locked,), themes=("kita",))])
    assert "1 Aussage ist danach nicht mehr festgehalten." in weighed(store, [Undo(number=1)]).sentences


def test_other_peoples_decisions_that_are_overruled_are_counted(store: SqliteStore, ids: dict[str, str]) -> None:
    moved = (ids[KITA[0]],)
    taken(store, Move(statements=moved, themes=("park",)), Rename(theme="bus", title="ÖPNV"), who="Lee")
    taken(store, Move(statements=(ids[PARK[0]],), themes=()), who="Ada")
    back = Move(statements=moved, themes=("kita",))
    assert weighed(store, [back]).overruled == (1,)
    assert weighed(store, [back], who="Lee").overruled == ()
    assert "Das ändert etwas an 1 Entscheidung von Lee." in weighed(store, [back], who="Kim").sentences
    assert weighed(store, [Rename(theme="bus", title="Verkehr")]).overruled == (2,)
    assert weighed(store, [Merge(theme="bus", into="kita")]).overruled == (2,)
    assert weighed(store, [Move(statements=(ids[PARK[0]],), themes=("park",))]).overruled == (3,)
    assert weighed(store, [Undo(number=3), Undo(number=2)]).overruled == (2, 3)
    assert weighed(store, [Merge(theme="park", into="kita")]).overruled == (), (
        "what was said of one holds for the other"
    )


def test_decisions_that_will_find_no_hold_are_counted(store: SqliteStore) -> None:
    decide(store, [Create(made="p-1", title="Neu")], who="Kim")
    decide(store, [Rename(theme="p-1", title="Neuer")], who="Kim")
    told = weighed(store, [Undo(number=1)])
    assert told.unapplied == (2,)
    assert "1 Entscheidung passt danach nicht mehr; im Verlauf steht dann der Grund." in told.sentences


def test_nonsense_is_refused_beforehand_too(store: SqliteStore) -> None:
    with pytest.raises(Unknown):
        weighed(store, [Hide(theme="nie")])
    with pytest.raises(Unfit):
        weighed(store, [Merge(theme="bus", into="bus")])
    with pytest.raises(InputError):
        weighed(store, [])


def test_an_effect_has_plain_values(store: SqliteStore, ids: dict[str, str]) -> None:
    told = weighed(store, [Move(statements=(ids[ALONE[0]],), themes=("bus",))]).told()
    assert told["edits"] == [{"kind": "move", "statements": [ids[ALONE[0]]], "themes": ["bus"]}]
    assert told["flows"] == [
        {"source": "", "target": "bus", "source_title": "Ohne Thema", "target_title": "Bus und Bahn", "statements": 1,
         "respondents": 1},
    ]  # fmt: skip
    assert told["seen"] == 0


@pytest.mark.parametrize(
    "edit",
    [
        Rename(theme="a", title="Ä"), Describe(theme="a", description=""), Merge(theme="a", into="b"),
        Split(theme="a", made="p-1", title="x", statements=("s",)), Move(statements=("s", "t"), themes=()),
        Confirm(theme="a", statements=("s",)), Lock(theme="a", title="", statements=("s",)),
        Create(made="p-1", title="x", description="y"), Hide(theme="a"),
        Reassign(theme="a", to="b", title="", sensitive=True, field_of_action="z"), Undo(number=3),
    ],
)  # fmt: skip
def test_every_kind_comes_back_from_plain_values(edit: Edit) -> None:
    told = edit_told(edit)
    assert KINDS[str(told["kind"])] is type(edit)
    assert edit_of(told) == edit


def test_what_may_be_missing_is_filled_in() -> None:
    made = edit_of({"kind": "create", "title": "x"})
    assert isinstance(made, Create)
    assert made.made.startswith("p-")
    assert edit_of({"kind": "lock", "theme": "a", "statements": ["s"]}) == Lock(theme="a", title="", statements=("s",))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "ohne Art gibt es nicht"),
        ({"kind": 3}, "ohne Art gibt es nicht"),
        ({"kind": "Rename"}, "„Rename“ gibt es nicht"),
        ({"kind": "rename", "theme": "a"}, "fehlt das Feld „title“. Bitte geben Sie einen Text an"),
        ({"kind": "rename", "theme": "a", "title": 3}, "„title“ bei „rename“ passt nicht"),
        ({"kind": "rename", "theme": "a", "title": "x", "why": "y"}, "„why“ gibt es bei „rename“ nicht"),
        ({"kind": "move", "statements": "s", "themes": []}, "eine Liste von Kennungen"),
        ({"kind": "move", "statements": ["s", 1], "themes": []}, "eine Liste von Kennungen"),
        ({"kind": "undo", "number": True}, "die Nummer einer Entscheidung"),
        ({"kind": "undo", "number": -1}, "die Nummer einer Entscheidung"),
        ({"kind": "reassign", "theme": "a", "to": "b", "sensitive": "ja"}, "true oder false"),
    ],
)
def test_plain_values_are_read_strictly(told: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        edit_of(told)
    assert "Bitte" in str(error.value)
