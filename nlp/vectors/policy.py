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


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A projection for each set of encoders, and what it was learnt on.

    `weights`: encoders joined by „+“ → (sum of their widths, p); `means`: encoder → the mean of the texts learnt on.
    """

    name: str
    sources: tuple[str, ...]
    weights: Mapping[str, NDArray[np.float64]]
    means: Mapping[str, NDArray[np.float64]]
    fingerprint: str

    def view(self, views: Sequence[Matrix], names: Sequence[str], *, own_mean: bool | None = None) -> Matrix | None:
        """Shape (n, p), unit rows, from one (n, d) matrix per encoder; None where no encoder is one it was learnt on.

        Each encoder's vectors are centred on their own mean from 30 texts on, else (or as `own_mean` says) on the
        mean of the texts learnt on.
        """
        given = dict(zip(names, views, strict=True))
        known = [name for name in ENCODERS if name in given]
        if not known:
            return None
        count = len(views[0])
        own = (count >= FEW if own_mean is None else own_mean) and count > 0
        parts = []
        for name in known:
            view = given[name].astype(np.float64)
            parts.append(unit((view - (view.mean(axis=0) if own else self.means[name])).astype(np.float32)))
        projected = np.concatenate(parts, axis=1).astype(np.float64) @ self.weights["+".join(known)]
        lengths = np.linalg.norm(projected, axis=1, keepdims=True)
        made: Matrix = np.round(projected / np.where(lengths > 0, lengths, 1), DIGITS).astype(np.float32)
        return made


@lru_cache
def load(which: str | Path = STANDARD) -> Projection:
    """The projection of that name under `models/policy/`, or in that file. Raises EmbedderProblem."""
    path = which if isinstance(which, Path) else shipped(f"models/policy/{which}.npz")
    try:
        content = path.read_bytes()
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            told: dict[str, Any] = json.loads(str(kept["meta"]))
            weights = {key: kept[f"weights:{key}"].astype(np.float64) for key in told["weights"]}
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
        means=means,
        fingerprint=f"policy-{hashlib.blake2b(content, digest_size=6).hexdigest()}",
    )
