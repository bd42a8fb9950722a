"""What several threads ask at the same time is answered at once."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Together(Generic[Asked, Given]):
    """Hands `work` all that wait, at most so many, in the order they came; who asks alone is answered alone.

    `work` is never called twice at once, and gives one answer for each question, in their order. What it raises,
    everybody gets who was asked for with it.
    """

    def __init__(self, work: Callable[[Sequence[Asked]], Sequence[Given]], most: int) -> None:
        self._work, self._most = work, most
        self._waiting: deque[tuple[Asked, Future[Given]]] = deque()
        self._change = threading.Condition()
        self._working = False

    def __call__(self, asked: Asked) -> Given:
        """The answer. One of those who wait does the work for the others, without a thread of its own."""
        mine: Future[Given] = Future()
        with self._change:
            self._waiting.append((asked, mine))
        while some := self._mine_to_do(mine):
            try:
                _answer(some, self._work)
            finally:
                with self._change:
                    self._working = False
                    self._change.notify_all()
        return mine.result()

    @property
    def waiting(self) -> int:
        """How many have asked and are not being worked for yet."""
        return len(self._waiting)

    def _mine_to_do(self, mine: Future[Given]) -> list[tuple[Asked, Future[Given]]]:
        """Waits for its own answer, which leaves nothing to do, or for its turn to work."""
        with self._change:
            self._change.wait_for(lambda: mine.done() or not self._working)
            if mine.done():
                return []
            self._working = True
            return [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]


def _answer(some: Sequence[tuple[Asked, Future[Given]]], work: Callable[[Sequence[Asked]], Sequence[Given]]) -> None:
    try:
        given = list(zip(some, work([asked for asked, _ in some]), strict=True))
    except BaseException as error:  # noqa: BLE001 - the others must not wait for ever; each raises it in its own thread
        for _, answer in some:
            answer.set_exception(error)
        return
    for (_, answer), one in given:
        answer.set_result(one)
