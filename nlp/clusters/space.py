"""Several views of the same texts, made into one space of few dimensions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix

LEXICAL_DIMENSIONS = 100
SPACE_DIMENSIONS = 128
LARGEST_VOCABULARY = 60_000
LARGEST_SHARE = 0.15
"""A piece of a word that stands in more texts than this says nothing about any of them."""
FEW = 30


def unit(matrix: Matrix) -> Matrix:
    """Every row at length one; rows of zeros stay."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Matrix = (matrix / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def centred(view: Matrix) -> Matrix:
    """The view less its mean, rows at length one: sentence vectors all share a direction that says nothing."""
    return unit((view - view.mean(axis=0, dtype=np.float64)).astype(np.float32))


def lexical(documents: Sequence[str]) -> Matrix:
    """Shape (m, up to 100), unit rows: TF-IDF over runs of 4 to 6 characters within words, reduced by SVD.

    Compounds share such runs where they share no word. Texts without any give zero columns.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    count = len(documents)
    rarest = 2 if count >= FEW else 1
    vectorizer = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(4, 6),
        sublinear_tf=True,
        min_df=rarest,
        max_df=max(int(LARGEST_SHARE * count), rarest + 1),
        max_features=LARGEST_VOCABULARY,
        dtype=np.float32,
    )
    try:
        weights = vectorizer.fit_transform(documents)
    except ValueError:  # no run of characters is left: the texts share nothing or are too short
        return np.zeros((count, 0), dtype=np.float32)
    size = min(LEXICAL_DIMENSIONS, count - 1, weights.shape[1] - 1)
    if size < 1:
        return np.zeros((count, 0), dtype=np.float32)
    from sklearn.utils.extmath import randomized_svd

    left, values, _ = randomized_svd(weights, n_components=size, n_iter=5, random_state=0)
    return unit(steady(left * values).astype(np.float32))


def steady(columns: NDArray[np.floating]) -> NDArray[np.floating]:
    """Columns with their signs fixed: the entry furthest from zero is positive."""
    furthest = np.argmax(np.abs(np.round(columns, 6)), axis=0)
    signs = np.sign(columns[furthest, np.arange(columns.shape[1])])
    turned: NDArray[np.floating] = columns * np.where(signs == 0, 1, signs)
    return turned


def reduced(matrix: Matrix, dimensions: int = SPACE_DIMENSIONS) -> Matrix:
    """Shape (m, up to `dimensions`): the principal components by exact eigenvectors, signs fixed."""
    count, width = matrix.shape
    size = min(dimensions, count, width)
    double = matrix.astype(np.float64)
    if count < width:
        values, vectors = np.linalg.eigh(double @ double.T)
        values = np.maximum(values[::-1][:size], 0)
        coordinates = vectors[:, ::-1][:, :size] * np.sqrt(values)
    else:
        _, vectors = np.linalg.eigh(double.T @ double)
        coordinates = double @ vectors[:, ::-1][:, :size]
    return steady(coordinates).astype(np.float32)


def side_by_side(
    views: Sequence[Matrix], weights: Sequence[float], documents: Sequence[str], lexical_weight: float
) -> Matrix:
    """Shape (m, sum of widths): the views centred, the lexical one beside them, each at its weight.

    Raises ValueError where views and weights differ in number.
    """
    weighted = [centred(view) * np.float32(weight) for view, weight in zip(views, weights, strict=True)]
    if lexical_weight > 0:
        weighted.append(lexical(documents) * np.float32(lexical_weight))
    together: Matrix = np.concatenate(weighted, axis=1)
    return together
