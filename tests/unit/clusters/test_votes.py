from __future__ import annotations

import numpy as np

from nlp.clusters.votes import Votes, matched, overlap, voted
from tests.unit.clusters.made import blobs, planted


def test_clear_groups_are_found_by_every_resample() -> None:
    space, truth = blobs(5, 40), planted(5, 40)
    votes = voted(space, space, truth, 10)
    assert votes.overlaps.min() > 0.97
    assert (votes.labels(truth) == truth).all()
    assert votes.shares[np.arange(200), truth].min() > 0.8


def test_groups_that_nothing_holds_together_are_not() -> None:
    space = blobs(2, 100)
    halved = planted(2, 100)
    halved[::2] += 2
    votes = voted(space, space, halved, 10)
    assert votes.overlaps.mean() < 0.8
    assert ((votes.shares >= 0) & (votes.shares <= 1)).all()
    assert (votes.shares.sum(axis=1) <= 1 + 1e-6).all()


def test_the_first_partition_decides_between_equals() -> None:
    votes = Votes(shares=np.array([[0.5, 0.5], [0.5, 0.5], [0.4, 0.6]]), overlaps=np.ones(2))
    assert votes.labels(np.array([0, 1, 0])).tolist() == [0, 1, 1]


def test_overlap_is_shared_over_joint_texts() -> None:
    told = overlap(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]))
    assert told.tolist() == [[2 / 3, 0.25], [0.0, 0.5]]


def test_groups_are_matched_so_that_the_sum_is_largest() -> None:
    own, other = matched(np.array([[0.6, 0.5], [0.55, 0.0]]))
    assert dict(zip(own.tolist(), other.tolist(), strict=True)) == {0: 1, 1: 0}
