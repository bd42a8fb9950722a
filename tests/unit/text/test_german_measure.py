from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.errors import GoldProblem
from nlp.text.abbreviations import expansions
from nlp.text.measure_german import half_of, measure_german, same_by_convention
from nlp.text.tagset import upos


def gold(folder: Path) -> Path:
    row = {
        "forms": ["Die", "Kinder", "spielten", "im", "neuen", "Hof", "."],
        "lemmas": ["der", "Kind", "spielen", "in", "neu", "Hof", "."],
        "upos": ["DET", "NOUN", "VERB", "ADP", "ADJ", "NOUN", "PUNCT"],
    }
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_a_row_for_each_tool_and_half(tmp_path: Path) -> None:
    rows = measure_german(gold(tmp_path))
    assert [row["tool"] for row in rows] == [
        "O-Ton", "HanTa", "simplemma", "spaCy lookups", "Komposita, abgestimmt", "Komposita, zurückgehalten",
    ]  # fmt: skip
    assert rows[0]["lemma_content"] == rows[0]["pos"] == 1.0


@pytest.mark.parametrize("text", ["kein JSON", '{"forms": ["a"]}', '{"forms": ["a"], "lemmas": [], "upos": []}', "[1]"])
def test_broken_gold_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kaputt.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldProblem, match=r"kaputt\.jsonl"):
        measure_german(path)


def test_conventions_are_narrow() -> None:
    assert same_by_convention("Angestellte", "Angestellten", "Angestellter", "NOUN")
    assert same_by_convention("geplant", "geplanten", "planen", "ADJ")
    assert not same_by_convention("Rate", "Raten", "Rat", "NOUN")


def test_both_halves_are_of_use() -> None:
    assert {half_of(word) for word in ("Schulweg", "Radweg", "Gehweg", "Spielplatz")} <= {
        "abgestimmt",
        "zurückgehalten",
    }


def test_expansions_go_both_ways() -> None:
    assert "Nahverkehr" in expansions("öpnv")
    assert "ÖPNV" in expansions("Nahverkehr")
    assert "Jugendamt" in expansions("JA")
    assert expansions("Tel.") == ("Telefon",)
    assert expansions("Spielplatz") == ()


def test_tags_of_the_treebank() -> None:
    assert [upos(tag) for tag in ("NN", "VV(FIN)", "ADJ(A)", "$,", "nie gesehen")] == [
        "NOUN",
        "VERB",
        "ADJ",
        "PUNCT",
        "X",
    ]
