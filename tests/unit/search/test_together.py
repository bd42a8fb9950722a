from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from nlp.search.together import Together

PATIENCE = 30.0


class Doubling:
    """Doubles numbers; the first call lasts until it is let go. `calls` are what it was asked for, call by call."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.calls.append(list(numbers))
        if len(self.calls) == 1:
            self.begun.set()
            assert self.let_go.wait(PATIENCE)
        if 13 in numbers:
            raise ZeroDivisionError("thirteen")
        return [2 * one for one in numbers]


def wait_for(together: Together[int, int], count: int) -> None:
    pause = threading.Event()
    while together.waiting < count:
        pause.wait(0.001)


def test_who_asks_alone_is_answered_alone() -> None:
    calls: list[list[int]] = []

    def doubled(numbers: Sequence[int]) -> list[int]:
        calls.append(list(numbers))
        return [2 * one for one in numbers]

    together = Together(doubled, 4)
    assert [together(1), together(2)] == [2, 4]
    assert calls == [[1], [2]]


def test_who_came_meanwhile_is_answered_at_once_in_their_order_and_not_too_many() -> None:
    work = Doubling()
    together = Together(work, 3)
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(together, 0)]
        assert work.begun.wait(PATIENCE)
        for number in range(1, 6):
            asked.append(threads.submit(together, number))
            wait_for(together, number)
        work.let_go.set()
        assert [one.result(PATIENCE) for one in asked] == [0, 2, 4, 6, 8, 10]
    assert work.calls == [[0], [1, 2, 3], [4, 5]]


def test_what_goes_wrong_is_told_to_all_who_asked_with_it_and_to_nobody_else() -> None:
    work = Doubling()
    together = Together(work, 2)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(together, 0)
        assert work.begun.wait(PATIENCE)
        others = []
        for place, number in enumerate((13, 14, 15), start=1):
            others.append(threads.submit(together, number))
            wait_for(together, place)
        work.let_go.set()
        assert first.result(PATIENCE) == 0
        for one in others[:2]:
            with pytest.raises(ZeroDivisionError, match="thirteen"):
                one.result(PATIENCE)
        assert others[2].result(PATIENCE) == 30
    assert together(4) == 8


def test_a_missing_answer_leaves_nobody_waiting() -> None:
    together: Together[int, int] = Together(lambda _: [], 2)
    with pytest.raises(ValueError, match="shorter"):
        together(1)


def test_each_of_many_gets_their_own() -> None:
    together: Together[int, int] = Together(lambda numbers: [2 * one for one in numbers], 4)
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(together, range(2_000))) == list(range(0, 4_000, 2))
