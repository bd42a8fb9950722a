"""HanTa and simplemma behind one small class: tags, lemmas, and what the German lexicons know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_CACHED_FORMS = 100_000


class Morphology:
    """Knows German word forms; every answer is cached per form, for survey vocabulary repeats.

    HanTa (Wartena 2019, a hidden Markov model over morphemes) gives STTS tags in context and lemmas by tag;
    simplemma's dictionary knows 600,000 forms without context.
    """

    def __init__(self) -> None:
        from nlp.text.swift import Swift

        self._tagger: Any = Swift("morphmodel_ger.pgz")
        table: dict[str, int] = self._tagger.tag2int
        morphemes: dict[int, dict[str, float]] = self._tagger.LP_m_t
        stems: dict[int, dict[str, str]] = self._tagger.stemdict
        self.nouns = morphemes[table["NN"]]
        self.adjectives = morphemes[table["ADJ"]]
        self.verbs = morphemes[table["VV"]] | morphemes[table["VVnp"]]
        self.names = morphemes[table["NE"]]
        self.numerals = morphemes[table["CARD"]]
        self.shortened = {form: stems[table["NN_VAR"]].get(form, form + "e") for form in morphemes[table["NN_VAR_EL"]]}
        self.mutated = stems[table["NN_VAR"]]
        self._dictionary = _dictionary()
        self._dictionary.get_lemma("Wort", "de")  # loads it now, not at the first answer
        self.lemma = lru_cache(_CACHED_FORMS)(self._lemma)
        self.known = lru_cache(_CACHED_FORMS)(self._known)

    def tags(self, words: Sequence[str], *, cased: bool) -> list[str]:
        """STTS tags of one sentence; `cased` False where capital letters say nothing (all lower or all upper)."""
        if not words:
            return []
        try:
            tags: list[str] = self._tagger.tag_sent(list(words), taglevel=0, casesensitive=cased)
        except (KeyError, ValueError, IndexError):  # no path through words that cannot follow each other
            tags = [self._tagger.tag_word(word, casesensitive=cased)[0][0] for word in words]
        return tags

    def _lemma(self, word: str, tag: str) -> str:
        lemma: str = self._tagger.analyze(word, pos=tag, taglevel=1)[0]
        return lemma

    def _known(self, word: str) -> str | None:
        """The dictionary's lemma of this form, in this or the other case of its first letter; None if unknown."""
        lemma: str | None = self._dictionary.get_lemma(word, "de")
        return lemma

    def is_noun(self, lemma: str) -> bool:
        """Whether one of the lexicons has this as the base form of a noun."""
        return lemma.lower() in self.nouns or (lemma[:1].isupper() and self.known(lemma) == lemma)


def _dictionary() -> Any:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy()
