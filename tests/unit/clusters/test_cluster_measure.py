from __future__ import annotations

import pytest

from nlp.clusters.measure import ami, ari, unassigned_share, v_measure


def test_the_same_partition_under_other_names_is_full_agreement() -> None:
    truth, found = ["a", "a", "b", "b", "c"], [2, 2, 0, 0, -1]
    assert ami(truth, found) == pytest.approx(1)
    assert ari(truth, found) == 1
    assert v_measure(truth, found) == pytest.approx(1)


def test_texts_without_a_theme_count_as_one_group() -> None:
    truth = ["a", "a", "a", "b", "b", "b"]
    assert ari(truth, [0, 0, 0, -1, -1, -1]) == 1
    assert ari(truth, [0, 0, -1, -1, 1, 1]) < 1
    assert unassigned_share([0, 0, -1, -1]) == 0.5
    assert unassigned_share([]) == 0


def test_one_group_for_everything_says_nothing() -> None:
    assert ami(["a", "b", "a", "b"], [0, 0, 0, 0]) == pytest.approx(0)
