"""Decisions by REST: taken, previewed, listed with what has become of them, and never over somebody's head."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nlp import compose
from nlp.domain.people import Role
from tests.api.conftest import PROBLEM, Home, Street, detail
from tests.api.reviewing import KIM, SASHA, Office, move, office, rename
from tests.unit.decided import ALONE, BUS, KITA, NIGHT, PARK, answered, run_of, without


@pytest.fixture
def desk(street: Street, tmp_path: Path) -> Office:
    return office(street, tmp_path)


def refused(desk: Office, edits: list[Any], status: int, **said: Any) -> str:
    content = json.dumps({"edits": edits, **said})  # half characters too, which httpx would not send
    headers = {"Content-Type": "application/json"}
    return detail(desk.ask("POST", "/api/decisions", content=content, headers=headers), status)


def test_a_decision_is_taken_told_in_words_and_seen_by_everybody(desk: Office) -> None:
    told = desk.decide(rename("kita", "  Kita und\nKrippe "), why="Absprache", seen=0)

    assert (told["seen"], told["meanwhile"]) == (1, 0)
    (one,) = told["decisions"]
    assert (one["who"], one["why"], one["fate"], one["unapplied"]) == (KIM, "Absprache", "gilt", [])
    assert one["edit"] == rename("kita", "Kita und Krippe")
    assert "Kita und Krippe" in one["said"]
    seen = desk.get("/api/themes/kita", who="staff.beispiel")
    assert (seen["title"], seen["seen"]) == ("Kita und Krippe", 1)
    assert desk.get("/api/decisions/1", who="staff.beispiel") == one
    assert desk.deeds() == [(KIM, "decision.take", "1")]


def test_several_edits_are_taken_together_or_not_at_all(desk: Office) -> None:
    before = desk.state()
    said = refused(desk, [rename("park", "Parks"), {"kind": "merge", "theme": "kita", "into": "kita"}], 422)

    assert said.startswith("2. von 2 Entscheidungen")
    assert desk.state() == before
    made = {"kind": "split", "theme": "bus", "title": "Nachts", "statements": desk.of([NIGHT])}
    told = desk.decide(rename("park", "Parks"), made)
    assert [one["number"] for one in told["decisions"]] == [1, 2]
    assert told["decisions"][1]["edit"]["made"].startswith("p-")
    theme = desk.get(f"/api/themes/{told['decisions'][1]['edit']['made']}")
    assert (theme["origin"], theme["counts"]["statements"]) == ("person", 1)


def test_a_preview_tells_numbers_and_changes_nothing(desk: Office) -> None:
    before = desk.state()
    told = desk.ask("POST", "/api/decisions/preview", json={"edits": [move(desk.of(KITA[:2]), "park")]})

    assert told.status_code == 200, told.text
    effect = told.json()
    assert [(one["source"], one["target"], one["statements"], one["respondents"]) for one in effect["flows"]] == [
        ("kita", "park", 2, 2)
    ]
    assert {one["theme"]: one["statements"] for one in effect["changes"]} == {
        "kita": {"before": 3, "after": 1}, "park": {"before": 1, "after": 3},
    }  # fmt: skip
    assert effect["sentences"]
    assert effect["seen"] == 0
    assert desk.state() == before
    assert desk.deeds() == []
    taken = desk.decide(*effect["edits"], seen=effect["seen"])
    assert taken["decisions"][0]["edit"] == effect["edits"][0]


def test_what_a_preview_names_a_new_theme_it_is_named(desk: Office) -> None:
    wanted = {"kind": "create", "title": "Wege"}
    effect = desk.ask("POST", "/api/decisions/preview", json={"edits": [wanted]}).json()
    taken = desk.decide(*effect["edits"])

    assert taken["decisions"][0]["edit"]["made"] == effect["edits"][0]["made"]


@pytest.mark.parametrize("by_header", [True, False])
def test_who_decides_without_having_seen_the_others_is_told_and_nothing_is_overwritten(
    desk: Office, by_header: bool
) -> None:
    desk.decide(rename("kita", "Betreuung"), who=SASHA, seen=0)
    body: dict[str, Any] = {"edits": [rename("kita", "Krippe")], **({} if by_header else {"seen": 0})}
    told = desk.ask("POST", "/api/decisions", json=body, headers={"If-Match": '"0"'} if by_header else {})

    assert (told.status_code, told.headers["content-type"]) == (412, PROBLEM)
    problem = told.json()
    assert (problem["status"], problem["seen"]) == (412, 1)
    assert [(one["who"], one["edit"]["title"]) for one in problem["decisions"]] == [(SASHA, "Betreuung")]
    assert desk.get("/api/themes/kita")["title"] == "Betreuung"
    told = desk.ask("POST", "/api/decisions", json=body | {"seen": 1}, headers={"If-Match": '"1"'})
    assert (told.status_code, told.headers["etag"]) == (201, '"2"')
    assert desk.get("/api/themes/kita")["title"] == "Krippe"


def test_decisions_of_others_that_are_not_in_the_way_stay_unseen_until_somebody_looks(desk: Office) -> None:
    desk.decide(rename("kita", "Betreuung"), who=SASHA, seen=0)
    told = desk.decide(rename("park", "Parks"), seen=0)

    assert (told["seen"], told["meanwhile"]) == (0, 1)
    refused_ = desk.ask("POST", "/api/decisions", json={"edits": [rename("kita", "Krippe")], "seen": told["seen"]})
    assert refused_.status_code == 412
    assert desk.decide(rename("kita", "Krippe"), seen=refused_.json()["seen"])["meanwhile"] == 0


def test_a_state_that_nobody_has_seen_clashes_and_two_states_do_not_fit(desk: Office) -> None:
    told = desk.ask("POST", "/api/decisions", json={"edits": [rename("kita", "Krippe")], "seen": 2**63 - 1})
    assert (told.status_code, told.json()["decisions"]) == (412, [])
    two = desk.ask(
        "POST", "/api/decisions", json={"edits": [rename("kita", "K")], "seen": 1}, headers={"If-Match": '"2"'}
    )
    assert "verschiedene Stände" in detail(two, 422)
    any_ = desk.ask("POST", "/api/decisions", json={"edits": [rename("kita", "K")]}, headers={"If-Match": "*"})
    assert any_.status_code == 201
    broken = desk.ask("POST", "/api/decisions", json={"edits": [rename("kita", "K")]}, headers={"If-Match": "neu"})
    assert "if-match" in detail(broken, 422).lower()


@pytest.mark.parametrize(
    ("edit", "status", "words"),
    [
        (rename("nirgends", "Titel"), 404, "nirgends"),
        (rename("kita", " "), 422, "leer"),
        (rename("kita", "Grünes"), 422, "heißt schon ein anderes Thema"),
        ({"kind": "merge", "theme": "kita", "into": "kita"}, 422, "mit sich selbst"),
        ({"kind": "move", "statements": [], "themes": ["kita"]}, 422, "keine Aussage ausgewählt"),
        ({"kind": "move", "statements": ["0" * 16], "themes": ["kita"]}, 404, "0000"),
        ({"kind": "undo", "number": 7}, 404, "7"),
        ({"kind": "undo", "number": 2**63}, 422, "number"),
        ({"kind": "undo", "number": 0}, 422, "number"),
        ({"kind": "explode", "theme": "kita"}, 422, ""),
        ({"kind": "rename", "theme": "kita"}, 422, "title"),
        ({"kind": "rename", "theme": "kita", "title": "K", "who": "jemand"}, 422, "who"),
        ({"kind": "rename", "theme": "kita", "title": "K" * 2_001}, 422, "title"),
        ({"kind": "create", "title": "\ud800"}, 422, "title"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence_and_nothing_happens(
    desk: Office, edit: dict[str, Any], status: int, words: str
) -> None:
    before = desk.state()
    assert words in refused(desk, [edit], status)
    assert desk.state() == before


def test_a_statement_of_another_house_is_nobody_s_to_move(desk: Office, home: Home) -> None:
    foreign = home.get("/api/quotes", q="Kita", limit=1)["items"][0]["statement"]
    assert "nicht in dieser Auswertung" in refused(desk, [move([foreign], "kita")], 404)


def test_an_undo_can_be_undone_and_both_stand_in_the_log(desk: Office) -> None:
    desk.decide(rename("kita", "Betreuung"))
    desk.decide({"kind": "undo", "number": 1})
    told = desk.get("/api/decisions")

    assert [(one["number"], one["fate"]) for one in told["items"]] == [(2, "gilt"), (1, "zurückgenommen")]
    assert told["items"][1]["undone"]["number"] == 2
    assert desk.get("/api/themes/kita")["title"] == "Kita"
    assert "schon zurückgenommen" in refused(desk, [{"kind": "undo", "number": 1}], 422)
    desk.decide({"kind": "undo", "number": 2})
    assert desk.get("/api/themes/kita")["title"] == "Betreuung"
    assert [did for _, did, _ in desk.deeds()] == ["decision.take", "decision.undo", "decision.undo"]


def test_the_log_goes_on_behind_its_last_entry_whatever_comes_in(desk: Office) -> None:
    for number in range(5):
        desk.decide(rename("kita", f"Titel {number}"))
    first = desk.get("/api/decisions", limit=2)
    desk.decide(rename("park", "Parks"))
    second = desk.get(first["next"])

    assert [one["number"] for page in (first, second) for one in page["items"]] == [5, 4, 3, 2]
    assert [one["number"] for one in desk.get("/api/decisions", after=4)["items"]] == [6, 5]
    assert desk.get("/api/decisions")["fates"] == {"gilt": 6}
    assert detail(desk.ask("GET", "/api/decisions", params={"after": 2**63}), 422)


def test_what_no_longer_fits_a_later_run_is_told_with_its_reason_and_two_ways_out(desk: Office) -> None:
    desk.decide(rename("park", "Parks"), rename("kita", "Betreuung"))
    with desk.home.house.store() as store:
        store.save_run(without(run_of(dict(desk.ids)), "park"))
    told = desk.get("/api/decisions", fate="findet hier keinen Halt")

    assert told["run"] == "lauf2"
    (one,) = told["items"]
    assert told["fates"] == {"gilt": 1, "findet hier keinen Halt": 1}
    (trouble,) = one["unapplied"]
    assert (one["number"], trouble["why"]) == (1, "theme_gone")
    assert len(trouble["ways"]) == 2
    back, again = trouble["ways"]
    assert back["edits"] == [{"kind": "undo", "number": 1}]
    desk.decide(*again["edits"])
    assert "Parks" in {theme["title"] for theme in desk.get("/api/themes")["items"]}
    assert not desk.get("/api/decisions", fate="findet hier keinen Halt")["items"]


def test_ten_thousand_statements_move_at_once_and_one_more_does_not(street: Street, tmp_path: Path) -> None:
    many = tuple(f"Wunsch {number} für den Park" for number in range(10_001))
    database = tmp_path / "viele.db"
    with compose.opened(database) as store:
        ids = answered(store, tmp_path, (*BUS, *KITA, *PARK, *ALONE, *many))
        run = run_of(ids)
        store.save_run(replace(run, unassigned=tuple(sorted({*run.unassigned, *(ids[one] for one in many)}))))
    home = street.home(database)
    wanted = [ids[one] for one in many]

    too_many = home.web.post(
        "/api/decisions", json={"edits": [move(wanted[:5_001], "park"), move(wanted[5_000:], "park")]}
    )
    assert "10.000" in detail(too_many, 422)
    told = home.web.post("/api/decisions", json={"edits": [move(wanted[:10_000], "park")]})
    assert told.status_code == 201, told.text
    assert len(told.json()["decisions"][0]["edit"]["statements"]) == 10_000
    assert home.get("/api/themes/park")["counts"]["statements"] == 10_001
    assert home.get("/api/decisions")["total"] == 1


def test_hidden_themes_are_in_no_list_but_can_be_read_and_their_statements_found(desk: Office) -> None:
    desk.decide({"kind": "hide", "theme": "park"})
    themes = desk.get("/api/themes")

    assert "park" not in {theme["id"] for theme in themes["items"]}
    assert (themes["hidden"], themes["seen"]) == ({"themes": 1, "statements": 1}, 1)
    theme = desk.get("/api/themes/park")
    assert (theme["hidden"], theme["counts"]["statements"], theme["depth"]) == (True, 1, 0)
    assert desk.get("/api/themes/bus-nacht")["depth"] == 1
    assert desk.get("/api/themes/park/quotes")["items"][0]["text"] == PARK[0]


def test_a_theme_alone_is_told_as_in_the_list(home: Home) -> None:
    for told in home.get("/api/themes")["items"]:
        alone = home.get(f"/api/themes/{told['id']}")
        assert {name: alone[name] for name in told} == told


def test_beside_each_theme_of_a_statement_stands_who_put_it_there(desk: Office) -> None:
    bus, alone, kita = desk.ids[BUS[0]], desk.ids[ALONE[0]], desk.ids[KITA[0]]
    desk.decide({"kind": "confirm", "theme": "bus", "statements": [bus]}, move([alone]))
    desk.decide({"kind": "lock", "theme": "kita", "statements": [kita]}, who=SASHA)
    machine = {"by": "machine", "who": None, "at": None, "number": None}

    quotes = {one["statement"]: one for one in desk.get("/api/themes/bus/quotes")["items"]}
    assert (quotes[bus]["decided"]["by"], quotes[bus]["decided"]["who"]) == ("person", KIM)
    assert {one["decided"]["by"] for name, one in quotes.items() if name != bus} == {"machine"}
    (locked,) = [one for one in desk.get("/api/themes/kita/quotes")["items"] if one["locked"]]
    assert (locked["statement"], locked["decided"]["who"]) == (kita, SASHA)
    quote = desk.get(f"/api/quotes/{bus}")
    assert [(one["id"], one["decided"]["number"]) for one in quote["places"]] == [("bus", 1)]
    assert (quote["decided"], quote["locked"]) == (machine, False)
    left = desk.get(f"/api/quotes/{alone}")
    assert (left["places"], left["decided"]["who"], left["decided"]["number"]) == ([], KIM, 2)
    assert desk.get(f"/api/quotes/{alone}/why")["decided"]["number"] == 2
    assert desk.get(f"/api/quotes/{kita}/why")["themes"][0]["decided"]["who"] == SASHA
    assert desk.get(f"/api/quotes/{desk.ids[PARK[0]]}")["places"][0]["decided"] == machine


@pytest.mark.parametrize(
    "path", ["/api/themes", "/api/themes/kita", "/api/themes/kita/quotes", "/api/decisions", "/api/review/agreement"]
)
def test_an_answer_that_was_kept_is_sent_anew_after_a_decision(desk: Office, path: str) -> None:
    tag = desk.ask("GET", path).headers["etag"]
    assert desk.ask("GET", path, headers={"If-None-Match": tag}).status_code == 304
    desk.decide(rename("kita", "Betreuung"))
    assert desk.ask("GET", path, headers={"If-None-Match": tag}).status_code == 200


def test_who_only_reads_decides_nothing(desk: Office) -> None:
    before = desk.state()
    told = desk.ask("POST", "/api/decisions", f"{Role.STAFF}.beispiel", json={"edits": [rename("kita", "K")]})
    assert detail(told, 403)
    assert desk.state() == before
