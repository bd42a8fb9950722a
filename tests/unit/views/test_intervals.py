"""Intervals of shares and differences, held against the figures of the papers they come from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.views.intervals import Interval, newcombe, wilson


# Newcombe 1998, Statistics in Medicine 17, 857–872, Table I, method 3.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_published_interval(count: int, of: int, low: float, high: float) -> None:
    told = wilson(count / of, of)
    assert (round(told.low, 4), round(told.high, 4)) == (low, high)


# Newcombe 1998, Statistics in Medicine 17, 873–890, Table II, method 10: the first share less the second.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_has_the_published_interval(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    told = newcombe(wilson(other[0] / other[1], other[1]), wilson(one[0] / one[1], one[1]))
    assert (round(told.low, 4), round(told.high, 4)) == (low, high)
    assert told.sure == (low > 0)


# The other library is loaded by the first example.
@settings(deadline=None)
@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_of_whole_people_has_the_interval_scipy_gives(drawn: tuple[int, int]) -> None:
    from scipy.stats import binomtest

    count, of = drawn
    told, theirs = wilson(count / of, of), binomtest(count, of).proportion_ci(method="wilson")
    assert told.low == pytest.approx(theirs.low, abs=1e-6)
    assert told.high == pytest.approx(theirs.high, abs=1e-6)
    assert 0 <= told.low <= told.value <= told.high <= 1


share = st.builds(wilson, st.floats(0, 1), st.floats(1, 500))


@given(share, share)
def test_a_difference_turned_round_is_its_opposite_and_lies_within_bounds(before: Interval, now: Interval) -> None:
    told, turned = newcombe(before, now), newcombe(now, before)
    assert (told.low, told.high) == pytest.approx((-turned.high, -turned.low))
    assert -1 - 1e-9 <= told.low <= told.value <= told.high <= 1 + 1e-9
