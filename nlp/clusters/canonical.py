"""One order for all inputs: what comes in shuffled is worked on in the same order, equal texts once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """Distinct texts in an order that depends on their content alone.

    `rows` (m,): the input row that stands for each distinct text; `place` (n,): the distinct text of each input
    row; `copies` (m,): how many rows share the text.
    """

    rows: NDArray[np.int64]
    place: NDArray[np.int64]
    copies: NDArray[np.int64]


def wording(document: str) -> str:
    """What two texts must share to count as the same: their words in lower case, whatever the punctuation."""
    return " ".join(_WORD.findall(document.casefold())) or document.strip()


def canonical(documents: Sequence[str], views: Sequence[Matrix]) -> Canonical:
    """Sorts by wording, then text, then the bytes of the vectors, and folds equal wordings into one."""
    wordings = [wording(document) for document in documents]

    def key(row: int) -> tuple[str, str, bytes]:
        return wordings[row], documents[row], b"".join(view[row].tobytes() for view in views)

    place = np.zeros(len(documents), dtype=np.int64)
    rows: list[int] = []
    last: str | None = None
    for row in sorted(range(len(documents)), key=key):
        if wordings[row] != last:
            rows.append(row)
            last = wordings[row]
        place[row] = len(rows) - 1
    copies = np.bincount(place, minlength=len(rows)).astype(np.int64)
    return Canonical(rows=np.array(rows, dtype=np.int64), place=place, copies=copies)
