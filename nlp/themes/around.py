"""What stands around a statement has a say: its answer, its question, its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix

LEANING = 0.5
"""What the other statements of the same answer add to a score."""
COLOURING = 0.7
"""What a question adds: how far its mean score of a theme lies from that of all statements."""
FEWEST_IN_QUESTION = 8
"""Questions with fewer statements say nothing about what they are about."""
FEWEST_IN_SOURCE = 20
ABOUT, MORE_THAN_ELSEWHERE = 1 / 3, 3
"""A source is about a theme when so large a share of its statements is, and so many times the share elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Of which answer, question and event each statement is, by name, where these are known; "" is none."""

    answers: Sequence[str] | None = None
    questions: Sequence[str] | None = None
    sources: Sequence[str] | None = None


def surrounded(scores: Matrix, around: Around) -> Matrix:
    """Scores (n, t) with what answers and questions have to say."""
    made = scores
    if around.answers is not None:
        made = leaning(made, around.answers)
    if around.questions is not None:
        made = coloured(made, around.questions)
    return made


def leaning(scores: Matrix, answers: Sequence[str]) -> Matrix:
    """Scores with a share of the mean score of the other statements in the same answer added."""
    leant = scores.copy()
    for answer, rows in _together(answers).items():
        if answer and len(rows) > 1:
            own = scores[rows]
            leant[rows] += LEANING * (own.sum(axis=0) - own) / (len(rows) - 1)
    return leant


def coloured(scores: Matrix, questions: Sequence[str]) -> Matrix:
    """Scores with what their question is about added; a single question has nothing to differ from."""
    mean = scores.mean(axis=0)
    made = scores.copy()
    for rows in _together(questions).values():
        if len(rows) >= FEWEST_IN_QUESTION:
            made[rows] += COLOURING * (scores[rows].mean(axis=0) - mean)
    return made


def of_the_day(chosen: NDArray[np.bool_], around: Around) -> NDArray[np.bool_]:
    """Decisions (n, t) with the theme that a whole event is about: all that is said on an expert day on violence.

    Surveys have no say in it: a family survey is named after who was asked.
    """
    made = chosen.copy()
    for event, rows in _together(around.sources or ()).items():
        elsewhere = np.delete(chosen, rows, axis=0)
        if event and len(rows) >= FEWEST_IN_SOURCE and len(elsewhere):
            here = chosen[rows].mean(axis=0)
            made[rows] |= (here >= ABOUT) & (here >= MORE_THAN_ELSEWHERE * elsewhere.mean(axis=0))
    return made


def _together(names: Sequence[str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        rows[name].append(row)
    return rows
