"""Texts read once for an evaluation: vectors and words, kept for the length of the command."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Analysis
from nlp.ports import Analyser, Matrix, Progress, VectorCache
from nlp.vectors.cached import encode_all
from nlp.vectors.memory import MemoryCache


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Texts with one vector matrix per encoder, their analyses, and the seconds encoding took.

    `names`: the encoders, in the order of the views.
    """

    texts: tuple[str, ...]
    views: tuple[Matrix, ...]
    analyses: tuple[Analysis, ...]
    seconds: float
    names: tuple[str, ...] = ()

    @property
    def words(self) -> list[list[str]]:
        """The content lemmas of each text."""
        return [[token.lemma for token in one.content] for one in self.analyses]

    def part(self, rows: Sequence[int] | NDArray[np.int64]) -> Reading:
        """These texts alone, in this order."""
        places = [int(row) for row in rows]
        return Reading(
            texts=tuple(self.texts[row] for row in places),
            views=tuple(view[places] for view in self.views),
            analyses=tuple(self.analyses[row] for row in places),
            seconds=self.seconds,
            names=self.names,
        )


def read_texts(
    texts: Sequence[str],
    *,
    embedders: Sequence[str],
    analyser: Analyser,
    executor: Executor,
    progress: Progress | None = None,
    cache: VectorCache | None = None,
) -> Reading:
    """Encodes and analyses texts; white space is folded first. Without a cache vectors are forgotten afterwards."""
    folded = tuple(" ".join(text.split()) for text in texts)
    begun = time.perf_counter()
    kept = cache or MemoryCache()
    views = tuple(encode_all(embedders, folded, cache=kept, executor=executor, progress=progress))
    seconds = time.perf_counter() - begun
    analyses = tuple(analyser.analyse(folded))
    return Reading(texts=folded, views=views, analyses=analyses, seconds=seconds, names=tuple(embedders))
