"""How far the themes of two results hold the same statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.domain.themes import Membership, Theme

SECONDARY = 0.5
"""What a statement weighs in a theme that is not its first."""
DIGITS = 6


class Themed(Protocol):
    """What a sealed run and a result that is about to become one have in common."""

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes."""
        ...

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """Who is in them."""
        ...

    @property
    def unassigned(self) -> tuple[str, ...]:
        """Statements in none of them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Weights of n themes of one result in o themes of another, over the statements that stand in both.

    `common` (n, o): what both hold, per statement the lesser of its two weights; `now` (n,) and `before` (o,): what
    each holds of the shared statements.
    """

    common: NDArray[np.float64]
    now: NDArray[np.float64]
    before: NDArray[np.float64]

    @property
    def jaccard(self) -> NDArray[np.float64]:
        """Shape (n, o), 0 to 1: weighted Jaccard overlap (Ioffe 2010), 1 where both hold the same alike."""
        either = self.now[:, None] + self.before[None, :] - self.common
        return np.round(self.common / np.where(either > 0, either, 1), DIGITS)


def overlap(now: Themed, before: Themed, rows: Sequence[str], columns: Sequence[str]) -> Overlap:
    """Holds the themes `rows` of one result against the themes `columns` of another."""
    shared = {one: number for number, one in enumerate(standing(now) & standing(before))}
    ours, theirs = _held(now, rows, shared), _held(before, columns, shared)
    # The lesser of two weights is a whole one where the theme is the first on both sides, else that of a second one.
    common = SECONDARY * (ours[1] @ theirs[1].T) + (1 - SECONDARY) * (ours[0] @ theirs[0].T)
    return Overlap(common=common.toarray(), now=weights(now, rows, shared), before=weights(before, columns, shared))


def weights(result: Themed, themes: Sequence[str], among: Container[str] | None = None) -> NDArray[np.float64]:
    """Shape (len(themes),): the weight of each theme's statements, or of those among some."""
    held: dict[str, float] = defaultdict(float)
    for one in result.memberships:
        if among is None or one.statement in among:
            held[one.theme] += 1.0 if one.primary else SECONDARY
    return np.array([held[theme] for theme in themes], dtype=np.float64)


def _held(result: Themed, themes: Sequence[str], shared: Mapping[str, int]) -> tuple[Any, Any]:
    """Sparse (themes, shared statements): 1 where a theme is a statement's first, and where it is any of its themes."""
    from scipy.sparse import csr_matrix

    place = {theme: number for number, theme in enumerate(themes)}
    shape = (len(themes), len(shared))
    found = [
        (place[one.theme], shared[one.statement], one.primary)
        for one in result.memberships
        if one.theme in place and one.statement in shared
    ]
    ends = np.array(found, dtype=np.int64).reshape(-1, 3).T
    first = ends[:, ends[2] == 1]
    made = [csr_matrix((np.ones(part.shape[1]), (part[0], part[1])), shape=shape) for part in (first, ends)]
    return made[0], made[1]


def standing(result: Themed) -> set[str]:
    """All statements of a result, with a theme or without."""
    return {one.statement for one in result.memberships} | set(result.unassigned)
