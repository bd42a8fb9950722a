"""The commands as a person meets them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Demo, Oton

THEME_KEYS = {"id", "title", "origin", "statements", "respondents", "organisations", "stability", "terms", "quotes"}
BUNDLED = ""
"""The encoders of the example project, which the house takes when it is told none."""


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True), delimiter=";"))


def test_the_demo_shows_themes_with_quotes(demo: Demo) -> None:
    told = demo.told
    assert {"run", "recipe", "statements", "unassigned", "themes", "seconds"} <= set(told)
    assert set(told["seconds"]) == {"encode", "cluster", "total"}
    assert len(told["themes"]) >= 14
    for theme in told["themes"]:
        assert set(theme) >= THEME_KEYS
        assert 0 <= theme["stability"] <= 1
        assert theme["respondents"] <= theme["statements"]
        assert len(theme["quotes"]) == 2 or theme["statements"] < 2
    assert "erfunden" in told["notice"]


def test_every_statement_has_a_theme_or_stands_without(demo: Demo, oton: Oton, tmp_path: Path) -> None:
    file = tmp_path / "alles.csv"
    assert oton("export", file, database=demo.database).code == 0
    rows = _rows(file)
    assert len(rows) == demo.told["statements"]
    assert sum(row["Themen"] == "Ohne Thema" for row in rows) == demo.told["unassigned"]
    for theme in demo.told["themes"]:
        assert sum(theme["title"] in row["Themen"].split("; ") for row in rows) == theme["statements"]


def test_the_second_demo_reuses_the_first(demo: Demo, oton: Oton) -> None:
    again = oton("demo", "--json", database=demo.database)
    assert again.told["run"] == demo.told["run"]
    assert again.told["themes"] == demo.told["themes"]
    assert again.told["seconds"]["encode"] == 0


def test_tables_for_people(demo: Demo, oton: Oton) -> None:
    shown = oton("themes", database=demo.database)
    assert shown.code == 0
    for theme in demo.told["themes"]:
        assert theme["title"] in shown.out
        for quote in theme["quotes"]:
            assert quote["statement"] in shown.out


def test_a_quote_leads_back_to_its_characters(demo: Demo, here: Oton) -> None:
    found = here("search", "Kitaplätze", "--json", "--limit", "5", database=demo.database, embedders=BUNDLED).told
    assert 0 < len(found["quotes"]) <= 5
    for quote in found["quotes"]:
        assert set(quote) >= {"statement", "text", "source", "row", "question", "themes", "score"}
        way = here("show", quote["statement"], "--json", database=demo.database, embedders=BUNDLED).told
        assert way["text"] == quote["text"]
        assert way["row"] == quote["row"]
        if not way["redactions"]:
            assert way["text"] in way["answer"]
            assert way["end"] - way["start"] == len(way["text"])


def test_search_keeps_to_its_filters(demo: Demo, here: Oton) -> None:
    theme = demo.told["themes"][0]
    found = here(
        "search",
        "mehr",
        "--json",
        "--theme",
        theme["title"],
        "--source",
        "familie",
        database=demo.database,
        embedders=BUNDLED,
    )
    assert found.told["quotes"]
    for quote in found.told["quotes"]:
        assert quote["source"] == "familie"
        assert theme["title"] in quote["themes"]


def test_an_xlsx_holds_the_same_rows(demo: Demo, oton: Oton, tmp_path: Path) -> None:
    file = tmp_path / "alles.xlsx"
    told = oton("export", file, "--json", database=demo.database).told
    rows = list(load_workbook(file)["Aussagen"].iter_rows(values_only=True))
    assert len(rows) - 1 == told["statements"] == demo.told["statements"]


def _csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    rows = [["nr", "antwort", "bereich"], ["1", "Mehr Kitaplätze. Der Bus fährt zu selten.", "A"]]
    rows += [["2", "k. A.", "B"], ["3", "", "A"], ["4", "Rufen Sie Frau Kunze an: 0171 3920012", "B"]]
    return _csv(tmp_path / "umfrage.csv", rows)


def test_an_import_accounts_for_every_cell_and_is_idempotent(answers: Path, here: Oton, tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    command = ("import", answers, "--source", "u", "--text", "antwort", "--id", "nr", "--json")
    told = here(*command, database=database).told
    assert told["rows"] == told["cells"] == 4
    assert told["cells"] == told["responses"] + len(told["left_out"])
    assert [cell["reason"] for cell in told["left_out"]] == ["keine Angabe", "leer"]
    assert told["redactions"] == {"PERSON": 1, "PHONE": 1}
    assert told["statements"] == 3
    assert here(*command, database=database).told == told
    assert (tmp_path / "umfrage.csv.oton.toml").is_file()


def test_a_corrected_file_keeps_ids_where_words_stayed(answers: Path, here: Oton, tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    command = ("import", answers, "--source", "u", "--text", "antwort", "--json")

    def statements() -> dict[str, str]:
        assert here(*command, database=database).code == 0
        file = tmp_path / "x.csv"
        assert here("cluster", "--catalogue", "none", database=database).code == 0
        assert here("export", file, database=database).code == 0
        return {row["Text"]: row["Aussage"] for row in _rows(file)}

    before = statements()
    answers.write_text(answers.read_text("utf-8").replace("Mehr Kitaplätze.", "Viel mehr Kitaplätze!"), "utf-8")
    after = statements()
    assert set(after) - set(before) == {"Viel mehr Kitaplätze!"}
    assert {text: after[text] for text in set(before) & set(after)} == {
        text: before[text] for text in set(before) & set(after)
    }


def test_own_answers_and_the_example_do_not_mix(answers: Path, oton: Oton, tmp_path: Path) -> None:
    ran = oton("import", answers, "--source", "u", "--text", "antwort", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert (tmp_path / "data/local/oton.db").is_file()
    assert "erfunden" not in ran.out + ran.err


def _bad_files(folder: Path) -> dict[str, Any]:
    empty = folder / "leer.csv"
    empty.touch()
    garbage = folder / "bild.csv"
    garbage.write_bytes(bytes(range(256)) * 40)
    header = _csv(folder / "kopf.csv", [["nr", "antwort"]])
    wide = _csv(folder / "breit.csv", [[f"s{place}" for place in range(5000)], ["Text hier"] * 5000])
    closed = _csv(folder / "zahlen.csv", [["nr", "note"], ["1", "3"], ["2", "4"]])
    return {"leer.csv": empty, "bild.csv": garbage, "kopf.csv": header, "breit.csv": wide, "zahlen.csv": closed}


@pytest.mark.parametrize("name", ["leer.csv", "bild.csv", "kopf.csv", "breit.csv", "zahlen.csv", "fehlt.csv"])
def test_bad_files_get_one_sentence_and_leave_the_database_alone(name: str, here: Oton, tmp_path: Path) -> None:
    file = _bad_files(tmp_path).get(name, tmp_path / name)
    database = tmp_path / "a.db"
    good = _csv(tmp_path / "gut.csv", [["nr", "antwort"], ["1", "Mehr Busse am Abend"]])
    assert here("import", good, "--source", "gut", "--text", "antwort", database=database).code == 0
    before = here("search", "Busse", "--json", database=database).out
    ran = here("import", file, "--source", "u", "--json", database=database)
    assert ran.code == 2
    assert name in ran.told["error"]
    assert ran.err.startswith("Fehler: ")
    assert "Traceback" not in ran.err
    assert here("search", "Busse", "--json", database=database).out == before


def test_unknown_things_are_named(answers: Path, here: Oton, tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    assert "antwort" in here("import", answers, "--source", "u", "--text", "antwrt", database=database).err
    assert here("cluster", database=database).code == 2
    assert here("show", "gibtesnicht", database=database).code == 2
    assert here("themes", database=database).code == 2
    assert here("export", tmp_path / "x.doc", database=database).code == 2
    assert here("search", "x", "--source", "nirgends", database=database).code == 2
    assert here("clustern", database=database).code == 2


@pytest.mark.parametrize("content", [b"", b"kein SQLite, sondern Text " * 99, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_database_that_is_none_is_refused(content: bytes, answers: Path, here: Oton, tmp_path: Path) -> None:
    database = tmp_path / "falsch.db"
    database.write_bytes(content)
    ran = here("import", answers, "--source", "u", "--text", "antwort", "--json", database=database)
    if content:
        assert ran.code == 2
        assert "falsch.db" in ran.told["error"]
        assert database.read_bytes() == content
    else:
        assert ran.code == 0


def test_json_is_one_object_and_nothing_else(demo: Demo, oton: Oton) -> None:
    for command in (["themes"], ["search", "Bus"], ["search", "nirgendwo xyzxyz"]):
        ran = oton(*command, "--json", database=demo.database)
        assert isinstance(json.loads(ran.out), dict)
