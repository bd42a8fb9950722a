"""The graph of nearest neighbours, and groups in it by spectral embedding."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.cells import in_cells
from nlp.clusters.near import best
from nlp.clusters.space import steady
from nlp.ports import Matrix

CHUNK = 256
EXACT = 20_000
"""Above so many texts comparing each with each costs more than all the rest."""
DENSE = 250
"""Up to this many texts all eigenvectors are computed at once; above, the leading ones by Lanczos iteration."""
TOLERANCE = 1e-8
DIGITS = 5
ITERATIONS = 50
FAINT = 1e-3
"""Weight of the tie between any two texts, which keeps the graph in one piece."""

Labels = NDArray[np.int64]


def neighbours(space: Matrix, size: int) -> tuple[NDArray[np.int64], Matrix]:
    """The `size` nearest others of every row and their cosines, both (m, size).

    Exact search in chunks up to 20,000 rows, above in the nearest cells only. Cosines are rounded before they are
    compared, so that the last bits of a matrix product decide nothing. Memory grows with m × (256 + size), not with m².
    """
    count = len(space)
    size = min(size, count - 1)
    if count > EXACT:
        return in_cells(space, size)
    nearest = np.zeros((count, size), dtype=np.int64)
    cosines = np.zeros((count, size), dtype=np.float32)
    for start in range(0, count, CHUNK):
        block = np.round(space[start : start + CHUNK] @ space.T, DIGITS)
        rows = np.arange(len(block))
        block[rows, start + rows] = -2
        nearest[start : start + len(rows)], cosines[start : start + len(rows)] = best(block, size)
    return nearest, cosines


def graph(space: Matrix, size: int, near: tuple[NDArray[np.int64], Matrix] | None = None) -> Any:
    """Sparse symmetric (m, m) weights: the mean of both directions' cosines, above zero only.

    `near`: the result of `neighbours`, where it is there already.
    """
    from scipy.sparse import csr_matrix

    nearest, cosines = near or neighbours(space, size)
    count = len(space)
    ends = (np.repeat(np.arange(count), nearest.shape[1]), nearest.ravel())
    directed = csr_matrix((np.maximum(cosines.ravel(), 1e-4).astype(np.float64), ends), shape=(count, count))
    return (directed + directed.T).tocsr() / 2


def spectrum(weights: Any, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The `size` largest eigenvalues of D^-½ (W + faint) D^-½, falling, and their vectors (m, size), signs fixed.

    Ng, Jordan & Weiss 2002; the faint tie between all texts is that of Amini et al. 2013.
    """
    count = weights.shape[0]
    size = min(size, count)
    faint = FAINT * weights.sum() / count**2
    degrees = np.asarray(weights.sum(axis=1)).ravel() + faint * count
    scale = 1 / np.sqrt(degrees)
    if count <= DENSE:
        whole = (weights.toarray() + faint) * scale[:, None] * scale[None, :]
        values, vectors = np.linalg.eigh(whole)
        values, vectors = values[::-1][:size], vectors[:, ::-1][:, :size]
    else:
        from scipy.sparse import diags
        from scipy.sparse.linalg import LinearOperator, eigsh

        scaled = diags(scale) @ weights @ diags(scale)
        operator = LinearOperator(
            (count, count), matvec=lambda v: scaled @ v + faint * scale * (scale @ v), dtype=np.float64
        )
        start = np.linspace(1, 2, count)
        values, vectors = eigsh(operator, k=size, which="LA", v0=start, ncv=min(count, 2 * size + 20), tol=TOLERANCE)
        order = np.argsort(-values, kind="stable")
        values, vectors = values[order], vectors[:, order]
    return values.astype(np.float64), steady(vectors).astype(np.float64)


def parted(vectors: NDArray[np.float64], themes: int) -> Labels:
    """(m,) labels: k-means over the rows of the first `themes` eigenvectors at length one.

    It begins where a pivoted QR factorisation finds the texts that lie furthest apart (Damle, Minden & Ying 2019): as
    good as many starts by chance, and no chance in it.
    """
    from scipy.linalg import qr, svd

    rows = vectors[:, :themes]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.round(rows / np.where(lengths > 0, lengths, 1), DIGITS)
    _, _, pivots = qr(rows.T, pivoting=True, mode="economic")
    left, _, right = svd(rows[pivots[:themes]].T)
    nearest = np.round(np.abs(rows @ (left @ right)), DIGITS).argmax(axis=1)
    groups, labels = np.unique(nearest, return_inverse=True)
    centres = np.zeros((len(groups), rows.shape[1]))
    np.add.at(centres, labels, rows)
    return k_means(rows, len(groups), centres=centres / np.bincount(labels)[:, None])


def k_means(rows: Any, themes: int, *, centres: NDArray[np.float64] | None = None, seed: int | None = None) -> Labels:
    """(m,) labels by scikit-learn's k-means from these (k, d) centres, or from some drawn by chance.

    Fewer groups than asked for where fewer rows differ.
    """
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    begun = "k-means++" if centres is None else centres
    means = KMeans(n_clusters=themes, init=begun, n_init=1, max_iter=ITERATIONS, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        labels: Labels = means.fit_predict(rows).astype(np.int64)
    return labels
