from __future__ import annotations

import pytest

from nlp.search.spelling import Lexicon, skeleton

VOCABULARY = Lexicon(
    {
        "spielplatz": 9,
        "spielplaetze": 4,
        "strasse": 7,
        "schule": 5,
        "bus": 3,
        "kita": 6,
        "schulen": 2,
        "jugendtreff": 1,
    }
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("strase", ("strasse",)),
        ("starsse", ("strasse",)),
        ("strassse", ("strasse",)),
        ("spielplatze", ("spielplatz", "spielplaetze")),
        ("spielplaezte", ("spielplaetze",)),
        ("jugentref", ("jugendtreff",)),
        ("schuel", ("schule", "schulen")),
        ("kitta", ("kita",)),
        ("buss", ("bus",)),
        ("qqqqqqqqqq", ()),
    ],
)
def test_what_was_meant(word: str, expected: tuple[str, ...]) -> None:
    assert VOCABULARY.corrections(word) == expected
    assert Lexicon({}).corrections(word) == ()


def test_four_letters_forgive_nothing() -> None:
    assert VOCABULARY.corrections("kina") == ()


def test_nearer_ones_first_then_commoner_ones() -> None:
    assert Lexicon({"wohnungen": 1, "wohnung": 9, "wohnangen": 5}).corrections("wohnungan") == ("wohnungen",)
    assert Lexicon({"hausa": 1, "hausb": 3, "hausc": 3}).corrections("hausx") == ("hausb", "hausc", "hausa")


def test_digits_are_not_letters() -> None:
    assert Lexicon({"20251": 3, "2026x": 1}).corrections("2025x") == ()
    assert Lexicon({"raum1": 3}).corrections("raumx") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("platze", "plaetze"), ("plaetze", "platz"), ("hauser", "haeuser"), ("buecher", "buch"), ("schulen", "schule")],
)
def test_forms_of_a_word_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_short_words_keep_their_endings() -> None:
    assert skeleton("see") == "see"
    assert skeleton("neue") == "neu"


def test_standing_in_the_vocabulary() -> None:
    assert VOCABULARY.stands_in("bus")
    assert VOCABULARY.stands_in("spie")
    assert not VOCABULARY.stands_in("spi")
    assert not VOCABULARY.stands_in("platz")


def test_others_misspelt_it() -> None:
    vocabulary = Lexicon({"spielplaetze": 8, "spielplaeze": 1, "spielplaetzen": 8, "bus": 4, "busse": 1})
    assert vocabulary.twins("spielplaetze") == ("spielplaeze",)
    assert vocabulary.twins("bus") == ()
