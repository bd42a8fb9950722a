"""What people have confirmed corrects what bare titles say: a regression that takes their word for a start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import spread
from nlp.themes.learning import Confirmed, balanced

STIFFNESS = 0.1
"""Ridge penalty of what vectors may add. 0.05 is better at 20 confirmed statements, 0.15 at 400; neither by much."""
LEVEL = 1.0
"""… and of how much commoner a theme may be than its title says."""
BELIEF = 0.3
"""Variance of the log of how much a title's word counts, around one deviation of the scores for one of the odds."""
ROUNDS = 200
DIGITS = 5


def correction(told: Matrix, plain: Matrix, confirmed: Confirmed) -> Matrix:
    """Shape (n, t): what confirmed statements add to `told`, in its units; zeros without any.

    A multinomial logistic regression on `plain` (n, d): its scores begin at a multiple of `told`, which is learnt as
    well, so that titles which people contradict count for less. A statement in several themes is a share of each.
    """
    if not confirmed or told.shape[1] < 2:  # noqa: PLR2004 - one theme has no rival
        return np.zeros_like(told)
    from scipy.optimize import minimize

    apart = told - told.mean(axis=1, keepdims=True)
    unit = float(apart.std()) or 1.0
    start, rows = spread(apart).astype(np.float64), list(confirmed)
    shares = np.zeros((len(rows), told.shape[1]))
    for place, held in enumerate(confirmed.values()):
        shares[place, list(held)] = 1 / len(held)
    # Few rows lie in few directions: a regression in those alone is the same one, and much smaller.
    left, sizes, directions = np.linalg.svd(plain[rows].astype(np.float64), full_matrices=False)
    problem = _Problem(start[rows], left * sizes, shares, balanced(shares))
    found = minimize(problem, problem.nothing(), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    slopes, level, belief = problem.parted(found.x)
    learnt = plain @ (directions.T @ slopes) + level
    made: Matrix = np.round(learnt * (unit / np.exp(belief)), DIGITS).astype(np.float32)
    return made


class _Problem:
    """The penalised loss of m known statements and its gradient, over slopes (r, t), levels (t,) and the log belief."""

    def __init__(
        self,
        start: NDArray[np.float64],
        rows: NDArray[np.float64],
        shares: NDArray[np.float64],
        weights: NDArray[np.float64],
    ) -> None:
        self._start, self._rows, self._shares, self._weights = start, rows, shares, weights[:, None]

    def nothing(self) -> NDArray[np.float64]:
        return np.zeros((self._rows.shape[1] + 1) * self._shares.shape[1] + 1)

    def parted(self, told: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
        themes = self._shares.shape[1]
        return told[: -themes - 1].reshape(-1, themes), told[-themes - 1 : -1], float(told[-1])

    def __call__(self, told: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        slopes, level, belief = self.parted(told)
        odds = np.exp(belief) * self._start + self._rows @ slopes + level
        odds -= odds.max(axis=1, keepdims=True)
        likely = odds - np.log(np.exp(odds).sum(axis=1, keepdims=True))
        penalty = STIFFNESS * (slopes**2).sum() + LEVEL * (level**2).sum() + belief**2 / BELIEF
        off = self._weights * (np.exp(likely) - self._shares)
        gradient = [
            (self._rows.T @ off + STIFFNESS * slopes).ravel(),
            off.sum(axis=0) + LEVEL * level,
            [float((off * self._start).sum() * np.exp(belief) + belief / BELIEF)],
        ]
        loss = float(penalty / 2 - (self._weights * self._shares * likely).sum())
        return loss, np.concatenate(gradient)
