"""From scores to decisions, at a threshold that the corpus itself sets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix

CLEAR = 2.7
"""A score is clear of the scores of themes that do not fit by so many of their standard deviations."""
FURTHER = 1.0
"""A second theme must come this near the first."""
NAMED = 0.4
"""… and be named in words this clearly."""
NOT_FITTING = 3
"""From this rank on a statement's themes are taken not to fit."""
PLAIN, PLAINLY = 0.5, 1.5
"""Without its words a second theme must come this near, and be clear by so many standard deviations more."""
UNNAMED = 0.5
"""A theme that is named by no word must be clearer by so many standard deviations."""
NARROW, FEWEST_TO_BE_NARROW = 0.4, 100
"""A corpus with so large a share in one theme is about that theme: without a word for another, it is no other.
Not where people have confirmed anything: then it is they who say what it is about."""


def noise(scores: Matrix) -> tuple[float, float]:
    """Threshold and scale from the scores of themes that do not fit, which every statement has most of.

    Median and median absolute deviation of the scores below each statement's third best (of the best, if few).
    """
    ranked = -np.sort(-scores, axis=1)
    themes = scores.shape[1]
    rest = ranked[:, NOT_FITTING if themes > NOT_FITTING + 1 else min(1, themes - 1) :]
    middle = float(np.median(rest))
    scale = 1.4826 * float(np.median(np.abs(rest - middle))) or 1.0
    return middle + CLEAR * scale, scale


def decided(
    scores: Matrix, spoken: Matrix, threshold: float, scale: float, *, asked: bool = False
) -> NDArray[np.bool_]:
    """(n, t): a statement's best theme if clear; others near the best, named in words or clear beyond doubt."""
    best = scores.argmax(axis=1)
    first = np.zeros(scores.shape, dtype=bool)
    first[np.arange(len(scores)), best] = True
    top = scores.max(axis=1, keepdims=True)
    by_words = (spoken > NAMED) & (scores > top - FURTHER)
    plainly = (scores > top - PLAIN) & (scores > threshold + PLAINLY * scale)
    clear = scores > threshold + np.where(spoken > 0, 0, UNNAMED) * scale
    chosen: NDArray[np.bool_] = (first | by_words | plainly) & clear
    narrow = chosen.mean(axis=0) > NARROW
    if not asked and narrow.any() and len(chosen) >= FEWEST_TO_BE_NARROW:
        chosen &= narrow | (spoken > 0)
    return chosen
