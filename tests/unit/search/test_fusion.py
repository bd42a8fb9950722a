from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.search.fusion import AT_ONCE, Floats, blend, fuse, nearest, nearest_each

SCORES = st.lists(st.integers(min_value=-5, max_value=5), min_size=1, max_size=40)


def test_what_stands_in_both_wins() -> None:
    words = [("a", 3.0), ("b", 2.0), ("c", 1.0)]
    meaning = [("b", 0.9), ("d", 0.8)]
    fused = fuse([words, meaning])
    assert [identity for identity, _ in fused] == ["b", "a", "d", "c"]
    assert fused[0][1] == pytest.approx(1 / 62 + 1 / 61)


def test_ties_go_by_id_and_share_a_rank() -> None:
    assert fuse([[("z", 1.0), ("a", 1.0)]]) == [("a", 1 / 61), ("z", 1 / 61)]
    assert fuse([[("z", 1.0), ("a", 1.0), ("m", 0.5)]])[2] == ("m", 1 / 63)


def test_weights() -> None:
    assert [identity for identity, _ in fuse([[("a", 1.0)], [("b", 1.0)]], weights=[1.0, 2.0])] == ["b", "a"]
    with pytest.raises(ValueError, match="weight"):
        fuse([[("a", 1.0)]], weights=[1.0, 2.0])


def test_nothing_to_fuse() -> None:
    assert fuse([]) == []
    assert fuse([[], []]) == []


@given(SCORES, st.integers(min_value=0, max_value=50))
def test_the_nearest_are_those_of_a_full_sort(scores: list[int], limit: int) -> None:
    ids = [f"{number:02}" for number in range(len(scores))]
    matrix = np.array([[score, 1.0] for score in scores], dtype=np.float32)
    found = nearest(np.array([1.0, 0.0], dtype=np.float32), matrix, ids, limit)
    expected = sorted(zip(ids, map(float, scores), strict=True), key=lambda item: (-item[1], item[0]))[:limit]
    assert found == expected


@given(SCORES, st.randoms(use_true_random=False), st.integers(min_value=1, max_value=10))
def test_the_order_of_rows_does_not_matter(scores: list[int], random: object, limit: int) -> None:
    ids = [f"{number:02}" for number in range(len(scores))]
    rows = list(range(len(scores)))
    random.shuffle(rows)  # type: ignore[attr-defined]  # hypothesis hands out random.Random
    matrix = np.array([[score, 1.0] for score in scores], dtype=np.float32)
    query = np.array([1.0, 0.0], dtype=np.float32)
    assert nearest(query, matrix, ids, limit) == nearest(query, matrix[rows], [ids[row] for row in rows], limit)


@pytest.mark.parametrize("laid", [np.ascontiguousarray, np.asfortranarray])
def test_several_queries_find_what_each_finds_alone_to_the_bit(laid: Callable[[Floats], Floats]) -> None:
    drawn = np.random.default_rng(5)
    matrix = laid(drawn.standard_normal((AT_ONCE + 100, 24)).astype(np.float32))
    matrix[AT_ONCE + 50] = matrix[7]  # the same likeness on both sides of a seam
    queries = [*drawn.standard_normal((6, 24)).astype(np.float32), matrix[7].copy()]
    ids = [f"{number:05}" for number in range(len(matrix))]
    together = nearest_each(queries, matrix, ids, 50)
    assert together == [nearest(query, matrix, ids, 50) for query in queries]
    assert [identity for identity, _ in together[-1][:2]] == ["00007", f"{AT_ONCE + 50:05}"]
    for query, found in zip(queries, together, strict=True):
        whole = matrix @ query
        assert [int(one) for one, _ in found] == np.lexsort((np.arange(len(whole)), -whole))[:50].tolist()


def test_no_query_finds_nothing() -> None:
    assert nearest_each([], np.zeros((1, 2), dtype=np.float32), ["a"], 1) == []


def test_an_id_for_every_row() -> None:
    with pytest.raises(ValueError, match="row"):
        nearest(np.zeros(2, dtype=np.float32), np.zeros((3, 2), dtype=np.float32), ["a"], 1)


def test_meaning_alone_must_be_near() -> None:
    words = [("a", 2.0), ("b", 1.0)]
    meaning = [("c", 0.6), ("d", 0.39), ("b", 0.1)]
    assert {identity for identity, _ in blend(words, meaning)} == {"a", "b", "c"}
    assert {identity for identity, _ in blend([], meaning)} == {"c"}
    assert blend([], meaning, least=0.7) == []
    # Far as it is, meaning lifts the second hit by words over the first.
    assert blend(words, meaning)[0][0] == "b"
