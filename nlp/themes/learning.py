"""What statements teach about themes: those nearest to a theme, and those that a person has confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import spread, unit
from nlp.themes.wording import wording

SHARE = 0.7
FEWEST, MOST = 3, 400
ENOUGH = 30
"""Fewer statements than this say nothing unless a person has confirmed some."""
ROUNDS = 3
STIFFNESS = 1 / 150
"""Ridge penalty per statement learnt from."""
POLICY_SCALE = 1.5
"""The policy view has few dimensions, each of which says more."""
BY_VECTORS, BY_WORDS = 2.0, 0.7
"""What both kinds of learning weigh beside what the catalogue says, in standard deviations of the latter."""
CONFIRMED = 30.0
"""A confirmed statement teaches as much as so many that are only near."""
CHUNK = 4_096
DIGITS = 5

Confirmed = Mapping[int, Sequence[int]]
"""Row → places of the themes that a person has put the statement in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Statements as what can be learnt from: features (n, d), the words in each (sparse), and how bare the themes are.

    `plain` (n, d), unit rows: the features without the policy view, which tells fields apart and not what is said
    within one; None for themes that say much of themselves.
    """

    features: Matrix
    words: Any
    plain: Matrix | None = None


def lessons(views: Sequence[Matrix], policy: Matrix | None, words: Any, *, bare: bool = False) -> Lessons:
    """The views, each less its mean, the policy view beside them; and the words, as counted by `word_counts`."""
    parts = [unit(view - view.mean(axis=0, dtype=np.float64)) for view in views]
    plain = unit(np.concatenate(parts, axis=1)) if bare else None
    if policy is not None:
        parts.append(policy * np.float32(POLICY_SCALE))
    together = np.concatenate(parts, axis=1) / np.float32(len(parts) ** 0.5)
    return Lessons(features=together.astype(np.float32), words=words, plain=plain)


def learnt(told: Matrix, material: Lessons, confirmed: Confirmed) -> Matrix:
    """Shape (n, t): what self-training (Scudder 1965) in three rounds adds to `told`, what the catalogue says.

    A ridge regression on the vectors and naive Bayes on the words learn from the 70 % of each theme's statements whose
    lead over their second theme is widest, and from the confirmed ones; in large themes each weighs less. All zeros
    with fewer than 30 statements and none confirmed.
    """
    if len(told) < ENOUGH and not confirmed:
        return np.zeros_like(told)
    base = spread(told)
    added = np.zeros_like(told)
    for _ in range(ROUNDS):
        rows, shares, weights = _taught(base + added, confirmed)
        by_vectors = _ridge(material.features, rows, shares, weights)
        by_words = wording(material.words, rows, shares * weights[:, None])
        added = np.round(BY_VECTORS * spread(by_vectors) + BY_WORDS * spread(by_words), DIGITS).astype(np.float32)
    return added


def _taught(scores: Matrix, confirmed: Confirmed) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Rows to learn from, their shares in the themes (rows, t), and what each weighs."""
    themes = scores.shape[1]
    rows, labels = confident(scores, frozenset(confirmed))
    shares = np.zeros((len(confirmed), themes))
    for place, held in enumerate(confirmed.values()):
        shares[place, list(held)] = 1 / len(held)
    every = np.concatenate([np.eye(themes)[labels], shares])
    worth = np.concatenate([np.ones(len(labels)), np.full(len(confirmed), CONFIRMED)])
    # All of a theme weighs the root of what its statements are worth: a theme that people have looked at draws no more
    # than its own. Without this, twenty confirmed in a fifth of the themes made the rest worse than none.
    weights = worth * (every @ (1 / np.sqrt(np.maximum(worth @ every, 1e-9))))
    usual = weights[: len(labels)].mean() if len(labels) else weights.mean()
    return np.concatenate([rows, np.array(list(confirmed), dtype=np.int64)]), every, weights / usual


def balanced(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each known statement weighs, one on average: a theme with many of them weighs the root of their number."""
    weights: NDArray[np.float64] = shares @ (1 / np.sqrt(np.maximum(shares.sum(axis=0), 1e-9)))
    found: NDArray[np.float64] = weights / weights.mean()
    return found


def confident(scores: Matrix, known: frozenset[int] = frozenset()) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows to learn from and their themes: per theme those that lead most clearly, 3 to 400; `known` ones left out."""
    best = scores.argmax(axis=1)
    ranked = -np.sort(-scores, axis=1)
    lead = np.round(ranked[:, 0] - (ranked[:, 1] if scores.shape[1] > 1 else 0), DIGITS)
    free = np.ones(len(scores), dtype=bool)
    free[list(known)] = False
    chosen = []
    for theme in range(scores.shape[1]):
        rows = np.flatnonzero((best == theme) & free)
        rows = rows[np.argsort(-lead[rows], kind="stable")]
        chosen.append(rows[: min(MOST, max(FEWEST, round(SHARE * len(rows))))])
    rows = np.sort(np.concatenate(chosen))
    return rows, best[rows]


def _ridge(
    features: Matrix, rows: NDArray[np.int64], shares: NDArray[np.float64], weights: NDArray[np.float64]
) -> Matrix:
    """Shape (n, t): a weighted ridge regression of the shares on the features, foretold for every statement."""
    wanted = shares - np.average(shares, axis=0, weights=weights)
    inner = STIFFNESS * weights.sum() * np.eye(features.shape[1])
    outer = np.zeros((features.shape[1], shares.shape[1]))
    for start in range(0, len(rows), CHUNK):
        part = slice(start, start + CHUNK)
        known = features[rows[part]].astype(np.float64)
        weighted = known * weights[part, None]
        inner += weighted.T @ known
        outer += weighted.T @ wanted[part]
    found: Matrix = np.round(features @ np.linalg.solve(inner, outer), DIGITS).astype(np.float32)
    return found
