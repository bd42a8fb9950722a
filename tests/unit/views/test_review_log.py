"""The log in words: who did what, what was taken back, and two ways out for what does not fit a later run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.commands.decide import decide
from nlp.domain.edits import (
    Confirm,
    Create,
    Decision,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Misfit,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.views.review import LoggedDecision, log, log_told, undone
from nlp.views.review.boards import board_of
from nlp.views.review.words import when
from tests.unit.decided import ALONE, BUS, KITA, NIGHT, PARK, answered, run_of, taken, without


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as made:
        made.save_run(run_of(answered(made, tmp_path)))
        yield made


@pytest.fixture
def ids(store: SqliteStore) -> dict[str, str]:
    return {str(one.text): one.id for one in store.statements()}


def test_every_kind_has_its_sentence(store: SqliteStore, ids: dict[str, str]) -> None:
    one, other = ids[BUS[0]], ids[KITA[0]]
    taken(
        store,
        Rename(theme="bus", title="Bus, Bahn und Rad"),
        Describe(theme="bus", description="Linien"),
        Describe(theme="bus", description=""),
        Merge(theme="park", into="bus"),
        Split(theme="bus", made="p-1", title="Nachts", statements=(ids[NIGHT],)),
        Move(statements=(one, other), themes=("p-1", "kita", "bus")),
        Move(statements=(other,), themes=()),
        Confirm(theme="kita", statements=(ids[KITA[1]],)),
        Lock(theme="kita", title="Kita", statements=(ids[KITA[1]], ids[KITA[2]])),
        Create(made="p-2", title="Spielen"),
        Hide(theme="p-2"),
        Reassign(theme="p-1", to="jugend", title="Jugend"),
        Rename(theme="p-1", title="Nie"),
    )
    taken(store, Undo(number=11), who="Lee")
    found = log(store)
    assert [entry.sentence for entry in reversed(found)] == [
        "Kim hat „Bus und Bahn“ in „Bus, Bahn und Rad“ umbenannt.",
        "Kim hat „Bus, Bahn und Rad“ neu beschrieben: „Linien“.",
        "Kim hat die Beschreibung von „Bus, Bahn und Rad“ entfernt.",
        "Kim hat „Grünes“ mit „Bus, Bahn und Rad“ zusammengelegt.",
        "Kim hat 1 Aussage aus „Bus, Bahn und Rad“ als neues Thema „Nachts“ abgetrennt.",
        "Kim hat 2 Aussagen „Nachts“, „Kita“ und „Bus, Bahn und Rad“ zugeordnet.",
        "Kim hat 1 Aussage unter „Ohne Thema“ gestellt.",
        "Kim hat bestätigt, dass 1 Aussage zu „Kita“ gehört.",
        "Kim hat 2 Aussagen in „Kita“ festgehalten.",
        "Kim hat das Thema „Spielen“ angelegt.",
        "Kim hat „Spielen“ ausgeblendet.",
        "Kim hat „Nachts“ dem Thema „Jugend“ aus dem Katalog zugeordnet.",
        "Kim hat „Nachts“ in „Nie“ umbenannt.",
        "Lee hat die Entscheidung 11 zurückgenommen: Kim hat „Spielen“ ausgeblendet.",
    ]
    assert [entry.decision.number for entry in found] == list(range(14, 0, -1))
    assert found[3].undone is not None
    assert found[3].undone.who == "Lee"
    assert [entry.decision.number for entry in found if not entry.applies] == [13, 11]


def test_a_clock_that_jumps_back_changes_no_order() -> None:
    edit = Rename(theme="bus", title="x")
    one = Decision(number=1, run="lauf1", at="2026-05-01T10:00:00+00:00", who="Kim", edit=edit)
    back = replace(one, number=2, at="2020-01-01T10:00:00+00:00", edit=Undo(number=1))
    again = replace(one, number=3, at="2021-01-01T10:00:00+00:00", edit=Undo(number=2))
    assert undone([back, one]) == {1: back}
    assert undone([again, one, back]) == {2: again}
    assert undone([replace(one, number=5, edit=Undo(number=5)), replace(one, number=6, edit=Undo(number=9))]) == {}
    assert when("2026-12-31T23:30:00+00:00") == "01.01.2027"
    assert when("gestern") == "gestern"


def only(store: SqliteStore, number: int) -> LoggedDecision:
    return next(entry for entry in log(store) if entry.decision.number == number)


def settle(store: SqliteStore, number: int) -> tuple[str, ...]:
    """Both ways out can be taken; the second is, and then the decision troubles nobody. What the ways say."""
    (trouble, *_) = only(store, number).troubles
    back, nearest = trouble.ways
    assert back.edits == (Undo(number=number),)
    if nearest.edits:
        decide(store, nearest.edits, who="Lee")
        assert only(store, number).troubles == ()
    else:
        decide(store, back.edits, who="Lee")
    return trouble.sentence, nearest.label


GONE, MISSING, HELD = Misfit.THEME_GONE.value, Misfit.STATEMENTS_GONE.value, Misfit.LOCKED.value


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (Rename(theme="bus", title="ÖPNV"), "Auf das Thema „Kita“ anwenden"),
        (Describe(theme="bus", description="Linien"), "Auf das Thema „Kita“ anwenden"),
        (Hide(theme="bus"), "Auf das Thema „Kita“ anwenden"),
        (Merge(theme="bus", into="park"), "Auf das Thema „Kita“ anwenden"),
        (Reassign(theme="bus", to="jugend", title="Jugend"), "Auf das Thema „Kita“ anwenden"),
        (Merge(theme="bus", into="kita"), "Die früheren 4 Aussagen zu „Kita“ legen"),
    ],
)
def test_a_theme_that_went_into_another_leads_there(store: SqliteStore, edit: Edit, label: str) -> None:
    run = run_of({str(one.text): one.id for one in store.statements()})
    elsewhere = tuple(replace(one, theme="kita") if one.theme == "bus" else one for one in run.memberships)
    taken(store, edit)
    store.save_run(replace(without(run, "bus", "bus-nacht"), memberships=tuple(
        one for one in elsewhere if one.theme != "bus-nacht"), unassigned=run.unassigned))  # fmt: skip
    sentence, told = settle(store, 1)
    assert sentence == GONE
    assert told == label


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (Rename(theme="bus", title="ÖPNV"), "„ÖPNV“ wieder anlegen und 4 Aussagen dorthin legen"),
        (Describe(theme="bus", description="x"), "„Bus und Bahn“ wieder anlegen und 4 Aussagen dorthin legen"),
        (Merge(theme="bus", into="kita"), "Die früheren 4 Aussagen zu „Kita“ legen"),
        (Reassign(theme="bus", to="kita", title="Kita"), "Die früheren 4 Aussagen zu „Kita“ legen"),
        (Hide(theme="bus"), "Stehen lassen"),
    ],
)
def test_a_theme_that_is_gone_can_be_made_again(store: SqliteStore, edit: Edit, label: str) -> None:
    run = run_of({str(one.text): one.id for one in store.statements()})
    taken(store, edit)
    store.save_run(without(run, "bus", "bus-nacht"))
    assert settle(store, 1) == (GONE, label)
    if not isinstance(edit, Hide):
        inside = {one.theme for one in board_of(store).run.memberships if one.statement == run.memberships[0].statement}
        assert inside in ({"kita"}, {theme.id for theme in board_of(store).run.themes if theme.id.startswith("p-")})


def test_a_theme_that_became_a_small_part_of_another_does_not_lead_there(store: SqliteStore) -> None:
    run = run_of({str(one.text): one.id for one in store.statements()})
    taken(store, Rename(theme="park", title="Parks"))
    moved = tuple(replace(one, theme="kita") if one.theme == "park" else one for one in run.memberships)
    store.save_run(replace(without(run, "park"), memberships=moved, unassigned=run.unassigned))
    assert settle(store, 1) == (GONE, "„Parks“ wieder anlegen und 1 Aussage dorthin legen")


def test_a_theme_made_again_takes_nothing_from_where_people_put_it(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(
        store,
        Rename(theme="bus", title="ÖPNV"),
        Create(made="p-nacht", title="Nachts"),
        Move(statements=(ids[NIGHT],), themes=("p-nacht",)),
        Move(statements=(ids[BUS[0]],), themes=()),
    )
    store.save_run(without(run_of(ids), "bus", "bus-nacht"))
    assert settle(store, 1) == (GONE, "„ÖPNV“ wieder anlegen und 2 Aussagen dorthin legen")
    board = board_of(store)
    assert [one.theme for one in board.run.memberships if one.statement == ids[NIGHT]] == ["p-nacht"]
    assert ids[BUS[0]] in board.run.unassigned


def test_what_was_put_elsewhere_since_is_left_there(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(
        store,
        Confirm(theme="bus", statements=(ids[BUS[0]], ids[NIGHT])),
        Move(statements=(ids[NIGHT],), themes=("kita",)),
    )
    store.save_run(without(run_of(ids), "bus", "bus-nacht"))
    assert settle(store, 1) == (GONE, "„Bus und Bahn“ wieder anlegen und 1 Aussage dorthin legen")


@pytest.mark.parametrize("edits", [
    (Rename(theme="bus", title="ÖPNV"), Rename(theme="bus", title="Linien")),
    (Describe(theme="bus", description="x"), Describe(theme="bus", description="y")),
])  # fmt: skip
def test_a_title_that_got_another_one_since_does_not_come_back(store: SqliteStore, edits: tuple[Edit, ...]) -> None:
    taken(store, *edits)
    store.save_run(without(run_of({str(one.text): one.id for one in store.statements()}), "bus", "bus-nacht"))
    settle(store, 2)
    assert only(store, 1).troubles[0].ways[1].label == "Stehen lassen"


def test_a_target_that_is_gone_has_a_stand_in(store: SqliteStore, ids: dict[str, str]) -> None:
    run = run_of(ids)
    taken(
        store,
        Merge(theme="bus", into="park"),
        Move(statements=(ids[KITA[0]],), themes=("park",)),
        Move(statements=(ids[KITA[1]], ids[KITA[2]]), themes=("kita", "park")),
    )
    moved = tuple(replace(one, theme="kita") if one.theme == "park" else one for one in run.memberships)
    store.save_run(replace(without(run, "park"), memberships=moved, unassigned=run.unassigned))
    labels = {
        entry.decision.number: [way.label for trouble in entry.troubles for way in trouble.ways] for entry in log(store)
    }
    assert labels == {
        1: ["Zurücknehmen", "Mit „Kita“ zusammenlegen"],
        2: ["Zurücknehmen", "1 Aussage „Kita“ zuordnen"],
        3: ["Zurücknehmen", "2 Aussagen „Kita“ zuordnen"],
    }
    store.save_run(without(run, "park", identity="lauf3"))
    assert only(store, 1).troubles[0].ways[1].label == "„Bus und Bahn“ in „Grünes“ umbenennen"
    assert only(store, 2).troubles[0].ways[1].label == "„Grünes“ wieder anlegen und 1 Aussage dorthin legen"
    for number in (3, 2, 1):
        decide(store, only(store, number).troubles[0].ways[1].edits, who="Lee")
    assert board_of(store).unapplied == ()


def test_statements_that_are_gone_or_locked_leave_the_others(store: SqliteStore, ids: dict[str, str]) -> None:
    gone, there = ids[PARK[0]], ids[KITA[0]]
    taken(
        store,
        Move(statements=(gone, there), themes=("bus",)),
        Confirm(theme="kita", statements=(gone,)),
        Lock(theme="kita", title="Kita", statements=(ids[KITA[1]],)),
        Merge(theme="kita", into="bus"),
        Move(statements=(ids[KITA[1]], ids[KITA[2]]), themes=("bus",)),
    )
    run = run_of(ids)
    without_it = tuple(one for one in run.memberships if one.statement != gone)
    store.save_run(replace(run, id="lauf2", memberships=without_it))
    assert [settle(store, number) for number in (1, 2, 5, 4)] == [
        (f"{MISSING} Das betrifft 1 von 2 Aussagen.", "Nur für die übrige Aussage gelten lassen"),
        (MISSING, "Stehen lassen"),
        (f"{HELD} Das betrifft 1 von 2 Aussagen.", "Nur für die übrige Aussage gelten lassen"),
        (HELD, "Das Festhalten zurücknehmen"),
    ]
    assert board_of(store).unapplied == ()
    assert {one.theme for one in board_of(store).run.memberships if one.statement == ids[KITA[1]]} == {"bus"}


def test_a_theme_with_locked_statements_gives_away_the_others(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(store, Lock(theme="kita", title="Kita", statements=(ids[KITA[1]],)), Merge(theme="kita", into="bus"))
    assert settle(store, 2) == (HELD, "Die übrigen 2 Aussagen zu „Bus und Bahn“ legen")
    assert {one.statement for one in board_of(store).run.memberships if one.theme == "kita"} == {ids[KITA[1]]}


def test_what_else_does_not_fit_has_two_ways_out_as_well(store: SqliteStore, ids: dict[str, str]) -> None:
    taken(
        store,
        Create(made="bus", title="x"),
        Split(theme="kita", made="bus", title="x", statements=(ids[KITA[0]],)),
        Merge(theme="bus", into="bus"),
    )
    taken(store, Undo(number=1), who="Lee")
    assert [settle(store, number) for number in (2, 3)] == [
        (Misfit.THERE_ALREADY.value, "1 Aussage zu „Bus und Bahn“ legen"), (Misfit.SAME.value, "Stehen lassen"),
    ]  # fmt: skip
    assert board_of(store).unapplied == ()


def test_a_log_has_plain_values(store: SqliteStore, ids: dict[str, str]) -> None:
    store.decide([Rename(theme="bus", title="ÖPNV")], run="lauf1", who="Kim", why="kürzer")
    taken(store, Rename(theme="nie", title="x"), Move(statements=(ids[ALONE[0]],), themes=("bus",)))
    taken(store, Undo(number=1), who="Lee")
    told = log_told(log(store))["decisions"]
    assert isinstance(told, list)
    undo, move, lost, first = told
    assert first["why"] == "kürzer"
    assert first["undone"]["number"] == undo["number"] == 4
    assert move["edit"] == {"kind": "move", "statements": [ids[ALONE[0]]], "themes": ["bus"]}
    assert lost["unapplied"][0]["why"] == "theme_gone"
    assert lost["unapplied"][0]["ways"][0]["edits"] == [{"kind": "undo", "number": 2}]
    assert [entry["applies"] for entry in told] == [True, True, False, False]
