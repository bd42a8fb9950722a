from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.search.words import LONGEST_QUERY, MOST_WORDS, capitalised, terms, typed


def told(query: str) -> list[tuple[str, ...]]:
    return [word.terms for word in typed(query).words]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Kita-Plätze", [("kita", "plaetze")]),
        ("Erzieher:innen, Lehrer*innen", [("erzieher", "innen"), ("lehrer", "innen")]),
        ("Ärzt/-innen und Bürger(in)", [("aerzt", "innen"), ("und",), ("buerger", "in")]),
        ("Schule/Kita", [("schule",), ("kita",)]),
        ("STRASSE Straße", [("strasse",)]),
        ("Pla\u0308tze", [("plaetze",)]),
        ("Spiel\u00adplatz", [("spielplatz",)]),
        ("§ 218 – 🙂 !!!", [("218",)]),
        ("NEAR(a, b)", [("near",), ("a",), ("b",)]),
        ("", []),
        ("\x00\ud800", []),
    ],
)
def test_what_counts_as_a_word(query: str, expected: list[tuple[str, ...]]) -> None:
    assert told(query) == expected


def test_phrases_stand_apart() -> None:
    taken = typed('mehr „dunkle Straße“ und "Licht')
    assert taken.phrases == (("dunkle", "strasse"),)
    assert [word.text for word in taken.words] == ["mehr", "und", "Licht"]


def test_words_know_their_place() -> None:
    query = '"eine Phrase" Bus: Kita-Plätze'
    assert [query[word.start : word.end] for word in typed(query).words] == ["Bus", "Kita-Plätze"]


def test_long_queries_are_cut() -> None:
    assert len(typed("wort " * LONGEST_QUERY).words) == 1
    assert len(typed(" ".join(f"w{number}" for number in range(200))).words) == MOST_WORDS
    assert len(terms("x" * 5000)[0]) < 100


@given(st.text())
def test_terms_hold_nothing_but_letters_and_digits(query: str) -> None:
    taken = typed(query)
    for term in [
        *(term for word in taken.words for term in word.terms),
        *(term for one in taken.phrases for term in one),
    ]:
        assert term
        assert all(mark.isalnum() for mark in term)


@given(st.text())
def test_capitals_change_no_place(query: str) -> None:
    assert len(capitalised(query)) == len(query)
    assert told(capitalised(query)) == told(query)


def test_capitals_for_nouns() -> None:
    assert capitalised("mehr kita-plätze, ßtrange öpnv") == "Mehr Kita-plätze, ßtrange Öpnv"
