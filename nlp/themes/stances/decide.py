"""Whether each statement asks for something, finds fault or praises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Analysis
from nlp.domain.themes import Stance
from nlp.ports import Matrix
from nlp.themes.stances.features import asked, numbers, table
from nlp.themes.stances.model import ENCODERS, ORDER, head_name, load, probabilities

DIGITS = 4
"""Probabilities are compared after so many digits: the last bits of a product depend on its neighbours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The stance of one statement, and the probability of what was decided, 0 to 1."""

    stance: Stance
    confidence: float


def stances(
    *,
    texts: Sequence[str],
    words: Sequence[Analysis],
    questions: Sequence[Analysis],
    views: Sequence[Matrix] = (),
    names: Sequence[str] = (),
) -> list[Heard]:
    """One stance for each text, by its words, its question (with lead-in) and the vectors of the encoders `names`.

    Where no stance is likely enough it says neutral. Works with both bundled encoders, with either, with none.
    """
    if not texts:
        return []
    model = load()
    kinds: dict[Analysis, str] = {question: asked(question) for question in set(questions)}
    rows = [numbers(text, one, kinds[question]) for text, one, question in zip(texts, words, questions, strict=True)]
    known = {name: view for name, view in zip(names, views, strict=True) if name in ENCODERS}
    likely = probabilities(model, table(rows, model.names), known)
    head = model.heads[head_name([name for name in ENCODERS if name in known])]
    return decided(likely, dict(zip(ORDER, head.cuts.tolist(), strict=True)))


def decided(likely: NDArray[np.float64], cuts: Mapping[Stance, float]) -> list[Heard]:
    """The likeliest stance where it reaches its cut, neutral elsewhere; of equals the less friendly one."""
    heard = []
    for row in np.round(likely, DIGITS):
        place = int(np.argmax(row))
        stance = ORDER[place]
        if stance is not Stance.NEUTRAL and row[place] < cuts[stance]:
            stance = Stance.NEUTRAL
        heard.append(Heard(stance=stance, confidence=float(row[ORDER.index(stance)])))
    return heard
