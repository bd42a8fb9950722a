"""Words, options and places at fault, for every command but import."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from nlp.store import opening
from tests.cli.conftest import Held, Refused
from tests.conftest import ROOT, Oton

ANSWERS = ["Mehr Kitaplätze im Norden", "Der Bus fährt zu selten", "Ein Jugendclub fehlt", "Radwege zur Schule"]


def _import(here: Oton, database: Path, answers: list[str]) -> None:
    file = database.with_suffix(".csv")
    file.write_text("nr;antwort\n" + "".join(f"{nr};{text}\n" for nr, text in enumerate(answers)), encoding="utf-8")
    ran = here("import", file, "--source", "u", "--text", "antwort", "--id", "nr", database=database)
    assert ran.code == 0, ran.err


@pytest.fixture
def database(here: Oton, tmp_path: Path) -> Path:
    _import(here, tmp_path / "a.db", ANSWERS)
    return tmp_path / "a.db"


@pytest.mark.parametrize("content", [None, b"", b"[[themes]\nx", b"\xff\xfe\x00", b"[[themes]]\ntitle = 3\n"])
def test_a_broken_catalogue(content: bytes | None, here: Oton, held: Held, database: Path) -> None:
    catalogue = database.with_name("katalog.toml")
    if content is not None:
        catalogue.write_bytes(content)
    before = held(database)
    ran = here("cluster", "--catalogue", catalogue, "--json", database=database)
    assert "katalog.toml" in ran.told["error"]
    assert ran.err == f"Fehler: {ran.told['error']}\n"
    assert ran.code == 2
    assert held(database) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["cluster", "--recipe", "../x"],
        ["search", "Bus", "--theme", "gibtesnicht"],
        ["search", "Bus", "--source", "nirgends"],
        ["show", "gibtesnicht"],
        ["show", ""],
        ["show", "\udcff"],
        ["themes"],
        ["themes", "--run", "gibtesnicht"],
        ["export", "x.doc"],
        ["export", "gibtesnicht/x.csv"],
        ["export", "x.csv"],
    ],
)
def test_what_is_not_there_is_said(
    *, arguments: list[str], here: Oton, refused: Refused, held: Held, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(database.parent)
    before = held(database)
    refused(here(*arguments, "--json", database=database))
    assert held(database) == before
    assert not list(database.parent.glob("x.*"))


@pytest.mark.parametrize("name", ["quatsch", "sentence-transformers:", "openai:nirgends"])
def test_an_encoder_nobody_knows(name: str, here: Oton, refused: Refused, database: Path) -> None:
    refused(here("search", "Bus", "--json", database=database, embedders=name), f"„{name}“")


@pytest.mark.parametrize(
    "arguments",
    [["cluster", "--themes", "0"], ["search", "x", "--limit", "viele"], ["quatsch"], ["import", "--xyz"], ["search"]],
)
def test_usage_errors_are_german_and_tell_programs_too(arguments: list[str], here: Oton, tmp_path: Path) -> None:
    ran = here(*arguments, "--json", database=tmp_path / "a.db")
    assert ran.code == 2
    assert "Aufruf: oton" in ran.err
    assert f"Fehler: {ran.told['error']}" in ran.err
    assert not (tmp_path / "a.db").exists()
    for english in ("Usage", "Error", "Try ", "No such", "range", "required", "Missing", "not a"):
        assert english not in ran.err


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "NOT", "a AND", "*", "'; DROP TABLE x", "\x01", "(((", "\udcff", "🙂"]
)
def test_any_query_is_answered(query: str, here: Oton, held: Held, database: Path) -> None:
    before = held(database)
    ran = here("search", "--json", "--", query, database=database)
    assert ran.code == 0, ran.err
    assert set(ran.told) == {"total", "quotes", "corrected"}
    assert held(database) == before


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        (["Mehr Busse"], []),
        (["Mehr Busse"] * 5, ["--catalogue", "none"]),
        (["Mehr Busse", "Kita", "Kita"], ["--catalogue", "none", "--themes", "500"]),
        (["ein", "der die das", "123 456", "!!! ?"], ["--catalogue", "none"]),
    ],
)
def test_clustering_next_to_nothing(answers: list[str], options: list[str], here: Oton, tmp_path: Path) -> None:
    database = tmp_path / "b.db"
    _import(here, database, answers)
    ran = here("cluster", *options, "--json", database=database)
    assert ran.code == 0, ran.err
    told = ran.told
    assert len(told["themes"]) <= told["statements"]
    assert told["unassigned"] + sum(theme["statements"] for theme in told["themes"]) >= told["statements"] > 0
    assert here("themes", database=database).code == 0


def test_clustering_nothing_at_all(here: Oton, refused: Refused, tmp_path: Path) -> None:
    _import(here, tmp_path / "b.db", ["k. A.", "-", ""])
    refused(here("cluster", "--json", database=tmp_path / "b.db"), "oton import")


def test_a_locked_database(
    here: Oton, refused: Refused, held: Held, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    before = held(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        file = database.with_name("neu.csv")
        file.write_text("nr;antwort\n1;Pflegeberatung vor Ort\n", encoding="utf-8")
        ran = here("import", file, "--source", "v", "--text", "antwort", "--json", database=database)
        refused(ran, "a.db", "anderen Programm")
        assert here("search", "Bus", "--json", database=database).told["total"] == 1
    assert held(database) == before


def test_a_newer_database(here: Oton, refused: Refused, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = database.read_bytes()
    for arguments in (["cluster"], ["themes"], ["search", "Bus"], ["show", "x"], ["export", "x.csv"]):
        refused(here(*arguments, "--json", database=database), "a.db", "neueren Fassung")
    assert database.read_bytes() == before


def test_a_damaged_database(here: Oton, refused: Refused, database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[: len(whole) // 2])
    for arguments in (["cluster"], ["search", "Bus"], ["show", "x"]):
        refused(here(*arguments, "--json", database=database), "a.db", "beschädigt")


@pytest.mark.parametrize("place", [".", "a.csv", "a.csv/x.db", "x" * 300 + ".db", "/dev/null"])
def test_a_place_that_can_be_no_database(place: str, here: Oton, refused: Refused, database: Path) -> None:
    refused(here("search", "Bus", "--db", database.parent / place, "--json"), "--db")


LABELLED = "text;label\nMehr Busse;Verkehr\nKita;Familie\n"


@pytest.mark.parametrize(
    ("content", "arguments", "place"),
    [
        (None, ["clustering", "--text", "text", "--label", "label"], "gibt es nicht"),
        ("", ["clustering", "--text", "text", "--label", "label"], "ist leer"),
        (LABELLED, ["clustering", "--text", "fehlt", "--label", "label"], "„fehlt“"),
        (LABELLED, ["clustering", "--text", "text", "--label", "fehlt"], "„fehlt“"),
        (LABELLED, ["clustering", "--text", ",", "--label", "label"], "--text"),
        ("text;label\nBus;\nKita;\n", ["clustering", "--text", "text", "--label", "label"], "„label“"),
        ("text;label\nBus;\nKita;\n", ["assignment", "--text", "text", "--label", "label"], "„label“"),
        (LABELLED, ["assignment", "--text", "fehlt", "--label", "label"], "„fehlt“"),
        (LABELLED, ["redaction"], "Zeile 1"),
        (None, ["statements"], "prüfen"),
        (None, ["german"], "prüfen"),
    ],
)
def test_labelled_tables_at_fault(
    *, content: str | None, arguments: list[str], place: str, here: Oton, refused: Refused, tmp_path: Path
) -> None:
    file = tmp_path / "gold.csv"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    what, *options = arguments
    refused(here("evaluate", what, file, *options, "--json"), "gold.csv", place)


LINES = {
    "kein JSON": "{",
    "Liste": "[]",
    "ohne Text": '{"spans": []}',
    "ohne Stellen": '{"text": "abc"}',
    "negativ": '{"text": "abc", "spans": [{"start": -1, "end": 2}]}',
    "verkehrt": '{"text": "abc", "spans": [{"start": 2, "end": 1}]}',
    "dahinter": '{"text": "abc", "spans": [{"start": 0, "end": 9}]}',
    "Wort": '{"text": "abc", "spans": "x"}',
    "Bruch": '{"text": "abc", "spans": [{"start": 0.5, "end": 1}]}',
    "unendlich": '{"text": "abc", "spans": [{"start": 0, "end": 1e999}]}',
    "kein Text": '{"text": 5, "spans": []}',
    "tief": "[" * 100_000,
    "null": '{"text": null, "spans": null}',
}


@pytest.mark.parametrize("what", ["redaction", "statements"])
@pytest.mark.parametrize("kind", LINES)
def test_marked_lines_at_fault(kind: str, what: str, here: Oton, refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"text": "Mehr Busse", "spans": []}\n' + LINES[kind] + "\n", encoding="utf-8")
    refused(here("evaluate", what, file, "--json"), "gold.jsonl", "Zeile 2")


@pytest.mark.parametrize("content", [b"", b"\n\n", bytes(range(256))])
def test_marked_files_at_fault(content: bytes, here: Oton, refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(content)
    for what in ("redaction", "statements", "german"):
        refused(here("evaluate", what, file, "--json"), "gold.jsonl")


def test_half_characters_in_marked_lines(here: Oton, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    span = {"start": 0, "end": 12, "type": "PERSON"}
    file.write_text(json.dumps({"text": "Mehr \ud800 Busse", "spans": [span]}), encoding="utf-8")
    for what in ("redaction", "statements"):
        for options in ([], ["--json"]):
            ran = here("evaluate", what, file, *options)
            assert ran.code == 0, ran.err
            assert ran.out


def _environment(database: Path) -> dict[str, str]:
    return {"OTON_DB": str(database), "PYTHONPATH": str(ROOT), "OTON_EMBEDDERS": "use", "PATH": "/usr/bin:/bin"}


@pytest.mark.skipif(not shutil.which("bash"), reason="pipes are made by a shell")
def test_a_reader_that_goes_away(database: Path) -> None:
    command = (
        f'"{sys.executable}" -m nlp.cli.main search "mehr bus kita rad" --json | head -c 5; echo " ${{PIPESTATUS[0]}}"'
    )
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=_environment(database), capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith(" 0\n")
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of another kind there")
def test_ctrl_c_leaves_with_a_sentence(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "gross.csv"
    rows = "\n".join(f"{row},Mehr Busse am Abend und Radwege zur Schule Nummer {row}." for row in range(60_000))
    file.write_text(f"nr,antwort\n{rows}", encoding="utf-8")  # far more than is read until the signal comes
    process = subprocess.Popen(
        [sys.executable, "-m", "nlp.cli.main", "import", str(file), "--source", "gross", "--text", "antwort"],
        cwd=ROOT, env=_environment(database), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # Whoever starts the tests in the background hands down deafness to this signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )  # fmt: skip
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "Abgebrochen. Was gespeichert war, ist geblieben." in said
    assert "Traceback" not in said
