"""How sure a share of a random sample is, and a difference between two of them."""

from __future__ import annotations

from dataclasses import dataclass

Z = 1.959964
"""Standard errors to either side of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its 95 % interval; shares from 0 to 1, differences from −1 to 1."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether nought lies outside."""
        return self.low > 0 or self.high < 0


def wilson(share: float, of: float) -> Interval:
    """Wilson's score interval (1927, JASA 22) of a share of `of` > 0 people, without continuity correction.

    scipy has it for whole numbers only; `of` may be an effective size, as weighted samples have. The spread is that of
    a draw from very many: there is no finite population correction.
    """
    middle = (share + Z**2 / (2 * of)) / (1 + Z**2 / of)
    half = Z / (1 + Z**2 / of) * (share * (1 - share) / of + Z**2 / (4 * of**2)) ** 0.5
    # At 0 and 1 the share is its own bound, but for rounding.
    return Interval(value=share, low=min(share, max(0.0, middle - half)), high=max(share, min(1.0, middle + half)))


def newcombe(before: Interval, now: Interval) -> Interval:
    """The second share less the first, of two samples drawn apart: Newcombe 1998, Statistics in Medicine 17, method 10.

    Both come with their Wilson intervals.
    """
    value = now.value - before.value
    down = ((now.value - now.low) ** 2 + (before.high - before.value) ** 2) ** 0.5
    up = ((now.high - now.value) ** 2 + (before.value - before.low) ** 2) ** 0.5
    return Interval(value=value, low=value - down, high=value + up)
