"""Found groups held against the catalogue: next to one of its themes, a theme of their own, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.assign import Assignment
from nlp.themes.central import cohesion

NEXT_TO = 0.3
"""Mean strength from which a group belongs to a catalogue theme; 0.5 would be the threshold for one statement."""
SAME_WAY = 0.5
"""… if this share of its members has that theme first."""
FEWEST, MOST_FEWEST = 3, 8
"""A found theme has at least so many wordings: one in a hundred of all, within these bounds."""
SMALL_CORPUS = 60
LOOSE = 0.02
"""Beside a catalogue, groups whose members are no nearer each other than this are leftovers, not a theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A found group: rows of the corpus with strengths; `near` is the catalogue theme it goes into, if any."""

    rows: tuple[int, ...]
    strengths: tuple[float, ...]
    stability: float
    near: int | None


def found_groups(
    *,
    matrix: Matrix,
    documents: Sequence[str],
    rest: Sequence[int] | NDArray[np.int64],
    labels: Sequence[int] | NDArray[np.int64],
    strengths: Sequence[float] | Matrix,
    stability: Sequence[float],
    assignment: Assignment | None,
    too_large: Sequence[int] = (),
) -> list[Group]:
    """The groups that are worth a theme or belong to one; what is in none of them stays without a theme.

    A group next to a given theme that is `too_large` is a theme beside it.
    """
    groups = []
    for number, firm in enumerate(stability):
        places = [place for place, found in enumerate(labels) if found == number]
        rows = tuple(int(rest[place]) for place in places)
        near = _near(rows, assignment) if assignment is not None else None
        near = None if near in too_large else near
        if near is None and assignment is not None and not _worth(rows, matrix, documents):
            continue
        held = tuple(round(float(strengths[place]), 4) for place in places)
        groups.append(Group(rows=rows, strengths=held, stability=float(firm), near=near))
    return groups


def _near(rows: Sequence[int], assignment: Assignment) -> int | None:
    own = assignment.strengths[list(rows)]
    theme = int(own.mean(axis=0).argmax())
    first = float((own.argmax(axis=1) == theme).mean())
    return theme if float(own[:, theme].mean()) >= NEXT_TO and first >= SAME_WAY else None


def _worth(rows: Sequence[int], matrix: Matrix, documents: Sequence[str]) -> bool:
    wordings = {documents[row].casefold().strip(" .!?") for row in rows}
    fewest = min(MOST_FEWEST, max(FEWEST, len(documents) // 100)) if len(documents) >= SMALL_CORPUS else 2
    return len(wordings) >= fewest and cohesion(rows, matrix) >= LOOSE
