"""Statements in the same words, tiny edits forgiven, and whose words count how often."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Matrix
from nlp.themes.families import folded

SAME = 90.0
"""Edits in a tenth of the characters leave a wording the same, as far as …"""
NEAR = 0.8
"""… the centred vectors agree: „Hort“ and „Ort“ are an edit apart and worlds."""
EDITED = 12
"""Shorter texts are the same only letter by letter: there, an edit makes another word."""
SPELLED = 0.75
"""In short texts every word keeps three quarters of its letters: „Rad“ is no „Bad“."""
GRAM, RAREST, SHARED = 5, 16, 3
"""Texts are compared if they share so many of their rarest strings of five characters, of sixteen each …"""
BUCKET = 64
"""… that stand in other texts too, and in no more of them: without that bound work would grow with the square."""
MASS_WORDS = 8
"""Nobody writes so many words as somebody else did by chance; „mehr Radwege“ many think of by themselves."""
_WORD = re.compile(r"[\w]+")
_TURNS = frozenset({"nicht", "kein", "keine", "keinen", "keiner", "ohne", "nie", "weniger", "mehr", "zu", "gegen"})
"""Words that turn a sentence round however small they are; so do numbers."""


def wordings(documents: Sequence[str], matrix: Matrix | None = None) -> NDArray[np.int64]:
    """Shape (n,): which wording each text is, the same number for the same words or nearly so.

    Case, white space and punctuation aside; in texts of twelve letters and more an edit in ten characters, unless it
    is a number or turns the meaning. `matrix` (n, d): centred unit rows that must agree. Numbers go by falling count,
    then by text, so that the order of rows does not matter. Only texts with rare
    strings in common are compared, a bounded number for each.
    """
    keys = [" ".join(_WORD.findall(folded(text))) or text.strip() for text in documents]
    counts = Counter(keys)
    order = sorted(counts, key=lambda key: (-counts[key], key))
    rows: dict[str, int] = {}
    for row in sorted(range(len(keys)), key=lambda row: (keys[row], documents[row])):
        rows.setdefault(keys[row], row)
    index = _Index(Counter(gram for key in order for gram in _grams(key)))
    number = {key: index.place(key, None if matrix is None else matrix[rows[key]]) for key in order}
    return np.array([number[key] for key in keys], dtype=np.int64)


def counting(
    rows: Sequence[int], documents: Sequence[str], wording: NDArray[np.int64], people: Sequence[str] | None = None
) -> list[int]:
    """The rows of those given that count in statistics of words: each wording once per person, mass statements once.

    `wording` and `people` (who wrote it) are by row of the corpus, as `documents`.
    """
    seen: set[tuple[int, str]] = set()
    kept = []
    for row in sorted(rows, key=lambda row: (documents[row], "" if people is None else people[row], row)):
        massive = len(documents[row].split()) >= MASS_WORDS
        person = "" if massive else str(row) if people is None else people[row]
        if (int(wording[row]), person) not in seen:
            seen.add((int(wording[row]), person))
            kept.append(row)
    return sorted(kept)


@dataclass(slots=True)
class _Index:
    """Wordings met so far, found again by their rarest strings of characters."""

    frequency: Counter[str]
    keys: list[str] = field(default_factory=list)
    vectors: list[Matrix | None] = field(default_factory=list)
    buckets: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def place(self, key: str, vector: Matrix | None) -> int:
        """The number of the wording a text is, a new one if there is none."""
        rare = self._rare(key) if len(key) >= EDITED else []
        shared = Counter(number for gram in rare for number in self.buckets[gram])
        enough = min(SHARED, (len(rare) + 1) // 2)
        for other in sorted(number for number, count in shared.items() if count >= enough):
            if _agree(vector, self.vectors[other]) and _same(key, self.keys[other]):
                return other
        for gram in rare:
            if len(self.buckets[gram]) < BUCKET:
                self.buckets[gram].append(len(self.keys))
        self.keys.append(key)
        self.vectors.append(vector)
        return len(self.keys) - 1

    def _rare(self, key: str) -> list[str]:
        elsewhere = sorted((self.frequency[gram], gram) for gram in _grams(key) if self.frequency[gram] > 1)
        return [gram for _, gram in elsewhere[:RAREST]]


def _grams(key: str) -> set[str]:
    return {key[start : start + GRAM] for start in range(max(1, len(key) - GRAM + 1))}


def _same(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    if 100 * abs(len(one) - len(other)) > (100 - SAME) * max(len(one), len(other)):
        return False
    if Levenshtein.normalized_similarity(one, other, score_cutoff=SAME / 100) == 0:
        return False
    mine, theirs = Counter(one.split()), Counter(other.split())
    left, right = list((mine - theirs).elements()), list((theirs - mine).elements())
    if any(_turning(word) for word in (*left, *right)):
        return False
    brief = max(mine.total(), theirs.total()) < MASS_WORDS
    return not brief or all(
        any(Levenshtein.normalized_similarity(word, twin) >= SPELLED for twin in right) for word in left
    )


def _turning(word: str) -> bool:
    return word in _TURNS or any(sign.isdigit() for sign in word)


def _agree(one: Matrix | None, other: Matrix | None) -> bool:
    return one is None or other is None or round(float(one @ other), 4) >= NEAR
