"""Words that nobody wrote, brought to words that somebody did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

MOST_SUGGESTIONS = 5

# Words from this length on forgive that many letters.
_FORGIVING = ((9, 2), (5, 1))
_SHORTEST_TWIN = 9
_SHORTEST_PREFIX = 4
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_ENDINGS = ("ern", "en", "er", "es", "em", "e", "n", "s")
_SHORTEST_STEM = 3


class Lexicon(Mapping[str, int]):
    """A vocabulary (folded word → statements) that is looked through often; who searches often keeps one.

    What a look needs is sorted out at the first look.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._counts = vocabulary

    def __getitem__(self, word: str) -> int:
        return self._counts[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._counts:
            found.setdefault(word[0], []).append(word)
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in filter(str.isalpha, self._counts):
            found.setdefault(len(word), []).append(word)
        return found

    def stands_in(self, word: str) -> bool:
        """Whether this folded word was written, or, from four letters on, one that begins with it."""
        if word in self._counts:
            return True
        begins = len(word) >= _SHORTEST_PREFIX
        return begins and any(one.startswith(word) for one in self._by_initial.get(word[0], ()))

    def forms(self, word: str) -> tuple[str, ...]:
        """Written words that differ from this folded one in umlauts and endings only; itself where it was written."""
        bare = skeleton(word)
        return self._commonest(one for one in self._by_initial.get(word[:1], ()) if skeleton(one) == bare)

    def corrections(self, word: str) -> tuple[str, ...]:
        """What an unknown folded word may have meant: other forms of it first, else the fewest letters away.

        Optimal string alignment (Damerau's distance, restricted), so that two swapped neighbours count once; at most
        one from five letters on, two from nine, none where there are digits. The commonest come first.
        """
        if forms := self.forms(word):
            return forms
        allowed = next((letters for length, letters in _FORGIVING if len(word) >= length), 0)
        away = self._close(word, allowed)
        least = min(away.values(), default=0)
        return self._commonest(one for one, distance in away.items() if distance == least)

    def twins(self, word: str) -> tuple[str, ...]:
        """How a long word was misspelt by others: one letter away, and rarer than the word itself."""
        if len(word) < _SHORTEST_TWIN:
            return ()
        here = self._counts.get(word, 0)
        return self._commonest(one for one in self._close(word, 1) if one != word and self._counts[one] < here)

    def _close(self, word: str, allowed: int) -> dict[str, int]:
        if not allowed or not word.isalpha():
            return {}
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        near = [one for length in lengths for one in self._by_length.get(length, ())]
        found = extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return {one: int(distance) for one, distance, _ in found}

    def _commonest(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-self._counts[word], word))[:MOST_SUGGESTIONS])


def skeleton(word: str) -> str:
    """A folded word without its umlauts and inflection: `platze`, `plaetze` and `platz` share one."""
    for umlaut, plain in _UMLAUTS:
        word = word.replace(umlaut, plain)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
