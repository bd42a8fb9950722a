"""BERTopic's frame around our own reduction, clustering and German vectoriser; and BERTopic as shipped."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix

WORDLESS = "\N{MIDDLE DOT}"
PLACEHOLDERS = (WORDLESS, "\N{BULLET}")
"""Stand for texts without lemmas, so that no vocabulary has fewer than two words; never shown."""
_PLOTS = "bertopic.plotting"


class Reducer(Protocol):
    """What BERTopic asks of a reduction."""

    def fit_transform(self, matrix: Matrix, y: object = None) -> Matrix:
        """(m, d) → (m, p)."""
        ...


class Grouper(Protocol):
    """What BERTopic asks of a clustering."""

    labels_: NDArray[np.int64]

    def fit(self, matrix: Matrix, y: object = None) -> object:
        """Sets `labels_`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """What the frame found: a topic per text, and the terms of each topic, best first."""

    topics: NDArray[np.int64]
    terms: dict[int, tuple[str, ...]]


def framed(
    *, embeddings: Matrix, lemmas: Sequence[Sequence[str]], reducer: Reducer, grouper: Grouper, words: int = 15
) -> Framed:
    """Fits BERTopic with our parts on m texts given as lemmas; terms by c-TF-IDF (Grootendorst 2022)."""
    model = _class()(
        language="multilingual",
        embedding_model=None,
        umap_model=reducer,
        hdbscan_model=grouper,
        vectorizer_model=_vectorizer(),
        ctfidf_model=_weighting(),
        top_n_words=words,
    )
    texts = [" ".join(word.replace(" ", "\N{NO-BREAK SPACE}") for word in row) or WORDLESS for row in lemmas]
    if len({word for text in texts for word in text.split(" ")}) == 1:
        texts[0] += f" {' '.join(PLACEHOLDERS)}"
    topics, _ = model.fit_transform(texts, embeddings)
    terms = {topic: _ordered(pairs) for topic, pairs in model.get_topics().items()}
    return Framed(topics=np.array(topics, dtype=np.int64), terms=terms)


def shipped(vectors: Matrix, documents: Sequence[str], seed: int | None) -> NDArray[np.int64]:
    """(n,) labels, −1 = outlier: BERTopic with its default UMAP and HDBSCAN on these vectors.

    Only UMAP's seed is set, or not even that: then UMAP uses every core, and no two runs are alike. Too few texts for
    either give −1 throughout, as the user would see after the error.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # UMAP speaks of threads and of missing TensorFlow
        from umap import UMAP

        umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=seed)
        try:
            topics, _ = _class()(embedding_model=None, umap_model=umap).fit_transform(list(documents), vectors)
        except (TypeError, ValueError):  # UMAP's start or the vectoriser fail on a handful of texts
            topics = [-1] * len(documents)
    return np.array(topics, dtype=np.int64)


def _ordered(pairs: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    ranked = sorted(((-round(float(score), 8), word) for word, score in pairs))
    words = (word.replace("\N{NO-BREAK SPACE}", " ") for _, word in ranked)
    return tuple(word for word in words if word and word not in PLACEHOLDERS)


def _vectorizer() -> Any:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(tokenizer=_blanks, token_pattern=None, lowercase=False)


def _blanks(text: str) -> list[str]:
    return [word for word in text.split(" ") if word]


def _weighting() -> Any:
    with _quiet_import():
        from bertopic.vectorizers import ClassTfidfTransformer
    return ClassTfidfTransformer(reduce_frequent_words=True)


def load_frame() -> None:
    """Imports the frame, which takes seconds, ahead of its use."""
    _class()


def _class() -> Any:
    with _quiet_import():
        from bertopic import BERTopic
    return BERTopic


@contextmanager
def _quiet_import() -> Iterator[None]:
    """Keeps BERTopic's plots out while it is imported: they alone compile UMAP, and nothing here draws.

    BERTopic changes the warning filters of the whole process; they are put back.
    """
    stand_in = _PLOTS not in sys.modules
    if stand_in:
        sys.modules[_PLOTS] = ModuleType(_PLOTS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if stand_in:
            del sys.modules[_PLOTS]
