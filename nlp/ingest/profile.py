"""Figures on a column's values, the same whatever the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?\s*%?|[+-]?\d+\.\d+")
_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2}))"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?"
_DATE = re.compile(rf"{_DAY}(?:[ T]{_TIME})?")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SAMPLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Figures on the filled cells of one column; shares run from 0 to 1 over the sample of distinct values."""

    filled: int
    distinct: int
    words: float
    longest: int
    numbers: float
    dates: float
    links: float
    sample: tuple[str, ...]

    @property
    def variety(self) -> float:
        """Distinct values for each filled cell."""
        return self.distinct / self.filled if self.filled else 0.0


def profile(values: Sequence[str]) -> Profile:
    """The figures for stripped, filled cells."""
    distinct = sorted(set(values))
    step = max(1, len(distinct) // _SAMPLE)
    sample = tuple(distinct[::step][:_SAMPLE])
    return Profile(
        filled=len(values),
        distinct=len(distinct),
        words=sum(len(value.split()) for value in sample) / len(sample) if sample else 0.0,
        longest=max(map(len, distinct), default=0),
        numbers=share(sample, _NUMBER),
        dates=share(sample, _DATE),
        links=share(sample, _LINK),
        sample=sample,
    )


def share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    """How many of the values a pattern matches from end to end, from 0 to 1."""
    return sum(bool(pattern.fullmatch(value)) for value in values) / len(values) if values else 0.0
