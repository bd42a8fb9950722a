"""The policy view: what a linear projection, learnt on public German policy texts, sees in the encoders' vectors."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.errors import EmbedderProblem
from nlp.ports import Matrix
from nlp.settings import shipped
from nlp.vectors.bundled import unit

STANDARD = "standard"
ENCODERS = ("e5", "use")
"""The encoders a projection can read, in the order of its columns; each alone will do."""
FEW = 30
"""Fewer texts than this have no mean of their own worth the name: the mean of what was learnt on serves."""
DIGITS = 6
NARROW, WIDE = 0.75, 0.9
"""Texts that spread no further than the first are about one field; from the second on they are about many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A projection for each set of encoders, and what it was learnt on.

    `weights`: encoders joined by „+“ → (sum of their widths, p), scaled so that the sentences learnt on have a mean
    square of one; `broad`: the same learnt on chapters alone; `means`: encoder → the mean of the texts learnt on.
    """

    name: str
    sources: tuple[str, ...]
    weights: Mapping[str, NDArray[np.float64]]
    broad: Mapping[str, NDArray[np.float64]]
    means: Mapping[str, NDArray[np.float64]]
    fingerprint: str

    def view(self, views: Sequence[Matrix], names: Sequence[str], *, own_mean: bool | None = None) -> Matrix | None:
        """Shape (n, p), unit rows, from one (n, d) matrix per encoder; None where no encoder is one it was learnt on.

        Each encoder's vectors are centred on their own mean from 30 texts on, else (or as `own_mean` says) on the
        mean of the texts learnt on.
        """
        known, rows = self._centred(views, names, own_mean)
        return _projected(rows, self.weights["+".join(known)]) if rows is not None else None

    def broad_view(self, views: Sequence[Matrix], names: Sequence[str]) -> Matrix | None:
        """As `view`, by what was learnt on chapters alone."""
        known, rows = self._centred(views, names, None)
        return _projected(rows, self.broad["+".join(known)]) if rows is not None else None

    def spread(self, views: Sequence[Matrix], names: Sequence[str]) -> float:
        """How far texts lie apart in this view: 1 is the spread of the sentences learnt on, 0 where no encoder fits.

        Texts that are all about one field spread less. The first encoder that fits tells it by itself: E5 tells
        cycling (0.62) from many fields (0.91 and more) better than both together do (0.77, 0.97).
        """
        fitting = next((place for name in ENCODERS for place, given in enumerate(names) if given == name), None)
        if fitting is None or not len(views[fitting]):
            return 0.0
        known, rows = self._centred([views[fitting]], [names[fitting]], None)
        return 0.0 if rows is None else round(float((rows @ self.weights[known[0]]).var(axis=0).sum()), 4)

    def _centred(
        self, views: Sequence[Matrix], names: Sequence[str], own_mean: bool | None
    ) -> tuple[list[str], NDArray[np.float64] | None]:
        """The encoders that fit, and their centred vectors side by side."""
        given = dict(zip(names, views, strict=True))
        known = [name for name in ENCODERS if name in given]
        if not known:
            return known, None
        count = len(views[0])
        own = (count >= FEW if own_mean is None else own_mean) and count > 0
        parts = []
        for name in known:
            view = given[name].astype(np.float64)
            parts.append(unit((view - (view.mean(axis=0) if own else self.means[name])).astype(np.float32)))
        return known, np.concatenate(parts, axis=1).astype(np.float64)


@lru_cache
def load(which: str | Path = STANDARD) -> Projection:
    """The projection of that name under `models/policy/`, or in that file. Raises EmbedderProblem."""
    path = which if isinstance(which, Path) else shipped(f"models/policy/{which}.npz")
    try:
        content = path.read_bytes()
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            told: dict[str, Any] = json.loads(str(kept["meta"]))
            weights = {key: kept[f"weights:{key}"].astype(np.float64) for key in told["weights"]}
            broad = {key: kept[f"broad:{key}"].astype(np.float64) for key in told["weights"]}
            means = {key: kept[f"mean:{key}"].astype(np.float64) for key in told["means"]}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
        raise EmbedderProblem(
            f"Die Politik-Sicht „{path.stem}“ lässt sich nicht lesen ({path}). "
            "Bitte prüfen Sie den Namen, oder installieren Sie O-Ton neu."
        ) from problem
    return Projection(
        name=path.stem,
        sources=tuple(told["sources"]),
        weights=weights,
        broad=broad,
        means=means,
        fingerprint=f"policy-{hashlib.blake2b(content, digest_size=6).hexdigest()}",
    )


def grouping_views(
    views: Sequence[Matrix], names: Sequence[str], projection: Projection | None
) -> tuple[list[Matrix], list[float]]:
    """What texts are grouped by: one matrix per encoder, the policy view beside them, and a weight for each.

    An encoder weighs 1. The texts decide how much the policy view weighs: up to 1, as far as they spread in it. A
    survey on cycling is all about one field, and what sets fields apart is noise in it.
    """
    weights = [1.0] * len(views)
    fine = projection.view(views, names) if projection else None
    if projection is None or fine is None:
        return list(views), weights
    broad = projection.broad_view(views, names)
    share = min(1.0, max(0.0, (projection.spread(views, names) - NARROW) / (WIDE - NARROW)))
    if broad is None or share == 0:
        return list(views), weights
    return [*views, np.concatenate([broad, fine], axis=1)], [*weights, share]


def _projected(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> Matrix:
    projected = rows @ weights
    lengths = np.linalg.norm(projected, axis=1, keepdims=True)
    made: Matrix = np.round(projected / np.where(lengths > 0, lengths, 1), DIGITS).astype(np.float32)
    return made
