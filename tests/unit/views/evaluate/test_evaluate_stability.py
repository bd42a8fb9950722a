"""Whether results hold, by labels whose agreement is known, and once from end to end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.views.evaluate.methods import Own
from nlp.views.evaluate.stability import _held, kept_together, spearman, stability
from tests.unit.views.evaluate.conftest import Labelled, silent


def test_what_stays_together_is_the_largest_share_in_one_theme() -> None:
    before = np.array([0, 0, 0, 0, 1, 1, -1])
    after = np.array([3, 3, 3, -1, 3, 0, 3])
    assert kept_together(before, after, 2) == [0.75, 0.5]
    assert kept_together(before, np.full(7, -1), 2) == [0, 0]
    assert kept_together(before, before, 3) == [1, 1, 0]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_other_numbers_for_the_same_themes_keep_everything_together(labels: list[int]) -> None:
    before = np.array(labels)
    there = [theme for theme in range(5) if theme in labels]
    shares = kept_together(before, 9 - before, 5)
    assert [shares[theme] for theme in there] == [1] * len(there)


def test_rank_correlation_looks_at_the_order_alone() -> None:
    assert spearman([0.1, 0.2, 0.9], [1, 2, 3]) == pytest.approx(1)
    assert spearman([0.1, 0.2, 0.9], [3, 2, 1]) == pytest.approx(-1)
    assert spearman([0.5, 0.5, 0.5], [1, 2, 3]) is None
    assert spearman([0.1, 0.2], [1, 2]) is None


def test_samples_are_compared_on_what_they_share() -> None:
    full = np.array([0, 0, 1, 1, 2, 2])
    samples = [np.array([0, 1, 2, 3]), np.array([2, 3, 4, 5])]
    # On the shared rows 2 and 3 both say „together“; against the run on all, one says „all the same“.
    held = _held("X", samples, [np.array([0, 0, 0, 0]), np.array([1, 1, 0, 0])], full)
    assert (held.pairs, held.whole, held.themes) == (1, 0.5, 1.5)


def test_end_to_end(labelled: Labelled) -> None:
    with ThreadPoolExecutor(1) as executor:
        told = stability(labelled.reading, own=Own(), executor=executor, progress=silent, orders=3, samples=2)
    assert told.orders == 1
    assert [one.method for one in told.held] == ["O-Ton", "Vektoren und k-means *", "BERTopic"]
    assert all(-1 <= figure <= 1 for one in told.held for figure in (one.pairs, one.whole))
    assert 0 < told.together <= 1
    assert told.told()["rows"]
    assert len(told.sheet().rows) == 3
    assert "ARI 1,0000" in " ".join(told.sheet().captions)
