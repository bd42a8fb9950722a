from __future__ import annotations

import numpy as np

from nlp.clusters.discriminant import learnt, refined
from nlp.clusters.measure import ari
from tests.unit.clusters.made import blobs, planted


def test_what_was_learnt_on_some_places_the_others() -> None:
    space, truth = blobs(6, 50, spread=1.0), planted(6, 50)
    known = np.arange(0, 300, 5)
    assert float((learnt(space[known], truth[known]).placed(space) == truth).mean()) > 0.97


def test_texts_put_wrongly_find_back() -> None:
    space, truth = blobs(5, 60, spread=0.8), planted(5, 60)
    chance = np.random.default_rng(0)
    spoilt = truth.copy()
    wrong = chance.choice(300, size=60, replace=False)
    spoilt[wrong] = chance.integers(5, size=60)
    assert ari(truth.tolist(), refined(space, spoilt).tolist()) > 0.99 > ari(truth.tolist(), spoilt.tolist())


def test_a_group_without_texts_gets_none() -> None:
    space, labels = blobs(3, 20), planted(3, 20)
    labels[labels == 2] = 3
    assert 2 not in learnt(space, labels).placed(space)


def test_no_group_is_lost() -> None:
    space = blobs(2, 40)
    labels = planted(2, 40)
    labels[0] = 2
    assert set(refined(space, labels).tolist()) == {0, 1, 2}


def test_one_group_and_vectors_of_zeros_are_no_error() -> None:
    assert refined(blobs(1, 10), planted(1, 10)).tolist() == [0] * 10
    nothing = np.zeros((10, 4), dtype=np.float32)
    assert set(refined(nothing, planted(2, 5)).tolist()) == {0, 1}


def test_a_large_group_draws_what_lies_between() -> None:
    space = np.array([[-1.0, 0.1]] * 9 + [[1.0, 0.1]], dtype=np.float32)
    between = np.array([[0.0, 0.1]], dtype=np.float32)
    assert learnt(space, np.array([0] * 9 + [1])).placed(between).tolist() == [0]
