"""The learnt weights of models/stance, and what they make of words and vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.domain.themes import Stance
from nlp.ports import Matrix
from nlp.settings import shipped

ORDER = (Stance.NEED, Stance.CRITICISM, Stance.PRAISE, Stance.NEUTRAL)
"""The columns of every table of probabilities."""
ENCODERS = ("e5", "use")
"""Encoders the weights were learnt with; any other counts for nothing here."""
SCALE = 1.5
"""What a centred vector of length one is multiplied by beside cues of 0 and 1; chosen on the tuning half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Weights for one choice of encoders: (columns, 4), offsets (4,), and the lowest probability each stance needs."""

    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]
    cuts: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Names of the cue columns, the mean vector of each encoder, a head for each choice of encoders."""

    names: tuple[str, ...]
    means: Mapping[str, NDArray[np.float64]]
    heads: Mapping[str, Head]
    cue_lists: str


def head_name(encoders: Sequence[str]) -> str:
    """`e5+use`, `e5`, `use` or `cues`."""
    return "+".join(encoders) or "cues"


@cache
def load(path: Path | None = None) -> Model:
    """The shipped model, or another of the same form."""
    with np.load(path or shipped("models/stance/haltung.npz")) as file:
        told = {name: file[name] for name in file.files}
    heads = {
        name.partition(":")[2]: Head(
            weights=told[name].astype(np.float64),
            offsets=told[name.replace("weights:", "offsets:")].astype(np.float64),
            cuts=told[name.replace("weights:", "cuts:")].astype(np.float64),
        )
        for name in told
        if name.startswith("weights:")
    }
    means = {name: told[f"mean:{name}"].astype(np.float64) for name in ENCODERS}
    return Model(
        names=tuple(told["names"].tolist()), means=means, heads=heads, cue_lists=str(told["cue_lists"].tolist())
    )


def columns(cues: Matrix, views: Mapping[str, Matrix], means: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Cues and centred vectors side by side, encoders in the order of ENCODERS."""
    blocks = [np.asarray(cues, dtype=np.float64)]
    for name in ENCODERS:
        if name in views:
            centred = views[name].astype(np.float64) - means[name]
            lengths = np.linalg.norm(centred, axis=1, keepdims=True)
            blocks.append(SCALE * centred / np.where(lengths > 0, lengths, 1))
    return np.hstack(blocks)


def probabilities(model: Model, cues: Matrix, views: Mapping[str, Matrix]) -> NDArray[np.float64]:
    """Shape (n, 4), rows sum to one; `views` by encoder, those the model does not know left out."""
    known = {name: views[name] for name in ENCODERS if name in views}
    head = model.heads[head_name(list(known))]
    scores = columns(cues, known, model.means) @ head.weights + head.offsets
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
