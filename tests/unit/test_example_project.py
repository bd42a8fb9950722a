"""The example project: its files are what its texts say, and its gold fits them to the character."""

import csv
import importlib
import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import openpyxl
import pytest
from stdnum import iban

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
BUILT = ("sources", "gold")
THEMES = {
    *("jugend", "gesundheit", "gewaltschutz", "familie", "bildung", "senioren", "inklusion"),
    *("migration", "wohnen", "armut", "mobilitaet", "beteiligung", "kultur", "verwaltung"),
}
TYPES = {"PERSON", "PHONE", "EMAIL", "ADDRESS", "DATE_OF_BIRTH", "IBAN", "PLATE", "ID"}


def gold(name: str) -> list[dict[str, Any]]:
    lines = (EXAMPLE / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def built_files(folder: Path) -> dict[str, bytes]:
    found = (path for part in BUILT for path in sorted((folder / part).rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def rows(name: str, encoding: str, delimiter: str) -> list[list[str]]:
    text = (EXAMPLE / "sources" / name).read_bytes().decode(encoding)
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def paragraphs(name: str) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(EXAMPLE / "sources" / name)).paragraphs]


def youth_rows() -> list[list[Any]]:
    sheet = openpyxl.load_workbook(EXAMPLE / "sources" / "jugendstudie.xlsx")["Daten"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def written(source: str) -> set[str]:
    """Every cell or paragraph of a source, read back from its file."""
    match source:
        case "traeger":
            return {cell for row in rows("traeger_antworten.csv", "cp1252", ";") for cell in row}
        case "familie":
            return {cell for row in rows("familienbefragung_limesurvey.csv", "utf-8-sig", ",") for cell in row}
        case "jugendstudie":
            return {str(cell) for row in youth_rows() for cell in row if cell is not None}
        case "konferenz":
            return set(paragraphs("jugendkonferenz.docx"))
        case _:
            return set(paragraphs("fachtag_istanbul_konvention.docx"))


@pytest.fixture
def markup(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    yield importlib.import_module("markup")
    for name in ("markup", "writers", "stances", "build"):
        sys.modules.pop(name, None)


def test_building_gives_the_committed_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(EXAMPLE / "build.py"), str(tmp_path)], check=True, capture_output=True)
    fresh, committed = built_files(tmp_path), built_files(EXAMPLE)
    assert sorted(fresh) == sorted(committed)
    assert [name for name in fresh if fresh[name] != committed[name]] == []
    assert len(fresh) == 10


@pytest.mark.parametrize("name", ["statements", "redaction"])
def test_every_gold_span_resolves_and_is_clean(name: str) -> None:
    for row in gold(name):
        assert not set(row["text"]) & set("⟦⟧⟪⟫‹›")
        for span in [*row["spans"], *row.get("leads", [])]:
            words = row["text"][span["start"] : span["end"]]
            assert words
            assert words == words.strip(), row["record"]


@pytest.mark.parametrize("source", ["traeger", "familie", "jugendstudie", "konferenz", "fachtag"])
def test_every_gold_text_stands_word_for_word_in_its_file(source: str) -> None:
    texts = {row["text"] for row in gold("statements") if row["source"] == source}
    assert texts
    assert texts - written(source) == set()


def test_statements_do_not_overlap() -> None:
    for row in gold("statements"):
        spans = sorted((span["start"], span["end"]) for span in [*row["spans"], *row["leads"]])
        assert all(end <= start for (_, end), (start, _) in pairwise(spans)), row["record"]


def test_there_are_enough_answers_and_both_golds_hold_the_same() -> None:
    statements, redaction = gold("statements"), gold("redaction")
    keys = ("source", "record", "question", "half", "text")
    assert [[row[key] for key in keys] for row in statements] == [[row[key] for key in keys] for row in redaction]
    assert len(statements) >= 400
    assert all(row["text"].strip() for row in statements)
    silent = sum(not row["spans"] for row in statements)
    assert 0.05 <= silent / len(statements) <= 0.15


def test_every_theme_occurs_and_unevenly() -> None:
    counts = Counter(theme for row in gold("statements") for span in row["spans"] for theme in span["themes"])
    assert set(counts) == THEMES
    assert max(counts.values()) >= 3 * min(counts.values())


def test_every_kind_of_personal_data_occurs_in_both_halves() -> None:
    for half in ("tune", "kept"):
        found = {span["type"] for row in gold("redaction") if row["half"] == half for span in row["spans"]}
        assert found == TYPES


def test_the_halves_are_about_equal() -> None:
    answers = gold("statements")
    share = sum(row["half"] == "tune" for row in answers) / len(answers)
    assert 0.4 <= share <= 0.6


def test_ibans_are_valid() -> None:
    ibans = [
        row["text"][span["start"] : span["end"]]
        for row in gold("redaction")
        for span in row["spans"]
        if span["type"] == "IBAN"
    ]
    assert ibans
    assert [number for number in ibans if not iban.is_valid(number)] == []


def test_the_table_of_themes_has_one_row_a_statement() -> None:
    with (EXAMPLE / "gold" / "themes.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    spans = [(row, span) for row in gold("statements") for span in row["spans"]]
    assert len({row["id"] for row in table}) == len(table)
    expected = [(r["text"][s["start"] : s["end"]], "|".join(s["themes"]), r["half"]) for r, s in spans]
    assert [(row["text"], row["label"], row["half"]) for row in table] == expected


def coded(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / "gold" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_statement_has_a_stance_under_the_question_it_was_asked() -> None:
    stances, themes = coded("stance.csv"), coded("themes.csv")
    keys = ("id", "text", "half")
    assert [[row[key] for key in keys] for row in stances] == [[row[key] for key in keys] for row in themes]
    assert {row["stance"] for row in stances} == {"Bedarf", "Kritik", "Lob", "neutral"}
    asked = {row["id"].split(":")[2]: row["question"] for row in stances if row["id"].startswith("familie:")}
    assert asked["G02Q06"] == "Was gefällt Ihnen gut?"


@pytest.mark.parametrize("signs", ["B", "BKL", "BX", ""])
def test_a_stance_too_few_or_too_many_or_unknown_is_refused(markup: ModuleType, signs: str) -> None:
    codes = importlib.import_module("stances").Codes({"familie": {3: {"G02Q05": signs}}})
    with pytest.raises(markup.MarkupError, match="familie/3/G02Q05: 2 signs"):
        codes.take("familie", "3", "G02Q05", 2)


def test_a_stance_for_an_answer_that_does_not_exist_is_refused(markup: ModuleType) -> None:
    codes = importlib.import_module("stances").Codes({"konferenz": {1: "B", 2: "K"}})
    assert codes.take("konferenz", "1", "", 1) == ["Bedarf"]
    with pytest.raises(markup.MarkupError, match="no answer konferenz/2"):
        codes.refuse_rest()


@pytest.mark.parametrize("name", ["traeger_antworten.csv", "traeger_adressaten.csv"])
def test_windows_files_keep_every_sign(name: str) -> None:
    content = (EXAMPLE / "sources" / name).read_bytes()
    assert content.decode("cp1252").encode("cp1252") == content
    assert content.count(b"\r\n") == len(rows(name, "cp1252", ";"))
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def test_the_project_file_names_files_and_columns_that_exist() -> None:
    project = tomllib.loads((EXAMPLE / "project.toml").read_text(encoding="utf-8"))
    assert project["invented"] is True
    headers = {
        "traeger": rows("traeger_antworten.csv", "cp1252", ";")[0],
        "familie": rows("familienbefragung_limesurvey.csv", "utf-8-sig", ",")[0],
        "jugendstudie": youth_rows()[0],
    }
    assert [source["id"] for source in project["sources"]] == [*headers, "konferenz", "fachtag"]
    for source in project["sources"]:
        assert (EXAMPLE / source["file"]).is_file()
        columns = dict(source.get("columns", {}))
        named = [*columns.pop("text", {}).values(), *columns.pop("drop", []), *columns.values()]
        assert set(named) <= set(headers.get(source["id"], []))


def test_every_answering_body_is_an_addressee() -> None:
    asked = {row[0] for row in rows("traeger_adressaten.csv", "cp1252", ";")[1:]}
    answered = [row[0] for row in rows("traeger_antworten.csv", "cp1252", ";")[1:]]
    assert len(asked) == 79
    assert len(set(answered)) == len(answered)
    assert set(answered) < asked


@pytest.mark.parametrize(
    "marked",
    [
        "⟦jugend|offen",
        "⟦jugend|a⟧⟧",
        "⟦unfug|a⟧",
        "⟦jugend|a ⟧",
        "⟦jugend|a;⟧",
        "⟦jugend|- a⟧",
        "⟦jugend|⟦bildung|a⟧⟧",
        "⟦jugend⟧",
        "⟦jugend|a⟧ Wort daneben",
        "‹NAME|Lina›",
        "‹IBAN|DE44 9990 0001 0000 1234 56›",
    ],
)
def test_wrong_markup_is_refused_and_the_answer_named(markup: ModuleType, marked: str) -> None:
    with pytest.raises(markup.MarkupError, match="familie/7/G02Q05"):
        markup.parse(marked, "familie/7/G02Q05")


def test_markup_goes_and_spans_stay(markup: ModuleType) -> None:
    parsed = markup.parse("⟪Es fehlt:⟫\n- ⟦familie,armut|Geld für ‹PERSON|Lina›⟧; ⟦-|LG⟧", "hier")
    assert parsed.text == "Es fehlt:\n- Geld für Lina; LG"
    assert [parsed.text[s.start : s.end] for s in parsed.statements] == ["Geld für Lina", "LG"]
    assert [s.labels for s in parsed.statements] == [("familie", "armut"), ()]
    assert [parsed.text[s.start : s.end] for s in parsed.personal] == ["Lina"]
    assert [parsed.text[s.start : s.end] for s in parsed.leads] == ["Es fehlt:"]


def test_a_sign_that_windows_cannot_hold_is_named(markup: ModuleType) -> None:
    build = importlib.import_module("build")
    with pytest.raises(markup.MarkupError, match=r"traeger, Antwort T01: .*U\+1F642"):
        build.refuse_lost_signs("traeger, Antwort T01", ["gut 🙂"])
