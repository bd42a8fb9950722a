"""Which statements speak for a theme, and how far they hang together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import unit

FEWEST, MOST = 2, 5
ALIKE = 0.85
"""Two statements whose centred vectors are nearer than this say the same."""
FEWEST_WORDS, MOST_WORDS = 4, 45
REDACTED = 0.3
SHOUTED = 0.1
_PLACEHOLDER = re.compile(r"\[[A-ZÄÖÜ-]{4,}\]")


def space(views: Sequence[Matrix]) -> Matrix:
    """The centred views side by side, unit rows."""
    return unit(np.concatenate([unit(view - view.mean(axis=0)) for view in views], axis=1))


def central(
    rows: Sequence[int],
    matrix: Matrix,
    documents: Sequence[str],
    strengths: Sequence[float],
    *,
    people: Sequence[str] | None = None,
    wording: Sequence[int] | NDArray[np.int64] | None = None,
) -> list[int]:
    """Two to five of the rows, nearest the members' mean first, that are readable and differ from each other.

    `people` (who wrote it) and `wording` (see `alike`) are by row of the corpus: whoever wrote several statements
    counts once and is quoted twice only for want of others; no wording is quoted twice.
    """
    members = matrix[list(rows)]
    centre = middle(members, strengths, None if people is None else [people[row] for row in rows])

    def differ(one: int, other: int) -> bool:
        mine, theirs = rows[one], rows[other]
        same = documents[mine].casefold() == documents[theirs].casefold()
        reworded = wording is not None and wording[mine] == wording[theirs]
        return one != other and not same and not reworded and float(members[one] @ members[other]) < ALIKE

    worth = np.round(members @ centre, 4) - unreadable([documents[row] for row in rows])
    order = sorted(range(len(rows)), key=lambda k: (-round(float(worth[k]), 4), documents[rows[k]]))
    chosen: list[int] = []
    for fresh in (True, False) if people is not None else (False,):
        for place in order:
            known = fresh and people is not None and any(people[rows[k]] == people[rows[place]] for k in chosen)
            if len(chosen) < MOST and not known and all(differ(place, other) for other in chosen):
                chosen.append(place)
        if len(chosen) >= FEWEST:
            break
    return [rows[place] for place in chosen]


def middle(members: Matrix, strengths: Sequence[float], people: Sequence[str] | None = None) -> Matrix:
    """The mean of (m, d) members, each as strong as it is and every person counted once, at length one."""
    spoken = Counter(people or ())
    weights = [strength / (spoken[people[k]] if people else 1) for k, strength in enumerate(strengths)]
    whole = (members * np.asarray(weights, dtype=np.float32)[:, None]).sum(axis=0, keepdims=True)
    centre: Matrix = np.round(unit(whole)[0], 6)
    return centre


def unreadable(texts: Sequence[str]) -> Matrix:
    """How much a quote loses by its shape: too short, too long, full of placeholders, shouted."""
    return np.array([_burden(text) for text in texts], dtype=np.float32)


def _burden(text: str) -> float:
    words = len(text.split())
    size = 0.15 * max(0, FEWEST_WORDS - words) + 0.004 * max(0, words - MOST_WORDS)
    # A quote full of placeholders tells a reader little, and who is behind them is nobody's business.
    return size + REDACTED * len(_PLACEHOLDER.findall(text)) + (SHOUTED if text.isupper() else 0)


def cohesion(rows: Sequence[int] | NDArray[np.int64], matrix: Matrix) -> float:
    """Mean cosine between different members, −1 to 1; 0 for one alone."""
    members = matrix[np.asarray(rows, dtype=np.int64)]
    count = len(members)
    if count <= 1:
        return 0.0
    whole = float(np.sum(members.sum(axis=0, dtype=np.float64) ** 2))
    alone = float(np.sum(members.astype(np.float64) ** 2))
    return round((whole - alone) / (count * (count - 1)), 4)
