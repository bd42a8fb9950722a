"""New statements that belong together and to no theme there is: a theme that nobody has looked at yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from nlp.domain.folding import fold
from nlp.ports import Matrix
from nlp.themes.central import cohesion
from nlp.themes.overlap import Themed

FEWEST, MOST_FEWEST = 3, 8
"""A candidate has at least so many wordings: one in a hundred of all statements, within these bounds."""
LOOSE = 25
"""A candidate hangs together at least as well as the loosest quarter of the themes there are (percentile)."""
AT_THE_EDGE = 0.5
"""… and each of its statements lies at least at half that nearness to the others."""


def usual(earlier: Themed, ids: Sequence[str], matrix: Matrix) -> float:
    """The cohesion from which a group may be a theme, −1 to 1, measured on an earlier result's own themes."""
    rows = {one: row for row, one in enumerate(ids)}
    members: dict[str, list[int]] = defaultdict(list)
    for one in earlier.memberships:
        if one.primary and one.statement in rows:
            members[one.theme].append(rows[one.statement])
    known = [cohesion(sorted(own), matrix) for own in members.values() if len(own) >= FEWEST]
    return round(float(np.percentile(known, LOOSE)), 4) if known else 0.0


def gathered(groups: Sequence[Sequence[int]], matrix: Matrix, least: float) -> list[tuple[int, ...]]:
    """Groups of unit rows; two that together still hang together well enough are one, the nearest first."""
    sums = {tuple(sorted(rows)): matrix[list(rows)].sum(axis=0, dtype=np.float64) for rows in groups if len(rows)}
    while len(sums) > 1:
        near, one, other = max((_together(*pair, sums), *pair) for pair in combinations(sorted(sums), 2))
        if near < least:
            break
        sums[tuple(sorted((*one, *other)))] = sums.pop(one) + sums.pop(other)
    return sorted(sums, key=lambda rows: (-len(rows), rows))


def _together(
    one: tuple[int, ...], other: tuple[int, ...], sums: Mapping[tuple[int, ...], NDArray[np.float64]]
) -> float:
    """Mean cosine between different rows of two groups taken together, from their sums."""
    count = len(one) + len(other)
    return round((float(np.sum((sums[one] + sums[other]) ** 2)) - count) / (count * (count - 1)), 4)


def trimmed(rows: Sequence[int], matrix: Matrix, least: float) -> tuple[int, ...]:
    """A group without what lies in it only because it fits nowhere else."""
    members = matrix[list(rows)].astype(np.float64)
    nearness = np.round((members @ members.sum(axis=0) - 1) / max(1, len(rows) - 1), 4)
    return tuple(row for row, near in zip(rows, nearness, strict=True) if near >= AT_THE_EDGE * least)


def worth_a_look(rows: Sequence[int], matrix: Matrix, documents: Sequence[str], least: float) -> bool:
    """Whether a group has wordings enough and hangs together well enough to be shown as a candidate."""
    wordings = {fold(documents[row]).strip(" .!?") for row in rows}
    fewest = min(MOST_FEWEST, max(FEWEST, len(documents) // 100))
    return len(wordings) >= fewest and cohesion(rows, matrix) >= least
