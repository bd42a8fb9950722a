"""Which statements a person should be asked about next, because their answer would teach the most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import unit
from nlp.themes.learning import Confirmed

COUNT = 20
EVENLY = 0.5
"""A theme gets questions by its size to this power. With as many for each, what is learnt takes all themes for equally
common; with as many as its size is worth, small ones are not heard of."""
SETTLED = 0.2
"""What a statement is worth that is beyond all doubt."""
CHUNK = 2_048
DIGITS = 5


def proposed(
    ids: Sequence[str],
    matrix: Matrix,
    first: NDArray[np.int64],
    strengths: NDArray[np.floating],
    known: Confirmed,
    *,
    themes: int,
    free: NDArray[np.bool_] | None = None,
    count: int = COUNT,
) -> list[int]:
    """Up to `count` of n rows, the most telling first; each is chosen knowing those before it.

    `matrix` (n, d): centred, unit rows; `first` (n,): the place of each statement's first theme, −1 without one;
    `strengths` (n,), 0 to 1: how strongly it is in it; `known`: rows that people have spoken of → places of themes;
    `free` (n,): which may be asked about, all without. In turn the theme with the fewest known for its size is asked
    about, „Ohne Thema“ being one of them, by the statement that is most in doubt and least like any known one. Ties go
    to the smaller id.
    """
    if not ids:
        return []
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    place = {int(row): number for number, row in enumerate(order)}
    heard = [place[row] for row in known]
    rows, group = matrix[order], np.where(first[order] < 0, themes, first[order])
    able = np.ones(len(ids), dtype=np.bool_) if free is None else free[order].copy()
    able[heard] = False
    worth = SETTLED + (1 - strengths[order]) * doubts(rows, group, themes)
    likest = _likest(rows, heard)
    sizes = np.maximum(np.bincount(group, minlength=themes + 1), 1) ** EVENLY
    asked = _heard(known, themes)
    chosen: list[int] = []
    while len(chosen) < count and able.any():
        there = np.bincount(group[able], minlength=themes + 1) > 0
        next_theme = int(np.where(there, np.round((asked + 0.5) / sizes, DIGITS), np.inf).argmin())
        among = np.flatnonzero(able & (group == next_theme))
        best = int(among[np.round(worth[among] * (1 - likest[among]), DIGITS).argmax()])
        chosen.append(int(order[best]))
        able[best] = False
        asked[next_theme] += 1
        likest = np.maximum(likest, np.round(rows @ rows[best], DIGITS))
    return chosen


def side_by_side(views: Sequence[Matrix]) -> Matrix:
    """Shape (n, sum of d), unit rows: what several encoders see, each less what all statements have in common."""
    # Single precision all the way: with double it takes three times as long, and a page waits for it.
    parts = [unit(view - view.mean(axis=0, dtype=np.float64).astype(np.float32)) for view in views]
    return np.concatenate(parts, axis=1) / np.float32(len(parts) ** 0.5)


def doubts(rows: Matrix, group: NDArray[np.int64], themes: int) -> NDArray[np.float64]:
    """(n,), 0 to 1: how nearly a statement lies as close to the middle of another theme as to that of its own.

    1 for one that lies nearer to another, or has no theme (`group` is `themes`).
    """
    middles = np.zeros((themes + 1, rows.shape[1]), dtype=np.float32)
    there = np.bincount(group, minlength=themes + 1) > 0
    for theme in np.flatnonzero(there[:themes]):
        middles[theme] = rows[group == theme].mean(axis=0, dtype=np.float64)
    near = np.round(rows @ unit(middles).T, DIGITS).astype(np.float64)
    near[:, ~there] = -1
    near[:, themes] = -1
    own = near[np.arange(len(rows)), group]
    near[np.arange(len(rows)), group] = -1
    lead = np.maximum(own - near.max(axis=1, initial=-1), 0)
    doubt: NDArray[np.float64] = np.exp(-lead / (float(lead.std()) or 1.0))
    return doubt


def _likest(rows: Matrix, heard: Sequence[int]) -> NDArray[np.float32]:
    """(n,): the cosine to the likest known statement, 0 for all that are unlike."""
    likest = np.zeros(len(rows), dtype=np.float32)
    known = rows[list(heard)]
    for start in range(0, len(rows) if heard else 0, CHUNK):
        part = slice(start, start + CHUNK)
        likest[part] = np.maximum(np.round((rows[part] @ known.T).max(axis=1), DIGITS), 0)
    return likest


def _heard(known: Confirmed, themes: int) -> NDArray[np.float64]:
    """(themes + 1,): how many known statements each theme has, those of several shared; the last: of none."""
    counts = np.zeros(themes + 1)
    for held in known.values():
        for theme in held or (themes,):
            counts[theme] += 1 / max(len(held), 1)
    return counts
