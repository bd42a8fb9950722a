"""No count below the limit is seen, and none that is hidden follows from what is."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.views.protect import FEWEST, Cell, protected, why

COUNTS = st.lists(st.integers(0, 30), max_size=9)
SIZED = st.lists(
    st.integers(0, 30).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=1, max_size=9
)


def cells(*counts: int) -> list[Cell]:
    return [Cell(value=f"Gruppe {place}", count=count) for place, count in enumerate(counts)]


def seen(*counts: int, fewest: int = FEWEST) -> tuple[int | None, ...]:
    return tuple(cell.count for cell in protected(cells(*counts), fewest=fewest).cells)


@given(COUNTS)
def test_no_visible_count_is_below_the_limit_and_none_is_changed(counts: list[int]) -> None:
    told = protected(cells(*counts))
    for cell, count in zip(told.cells, counts, strict=True):
        assert cell.count in {None, count}
        assert not cell.count or cell.count >= FEWEST
    assert told.hidden == sum(cell.count is None for cell in told.cells)
    assert bool(told.sentence) == bool(told.hidden)
    if all(count == 0 or count >= FEWEST for count in counts):
        assert not told.hidden


@pytest.mark.parametrize(("fewest", "groups", "most"), [(3, 3, 9), (3, 4, 7), (4, 3, 10), (5, 3, 12)])
def test_no_hidden_count_follows_from_the_total_and_the_rest_even_for_those_who_know_the_rule(
    fewest: int, groups: int, most: int
) -> None:
    behind: dict[tuple[tuple[int | None, ...], int], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most), repeat=groups):
        behind[seen(*counts, fewest=fewest), sum(counts)].append(counts)
    for (shown, _), possible in behind.items():
        for place, count in enumerate(shown):
            assert count is not None or len({one[place] for one in possible}) > 1, (shown, possible)


@given(SIZED)
def test_a_size_that_is_hidden_takes_its_count_with_it(groups: list[tuple[int, int]]) -> None:
    told = protected(Cell(value=str(place), count=count, of=of) for place, (count, of) in enumerate(groups))
    sizes = seen(*(of for _, of in groups))
    for cell, size in zip(told.cells, sizes, strict=True):
        assert (cell.count is None) == (cell.of is None)
        if size is None and any(of for _, of in groups):
            assert cell.count is None
        assert not cell.of or cell.of >= FEWEST


@given(COUNTS, st.randoms(use_true_random=False))
def test_neither_names_nor_their_order_decide(counts: list[int], dice: Random) -> None:
    order = list(range(len(counts)))
    dice.shuffle(order)
    whole = seen(*counts)
    assert seen(*(counts[place] for place in order)) == tuple(whole[place] for place in order)


def test_the_next_smallest_hides_a_single_small_one() -> None:
    assert seen(3, 8, 20) == (None, None, 20)
    assert seen(3, 8, 8, 20) == (None, None, None, 20), "which of two equal ones was taken would say which is smaller"
    assert seen(1, 2, 9, 20) == (None, None, None, 20), "one and two together are still few"
    assert seen(4, 4, 9, 20) == (None, None, None, 20), "eight in two small groups can only be four and four"
    assert seen(0, 3, 8, 20) == (0, None, None, 20)
    assert seen(0, 3, 8) == (None, None, None)


def test_what_was_hidden_before_stays_hidden() -> None:
    told = protected([Cell(value="Nord", count=None), Cell(value="Süd", count=12, of=20)])
    assert [cell.count for cell in told.cells] == [None, 12]
    assert told.hidden == 1


def test_the_reason_stands_in_one_sentence_with_the_right_number() -> None:
    assert why(0) == ""
    assert why(1) == (
        "1 Gruppe ist nicht beziffert: Weniger als 5 Befragte sollen nicht zu erkennen sein, "
        "auch nicht durch Abziehen vom Ganzen."
    )
    assert why(3, fewest=7, what="Einrichtungen").startswith("3 Gruppen sind nicht beziffert: Weniger als 7 Einri")
