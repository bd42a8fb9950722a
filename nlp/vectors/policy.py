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
NARROW, WIDE = 0.45, 0.65
"""Texts that know no more chapters apart than the first are about one field; from the second on about many."""
ALIKE, THE_SAME = 0.75, 0.85
"""From the second on texts speak as a coalition agreement does; up to the first its chapters are not theirs."""
SOFT = 2.0
"""Scores are divided by this: a sentence of a survey is never as sure of its chapter as one of the agreement."""
UNLIKE = 0.01
"""Likeness to a chapter below this is all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A projection for each set of encoders, and what it was learnt on.

    `weights`: encoders joined by „+“ → (sum of their widths, p), scaled so that the sentences learnt on have a mean
    square of one; `broad`: the same learnt on chapters alone; `means`: encoder → the mean of the texts learnt on.
    `chapters`: encoders → per source (p + 1, c), which scores texts for its c chapters; the last row is added.
    `shares`: how much each source weighs. `known`: encoders → how far its chapters tell sentences apart that they
    were not learnt on.
    """

    name: str
    sources: tuple[str, ...]
    weights: Mapping[str, NDArray[np.float64]]
    broad: Mapping[str, NDArray[np.float64]]
    means: Mapping[str, NDArray[np.float64]]
    chapters: Mapping[str, tuple[NDArray[np.float64], ...]]
    shares: tuple[float, ...]
    known: Mapping[str, float]
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

    def likeness(self, views: Sequence[Matrix], names: Sequence[str]) -> tuple[Matrix, float] | None:
        """Shape (n, chapters): how like each chapter a text is (log of its probability), and how much that tells.

        The second is the mutual information of texts and chapters, 1 where it is that of sentences of the agreements
        themselves: cycling (0.4) is one field, a social plan (0.8) many. None where no encoder fits.
        """
        known, rows = self._centred(views, names, None)
        if rows is None:
            return None
        choice = "+".join(known)
        broad = rows @ self.broad[choice]
        parts, told = [], []
        for scores, share in zip(self.chapters[choice], self.shares, strict=True):
            likely = probable(broad @ scores[:-1] + scores[-1])
            logs = np.log(likely + UNLIKE)
            parts.append(_unit(logs - logs.mean(axis=0)) * share)
            if share == 1:
                told.append(information(likely))
        together = np.concatenate(parts, axis=1) / np.linalg.norm(self.shares)
        return np.round(together, DIGITS).astype(np.float32), round(float(np.mean(told)) / self.known[choice], 4)

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
            places = range(len(told["shares"]))
            chapters = {
                key: tuple(kept[f"chapters:{key}:{place}"].astype(np.float64) for place in places)
                for key in told["weights"]
            }
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
        chapters=chapters,
        shares=tuple(told["shares"]),
        known=told["known"],
        fingerprint=f"policy-{hashlib.blake2b(content, digest_size=6).hexdigest()}",
    )


def probable(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, c) probabilities from (n, c) scores of a discriminant, softened."""
    soft = (scores - scores.max(axis=1, keepdims=True)) / SOFT
    raised = np.exp(soft)
    likely: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return likely


def information(likely: NDArray[np.float64]) -> float:
    """Mutual information of n texts and c classes, 0 to 1 (in units of log c), from (n, c) probabilities."""
    mean = likely.mean(axis=0)
    whole = -(mean * np.log(mean + 1e-12)).sum()
    left = -(likely * np.log(likely + 1e-12)).sum(axis=1).mean()
    return float((whole - left) / np.log(len(mean)))


def grouping_views(
    views: Sequence[Matrix], names: Sequence[str], projection: Projection | None
) -> tuple[list[Matrix], list[float]]:
    """What texts are grouped by: one matrix per encoder, what the policy view sees beside them, a weight for each.

    An encoder weighs 1. The texts decide how much the policy view weighs: up to 1, as far as its chapters tell them
    apart; and up to 1 again for their likeness to each chapter, where they speak as an agreement does. A survey on
    cycling is all about one field, and what sets fields apart is noise in it.
    """
    seen, weights = list(views), [1.0] * len(views)
    fine = projection.view(views, names) if projection else None
    broad = projection.broad_view(views, names) if projection else None
    like = projection.likeness(views, names) if projection and len(views[0]) else None
    if fine is None or broad is None or like is None:
        return seen, weights
    chapters, told = like
    for matrix, weight in (
        (np.concatenate([broad, fine], axis=1), _between(told, NARROW, WIDE)),
        (chapters, _between(told, ALIKE, THE_SAME)),
    ):
        if weight > 0:
            seen.append(matrix)
            weights.append(weight)
    return seen, weights


def _between(value: float, none: float, all_: float) -> float:
    return min(1.0, max(0.0, (value - none) / (all_ - none)))


def _projected(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> Matrix:
    made: Matrix = np.round(_unit(rows @ weights), DIGITS).astype(np.float32)
    return made


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float64] = rows / np.where(lengths > 0, lengths, 1)
    return scaled
