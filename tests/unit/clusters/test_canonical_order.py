from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.clusters.canonical import canonical, wording


@given(st.lists(st.text(max_size=12), max_size=25), st.randoms(use_true_random=False))
def test_shuffled_input_comes_out_in_one_order(documents: list[str], chance: object) -> None:
    order = list(range(len(documents)))
    chance.shuffle(order)  # type: ignore[attr-defined]  # hypothesis types random numbers as object
    views = [np.zeros((len(documents), 2), dtype=np.float32)]
    one = canonical(documents, views)
    other = canonical([documents[row] for row in order], views)
    assert [documents[row] for row in one.rows] == [documents[order[row]] for row in other.rows]
    assert one.copies.tolist() == other.copies.tolist()
    assert one.place[order].tolist() == other.place.tolist()


@given(st.lists(st.text(max_size=6), min_size=1, max_size=25))
def test_rows_of_one_wording_share_a_place_and_no_others(documents: list[str]) -> None:
    folded = canonical(documents, [np.zeros((len(documents), 1), dtype=np.float32)])
    for one, first in zip(documents, folded.place, strict=True):
        for other, second in zip(documents, folded.place, strict=True):
            assert (wording(one) == wording(other)) == (first == second)
    assert int(folded.copies.sum()) == len(documents)


def test_punctuation_and_capitals_make_no_difference() -> None:
    assert wording("Mehr Kitaplätze!!") == wording("mehr  kitaplätze")
    assert wording("!!") != wording("??")
