from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from nlp.clusters.consensus import agreement, linked
from nlp.clusters.grouping import NOTHING, Grouping, few, kept, renumbered, rivals_of, ties
from nlp.clusters.measure import ari
from nlp.clusters.space import unit
from nlp.domain.themes import Granularity
from nlp.ports import Matrix
from tests.unit.clusters.made import WIDTH, blobs, planted


@pytest.fixture(scope="module")
def bridged() -> tuple[Matrix, Grouping]:
    """Two clear groups, and a text in the middle between them."""
    middle = np.zeros((1, WIDTH), dtype=np.float32)
    middle[0, :2] = 1
    space = np.concatenate([blobs(2, 60), unit(middle)])
    return space, Grouping(2).fit(space)


def test_planted_groups_are_found_held_and_without_rivals() -> None:
    made = Grouping().fit(blobs(8, 40))
    assert ari(planted(8, 40).tolist(), made.labels_.tolist()) > 0.98
    assert made.held.min() > 0.5
    assert min(made.stability) > 0.9
    assert float((made.rivals != NOTHING).mean()) < 0.05
    assert float((made.strengths > 0.9).mean()) > 0.9


def test_a_rival_is_another_group_and_lies_near() -> None:
    made = Grouping(8).fit(blobs(3, 60))  # cut where nothing parts them, most texts lie between
    near = np.flatnonzero(made.rivals != NOTHING)
    assert len(near) > 20
    assert (made.rivals[near] != made.labels_[near]).all()
    assert made.rivals.max() < len(made.stability)
    assert made.held[near].mean() < 0.75


def test_a_text_between_two_groups_is_the_least_strong(bridged: tuple[Matrix, Grouping]) -> None:
    _, made = bridged
    assert made.strengths[-1] == made.strengths.min() < 0.9
    assert ari([0] * 60 + [1] * 60, made.labels_[:-1].tolist()) == 1.0


def test_what_resamples_put_nowhere_has_no_theme_unless_a_number_was_asked_for() -> None:
    shapeless = unit(np.random.default_rng(3).normal(size=(600, WIDTH)).astype(np.float32))
    made = Grouping(granularity=Granularity.FINE).fit(shapeless)
    nowhere = made.labels_ == NOTHING
    assert 0 < nowhere.sum() < 150
    assert made.held[nowhere].max() < 0.25 <= made.held[~nowhere].min()
    assert (made.rivals[nowhere] == NOTHING).all()
    assert Grouping(len(made.stability)).fit(shapeless).labels_.min() == 0


def test_granularity_decides_how_finely_texts_are_cut() -> None:
    space = blobs(10, 25)
    coarse, medium, fine = (len(Grouping(granularity=one).fit(space).stability) for one in Granularity)
    assert coarse < medium < fine
    coarse, medium, fine = (few(30, one) for one in Granularity)
    assert coarse < medium < fine


def test_consensus_finds_clear_groups_among_few_texts() -> None:
    space = blobs(3, 6)
    agreed = agreement(space, 3)
    assert ((agreed >= 0) & (agreed <= 1)).all()
    labels = linked(agreed, 3)
    assert renumbered(labels, 3)[labels].tolist() == [0] * 6 + [1] * 6 + [2] * 6
    made = Grouping(3).fit(space)
    assert made.held.min() > 0.9
    assert set(made.rivals.tolist()) == {NOTHING}


def test_groups_are_numbered_by_falling_size_and_then_by_their_first_text() -> None:
    labels = np.array([2, 0, 0, 5, 5, 5, NOTHING, 2], dtype=np.int64)
    assert renumbered(labels, 6)[labels].tolist() == [1, 2, 2, 0, 0, 0, NOTHING, 1]


def test_strength_is_the_share_of_the_nearest_in_the_own_group() -> None:
    nearest = np.array([[1, 2], [0, 2], [0, 1]])
    cosines = np.array([[0.5, 0.5], [0.9, 0.1], [0.2, 0.2]], dtype=np.float32)
    assert kept(nearest, cosines, np.array([0, 0, 1])).tolist() == pytest.approx([0.5, 0.9, 0.0])


def test_few_texts_have_few_ties() -> None:
    assert [ties(count) for count in (1, 40, 60, 75, 10_000)] == [1, 8, 10, 10, 10]


@given(
    shares=arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=st.sampled_from((0, 0.3, 0.6))),
    dice=st.randoms(use_true_random=False),
)
def test_a_group_that_has_lost_all_its_texts_has_no_name_and_is_nobodys_rival(
    shares: NDArray[np.float64], dice: Random
) -> None:
    groups = shares.shape[1]
    labels = np.array([dice.randrange(NOTHING, groups) for _ in shares])
    names = renumbered(labels, groups)
    left = set(labels.tolist()) - {NOTHING}
    assert {old for old in range(groups) if names[old] != NOTHING} == left
    assert sorted(names[names != NOTHING].tolist()) == list(range(len(left)))
    rivals = rivals_of(shares, labels, names)
    assert set(rivals.tolist()) <= {NOTHING, *range(len(left))}
    assert (rivals != names[labels])[rivals != NOTHING].all()
