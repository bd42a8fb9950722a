"""Reviewing by REST: the queue, marks, agreement, double coding, waves, and code books to and fro."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from tests.api.conftest import Home, Street, detail
from tests.api.reviewing import KIM, SASHA, Office, move, office, rename
from tests.unit.decided import ALONE, BUS, KITA, PARK


@pytest.fixture
def desk(street: Street, tmp_path: Path) -> Office:
    return office(street, tmp_path)


def test_the_queue_begins_with_what_is_unsure_and_goes_on_behind_what_was_done(desk: Office) -> None:
    first = desk.get("/api/review/queue", limit=2)
    assert (first["run"], first["seen"], first["statements"], first["done"]) == ("lauf1", 0, 10, 0)
    assert first["left"] == {"unsure": 4, "flagged": 0, "helpful": 0, "unread": 10}
    assert first["said"].startswith("Noch 4 unsichere")
    worst, between = first["items"]
    assert (worst["text"], worst["parts"]) == (BUS[3], ["unsure", "unread"])
    (place,) = worst["themes"]
    assert (place["id"], place["grade"], place["decided"]["by"], place["primary"]) == (
        "bus", "unsicher", "machine", True,
    )  # fmt: skip
    assert (between["themes"][0]["rival"]["id"], between["near"][0]["id"]) == ("kita", "kita")

    desk.decide({"kind": "confirm", "theme": "bus", "statements": [one["statement"] for one in first["items"]]})
    second = desk.get(first["next"])
    assert (second["seen"], second["left"]["unsure"], second["done"]) == (1, 2, 2)
    assert not {one["statement"] for one in second["items"]} & {one["statement"] for one in first["items"]}


def test_the_queue_is_narrowed_by_part_theme_and_source(desk: Office) -> None:
    kita = desk.get("/api/review/queue", theme="kita", source="umfrage", part=["unread"])
    assert sorted(one["text"] for one in kita["items"]) == sorted(KITA)
    page = desk.get("/api/review/queue", theme="kita", part=["unread", "unsure"], limit=2)
    assert [one["text"] in KITA for one in desk.get(page["next"])["items"]] == [True]
    for wrong in ({"theme": "nirgends"}, {"source": "nirgends"}, {"run": "nirgends"}):
        assert "nirgends" in detail(desk.ask("GET", "/api/review/queue", params=wrong), 404)
    assert "part" in detail(desk.ask("GET", "/api/review/queue", params={"part": "alle"}), 422)


def test_nothing_is_proposed_where_no_text_has_been_compared_yet(desk: Office) -> None:
    told = desk.get("/api/review/next")
    assert (told["run"], told["seen"], told["items"]) == ("lauf1", 0, [])


def test_what_one_has_read_is_their_own_and_flags_and_comments_are_for_all(desk: Office) -> None:
    bus, kita = desk.of([BUS[0], KITA[0]])

    def mark(kind: str, *statements: str, text: str = "") -> httpx.Response:
        body = {"statements": list(statements), "kind": kind, "text": text}
        return desk.ask("POST", "/api/review/marks", json=body)

    assert [one["number"] for one in mark("read", bus, kita).json()["items"]] == [1, 2]
    assert mark("flag", bus).status_code == 201
    assert mark("comment", bus, text="Welche Linie?").json()["items"][0]["text"] == "Welche Linie?"
    seen = {who: desk.get("/api/review/queue", who, part=["flagged"])["items"][0] for who in (KIM, SASHA)}
    assert [seen[who]["read"] for who in (KIM, SASHA)] == [True, False]
    assert all(one["flagged"]["who"] == KIM for one in seen.values())
    assert [one["text"] for one in seen[SASHA]["comments"]] == ["Welche Linie?"]

    marks = desk.get("/api/review/marks", limit=3)
    assert [one["number"] for one in (*marks["items"], *desk.get(marks["next"])["items"])] == [1, 2, 3, 4]
    assert [one["kind"] for one in desk.get("/api/review/marks", statement=kita)["items"]] == ["read"]
    assert [one["kind"] for one in desk.get("/api/review/marks", after=3)["items"]] == ["comment"]
    assert desk.deeds() == [(KIM, "mark.add", "1-2"), (KIM, "mark.add", "3"), (KIM, "mark.add", "4")]
    assert "Welche" not in str(desk.home.house.people.entries()), "no words of anybody stand in the log"


def test_marks_that_make_no_sense_are_refused_and_nothing_is_noted(desk: Office) -> None:
    (bus,) = desk.of(BUS[:1])
    for body, status in (
        ({"statements": [bus], "kind": "comment"}, 422),
        ({"statements": [bus], "kind": "flag", "text": "so"}, 422),
        ({"statements": [], "kind": "flag"}, 422),
        ({"statements": [bus] * 10_001, "kind": "flag"}, 422),
        ({"statements": [bus, "nirgends"], "kind": "flag"}, 404),
        ({"statements": [bus], "kind": "comment", "text": "zu lang" * 400}, 422),
    ):
        assert detail(desk.ask("POST", "/api/review/marks", json=body), status)
    assert desk.get("/api/review/marks")["total"] == 0
    assert detail(desk.ask("GET", "/api/review/marks", params={"after": 2**63}), 422)


def test_agreement_counts_what_people_have_looked_at(desk: Office) -> None:
    nothing = desk.get("/api/review/agreement")
    assert (nothing["statements"], nothing["kappa"], nothing["same"]) == (0, None, 0)

    desk.decide(
        {"kind": "confirm", "theme": "bus", "statements": desk.of(BUS[:2])},
        {"kind": "confirm", "theme": "kita", "statements": desk.of(KITA[:2])},
        move(desk.of(BUS[2:3]), "kita"),
    )
    told = desk.get("/api/review/agreement", who="staff.beispiel")
    assert (told["statements"], told["same"], told["observed"], told["seen"]) == (5, 4, 0.8, 3)
    assert told["differing"] == desk.of(BUS[2:3])
    assert 0 < told["kappa"] < 1
    themes = {one["id" if "id" in one else "theme"]: one for one in told["themes"]}
    assert (themes["kita"]["both"], themes["kita"]["only_second"], themes["kita"]["title"]) == (2, 1, "Kita")
    assert told["cautions"]


def drawn(desk: Office, **said: Any) -> httpx.Response:
    wanted = {"title": "Probe", "size": 4, "coders": [KIM, SASHA.upper()], "seed": "7", **said}
    return desk.ask("POST", "/api/samples", json=wanted)


def code(desk: Office, sample: str, statement: str, who: str, *themes: str) -> httpx.Response:
    path = f"/api/samples/{sample}/codings/{statement}"
    return desk.ask("PUT", path, who, json={"themes": list(themes)})


def test_two_people_code_the_same_statements_blind_and_see_the_result_when_both_are_done(desk: Office) -> None:
    told = drawn(desk)
    assert told.status_code == 201, told.text
    sample = told.json()
    assert (sample["coders"], sample["statements"], told.headers["location"]) == (
        [KIM, SASHA], 4, f"/api/samples/{sample['id']}",
    )  # fmt: skip
    assert {one["id"] for one in sample["themes"]} == {"bus", "kita", "park"}
    assert desk.get(told.headers["location"]) == sample == desk.get("/api/samples")["items"][0]
    place = f"/api/samples/{sample['id']}"

    task = desk.get(f"{place}/task")
    assert (task["coder"], task["done"], len(task["items"])) == (KIM, 0, 4)
    words = {one["statement"]: one["text"] for one in task["items"]}
    assert set(task["items"][0]) == {"statement", "text", "lead", "source", "question", "themes"}
    for statement in words:
        assert code(desk, sample["id"], statement, KIM, "kita").json()["coder"] == KIM
    assert {one["themes"] and tuple(one["themes"]) for one in desk.get(f"{place}/task", SASHA)["items"]} == {None}
    for who in (KIM, SASHA):
        for path in (f"{place}/result", f"{place}/agreed"):
            assert "sobald alle fertig" in detail(desk.ask("GET", path, who), 403)

    for statement in words:
        assert code(desk, sample["id"], statement, SASHA, "kita").status_code == 200
    result = desk.get(f"{place}/result")
    assert result["done"] == {KIM: 4, SASHA: 4}
    (pair,) = result["between"]
    assert (pair["first"], pair["second"], pair["same"], pair["samples_f1"]) == (KIM, SASHA, 4, 1.0)
    assert [(one["first"], one["second"]) for one in result["with_machine"]] == [(KIM, None), (SASHA, None)]
    assert "fertig zugeordnet" in detail(code(desk, sample["id"], next(iter(words)), KIM), 422)
    agreed = desk.get(f"{place}/agreed")
    assert agreed["agreed"] == 4
    desk.decide(*agreed["edits"], seen=agreed["seen"])
    assert not desk.get(f"{place}/agreed")["edits"]
    assert [deed for deed in desk.deeds() if deed[1] == "coding.add"] == [(KIM, "coding.add", sample["id"])] * 4 + [
        (SASHA, "coding.add", sample["id"])
    ] * 4


def test_only_coders_code_and_others_who_review_may_look(desk: Office) -> None:
    sample = drawn(desk).json()["id"]
    place, other = f"/api/samples/{sample}", "admin.beispiel"

    assert "ordnet in „Probe“ nichts zu" in detail(desk.ask("GET", f"{place}/task", other), 403)
    statement = desk.get(f"{place}/task")["items"][0]["statement"]
    assert detail(code(desk, sample, statement, other, "kita"), 403)
    assert desk.get(f"{place}/result", other)["done"] == {KIM: 0, SASHA: 0}
    assert detail(desk.ask("GET", "/api/samples/nirgends/task"), 404)
    assert detail(code(desk, sample, "nirgends", KIM, "kita"), 404)
    assert detail(code(desk, sample, statement, KIM, "nirgends"), 404)


def test_samples_that_cannot_be_are_refused(desk: Office) -> None:
    for said, words in (
        ({"size": 11}, "hat 10"),
        ({"size": 0}, "size"),
        ({"coders": [KIM]}, "coders"),
        ({"coders": [KIM, KIM]}, "zwei verschiedene"),
        ({"coders": [KIM, "niemand"]}, "niemand"),
        ({"coders": [KIM, "staff.beispiel"]}, "staff.beispiel"),
        ({"title": " "}, "Namen"),
    ):
        assert words in detail(drawn(desk, **said), 422)
    assert "nirgends" in detail(drawn(desk, run="nirgends"), 404)
    assert desk.get("/api/samples")["total"] == 0


def test_two_waves_stand_side_by_side_or_it_is_said_why_not(home: Home) -> None:
    first, second = (one["id"] for one in home.get("/api/sources")["items"][:2])
    told = home.get("/api/waves", older=first, newer=second)

    assert {told["before"]["source"], told["now"]["source"]} == {first, second}
    assert told["comparable"] == (not told["reasons"])
    assert all((row["difference"] is not None) == told["comparable"] for row in told["themes"])
    assert told["themes"]
    assert "nirgends" in detail(home.web.get("/api/waves", params={"older": first, "newer": "nirgends"}), 404)
    assert "sich selbst" in detail(home.web.get("/api/waves", params={"older": first, "newer": first}), 422)


def sent(desk: Office, name: str, content: bytes, who: str = KIM, **query: str) -> httpx.Response:
    return desk.ask("POST", "/api/codebook", who, files={"file": (name, content)}, params=query)


@pytest.mark.parametrize(
    ("kind", "media", "begins"),
    [
        ("toml", "application/toml", b""),
        ("csv", "text/csv; charset=utf-8", b""),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("qdc", "application/xml", b"<?xml"),
        ("qdpx", "application/octet-stream", b"PK"),
    ],
)
def test_a_code_book_goes_out_and_comes_back_without_changing_anything(
    desk: Office, kind: str, media: str, begins: bytes
) -> None:
    desk.decide({"kind": "describe", "theme": "kita", "description": "Plätze und Zeiten"})
    told = desk.ask("GET", "/api/codebook", params={"format": kind})

    assert (told.status_code, told.headers["content-type"]) == (200, media)
    assert told.headers["content-disposition"].startswith('attachment; filename="oton-codebuch-')
    assert told.headers["content-disposition"].endswith(f'.{kind}"')
    assert told.headers["cache-control"] == "no-store"
    assert told.content.startswith(begins)
    assert "oton-notes" not in told.headers
    before = desk.get("/api/decisions")["total"]
    report = sent(desk, f"buch.{kind}", told.content)
    assert report.status_code == 200, report.text
    assert (report.json()["decisions"], report.json()["not_taken"]) == ([], [])
    assert report.json()["same"] == 4
    assert desk.get("/api/decisions")["total"] == before
    assert [deed for _, deed, _ in desk.deeds()[1:]] == ["codebook.export", "codebook.import"]


def test_what_somebody_changed_in_a_code_book_becomes_decisions(desk: Office) -> None:
    book = desk.ask("GET", "/api/codebook", params={"format": "toml"}).content.decode()
    assert "Kita" in {one["title"] for one in tomllib.loads(book)["themes"]}
    report = sent(desk, "buch.toml", book.replace('title = "Kita"', 'title = "Betreuung"').encode(), SASHA).json()

    assert [(one["number"], one["edit"]) for one in report["decisions"]] == [(1, rename("kita", "Betreuung"))]
    assert report["sentences"][0] == "Übernommen: 1 Thema umbenannt."
    (one,) = desk.get("/api/decisions")["items"]
    assert (one["who"], "buch.toml" in one["why"]) == (SASHA, True)
    folder = desk.home.database.parent / "uploads"
    assert not [one for one in folder.rglob("*") if one.is_file()], "the file is not kept"


def test_files_that_are_no_code_book_are_refused_and_not_kept(desk: Office) -> None:
    for name, content in (("buch.toml", b"= ="), ("buch.pdf", b"%PDF"), ("buch.qdpx", b"PK"), ("buch.qdc", b"<a>")):
        assert detail(sent(desk, name, content), 422)
    assert "nirgends" in detail(sent(desk, "buch.toml", b"a = 1", run="nirgends"), 404)
    assert detail(desk.ask("POST", "/api/codebook"), 422)
    assert detail(desk.ask("GET", "/api/codebook", params={"format": "pdf"}), 422)
    assert detail(sent(desk, "buch.toml", b"a = 1", "staff.beispiel"), 403)
    assert detail(desk.ask("GET", "/api/codebook", "staff.beispiel"), 403)
    assert desk.get("/api/decisions")["total"] == 0
    assert not [one for one in (desk.home.database.parent / "uploads").rglob("*") if one.is_file()]


def test_what_a_code_book_could_not_hold_is_said_beside_it(desk: Office) -> None:
    desk.decide({"kind": "describe", "theme": "kita", "description": "Plätze \uffff und Zeiten"})
    told = desk.ask("GET", "/api/codebook", params={"format": "qdc"})
    assert unquote(told.headers["oton-notes"]).startswith("In 1 Text standen Zeichen")


def test_a_project_holds_the_answers_and_their_codings(desk: Office) -> None:
    told = desk.ask("GET", "/api/codebook", params={"format": "qdpx"})
    with zipfile.ZipFile(io.BytesIO(told.content)) as project:
        texts = "".join(project.read(one).decode() for one in project.namelist() if one.endswith(".txt"))
    assert all(words in texts for words in (BUS[0], KITA[0], PARK[0], ALONE[0]))
