"""Which statements speak for a theme, and how far they hang together."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.evidence import unit

MOST = 5
ALIKE = 0.85
"""Two statements whose centred vectors are nearer than this say the same."""
FEWEST_WORDS, MOST_WORDS = 4, 45
REDACTED = 0.3
_PLACEHOLDER = re.compile(r"\[[A-ZÄÖÜ-]{4,}\]")


def space(views: Sequence[Matrix]) -> Matrix:
    """The centred views side by side, unit rows."""
    return unit(np.concatenate([unit(view - view.mean(axis=0)) for view in views], axis=1))


def central(rows: Sequence[int], matrix: Matrix, documents: Sequence[str], strengths: Sequence[float]) -> list[int]:
    """Two to five of the rows, nearest the members' mean first, that are readable and differ from each other."""
    members = matrix[list(rows)]
    centre = unit((members * np.asarray(strengths, dtype=np.float32)[:, None]).sum(axis=0, keepdims=True))[0]
    nearness = np.round(members @ centre, 4)
    lengths = np.array([len(documents[row].split()) for row in rows])
    readable = np.where(lengths < FEWEST_WORDS, 0.15 * (FEWEST_WORDS - lengths), 0) + np.where(
        lengths > MOST_WORDS, 0.004 * (lengths - MOST_WORDS), 0
    )
    # A quote full of placeholders tells a reader little, and who is behind them is nobody's business.
    readable += [REDACTED * len(_PLACEHOLDER.findall(documents[row])) for row in rows]
    order = sorted(range(len(rows)), key=lambda k: (-round(float(nearness[k] - readable[k]), 4), documents[rows[k]]))
    chosen: list[int] = []
    for place in order:
        if all(
            _differ(place, other, members, [documents[row] for row in (rows[place], rows[other])]) for other in chosen
        ):
            chosen.append(place)
        if len(chosen) == MOST:
            break
    return [rows[place] for place in chosen]


def _differ(one: int, other: int, members: Matrix, texts: Sequence[str]) -> bool:
    return texts[0].casefold() != texts[1].casefold() and float(members[one] @ members[other]) < ALIKE


def cohesion(rows: Sequence[int] | NDArray[np.int64], matrix: Matrix) -> float:
    """Mean cosine between different members, −1 to 1; 0 for one alone."""
    members = matrix[np.asarray(rows, dtype=np.int64)]
    count = len(members)
    if count <= 1:
        return 0.0
    whole = float(np.sum(members.sum(axis=0, dtype=np.float64) ** 2))
    alone = float(np.sum(members.astype(np.float64) ** 2))
    return round((whole - alone) / (count * (count - 1)), 4)
