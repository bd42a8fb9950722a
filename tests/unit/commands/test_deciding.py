"""What people decide is checked on the board as it is, and taken all at once or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.commands.decide import decide, made_id, mark
from nlp.domain.edits import (
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
from nlp.domain.reviewing import MarkKind
from nlp.errors import Clash, InputError, Unfit, Unknown
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.views.review.boards import board_of
from tests.unit.decided import ALONE, BUS, KITA, answered, run_of, taken, without
from tests.unit.results import sealed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        made.save_run(run_of(answered(made, tmp_path)))
        yield made


@pytest.fixture
def ids(store: SqliteStore) -> dict[str, str]:
    return {str(one.text): one.id for one in store.statements()}


def title_of(store: SqliteStore, theme: str) -> str:
    return next(one.title for one in board_of(store).run.themes if one.id == theme)


def inside(store: SqliteStore, theme: str) -> set[str]:
    return {one.statement for one in board_of(store).run.memberships if one.theme == theme}


def test_every_kind_is_taken_and_cleaned(store: SqliteStore, ids: dict[str, str]) -> None:
    first, second = ids[BUS[0]], ids[BUS[2]]
    made = decide(
        store,
        [
            Rename(theme="kita", title="  Kita \n und\tKrippe\u200b "),
            Describe(theme="kita", description=" Plätze \n und  Zeiten "),
            Create(made="p-1", title="Spielplätze"),
            Split(theme="bus", made="p-2", title="Voller Bus", statements=(second, second)),
            Move(statements=(ids[ALONE[0]],), themes=("p-1", "p-1", "kita")),
            Confirm(theme="bus", statements=(first,)),
            Lock(theme="bus", title="", statements=(first,)),
            Reassign(theme="park", to="natur", title="Natur und Umwelt", sensitive=True),
            Merge(theme="p-1", into="kita"),
            Hide(theme="natur"),
        ],
        who=" Kim  Beispiel ",
        why="  weil  ",
    )
    assert [one.number for one in made] == list(range(1, 11))
    assert {(one.who, one.why, one.run) for one in made} == {("Kim Beispiel", "weil", "lauf1")}
    edits = [one.edit for one in made]
    assert edits[:2] == [
        Rename(theme="kita", title="Kita und Krippe"), Describe(theme="kita", description="Plätze\nund Zeiten"),
    ]  # fmt: skip
    assert edits[3] == Split(theme="bus", made="p-2", title="Voller Bus", statements=(second,))
    assert edits[4] == Move(statements=(ids[ALONE[0]],), themes=("p-1", "kita"))
    assert edits[6] == Lock(theme="bus", title="Bus und Bahn", statements=(first,))
    board = board_of(store)
    assert board.unapplied == ()
    assert inside(store, "kita") == {ids[one] for one in (*KITA, ALONE[0])}
    (undone,) = decide(store, [Undo(number=10)], who="Lee")
    assert undone.number == 11
    assert board_of(store).hidden == frozenset()


def refused(store: SqliteStore, kind: type[InputError], said: str, *edits: Edit, seen: int | None = None) -> None:
    before = store.decisions()
    with pytest.raises(kind, match=said) as told:
        decide(store, edits, who="Kim", seen=seen)
    assert "Bitte" in str(told.value)
    assert store.decisions() == before, "nothing is half done"


NIE = "Ein Thema „nie“ gibt es"


@pytest.mark.parametrize(
    ("edits", "kind", "said"),
    [
        ((Rename(theme="nie", title="x"),), Unknown, NIE),
        ((Describe(theme="nie", description="x"),), Unknown, NIE),
        ((Merge(theme="nie", into="bus"),), Unknown, NIE),
        ((Merge(theme="bus", into="nie"),), Unknown, NIE),
        ((Hide(theme="nie"),), Unknown, NIE),
        ((Reassign(theme="nie", to="natur", title="x"),), Unknown, NIE),
        ((Rename(theme="bus", title=" \n "),), Unfit, "Der Titel ist leer"),
        ((Rename(theme="bus", title="x" * 201),), Unfit, "hat 201 Zeichen, erlaubt sind 200"),
        ((Rename(theme="bus", title="Bus  und Bahn"),), Unfit, "heißt das Thema schon"),
        ((Rename(theme="bus", title="KITA"),), Unfit, "„Kita“ heißt schon ein anderes Thema"),
        ((Create(made="p-1", title="grünes"),), Unfit, "„Grünes“ heißt schon ein anderes Thema"),
        ((Create(made="p-1", title="gruenes"),), Unfit, "„Grünes“ heißt schon ein anderes Thema"),
        ((Create(made="bus", title="Neu"),), Unfit, "mit der Kennung „bus“ gibt es schon"),
        ((Create(made="p 1", title="Neu"),), Unfit, "1 bis 60 Buchstaben"),
        ((Create(made="p-1", title="A"), Create(made="p-1", title="B")), Unfit, "gibt es schon"),
        ((Create(made="p-1", title="A"), Create(made="p-2", title="a")), Unfit, "heißt schon ein anderes Thema"),
        ((Describe(theme="bus", description=" "),), Unfit, "schon beschrieben"),
        ((Describe(theme="bus", description="x" * 2001),), Unfit, "hat 2.001 Zeichen, erlaubt sind 2.000"),
        ((Merge(theme="bus", into="bus"),), Unfit, "nicht mit sich selbst"),
        ((Merge(theme="bus", into="kita"), Merge(theme="kita", into="bus")), Unfit, "im Kreis"),
        (
            (Merge(theme="bus", into="kita"), Merge(theme="kita", into="park"), Merge(theme="park", into="bus")),
            Unfit, "im Kreis",
        ),
        ((Merge(theme="bus", into="kita"), Rename(theme="bus", title="x")), Unknown, "in „Kita“ aufgegangen"),
        (
            (Rename(theme="bus", title="ÖPNV"), Merge(theme="bus", into="kita"), Merge(theme="kita", into="bus")),
            Unfit, "„ÖPNV“ ist schon in „Kita“ aufgegangen",
        ),
        ((Rename(theme="bus", title="\u200d\u200e\u2060"),), Unfit, "Der Titel ist leer"),
        ((Move(statements=("f" * 1000,), themes=("bus",)),), Unknown, r"„f{60}…“ steht nicht"),
        ((Reassign(theme="bus", to="bus", title="x"),), Unfit, "nicht mit sich selbst"),
        ((Reassign(theme="bus", to="kita", title="Kita"),), Unfit, "kein Thema aus dem Katalog"),
        ((Reassign(theme="bus", to="natur", title=""),), Unfit, "Der Titel ist leer"),
        ((Hide(theme="bus"), Hide(theme="bus")), Unfit, "ist ausgeblendet"),
        ((Hide(theme="bus"), Rename(theme="bus", title="x")), Unfit, "ist ausgeblendet"),
        ((Hide(theme="bus"), Merge(theme="kita", into="bus")), Unfit, "ist ausgeblendet"),
        ((Hide(theme="bus"), Create(made="p-1", title="bus und bahn")), Unfit, "das ausgeblendet ist"),
        ((Split(theme="bus", made="p-1", title="N", statements=()),), Unfit, "keine Aussage ausgewählt"),
        ((Move(statements=(), themes=("bus",)),), Unfit, "keine Aussage ausgewählt"),
        ((Confirm(theme="bus", statements=()),), Unfit, "keine Aussage ausgewählt"),
        ((Move(statements=("fremd",), themes=("bus",)),), Unknown, "Die Aussage „fremd“ steht nicht"),
        ((Lock(theme="bus", title="", statements=("a", "b", "c", "d")),), Unknown, r"4 Aussagen \(a, b, c …\) stehen"),
        ((Undo(number=7),), Unknown, "Eine Entscheidung 7 gibt es nicht"),
        ((Create(made="p-1", title="N"), Undo(number=1)), Unknown, "Eine Entscheidung 1 gibt es nicht"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_remedy(
    store: SqliteStore, edits: tuple[Edit, ...], kind: type[InputError], said: str
) -> None:
    refused(store, kind, said, *edits)


def test_a_split_leaves_something_and_takes_only_its_own(store: SqliteStore, ids: dict[str, str]) -> None:
    everything = tuple(ids[one] for one in BUS)
    refused(store, Unfit, "bliebe nichts übrig", Split(theme="bus", made="p-1", title="N", statements=everything))
    stranger = Split(theme="bus", made="p-1", title="N", statements=(ids[BUS[0]], ids[KITA[0]]))
    refused(store, Unfit, "1 Aussage gehört nicht zu „Bus und Bahn“", stranger)
    gone = Move(statements=everything[:3], themes=("kita",))
    last = Split(theme="bus", made="p-1", title="N", statements=everything[3:])
    refused(store, Unfit, "bliebe nichts übrig", gone, last)


def test_what_is_locked_stays_until_that_is_taken_back(store: SqliteStore, ids: dict[str, str]) -> None:
    one = ids[BUS[0]]
    decide(store, [Lock(theme="bus", title="", statements=(one,))], who="Lee")
    refused(store, Unfit, "1 Aussage ist in „Bus und Bahn“ festgehalten", Move(statements=(one,), themes=("kita",)))
    refused(store, Unfit, "festgehalten", Lock(theme="kita", title="", statements=(one,)))
    refused(store, Unfit, "schon festgehalten", Lock(theme="bus", title="", statements=(one,)))
    refused(store, Unfit, "festgehalten", Merge(theme="bus", into="kita"))
    refused(store, Unfit, "festgehalten", Reassign(theme="bus", to="natur", title="Natur"))
    refused(store, Unfit, "festgehalten", Split(theme="bus", made="p-1", title="N", statements=(one,)))
    decide(store, [Undo(number=1), Merge(theme="bus", into="kita")], who="Kim")
    assert one in inside(store, "kita")


def test_what_changes_nothing_is_no_decision(store: SqliteStore, ids: dict[str, str]) -> None:
    there, out = (ids[KITA[0]],), (ids[ALONE[0]],)
    decide(store, [Move(statements=there, themes=("kita",)), Move(statements=out, themes=())], who="Kim")
    refused(store, Unfit, "schon in genau diesen", Move(statements=there, themes=("kita",)))
    refused(store, Unfit, "schon unter „Ohne Thema“", Move(statements=out, themes=()))
    refused(store, Unfit, "schon bestätigt", Confirm(theme="kita", statements=there))


def test_an_undo_is_taken_back_by_another_and_never_twice(store: SqliteStore) -> None:
    decide(store, [Rename(theme="bus", title="ÖPNV")], who="Kim")
    decide(store, [Undo(number=1)], who="Lee")
    refused(store, Unfit, "hat Lee schon zurückgenommen", Undo(number=1))
    decide(store, [Undo(number=2)], who="Kim")
    assert title_of(store, "bus") == "ÖPNV"
    refused(store, Unfit, "hat Kim schon zurückgenommen", Undo(number=2))
    decide(store, [Undo(number=3)], who="Kim")
    assert title_of(store, "bus") == "Bus und Bahn"
    refused(store, Unfit, "steht hier zweimal", Undo(number=4), Undo(number=4))


def test_ten_thousand_statements_move_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "viele.db") as store:
        ids = answered(store, tmp_path, tuple(f"Der Bus {number} fehlt" for number in range(10_000)))
        names = tuple(ids.values())
        store.save_run(sealed({"bus": names[1:], "kita": names[:1]}))
        decide(store, [Move(statements=names, themes=("kita",))], who="Kim")
        assert len(inside(store, "kita")) == 10_000


def test_who_has_not_seen_a_decision_in_the_way_is_told(store: SqliteStore, ids: dict[str, str]) -> None:
    decide(store, [Rename(theme="bus", title="ÖPNV")], who="Lee", seen=0)
    with pytest.raises(Clash, match="Lee"):
        decide(store, [Rename(theme="bus", title="Verkehr")], who="Kim", seen=0)
    decide(store, [Merge(theme="bus", into="kita")], who="Lee")
    with pytest.raises(Clash, match=r"Lee hat „ÖPNV“ mit „Kita“ zusammengelegt\.") as told:
        decide(store, [Rename(theme="bus", title="Verkehr")], who="Kim", seen=1)
    assert told.value.numbers == (2,)
    decide(store, [Rename(theme="park", title="Parks")], who="Kim", seen=0)
    assert ids[BUS[0]] in inside(store, "kita")


def test_a_run_that_was_replaced_is_no_hindrance_but_the_board_that_counts_is_todays(
    store: SqliteStore, ids: dict[str, str]
) -> None:
    store.save_run(without(run_of(ids), "park"))
    (made,) = decide(store, [Rename(theme="bus", title="ÖPNV")], who="Kim", run="lauf1")
    assert made.run == "lauf1"
    with pytest.raises(Unknown, match="Inzwischen gilt eine andere Auswertung"):
        decide(store, [Rename(theme="park", title="Parks")], who="Kim", run="lauf1")
    with pytest.raises(Unknown, match="Die Auswertung „nie“ gibt es nicht"):
        decide(store, [Rename(theme="bus", title="Verkehr")], who="Kim", run="nie")
    store.publish("lauf1", who="Kim")
    decide(store, [Rename(theme="park", title="Parks")], who="Kim", run="lauf1")


def test_nobody_decides_nothing(store: SqliteStore) -> None:
    with pytest.raises(InputError, match="nichts zu entscheiden"):
        decide(store, [], who="Kim")
    with pytest.raises(InputError, match="Es fehlt, wer"):
        decide(store, [Rename(theme="bus", title="x")], who=" \n")
    with pytest.raises(Unfit, match=r"Die Begründung hat 2\.001"):
        decide(store, [Rename(theme="bus", title="x")], who="Kim", why="x" * 2001)


def test_a_log_without_a_look_at_the_board_does_no_harm(store: SqliteStore) -> None:
    taken(store, Merge(theme="bus", into="bus"), Rename(theme="nie", title="x"))
    taken(store, Undo(number=1))
    decide(store, [Rename(theme="bus", title="ÖPNV")], who="Kim")
    assert title_of(store, "bus") == "ÖPNV"


def test_ids_of_made_themes_are_random() -> None:
    first, second = made_id(), made_id()
    assert first != second
    assert first.startswith("p-")
    assert len(first) == 12


def test_marks_need_a_statement_a_name_and_for_a_comment_words(store: SqliteStore, ids: dict[str, str]) -> None:
    one = ids[BUS[0]]
    (made,) = mark(store, [one, one], MarkKind.COMMENT, who="Kim", text="  Bitte\n prüfen ")
    assert (made.statement, made.text, made.who) == (one, "Bitte\nprüfen", "Kim")
    with pytest.raises(Unfit, match="Anmerkung ist leer"):
        mark(store, [one], MarkKind.COMMENT, who="Kim", text=" ")
    with pytest.raises(Unfit, match="Nur eine Anmerkung"):
        mark(store, [one], MarkKind.READ, who="Kim", text="so")
    with pytest.raises(Unfit, match="keine Aussage"):
        mark(store, [], MarkKind.READ, who="Kim")
    with pytest.raises(InputError, match="Es fehlt, wer"):
        mark(store, [one], MarkKind.READ, who="")
    with pytest.raises(Unknown):
        mark(store, [one, "fremd"], MarkKind.FLAG, who="Kim")
    assert len(store.marks()) == 1
