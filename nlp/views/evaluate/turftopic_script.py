"""Turftopic's models on given vectors, run by the Python of an environment of its own, where torch is.

    python turftopic_script.py IN.npz OUT.json

IN.npz holds `texts` (n,), `vectors` (n, d), `words` (w,), `word_vectors` (w, d) and `themes`, the number people used.
OUT.json gets a list of {method, given, labels, seconds} or {method, given, error}. Nothing of O-Ton is imported.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 1
SHIPPED_NUMBER = 10
"""What S³ takes where nobody names a number."""


class Known:
    """An encoder that has been asked before: it knows the vectors of the words and of nothing else."""

    def __init__(self, words: Iterable[str], vectors: NDArray[np.float32]) -> None:
        self._vectors = dict(zip(map(str, words), vectors, strict=True))

    def encode(self, sentences: Iterable[str], **_: object) -> NDArray[np.float32]:
        """One row for each word."""
        return np.vstack([self._vectors[str(one)] for one in sentences])


def main(source: Path, target: Path) -> None:
    """Fits each model with the true number of themes, and with the number it takes by itself."""
    with np.load(source, allow_pickle=False) as held:
        texts = [str(one) for one in held["texts"]]
        vectors = held["vectors"]
        words, word_vectors = held["words"], held["word_vectors"]
        themes = int(held["themes"])
    turftopic = importlib.import_module("turftopic")
    key, separation = turftopic.KeyNMF, turftopic.SemanticSignalSeparation
    known = Known(words, word_vectors)
    kind = Known(words, centred(word_vectors))
    wanted: list[tuple[str, bool, NDArray[np.float32], Callable[[], Any]]] = [
        ("KeyNMF", True, vectors, lambda: key(themes, encoder=known, random_state=SEED)),
        ("KeyNMF", False, vectors, lambda: key("auto", encoder=known, random_state=SEED)),
        ("KeyNMF, zentr.", True, centred(vectors), lambda: key(themes, encoder=kind, random_state=SEED)),
        ("KeyNMF, zentr.", False, centred(vectors), lambda: key("auto", encoder=kind, random_state=SEED)),
        ("S³", True, vectors, lambda: separation(themes, encoder=known, random_state=SEED)),
        ("S³", False, vectors, lambda: separation(SHIPPED_NUMBER, encoder=known, random_state=SEED)),
    ]
    told = [{"method": name, "given": given, **fitted(make, texts, rows)} for name, given, rows, make in wanted]
    target.write_text(json.dumps(told), encoding="utf-8")


def centred(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows less their mean, at length one: KeyNMF tells words apart far better so, and gets this help."""
    moved = rows - rows.mean(axis=0)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def fitted(make: Callable[[], Any], texts: list[str], vectors: NDArray[np.float32]) -> dict[str, object]:
    """Labels: each text's strongest topic, −1 where it has none; or the error's name."""
    begun = time.perf_counter()
    try:
        topics = np.asarray(make().fit_transform(texts, embeddings=vectors))
    except Exception as error:  # noqa: BLE001 - whatever a stranger's model raises is its result
        return {"error": f"{type(error).__name__}: {error}"[:200]}
    labels = np.where(np.any(topics != 0, axis=1), topics.argmax(axis=1), -1)
    return {"labels": [int(one) for one in labels], "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
