"""`oton review` as a person or a script calls it: decide, look, take back, all of a file or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.store import open_store
from tests.cli.conftest import Held, Refused
from tests.conftest import Oton
from tests.unit.decided import ALONE, BUS, KITA, NIGHT, answered, run_of


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, str]:
    with open_store(tmp_path / "a.db") as store:
        found = answered(store, tmp_path)
        store.save_run(run_of(found))
    return found


@pytest.fixture
def database(ids: dict[str, str], tmp_path: Path) -> Path:
    assert ids
    return tmp_path / "a.db"


def test_every_verb_decides_and_the_log_says_so(here: Oton, database: Path, ids: dict[str, str]) -> None:
    def review(*arguments: str) -> str:
        ran = here("review", *arguments, database=database)
        assert ran.code == 0, ran.err
        return ran.out

    first, second = ids[BUS[0]], ids[BUS[2]]
    said = review("rename", "bus und bahn", "ÖPNV", "--who", "Kim", "--why", "kürzer")
    assert "   1  Kim hat „Bus und Bahn“ in „ÖPNV“ umbenannt.\n1 Entscheidung steht im Verlauf.\n" in said
    assert "neu beschrieben: „Plätze“" in review("describe", "kita", "Plätze")
    assert "das Thema „Spielen“ angelegt" in review("create", "Spielen")
    assert "Kommandozeile hat 1 Aussage aus „ÖPNV“ als neues" in review("split", "ÖPNV", "Voll", "--statement", second)
    assert "1 Aussage aus „ÖPNV“" in review("split", "bus", "Nachts", "--sub", "Nachtverkehr")
    assert "„Spielen“ und „Kita“ zugeordnet" in review("move", ids[ALONE[0]], "--to", "Spielen", "--to", "Kita")
    assert "unter „Ohne Thema“ gestellt" in review("move", ids[ALONE[1]], "--out")
    assert "bestätigt, dass 1 Aussage zu „ÖPNV“ gehört" in review("confirm", "ÖPNV", first)
    assert "in „ÖPNV“ festgehalten" in review("lock", "ÖPNV", first)
    assert "mit „Kita“ zusammengelegt" in review("merge", "Spielen", "Kita")
    assert "dem Thema „Gesundheit und Prävention“ aus dem Katalog" in review("reassign", "park", "gesundheit")
    assert "„Voll“ ausgeblendet" in review("hide", "Voll")
    assert "die Entscheidung 12 zurückgenommen: Kommandozeile hat „Voll“" in review("undo", "12")
    log = review("log")
    assert log.startswith("  13")
    assert "Grund: kürzer" in log
    assert "Zurückgenommen von Kommandozeile (Nr. 13)." in log
    told = here("review", "log", "--json", database=database).told["decisions"]
    assert [one["number"] for one in told] == list(range(13, 0, -1))
    assert told[-1]["edit"] == {"kind": "rename", "theme": "bus", "title": "ÖPNV"}
    assert [one["number"] for one in told if one["unapplied"]] == []
    assert review("log", "--unapplied") == "Alle Entscheidungen passen.\n"
    assert "ÖPNV" in here("themes", database=database).out


def test_a_look_beforehand_changes_nothing(here: Oton, database: Path, held: Held) -> None:
    before = held(database)
    ran = here("review", "merge", "Kita", "Bus und Bahn", "--dry-run", database=database)
    assert "3 Aussagen gehen von „Kita“ zu „Bus und Bahn“." in ran.out
    assert "„Kita“ gibt es danach nicht mehr." in ran.out
    told = here("review", "merge", "Kita", "Bus und Bahn", "--dry-run", "--json", database=database).told
    assert told["edits"] == [{"kind": "merge", "theme": "kita", "into": "bus"}]
    assert told["seen"] == 0
    assert held(database) == before


def test_the_queue_is_worked_off(here: Oton, database: Path, ids: dict[str, str]) -> None:
    ran = here("review", "queue", database=database)
    assert ran.out.startswith("Noch 4 unsichere und 10 ungelesene Aussagen.")
    assert f"„{BUS[3]}“" in ran.out.splitlines()[2]
    assert "Bus und Bahn: Maschine, unsicher (10 %)" in ran.out
    first = here("review", "queue", "--limit", "1", "--json", database=database).told
    assert first["next"] == first["items"][0]["statement"] == ids[BUS[3]]
    assert f"--after {ids[BUS[3]]}" in here("review", "queue", "--limit", "1", database=database).out
    second = here("review", "queue", "--limit", "1", "--after", first["next"], "--json", database=database).told
    assert second["items"][0]["themes"][0]["rival"]["title"] == "Kita"
    for kind in ("read", "flag"):
        assert "1 Aussage" in here("review", "mark", kind, ids[KITA[0]], database=database).out
    here("review", "mark", "comment", ids[KITA[0]], "--text", "Zweimal gesagt?", database=database)
    shown = here("review", "queue", "--only", "flagged", "--theme", "Kita", database=database).out
    assert "Merkzeichen von Kommandozeile" in shown
    assert "Anmerkung von Kommandozeile: Zweimal gesagt?" in shown
    told = here("review", "mark", "unflag", ids[KITA[0]], "--json", database=database).told
    assert told["marks"][0]["kind"] == "unflag"
    assert here("review", "queue", "--only", "flagged", "--json", database=database).told["items"] == []
    helpful = here("review", "queue", "--only", "helpful", "--json", database=database)
    assert helpful.told["items"] == [], "without vectors nothing can be said to help"


def test_a_file_is_taken_as_a_whole_or_not_at_all(
    here: Oton, refused: Refused, database: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "edits.jsonl"
    lines: list[object] = [
        {"kind": "rename", "theme": "Bus und Bahn", "title": "ÖPNV"},
        {"kind": "create", "made": "p-1", "title": "Nachts"},
        {"kind": "move", "statements": [ids[NIGHT]], "themes": ["p-1", "Kita"]},
    ]

    def write(*more: object) -> None:
        text = (json.dumps(one) if isinstance(one, dict) else str(one) for one in (*lines, "", *more))
        file.write_text("\n".join(text), encoding="utf-8")

    for bad, said in (
        ({"kind": "rename", "theme": "kita"}, "edits.jsonl, Zeile 5: Bei „rename“ fehlt das Feld „title“"),
        ({"kind": "zaubern"}, "„zaubern“ gibt es nicht"),
        ("{", "Das ist kein JSON."),
        ("[]", "Das ist kein JSON-Objekt."),
        ({"kind": "merge", "theme": "kita", "into": "kita"}, "4. von 4 Entscheidungen"),
        ({"kind": "hide", "theme": "nie"}, "4. von 4 Entscheidungen"),
    ):
        write(bad)
        refused(here("review", "apply", file, "--json", database=database), said)
    assert here("review", "log", "--json", database=database).told == {"decisions": []}
    assert here("review", "log", database=database).out == "Noch hat niemand etwas entschieden.\n"
    write()
    done = here("review", "apply", file, "--json", database=database)
    assert done.code == 0, done.err
    assert [one["said"].split(" hat ")[1] for one in done.told["decisions"]] == [
        "„Bus und Bahn“ in „ÖPNV“ umbenannt.", "das Thema „Nachts“ angelegt.",
        "1 Aussage „Nachts“ und „Kita“ zugeordnet.",
    ]  # fmt: skip
    file.write_text("\n", encoding="utf-8")
    refused(here("review", "apply", file, "--json", database=database), "keine Entscheidung")
    refused(here("review", "apply", tmp_path / "nie.jsonl", "--json", database=database), "nie.jsonl")


def test_what_cannot_be_is_told_with_a_remedy(
    here: Oton, refused: Refused, database: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    def no(*arguments: str) -> str:
        return refused(here("review", *arguments, "--json", database=database))

    no("rename", "Zug", "Bahn")
    no("merge", "Kita", "kita")
    no("move", ids[BUS[0]])
    no("move", ids[BUS[0]], "--to", "kita", "--out")
    no("move", "fremd", "--to", "kita")
    no("undo", "3")
    no("reassign", "kita", "Quatsch")
    no("reassign", "kita", "gesundheit", "--catalogue", "none")
    no("split", "kita", "Neu")
    no("queue", "--only", "alles")
    here("review", "rename", "kita", "Kitas", "--who", "Lee", database=database)
    assert "Inzwischen hat „Lee“" in no("rename", "kita", "Krippe", "--seen", "0")
    with open_store(tmp_path / "leer.db"):
        pass
    refused(here("review", "queue", "--json", database=tmp_path / "leer.db"))
    refused(here("review", "rename", "a", "b", "--json", database=tmp_path / "leer.db"))


def test_machine_and_people_are_held_against_each_other(
    here: Oton, refused: Refused, database: Path, ids: dict[str, str]
) -> None:
    assert "noch niemand" in here("review", "agreement", database=database).out
    here("review", "confirm", "kita", ids[KITA[0]], database=database)
    here("review", "move", ids[KITA[1]], "--to", "bus", database=database)
    told = here("review", "agreement", "--json", database=database).told
    assert (told["statements"], told["same"]) == (2, 1)
    assert "Übereinstimmung je Thema" in here("review", "agreement", database=database).out

    assert "noch keine Stichprobe" in here("review", "sample", "list", database=database).out
    drawn = here(
        "review", "sample", "draw", "Probe", "--size", "2", "--coder", "kim", "--coder", "lee", "--seed", "eins",
        "--json", database=database,
    )  # fmt: skip
    assert drawn.code == 0, drawn.err
    name = drawn.told["id"]
    assert f"{name}  „Probe“, 2 Aussagen: kim, lee" in here("review", "sample", "list", database=database).out
    assert here("review", "sample", "list", "--json", database=database).told["samples"][0]["id"] == name
    task = here("review", "sample", "task", name, "--coder", "kim", "--json", database=database).told
    one, other = (item["statement"] for item in task["items"])
    refused(here("review", "sample", "code", name, one, "--coder", "kim", "--json", database=database))
    for coder in ("kim", "lee"):
        coded = here("review", "sample", "code", name, one, "--coder", coder, "--theme", "Kita", database=database)
        assert coded.code == 0, coded.err
        none = here("review", "sample", "code", name, other, "--coder", coder, "--none", "--json", database=database)
        assert none.told["themes"] == []
    assert (
        "2 von 2 Aussagen zugeordnet."
        in here("review", "sample", "task", name, "--coder", "kim", database=database).out
    )
    assert len(here("review", "sample", "result", name, "--json", database=database).told["between"]) == 1
    assert here("review", "sample", "result", name, database=database).out
    assert "Stichprobe d-" in here(
        "review", "sample", "draw", "Zweite", "--size", "1", "--coder", "kim", "--coder", "lee", database=database
    ).out  # fmt: skip
    refused(here("review", "sample", "result", "nie", "--json", database=database))
    refused(here("review", "waves", "umfrage", "umfrage", "--json", database=database))


def test_the_list_of_verbs_is_german(here: Oton) -> None:
    shown = here("review", "--help").out
    for verb in ("queue", "log", "rename", "describe", "merge", "split", "move", "confirm", "lock", "create", "hide",
                 "reassign", "undo", "mark", "apply", "agreement", "sample", "waves"):  # fmt: skip
        assert f"\n  {verb} " in shown
