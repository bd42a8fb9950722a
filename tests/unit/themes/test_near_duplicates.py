from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.themes.alike import MASS_WORDS, counting, wordings

LETTER = "Wir fordern, dass das Freibad in der Au auch im kommenden Sommer für alle Kinder kostenlos geöffnet bleibt."


def same(one: str, other: str) -> bool:
    first, second = wordings([one, other])
    return bool(first == second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mehr Radwege!", "mehr  radwege"),
        ("Größere Spielplätze", "groessere Spielplätze"),
        ("Abstellmöglichkeiten", "Abstellmöglichkeit"),
        (LETTER, LETTER.replace("kommenden", "komenden").replace("alle", "viele")),
    ],
)
def test_the_same_words_are_one_wording_however_they_are_written(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Das Freibad bitte schließen", "Das Freibad bitte nicht schließen"),
        ("Kita öffnet um 6 statt um 7", "Kita öffnet um 6 statt um 9"),
        ("Hort", "Ort"),
        ("Ich wünsche mir bitte ein neues Rad", "Ich wünsche mir bitte ein neues Bad"),
        ("Mehr Bänke im Park", "Der Bus kommt nie."),
    ],
)
def test_small_words_and_numbers_can_turn_a_meaning(one: str, other: str) -> None:
    assert not same(one, other)


def test_vectors_that_disagree_keep_wordings_apart() -> None:
    texts = ["Verkehrsführung", "Verkehrsfühlung"]
    assert len(set(wordings(texts, np.eye(2, dtype=np.float32)))) == 2
    assert len(set(wordings(texts, np.ones((2, 2), dtype=np.float32)))) == 1


WORDS = st.sampled_from(["Radweg", "Radwege", "Schulhof", "Schulhöfe", "sanieren", "nicht", "bitte", "3", "!", "Ampel"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None)
@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(range(len(texts))))))
def test_the_order_of_rows_changes_no_wording(drawn: tuple[list[str], list[int]]) -> None:
    texts, order = drawn
    plain, mixed = wordings(texts), wordings([texts[row] for row in order])
    assert [plain[row] for row in order] == mixed.tolist()


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_equal_texts_are_always_one_wording_and_each_is_counted_at_least_once(texts: list[str]) -> None:
    found = wordings(texts)
    assert all(found[a] == found[b] for a in range(len(texts)) for b in range(a) if texts[a] == texts[b])
    kept = counting(range(len(texts)), texts, found)
    assert {int(found[row]) for row in kept} == set(found.tolist())


def test_a_mass_statement_is_one_voice_and_a_short_wish_one_for_each_person() -> None:
    texts = [LETTER] * 5 + ["mehr Radwege"] * 4
    people = [f"p{row}" for row in range(7)] + ["p6", "p6"]
    assert len(LETTER.split()) >= MASS_WORDS
    kept = counting(range(len(texts)), texts, wordings(texts), people)
    assert len([row for row in kept if texts[row] == LETTER]) == 1
    assert len([row for row in kept if texts[row] == "mehr Radwege"]) == 2


def test_ten_thousand_alike_and_one_other_are_two_wordings() -> None:
    found = wordings([LETTER] * 10_000 + ["Etwas ganz anderes"])
    assert len(set(found.tolist())) == 2
    assert found[0] != found[-1]


def test_nothing_has_no_wording() -> None:
    assert wordings([]).tolist() == []
    assert len(set(wordings(["", "!!", "?"]).tolist())) >= 2
