"""Every text is encoded once in its life."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import Executor, Future, as_completed
from functools import lru_cache

import numpy as np

from nlp.ports import Embedder, Matrix, Progress, VectorCache
from nlp.vectors.choose import choose

CHUNK = 32
"""Texts per piece of work: about two seconds, so that a crash costs no more."""


def text_hash(text: str) -> str:
    """32 hexadecimal digits that name a text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@lru_cache
def _encoder(name: str) -> Embedder:
    return choose(name)


def encode_chunk(name: str, texts: Sequence[str]) -> Matrix:
    """Encodes texts in whatever process this runs; the encoder is made once per process."""
    return _encoder(name).encode(texts)


def encode(
    name: str,
    texts: Sequence[str],
    *,
    cache: VectorCache,
    executor: Executor,
    progress: Progress | None = None,
    stage: str = "Aussagen werden gelesen",
) -> Matrix:
    """Vectors of all texts, shape (len(texts), d), taken from the cache or made and put there.

    Each chunk is kept as soon as it is there: work that is broken off goes on where it stopped.
    """
    fingerprint = _encoder(name).fingerprint
    hashes = [text_hash(text) for text in texts]
    by_hash = dict(zip(hashes, texts, strict=True))
    known = cache.load_vectors(fingerprint, list(by_hash))
    missing = sorted(set(by_hash) - set(known))
    chunks = [missing[start : start + CHUNK] for start in range(0, len(missing), CHUNK)]
    waiting: dict[Future[Matrix], list[str]] = {
        executor.submit(encode_chunk, name, [by_hash[key] for key in chunk]): chunk for chunk in chunks
    }
    done = 0
    for future in as_completed(waiting):
        made = dict(zip(waiting[future], future.result(), strict=True))
        cache.save_vectors(fingerprint, made)
        known.update(made)
        done += len(made)
        if progress:
            progress(stage, done, len(missing))
    if not texts:
        return np.zeros((0, _encoder(name).dimensions), dtype=np.float32)
    return np.vstack([known[key] for key in hashes])


def encode_all(
    names: Sequence[str],
    texts: Sequence[str],
    *,
    cache: VectorCache,
    executor: Executor,
    progress: Progress | None = None,
) -> list[Matrix]:
    """One matrix per encoder, in the order of the names."""
    return [
        encode(
            name,
            texts,
            cache=cache,
            executor=executor,
            progress=progress,
            stage=f"Aussagen lesen, Durchgang {place} von {len(names)}",
        )
        for place, name in enumerate(names, start=1)
    ]
