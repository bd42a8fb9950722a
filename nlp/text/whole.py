"""Places of a text that are never cut in two: names, addresses, numbers that the gate will replace."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Whole:
    """Spans of normalised text, as (start, end), that stay in one piece; those that overlap count as one."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                first, last = self._spans.pop()
                self._spans.append((first, max(last, end)))
            elif start < end:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def bridges(self, first: int, last: int) -> bool:
        """Whether a span begins before `first` and ends after `last`, so that no cut may fall between."""
        nearest = bisect_left(self._starts, first) - 1
        return nearest >= 0 and self._spans[nearest][1] > last

    def touches(self, first: int, last: int) -> bool:
        """Whether a span has a character among first..last, so that it is no bullet."""
        nearest = bisect_left(self._starts, last) - 1
        return nearest >= 0 and self._spans[nearest][1] > first


NOTHING_WHOLE = Whole()
