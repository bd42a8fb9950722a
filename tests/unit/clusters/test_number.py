from __future__ import annotations

import numpy as np
import pytest

from nlp.clusters.graph import graph
from nlp.clusters.number import candidates, chosen, modularity
from nlp.clusters.space import unit
from nlp.domain.themes import Granularity
from tests.unit.clusters.made import blobs, planted


@pytest.mark.parametrize(("groups", "each"), [(5, 30), (9, 30), (13, 25)])
def test_planted_groups_are_counted_right(groups: int, each: int) -> None:
    assert abs(chosen(blobs(groups, each), 10) - groups) <= 1


def test_the_number_is_the_same_for_a_few_texts_less() -> None:
    space = blobs(9, 30, spread=0.8)
    drawn = np.sort(np.random.default_rng(1).choice(270, size=245, replace=False))
    assert abs(chosen(space[drawn], 10) - chosen(space, 10)) <= 1


def test_coarse_is_fewer_and_fine_is_more() -> None:
    space = blobs(10, 25)
    coarse, medium, fine = (chosen(space, 10, granularity) for granularity in Granularity)
    assert coarse < medium < fine


def test_numbers_tried_leave_at_least_eight_texts_to_a_theme() -> None:
    for count in (40, 80, 150, 700, 10_000):
        tried = candidates(count)
        assert tried
        assert tried == sorted(tried)
        assert max(tried) <= max(2, count // 8)
    assert candidates(10_000)[0] == 4
    assert candidates(10) == [2]


def test_modularity_is_high_for_planted_groups_and_nothing_for_one() -> None:
    weights = graph(blobs(9, 30), 10)
    assert modularity(weights, planted(9, 30)) > 0.8
    assert modularity(weights, np.zeros(270, dtype=np.int64)) == pytest.approx(0)
    assert modularity(weights, planted(9, 30)[::-1] % 2) < 0.5


def test_texts_without_any_shape_get_a_number_all_the_same() -> None:
    cloud = unit(np.random.default_rng(3).standard_normal((48, 12)).astype(np.float32))
    assert 2 <= chosen(cloud, 9) <= 6
