"""What the gate does with any text: places hold, nothing else is touched."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.text import PersonalData, RawText, Redaction, Span
from nlp.text.gate import doubtful, find, make_safe, safe_position

_PIECES = st.sampled_from(
    [
        "Frau ",
        "Kunze",
        "Emil",
        " (10)",
        "geb. ",
        "03.04.1987",
        "Lindenstr. 5",
        "\n",
        ", ",
        "Az. ",
        "4711/22",
        "@",
        "web.de",
        "0361 2258740",
        "EL-KM 482",
        "DE89 3704 0044 0532 0130 00",
        " und ",
        "A. ",
        "von ",
        "-",
        "LG ",
        "\u00a0",
        "\u00ad",
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=25).map("".join))


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_finds_are_sorted_apart_and_inside(words: str) -> None:
    found = find(RawText(words))
    assert all(0 <= redaction.start < redaction.end <= len(words) for redaction in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert find(RawText(words)) == found
    assert all(span.end <= len(words) for span in doubtful(RawText(words)))


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.data())
def test_characters_outside_redactions_are_untouched(words: str, data: st.DataObject) -> None:
    text = RawText(words)
    found = find(text)
    start = data.draw(st.integers(0, len(words)))
    span = Span(start, data.draw(st.integers(start, len(words))))
    rest = make_safe(text, span, found)
    place = span.start
    for redaction in found:
        if max(redaction.start, place) < min(redaction.end, span.end):
            before = words[place : max(place, redaction.start)]
            assert rest.startswith(before + redaction.placeholder)
            rest = rest[len(before) + len(redaction.placeholder) :]  # type: ignore[assignment]  # a piece of it
            place = redaction.end
    assert rest == words[place : span.end]


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.data())
def test_two_halves_make_the_whole(words: str, data: st.DataObject) -> None:
    text = RawText(words)
    found = find(text)
    cut = data.draw(st.integers(0, len(words)))
    whole = make_safe(text, Span(0, len(words)), found)
    halves = make_safe(text, Span(0, cut), found) + make_safe(text, Span(cut, len(words)), found)
    crossed = [redaction for redaction in found if redaction.start < cut < redaction.end]
    assert (
        halves == whole if not crossed else halves.count(crossed[0].placeholder) > whole.count(crossed[0].placeholder)
    )


def test_a_cut_redaction_still_gives_its_placeholder() -> None:
    text = RawText("Frau Meyer-Lund hilft")
    redactions = (Redaction(start=5, end=15, kind=PersonalData.PERSON),)
    assert make_safe(text, Span(0, 8), redactions) == "Frau [PERSON]"
    assert make_safe(text, Span(8, 21), redactions) == "[PERSON] hilft"


def test_places_are_found_again_in_the_safe_text() -> None:
    text = RawText("Frau Meyer-Lund hilft")
    redactions = (Redaction(start=5, end=15, kind=PersonalData.PERSON),)
    span = Span(0, 21)
    safe = make_safe(text, span, redactions)
    assert safe == "Frau [PERSON] hilft"
    assert safe[safe_position(text, span, redactions, 16) :] == "hilft"
    assert safe_position(text, span, redactions, 9) == safe.index("[")
    assert safe_position(text, span, redactions, 21) == len(safe)


def test_unknown_names_are_replaced_but_unsure() -> None:
    known, unknown = find(RawText("Meine Tochter Lina wartet.")), find(RawText("Meine Tochter Xyrelle wartet."))
    assert [redaction.unsure for redaction in known + unknown] == [False, True]


def test_weak_places_wait_for_a_person() -> None:
    words = "Kaczmarek war da, 0800 1110111, @skater_elsterau"
    spans = doubtful(RawText(words))
    assert [words[span.start : span.end] for span in spans] == ["Kaczmarek", "0800 1110111", "@skater_elsterau"]


def test_a_long_answer_of_names_ends() -> None:
    found = find(RawText("Emil " * 20_000))
    assert sum(redaction.end - redaction.start for redaction in found) >= 4 * 20_000
