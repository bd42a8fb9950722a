"""As many texts as wanted out of few real ones, with words and vectors that go together, without encoding again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.vectors.bundled import unit

OWN_SHARE = 0.75
"""How much of a made vector comes from the text whose beginning was taken; the rest comes from the other."""
NOISE = 0.01
CHUNK = 10_000
"""Rows mixed at once, so that making the texts needs less memory than grouping them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Texts with the content lemmas of each and one (n, d) matrix per encoder."""

    texts: tuple[str, ...]
    lemmas: tuple[tuple[str, ...], ...]
    views: tuple[Matrix, ...]


def crossed(real: Corpus, count: int) -> Corpus:
    """`count` different texts: the first half of one and the second half of another, vectors mixed likewise.

    The real ones come first, as they are. The same input gives the same texts. Raises ValueError where so few real
    texts cannot be crossed into so many.
    """
    if count <= len(real.texts):
        return Corpus(texts=real.texts[:count], lemmas=real.lemmas[:count], views=tuple(v[:count] for v in real.views))
    made = pairs(real.texts, count)
    return Corpus(
        texts=tuple(_joined(real.texts[one].split(), real.texts[other].split()) for one, other in made),
        lemmas=tuple(_halves(real.lemmas[one], real.lemmas[other]) for one, other in made),
        views=tuple(_mixed(view, np.array(made)) for view in real.views),
    )


def pairs(texts: Sequence[str], count: int) -> list[tuple[int, int]]:
    """Which texts are crossed: each with itself, then pairs by chance whose crossing reads as no other does.

    Raises ValueError where so few cannot be crossed into so many.
    """
    words = [text.split() for text in texts]
    made = [(row, row) for row in range(len(texts))]
    seen = {_joined(own, own).casefold() for own in words}
    chance = np.random.default_rng(7)
    for one, other in chance.integers(len(texts), size=(20 * count, 2)).tolist():
        if len(made) == count:
            return made
        read = _joined(words[one], words[other]).casefold()
        if read not in seen:
            seen.add(read)
            made.append((one, other))
    raise ValueError(f"{len(texts)} texts cannot be crossed into {count} different ones")


def _joined(one: Sequence[str], other: Sequence[str]) -> str:
    return " ".join(_halves(one, other))


def _halves(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return (*one[: len(one) // 2], *other[len(other) // 2 :])


def _mixed(view: Matrix, pairs: NDArray[np.int64]) -> Matrix:
    made = np.empty((len(pairs), view.shape[1]), dtype=np.float32)
    chance = np.random.default_rng(11)
    for start in range(0, len(pairs), CHUNK):
        one, other = pairs[start : start + CHUNK].T
        noise = chance.normal(scale=NOISE, size=(len(one), view.shape[1])) * (one != other)[:, None]
        made[start : start + CHUNK] = unit(
            (OWN_SHARE * view[one] + (1 - OWN_SHARE) * view[other] + noise).astype(np.float32)
        )
    return made
