from __future__ import annotations

import pytest
from HanTa.HanoverTagger import HanoverTagger

from nlp.text.compounds import Splitter
from nlp.text.german import reading
from nlp.text.measure_german import compound_row
from nlp.text.swift import Swift


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return reading().splitter


@pytest.mark.parametrize(
    ("lemma", "parts"),
    [
        ("Kitaplatz", ("Kita", "Platz")),
        ("Frauenhausplatz", ("Frauenhaus", "Frau", "Haus", "Platz")),
        ("Straßenbahn", ("Straße", "Bahn")),
        ("Fachkräftemangel", ("Fachkraft", "Fach", "Kraft", "Mangel")),
        ("Wasserspielplatz", ("Spielplatz", "Wasser", "Spiel", "Platz")),
        ("Obdachlosenunterkunft", ("Obdachlose", "Unterkunft")),
        ("Wochenende", ("Woche", "Ende")),
    ],
)
def test_parts_are_lemmas_from_large_to_small(splitter: Splitter, lemma: str, parts: tuple[str, ...]) -> None:
    assert set(splitter.parts(lemma)) == set(parts)


@pytest.mark.parametrize("lemma", ["Verwaltung", "Erziehende", "Transport", "Hamburg", "Ei", "", "X" * 500, "7:30"])
def test_what_is_no_compound(splitter: Splitter, lemma: str) -> None:
    assert splitter.parts(lemma) == ()


@pytest.mark.parametrize("half", ["abgestimmt", "zurückgehalten"])
def test_floors_on_our_list(half: str) -> None:
    row = compound_row(half)
    assert isinstance(row["found"], float)
    assert isinstance(row["false_splits"], float)
    assert row["found"] >= 0.90
    assert row["false_splits"] <= 0.03


def test_the_swift_tagger_answers_as_hanta_does() -> None:
    slow, swift = HanoverTagger("morphmodel_ger.pgz"), Swift("morphmodel_ger.pgz")
    for word in (
        "kitaplätze",
        "quartierskümmerer",
        "barrierefreie",
        "gegangen",
        "xqz",
        "a",
        "wlan-ausbau",
        "geöffnete",
    ):
        expected = slow.analyze_forward(word)
        found = swift.analyze_forward(word)
        assert [tag for tag, _ in found] == [tag for tag, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected])
        for tag, _ in expected[:3]:
            assert swift.analyze_viterbi(word, -tag) == list(slow.analyze_viterbi(word, -tag))
