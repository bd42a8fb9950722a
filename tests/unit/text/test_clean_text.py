"""Clean text and its way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.text import Span
from nlp.text.clean import clean


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Kinder-\ngarten", "Kindergarten"),
        ("Kinder- und\nJugendtreff", "Kinder- und Jugendtreff"),
        ("Kita-\nPlätze", "Kita-Plätze"),
        ("Rad-\nund Fußwege", "Rad- und Fußwege"),
        ("Schul\u00adhof und Schul\u00ad\nhof", "Schulhof und Schulhof"),
        ("Spiel\u200bplatz\ufeff", "Spielplatz"),
        ("Platz\u00a0für   alle\t hier", "Platz für alle hier"),
        ("  Rand \n", "Rand"),
        ("Mehr Platz für\ndie Kinder", "Mehr Platz für die Kinder"),
        ("Busse\r\nBahnen\rRäder", "Busse\nBahnen\nRäder"),
        ("Busse \n \n  Bahnen", "Busse\nBahnen"),
        ("U\u0308ber Ba\u0308ume", "Über Bäume"),
        ("E\u2011Bike \u2012 Rad", "E-Bike – Rad"),
        ("\uf0b7 Bus\n\uf0b7 Bahn", "• Bus\n• Bahn"),
        ("", ""),
    ],
)
def test_clean(written: str, expected: str) -> None:
    assert clean(written).text == expected


def test_the_way_back_leads_to_the_characters_as_written() -> None:
    written = "Mehr Kinder-\ngarten für U\u0308ber­gänge"
    cleaned = clean(written)
    assert cleaned.text == "Mehr Kindergarten für Übergänge"
    for word, original in [("Kindergarten", "Kinder-\ngarten"), ("Übergänge", "U\u0308ber­gänge"), ("Mehr", "Mehr")]:
        start = cleaned.text.index(word)
        span = cleaned.origin(start, start + len(word))
        assert written[span.start : span.end] == original


def test_an_empty_place_has_an_empty_origin() -> None:
    cleaned = clean("  ab ")
    assert cleaned.origin(1, 1) == Span(3, 3)
    assert cleaned.origin(2, 2) == Span(4, 4)
    assert clean("").origin(0, 0) == Span(0, 0)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=200))
def test_every_clean_character_has_its_place_in_order(written: str) -> None:
    cleaned = clean(written)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    spans = [cleaned.origin(place, place + 1) for place in range(len(cleaned.text))]
    assert spans == sorted(spans)
    assert all(span.start < span.end <= len(written) for span in spans)
    same = {"L", "N"}
    for sign, span in zip(cleaned.text, spans, strict=True):
        if unicodedata.category(sign)[0] in same and len(span) == 1:
            assert sign == unicodedata.normalize("NFC", written[span.start])


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=200))
def test_white_space_is_single(written: str) -> None:
    text = clean(written).text
    assert not any(pair in text for pair in ("  ", " \n", "\n ", "\n\n", "\t", "\r", "\u00a0"))
    assert text == text.strip(" \n")
