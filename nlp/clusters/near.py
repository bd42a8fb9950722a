"""The nearest few of many, without sorting the many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix

PLAIN = 4_000
"""Up to so many columns a partition of the whole row costs little."""
STRIPES = 32
"""Of more columns the largest of each stripe is looked at first: few are left that can be among the nearest."""


def best(block: Matrix, size: int) -> tuple[NDArray[np.int64], Matrix]:
    """Columns and values of the `size` largest entries of each row, falling, both (m, size).

    Equal values stand in the order of their columns. `size` is at most the number of columns.
    """
    return _plain(block, size) if block.shape[1] <= max(PLAIN, STRIPES * (size + 1)) else _striped(block, size)


def _plain(block: Matrix, size: int) -> tuple[NDArray[np.int64], Matrix]:
    columns = np.sort(np.argpartition(-block, size - 1, axis=1)[:, :size], axis=1)
    values = np.take_along_axis(block, columns, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1), np.take_along_axis(values, order, axis=1)


def _striped(block: Matrix, size: int) -> tuple[NDArray[np.int64], Matrix]:
    count, columns = block.shape
    width = columns // STRIPES
    largest = block[:, : STRIPES * width].reshape(count, STRIPES, width).max(axis=1)
    floor = np.partition(largest, width - size, axis=1)[:, width - size]  # so many entries are at least this large
    rows, found = np.nonzero(block >= floor[:, None])
    values = block[rows, found]
    order = np.lexsort((found, -values, rows))
    taken = order[np.searchsorted(rows, np.arange(count))[:, None] + np.arange(size)]
    return found[taken], values[taken]
