"""How well themes were assigned, against human codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFigures:
    """Shares from 0 to 1 over all texts that carry at least one code (`samples_f1`: over all texts)."""

    n: int
    top1: float
    top3: float
    macro_f1: float
    samples_f1: float


def assignment_figures(
    scores: NDArray[np.floating], chosen: NDArray[np.bool_], gold: NDArray[np.bool_]
) -> AssignmentFigures:
    """Figures for scores (n, t), chosen themes (n, t) and human codes (n, t)."""
    coded = gold.any(axis=1)
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.take_along_axis(gold, order, axis=1)[coded]
    return AssignmentFigures(
        n=len(gold),
        top1=_mean([bool(row[:1].any()) for row in hits]),
        top3=_mean([bool(row[:3].any()) for row in hits]),
        macro_f1=_mean(
            [_f1(chosen[:, theme], gold[:, theme]) for theme in range(gold.shape[1]) if gold[:, theme].any()]
        ),
        samples_f1=_mean([_f1(ours, theirs) for ours, theirs in zip(chosen, gold, strict=True)]),
    )


def _f1(ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> float:
    """F1 of two sets; two empty sets agree fully."""
    size = int(ours.sum() + theirs.sum())
    return 2 * int((ours & theirs).sum()) / size if size else 1.0


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else 0.0
