"""From vectors and texts to groups with strengths, stability and terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.bertopic import framed
from nlp.clusters.canonical import Canonical, canonical
from nlp.clusters.grouping import Grouping, Reduction
from nlp.clusters.space import side_by_side
from nlp.domain.themes import Granularity
from nlp.ports import Matrix

LEXICAL_WEIGHT = 0.7
FEWEST = 4
"""Fewer distinct texts than this are not parted."""
TERMS = 15
NOTHING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """Groups of n texts.

    `labels` (n,): 0 … k−1 by falling size, −1 = none. `strengths` (n,), 0 to 1: how firmly a text lies in its group.
    `held` (n,), 0 to 1: share of resamples that put it there. `rivals` (n,): the other group it lies near, −1 = none.
    `stability` (k,), 0 to 1: agreement over resamples. `terms` (k,): up to 15 lemmas each, best first.
    """

    labels: NDArray[np.int64]
    strengths: Matrix
    held: Matrix
    rivals: NDArray[np.int64]
    stability: tuple[float, ...]
    terms: tuple[tuple[str, ...], ...]


def cluster(
    *,
    views: Sequence[Matrix],
    documents: Sequence[str],
    lemmas: Sequence[Sequence[str]],
    themes: int | None = None,
    granularity: Granularity = Granularity.MEDIUM,
    weights: Sequence[float] | None = None,
    lexical_weight: float = LEXICAL_WEIGHT,
) -> Clustering:
    """Groups n texts by their views; the same for every order of the rows, on any number of cores.

    `views`: one or more (n, d) matrices; `lemmas`: the content words of each text; `weights`: one per view, 1 without.
    `themes` fixes the number of groups (as far as there are distinct texts), else the texts decide and `granularity`
    makes it coarser or finer. Equal wordings count once and go together. Raises ValueError where the inputs differ in
    length.
    """
    count = len(documents)
    if any(len(view) != count for view in views) or len(lemmas) != count:
        raise ValueError("views, documents and lemmas must be of the same length")
    import scipy.linalg
    import scipy.sparse.linalg  # noqa: F401 - the limit below reaches only libraries that are loaded: this one's BLAS
    import sklearn.cluster  # noqa: F401 - and this one's OpenMP
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # sums in another order end in other bits
        folded = canonical(documents, views)
        if len(folded.rows) < FEWEST or (themes == 1):
            return _unparted(folded, lemmas, whole=themes == 1)
        texts = [documents[row] for row in folded.rows]
        matrix = side_by_side(
            [view[folded.rows] for view in views], weights or [1.0] * len(views), texts, lexical_weight
        )
        grouping = Grouping(themes, granularity)
        found = framed(
            embeddings=matrix,
            lemmas=[lemmas[row] for row in folded.rows],
            reducer=Reduction(),
            grouper=grouping,
            words=TERMS,
        )
    return _unfolded(folded, grouping, found.topics, found.terms)


def _unfolded(
    folded: Canonical, grouping: Grouping, topics: NDArray[np.int64], terms: dict[int, tuple[str, ...]]
) -> Clustering:
    groups = range(len(grouping.stability))
    topic_of = {group: int(topics[np.flatnonzero(grouping.labels_ == group)[0]]) for group in groups}
    return Clustering(
        labels=grouping.labels_[folded.place],
        strengths=grouping.strengths[folded.place],
        held=grouping.held[folded.place],
        rivals=grouping.rivals[folded.place],
        stability=tuple(grouping.stability),
        terms=tuple(terms.get(topic_of[group], ()) for group in groups),
    )


def _unparted(folded: Canonical, lemmas: Sequence[Sequence[str]], *, whole: bool) -> Clustering:
    """Too few texts to part: those written more than once make a group each, else all make one."""
    repeated = [place for place in np.argsort(-folded.copies, kind="stable") if folded.copies[place] > 1]
    names = {place: name for name, place in enumerate(repeated)}
    if whole or not repeated:
        names = dict.fromkeys(range(len(folded.rows)), 0)
    labels = np.array([names.get(place, NOTHING) for place in folded.place], dtype=np.int64)
    groups = range(len(set(names.values())))
    words = [
        Counter(word for place in sorted(names) if names[place] == group for word in lemmas[folded.rows[place]])
        for group in groups
    ]
    terms = (tuple(sorted(counts, key=lambda word: (-counts[word], word))[:TERMS]) for counts in words)
    return Clustering(
        labels=labels,
        strengths=(labels >= 0).astype(np.float32),
        held=(labels >= 0).astype(np.float32),
        rivals=np.full(len(labels), NOTHING, dtype=np.int64),
        stability=tuple(0.0 for _ in groups),
        terms=tuple(terms),
    )
