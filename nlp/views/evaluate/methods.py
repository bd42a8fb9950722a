"""The ways of grouping that are compared, each from a reading to one label per text (−1 = none)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.bertopic import shipped
from nlp.clusters.engine import Clustering, cluster
from nlp.clusters.space import centred
from nlp.ports import Matrix
from nlp.vectors.policy import Projection, grouping_views
from nlp.views.evaluate.reading import Reading

Labels = NDArray[np.int64]
STARTS = 10
"""k-means is begun this often and the best is kept, as scikit-learn did by default for ten years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """O-Ton's grouping as a run uses it; `policy` adds what that projection sees in the texts at hand."""

    policy: Projection | None = None

    def views(self, reading: Reading) -> list[Matrix]:
        """The encoders' views and, where a projection fits these very texts, the policy view."""
        return grouping_views(reading.views, reading.names, self.policy)[0]

    def group(
        self,
        views: Sequence[Matrix],
        names: Sequence[str],
        texts: Sequence[str],
        lemmas: Sequence[Sequence[str]],
        themes: int | None = None,
    ) -> Clustering:
        """Groups n texts by one (n, d) matrix per encoder; the number of themes is found or given."""
        seen, weights = grouping_views(views, names, self.policy)
        return cluster(views=seen, weights=weights, documents=texts, lemmas=lemmas, themes=themes)

    def cluster(self, reading: Reading, themes: int | None = None) -> Clustering:
        """Groups the texts that were read."""
        return self.group(reading.views, reading.names, reading.texts, reading.words, themes)

    def labels(self, reading: Reading, themes: int | None = None) -> Labels:
        """(n,) labels alone."""
        return self.cluster(reading, themes).labels


def bertopic(reading: Reading, seed: int) -> Labels:
    """BERTopic as shipped on the first encoder's vectors."""
    return shipped(reading.views[0], reading.texts, seed)


def words_k_means(texts: Sequence[str], themes: int) -> Labels:
    """k-means on TF-IDF of whole words, as most tutorials do it. Texts without a word in common are one group."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        weights = TfidfVectorizer(min_df=2, max_df=0.5, sublinear_tf=True).fit_transform(texts)
    except ValueError:  # no word stands in two texts
        return np.zeros(len(texts), dtype=np.int64)
    return _k_means(weights, themes)


def vectors_k_means(matrix: Matrix, themes: int) -> Labels:
    """k-means on one encoder's vectors, centred."""
    return _k_means(centred(matrix), themes)


def _k_means(rows: Any, themes: int) -> Labels:
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found: Labels = KMeans(min(themes, rows.shape[0]), n_init=STARTS, random_state=0).fit_predict(rows)
    return found.astype(np.int64)
