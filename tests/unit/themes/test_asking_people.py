"""Whom to ask about next: doubtful, unlike what is known, and no theme forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.ports import Matrix
from nlp.themes.asking import doubts, proposed
from nlp.themes.evidence import unit

THEMES, EACH = 3, 12


def heaps(seed: int = 0, each: int = EACH) -> tuple[Matrix, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Three heaps of points around three directions, and which heap each is of."""
    chance = np.random.default_rng(seed)
    own = np.repeat(np.arange(THEMES), each)
    return unit((np.eye(6)[own] + chance.normal(0, 0.2, (len(own), 6))).astype(np.float32)), own


def names(count: int) -> list[str]:
    return [f"s{number:03}" for number in range(count)]


@given(st.integers(0, 50), st.integers(0, 40), st.lists(st.integers(0, 35), unique=True, max_size=36))
def test_never_more_than_asked_for_nobody_twice_and_nobody_who_is_known(
    seed: int, count: int, heard: list[int]
) -> None:
    matrix, own = heaps(seed)
    found = proposed(
        names(36), matrix, own, np.full(36, 0.5), {row: (int(own[row]),) for row in heard}, themes=THEMES, count=count
    )
    assert len(found) == len(set(found)) == min(count, 36 - len(heard))
    assert not set(found) & set(heard)


@given(st.permutations(range(36)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    matrix, own = heaps()
    strengths = np.linspace(0, 1, 36)
    known = {3: (0,), 20: (1,)}
    first = proposed(names(36), matrix, own, strengths, known, themes=THEMES, count=9)
    places = {row: number for number, row in enumerate(order)}
    again = proposed(
        [names(36)[row] for row in order], matrix[order], own[order], strengths[order],
        {places[row]: held for row, held in known.items()}, themes=THEMES, count=9,
    )  # fmt: skip
    assert [order[row] for row in again] == first


def test_every_theme_is_asked_about_and_first_the_one_people_know_least_of() -> None:
    matrix, own = heaps()
    strengths = np.full(36, 0.5)
    assert sorted(own[proposed(names(36), matrix, own, strengths, {}, themes=THEMES, count=3)]) == [0, 1, 2]
    known = {0: (0,), 1: (0,), 12: (1,), 13: (1,)}
    assert own[proposed(names(36), matrix, own, strengths, known, themes=THEMES, count=2)].tolist() == [2, 2]


def test_a_theme_three_and_a_half_times_as_large_gets_twice_the_questions() -> None:
    matrix, _ = heaps()
    own = np.repeat([0, 1], [28, 8])
    found = own[proposed(names(36), matrix, own, np.full(36, 0.5), {}, themes=2, count=9)]
    assert np.bincount(found).tolist() == [6, 3]


def test_what_has_no_theme_is_asked_about_too() -> None:
    matrix, own = heaps()
    own[:8] = -1
    found = proposed(names(36), matrix, own, np.full(36, 0.5), {}, themes=THEMES, count=4)
    assert (own[found] == -1).sum() == 1
    assert proposed(names(36), matrix, np.full(36, -1), np.zeros(36), {}, themes=0, count=2)


def test_within_a_theme_the_doubtful_comes_first_and_never_a_copy_of_what_is_known() -> None:
    matrix, own = heaps()
    strengths = np.ones(36)
    strengths[5] = 0
    assert proposed(names(36), matrix, own, strengths, {}, themes=THEMES, free=own == 0, count=1) == [5]
    same = matrix.copy()
    same[5] = same[7]
    assert proposed(names(36), same, own, strengths, {7: (0,)}, themes=THEMES, free=own == 0, count=1) != [5]


def test_doubt_is_full_nearer_to_another_theme_and_without_any() -> None:
    matrix, own = heaps()
    own[0], own[35] = 1, THEMES
    found = doubts(matrix, own, THEMES)
    assert found[[0, 35]].tolist() == [1, 1]
    assert (found[1:12] < 1).all()
    assert ((found > 0) & (found <= 1)).all()


@pytest.mark.parametrize("themes", [0, 1])
def test_one_theme_or_none_is_no_fault(themes: int) -> None:
    matrix, _ = heaps()
    first = np.full(36, themes - 1)
    assert len(proposed(names(36), matrix, first, np.ones(36), {}, themes=themes, count=20)) == 20
    assert proposed([], matrix[:0], first[:0], np.ones(0), {}, themes=themes) == []
