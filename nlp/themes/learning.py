"""What the statements nearest to a theme teach about it, where the catalogue says little."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import unit

SHARE = 0.7
FEWEST = 3
ENOUGH = 30
STIFFNESS = 1 / 150
"""Ridge penalty per statement learnt from."""


def learnt(scores: Matrix, views: Sequence[Matrix]) -> Matrix:
    """Shape (n, t): what one round of self-training (Scudder 1965) makes of the scores.

    A ridge regression on the vectors learns from the 70 % of each theme's statements whose lead over their second
    theme is widest; small themes weigh more, by the root of their size. All zeros with fewer than 30 statements.
    """
    if len(scores) < ENOUGH:
        return np.zeros_like(scores)
    rows, labels = confident(scores)
    features = np.concatenate([unit(view - view.mean(axis=0)) for view in views], axis=1).astype(np.float64)
    features /= len(views) ** 0.5
    wanted = np.eye(scores.shape[1])[labels]
    weights = 1 / np.sqrt(np.bincount(labels, minlength=scores.shape[1])[labels])
    weights = (weights / weights.mean())[:, None]
    known = features[rows]
    inner = (known * weights).T @ known + STIFFNESS * len(rows) * np.eye(known.shape[1])
    outer = (known * weights).T @ (wanted - wanted.mean(axis=0))
    found: Matrix = np.round(features @ np.linalg.solve(inner, outer), 5).astype(np.float32)
    return found


def confident(scores: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows to learn from and their themes: per theme those that lead most clearly, at least three."""
    best = scores.argmax(axis=1)
    ranked = -np.sort(-scores, axis=1)
    lead = ranked[:, 0] - (ranked[:, 1] if scores.shape[1] > 1 else 0)
    chosen = []
    for theme in range(scores.shape[1]):
        rows = np.flatnonzero(best == theme)
        rows = rows[np.argsort(-lead[rows], kind="stable")]
        chosen.append(rows[: max(FEWEST, round(SHARE * len(rows)))])
    rows = np.sort(np.concatenate(chosen))
    return rows, best[rows]
