"""What a word speaks of besides itself: the parts of a compound, the word it ends in, the deed or quality behind it."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from nlp.domain.folding import fold
from nlp.domain.language import Token

SHORTEST_END = 6
"""A noun ends in another noun of at least so many letters: Fahrradweg in Radweg."""
DEED, ACT = "en", "ung"
"""Beleuchten and Beleuchtung, wohnen and Wohnung are one matter."""
QUALITIES = ("heit", "keit", "igkeit", "isierung")
"""Sicher and Sicherheit, sauber and Sauberkeit, digital and Digitalisierung are one matter."""

folded = lru_cache(maxsize=200_000)(fold)
"""`fold`, remembering: the words of a language are few, their uses many."""


def family(token: Token, nouns: Collection[str]) -> frozenset[str]:
    """The folded words that a word speaks of: itself, its parts, the noun it ends in, its deed, act or quality."""
    word = folded(token.lemma)
    spoken = {word, *(folded(part) for part in token.parts)}
    plain = word.replace("-", "")
    tails = (plain[-size:] for size in range(len(plain) - 1, SHORTEST_END - 1, -1))
    spoken.update(tail for tail in tails if tail in nouns)
    if word.endswith(ACT):
        spoken.add(word.removesuffix(ACT) + DEED)
    elif word.endswith(DEED):
        spoken.add(word.removesuffix(DEED) + ACT)
    if token.pos == "ADJ":
        spoken.update(word + ending for ending in QUALITIES if word + ending in nouns)
    return frozenset(spoken)
