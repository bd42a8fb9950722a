"""What holds for any text: spans resolve, stand in order, overlap nowhere, and no word is lost or cut."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.text import Span
from nlp.text.split import Piece, split

BITS = (
    "Kita und mehr|z. B.|Dr. Kunze|1. |2) |a) |- |• |; |. |! |(|)|„|“|"
    '"|:|...|usw. |🙂|Str. |16. September|Kinder-|I. |1.1 | - |o |²|gut.Aber|,|–'
)
SIGNS = [
    "\n",
    "\n\n",
    "\r\n",
    "\u00ad",
    "\u200b",
    "\u00a0",
    "e\u0301",
    "\u0301",
    "1\ufe0f\u20e3",
    "\ud800",
    "\x00",
    "\t",
    " ",
]
TEXTS = st.one_of(
    st.text(max_size=120), st.lists(st.sampled_from([*BITS.split("|"), *SIGNS]), max_size=25).map("".join)
)
PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=3)
BULLETS_ONLY = re.compile(r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[IVX]{1,5})[.):\u20e3\ufe0f]*|\W|_)*")


def edges(pieces: list[Piece]) -> list[Span]:
    return sorted({piece.span for piece in pieces} | {piece.lead for piece in pieces if piece.lead})


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_spans_resolve_in_order_and_leave_out_bullets_only(text: str) -> None:
    pieces = split(text)
    assert [piece.span for piece in pieces] == sorted(piece.span for piece in pieces)
    assert all(any(sign.isalnum() for sign in text[piece.span.start : piece.span.end]) for piece in pieces)
    last = 0
    for span in [*edges(pieces), Span(len(text), len(text))]:
        assert last <= span.start <= span.end <= len(text)
        assert BULLETS_ONLY.fullmatch(text[last : span.start])
        last = span.end


@settings(deadline=None, max_examples=300)
@given(TEXTS, PLACES)
def test_nothing_protected_is_cut_in_two(text: str, places: list[tuple[int, int]]) -> None:
    protected = [Span(min(start, len(text)), min(start + width, len(text))) for start, width in places]
    found = edges(split(text, protected=protected))
    for span in protected:
        words = [place for place in range(span.start, span.end) if text[place].isalnum()]
        assert not words or any(edge.start <= words[0] and words[-1] < edge.end for edge in found)


def test_protected_places_hold_against_every_kind_of_cut() -> None:
    text = "Zu Az. 5; 6 und Hr. Ali\nKaya! Busse. Bahnen"
    free = split(text)
    held = split(text, protected=[Span(text.index("Az"), text.index(" und")), Span(text.index("Ali"), text.index("!"))])
    assert [text[piece.span.start : piece.span.end] for piece in held] == [
        "Zu Az. 5; 6 und Hr. Ali\nKaya!",
        "Busse.",
        "Bahnen",
    ]
    assert len(free) == len(held) + 2


def test_a_megabyte_is_split() -> None:
    sentence = "Wir brauchen mehr Busse, z. B. am Abend. "
    assert len(split(sentence * 25_000)) == 25_000


def test_a_megabyte_of_open_brackets_is_one_piece() -> None:
    assert len(split("Bus (" * 200_000)) == 1
