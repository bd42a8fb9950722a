"""Replies as plain text, as sentences, and the numbers in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.answers.numbers import Kind, numbers, word_value
from nlp.answers.plain import parted, plain
from nlp.answers.sentences import sentences
from nlp.domain.proposals import Unit

C = Kind.COUNT


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("**Titel:** Bus\r\n\r\n- Der Bus fährt [1].", "Titel: Bus\nDer Bus fährt [1]."),
        ("```text\n1. Der Bus [1]\n```", "Der Bus [1]"),
        ("# Bus", "Bus"),
        ("<think>Das ist leicht.</think>\nBus", "Bus"),
        ("Bus <think>und das", "Bus"),
        ("<script>x()</script>Bus", "x() Bus"),
        ("\x1b[31mBus\x1b[0m\u202e\u200b\x00", "Bus"),
        ("Bu\ud800s", "Bus"),
        ("Schüler*innen brauchen 3 * 4", "Schüler*innen brauchen 3 * 4"),
        ("Ka\u0308se", "Käse"),
    ],
)
def test_markup_goes_and_words_stay(reply: str, text: str) -> None:
    assert plain(reply) == text


@pytest.mark.parametrize("reply", ["<think>" * 40_000, "<a" * 60_000, "**" * 60_000, "\x1b[" * 60_000, "„" * 60_000])
def test_endless_replies_are_cut_and_soon_read(reply: str) -> None:
    assert len(plain(reply)) <= 20_000
    assert len(sentences(plain(reply))) <= 1


def test_label_and_summary_are_told_apart() -> None:
    assert parted("Titel: Bus\nZusammenfassung:\nDer Bus [1].\nDie Kita [2].") == ("Bus", "Der Bus [1].\nDie Kita [2].")
    assert parted("Der Bus [1].") == ("", "Der Bus [1].")
    assert parted("") == ("", "")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Eins [1]. Zwei [2].", ["Eins [1].", "Zwei [2]."]),
        ("Eins. [1] Zwei.[2]", ["Eins. [1]", "Zwei.[2]"]),
        ("Eins!Zwei", ["Eins!", "Zwei"]),
        ("Ja, z. B. am Nordhang bzw. dort [1].", ["Ja, z. B. am Nordhang bzw. dort [1]."]),
        ("„Eins. Zwei.“ sagt jemand [1]. Drei", ["„Eins. Zwei.“ sagt jemand [1].", "Drei"]),
        ("Eins\nZwei", ["Eins", "Zwei"]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end(text: str, pieces: list[str]) -> None:
    assert [one.text for one in sentences(text)] == pieces


def test_a_sentence_knows_its_quotes_and_citations() -> None:
    [said] = sentences("Eine sagt „so [9] ist’s“, einer 'anders' und »nie« [1, 3][2] [1].")
    assert said.quotes == ("so [9] ist’s", "anders", "nie")
    assert said.numbers == (1, 3, 2)
    assert said.whole
    assert "9" not in said.own
    assert len(said.own) == len(said.text)
    assert not sentences("Eine sagt „so [1]")[0].whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 von 58 Aussagen", [(C, "12/58", Unit.STATEMENTS)]),
        ("zwölf der 58 befragten Personen", [(C, "12/58", Unit.RESPONDENTS)]),
        ("eine von drei Einrichtungen", [(C, "1/3", Unit.ORGANISATIONS)]),
        ("1.386 Antworten", [(C, "1386", None)]),
        ("12,5 % der Befragten", [(Kind.PERCENT, "12.5", Unit.RESPONDENTS)]),
        ("fünfzig Prozent der Aussagen", [(Kind.PERCENT, "50", Unit.STATEMENTS)]),
        ("die Hälfte der Personen", [(Kind.SHARE, "1/2", Unit.RESPONDENTS)]),
        ("zwei Drittel aller Einrichtungen", [(Kind.SHARE, "2/3", Unit.ORGANISATIONS)]),
        ("jede dritte Person", [(Kind.SHARE, "1/3", Unit.RESPONDENTS)]),
        ("um 22:00 Uhr", [(Kind.OTHER, "22:00", None)]),
        ("dreimal und zweitens", [(Kind.OTHER, "dreimal", None), (Kind.OTHER, "zweitens", None)]),
        ("doppelt bei U18", [(Kind.OTHER, "doppelt", None), (Kind.OTHER, "u18", None)]),
        ("ein Haus, eine Person, einfache Wege, wir achten darauf", []),
    ],
)  # fmt: skip
def test_numbers_are_found_with_what_they_count(text: str, found: list[tuple[Kind, str, Unit | None]]) -> None:
    assert [(one.kind, one.key, one.unit) for one in numbers(text)] == found


@pytest.mark.parametrize(
    ("word", "value"),
    [("null", 0), ("zwoelf", 12), ("dreiundzwanzig", 23), ("zweihundertfuenf", 205), ("tausend", 1000),
     ("zweitausendsechsundzwanzig", 2026), ("beide", 2), ("eine", None), ("hundertfach", None), ("wand", None)],
)  # fmt: skip
def test_number_words_have_their_value(word: str, value: int | None) -> None:
    assert word_value(word) == value


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read = plain(text)
    assert "".join("".join(one.text.split()) for one in sentences(read)) == "".join(read.split())
    assert all(one.key for one in numbers(text))
    assert word_value("hundert" * 5_000) is None
