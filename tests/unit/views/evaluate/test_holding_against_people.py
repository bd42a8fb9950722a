"""Figures against human codes, by examples whose result is known beforehand."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import CatalogueProblem, GoldProblem
from nlp.views.evaluate.assignment import assignment_task, evaluate_assignment
from nlp.views.evaluate.clustering import clustering_gold
from nlp.views.evaluate.gold import labelled_texts, marked_texts
from nlp.views.evaluate.spans import evaluate_redaction, evaluate_statements
from tests.unit.views.conftest import Words


def marked(path: Path, *lines: tuple[str, list[tuple[str, str]]]) -> Path:
    """Lines of a text and its gold words with their types."""
    told = []
    for text, spans in lines:
        places = [
            {"start": text.index(word), "end": text.index(word) + len(word), "type": kind} for word, kind in spans
        ]
        told.append(json.dumps({"text": text, "spans": places}, ensure_ascii=False))
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    return path


def test_exact_spans(tmp_path: Path) -> None:
    text = "Der Bus fährt zu selten. Mehr Kitaplätze!"
    right = marked(tmp_path / "a.jsonl", (text, [("Der Bus fährt zu selten. ", ""), ("Mehr Kitaplätze!", "")]))
    assert evaluate_statements(right) == {"n": 1, "precision": 1, "recall": 1, "f1": 1}
    half = marked(
        tmp_path / "b.jsonl", (text, [("Der Bus fährt zu selten.", ""), ("Mehr", ""), ("Kita", "")]), ("k. A.", [])
    )
    assert evaluate_statements(half) == {"n": 2, "precision": 0.5, "recall": 0.3333, "f1": 0.4}


def test_redaction_counts_types_and_tells_what_was_missed(tmp_path: Path) -> None:
    file = marked(
        tmp_path / "a.jsonl",
        ("Frau Kunze hilft", [("Kunze", "PERSON")]),
        ("Schreiben Sie an kunze@example.org", [("kunze@example.org", "EMAIL")]),
        ("Mehr Busse", [("Busse", "PERSON")]),
        ("Anruf: 0171 3920012", []),
    )
    told = evaluate_redaction(file)
    assert told["total"] == {"recall": 0.6667, "precision": 0.6667}
    assert told["by_type"] == {"EMAIL": {"n": 1, "recall": 1.0}, "PERSON": {"n": 2, "recall": 0.5}}
    assert told["missed"] == [{"type": "PERSON", "text": "Busse"}]
    assert told["wrong"] == [{"text": "0171 3920012"}]


def test_marked_lines_may_hold_line_separators_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "a\u2028b", "spans": []}\n\n{"text": "", "spans": []}\n', encoding="utf-8-sig")
    assert [one.text.reveal() for one in marked_texts(file)] == ["a\u2028b", ""]


@pytest.mark.parametrize("start", ["0.0", "true", '"0"', "null", "-1", "4"])
def test_a_place_is_a_whole_number_in_order(start: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f'{{"text": "abcdef", "spans": [{{"start": {start}, "end": 3}}]}}', encoding="utf-8")
    with pytest.raises(GoldProblem, match=r"„a\.jsonl“, Zeile 1"):
        marked_texts(file)


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("frage;antwort;code", *rows)) + "\n", encoding="utf-8")
    return path


def test_texts_of_several_columns_and_several_codes(tmp_path: Path) -> None:
    file = table(tmp_path / "a.csv", "Was?;Busse;Verkehr | Umwelt", ";Kita;", ";;Leer")
    told = labelled_texts(file, text=("frage", "antwort"), label="code")
    assert told.texts == ("Was?. Busse", "Kita")
    assert told.labels == (("Verkehr", "Umwelt"), ())
    coded = clustering_gold(file, text=("antwort",), label="code")
    assert (coded.texts, coded.labels) == (("Busse",), (("Verkehr|Umwelt",),))


@pytest.mark.parametrize(
    ("text", "label", "says"),
    [
        (("fehlt",), "code", "„fehlt“"),
        (("antwort",), "fehlt", "„fehlt“"),
        ((), "code", "--text"),
        (("leer",), "code", "leer"),
    ],
)
def test_columns_that_are_not_there(text: tuple[str, ...], label: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("leer;antwort;code\n;Busse;V\n;Kita;F\n", encoding="utf-8")
    with pytest.raises(GoldProblem, match=says):
        labelled_texts(file, text=text, label=label)


def assigned(file: Path, catalogue: Path | None = None) -> dict[str, Any]:
    with ThreadPoolExecutor(1) as executor:
        task = assignment_task(
            file, text=("antwort",), label="code", catalogue=catalogue, embedders=("use",), analyser=Words(),
            executor=executor,
        )  # fmt: skip
        return evaluate_assignment(task)


def test_assignment_to_the_codes_themselves(tmp_path: Path) -> None:
    rows = ["Der Bus fährt zu selten;Bus und Bahn", "Mehr Züge am Abend;Bus und Bahn", "Die Kita ist zu klein;Kita"]
    told = assigned(table(tmp_path / "a.csv", *(f";{row}" for row in rows)))
    assert told["n"] == 3
    assert told["top3"] == 1
    assert 0 <= told["top1"] <= 1
    assert set(told) == {"n", "top1", "top3", "macro_f1", "samples_f1"}


def test_codes_the_catalogue_does_not_know(tmp_path: Path) -> None:
    catalogue = tmp_path / "k.toml"
    catalogue.write_text('[[themes]]\nid = "kita"\ntitle = "Kita"\n', encoding="utf-8")
    with pytest.raises(GoldProblem, match="„Verkehr“"):
        assigned(table(tmp_path / "a.csv", ";Busse;Verkehr"), catalogue)
    with pytest.raises(GoldProblem, match="„code“ überall leer"):
        assigned(table(tmp_path / "b.csv", ";Busse;", ";Kita;"))
    catalogue.write_text("", encoding="utf-8")
    with pytest.raises(CatalogueProblem, match=r"k\.toml"):
        assigned(table(tmp_path / "c.csv", ";Busse;Kita"), catalogue)
