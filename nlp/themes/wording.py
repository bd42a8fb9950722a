"""The words people use for a theme, counted in the statements that are known to be in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.ports import Matrix

RAREST = 3
"""Words of fewer statements teach nothing about the others."""
SHORTEST, SHORTEST_PART = 3, 4
CAUTION = 0.3
"""Added to what is counted and to what chance would have: a word seen once says little."""


def word_counts(tokens: Sequence[Sequence[Token]]) -> Any:
    """Sparse (n, v): which words, lemmas and compound parts alike, stand in a statement."""
    from scipy.sparse import csr_matrix

    folded = lru_cache(maxsize=None)(fold)  # the same words come again and again
    spoken = [_words(row, folded) for row in tokens]
    frequency = Counter(word for words in spoken for word in words)
    known = sorted(word for word, count in frequency.items() if count >= RAREST)
    place = {word: number for number, word in enumerate(known)}
    columns = [place[word] for words in spoken for word in sorted(words) if word in place]
    rows = [row for row, words in enumerate(spoken) for word in sorted(words) if word in place]
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(tokens), len(known)))


def wording(counts: Any, rows: NDArray[np.int64], shares: NDArray[np.float64]) -> Matrix:
    """Shape (n, t): how much the words of a statement are those of a theme.

    `shares` (len(rows), t): to what degree each of these statements is in each theme. The mean of the words' log of
    (seen in the theme + 0.3) / (expected by chance + 0.3), times the root of their number: naive Bayes, held back for
    long statements, whose words repeat each other.
    """
    seen = np.asarray(counts[rows].T @ shares)
    words, themes = seen.sum(axis=1, keepdims=True), seen.sum(axis=0, keepdims=True)
    expected = words * themes / max(float(seen.sum()), 1e-9)
    telling = np.log((seen + CAUTION) / (expected + CAUTION))
    lengths = np.maximum(np.asarray(counts.sum(axis=1)), 1)
    made: Matrix = (np.asarray(counts @ telling) / np.sqrt(lengths)).astype(np.float32)
    return made


def _words(row: Sequence[Token], fold: Callable[[str], str]) -> set[str]:
    lemmas = {fold(token.lemma) for token in row if not token.stop and len(token.lemma) >= SHORTEST}
    return lemmas | {fold(part) for token in row for part in token.parts if len(part) >= SHORTEST_PART}
