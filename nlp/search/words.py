"""Typed characters as words and phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.domain.folding import fold

LONGEST_QUERY = 1_000
LONGEST_WORD = 80
MOST_WORDS = 24

# A letter or digit may carry accents of its own (macOS writes ä as two characters) and invisible hyphens.
_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad])*"
_GENDER = r"(?:[:*_·•]|/-?)(?:in(?:nen)?\w*|e?[rnsm]\b)|\(-?(?:in(?:nen)?|e?[rnsm])\)"
_WORD = re.compile(rf"{_LETTERS}(?:[-\u2010\u2011]{_LETTERS})*(?:{_GENDER})?")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_TERM = re.compile(r"[^\W_]+")
_QUOTES = '"„“”‟«»'
_PHRASE = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One typed word: its place in the query, and its folded terms (`Kita-Plätze` and `Lehrer:innen` have two)."""

    text: str
    start: int
    terms: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where it ends in the query."""
        return self.start + len(self.text)

    @property
    def joined(self) -> str:
        """All of it as one word."""
        return "".join(self.terms)

    @property
    def pieces(self) -> tuple[str, ...]:
        """What stands between its hyphens, folded, each as one word."""
        return tuple("".join(terms(piece)) for piece in _HYPHEN.split(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A query taken apart."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]


def terms(text: str) -> tuple[str, ...]:
    """The folded words of a text, as the index has them."""
    return tuple(term[:LONGEST_WORD] for term in _TERM.findall(fold(text.replace("\u00ad", ""))))


def typed(query: str) -> Typed:
    """Words and "phrases in quotes" of any string; what is neither letter nor digit only separates."""
    query = query[:LONGEST_QUERY]
    phrases = [terms(inside)[:MOST_WORDS] for inside in _PHRASE.findall(query)]
    # Blanks in the place of phrases keep the other words where they stood.
    loose = _PHRASE.sub(lambda found: " " * len(found.group()), query)
    found = (Word(text=one.group(), start=one.start(), terms=terms(one.group())) for one in _WORD.finditer(loose))
    words: dict[tuple[str, ...], Word] = {}
    for word in found:
        if word.terms:
            words.setdefault(word.terms, word)
    return Typed(words=tuple(words.values())[:MOST_WORDS], phrases=tuple(filter(None, phrases)))


def capitalised(query: str) -> str:
    """The query with a capital at each word's start, place for place.

    German analysis knows nouns by their capital, which people leave out when they search.
    """
    marks = list(query)
    for word in _WORD.finditer(query):
        capital = marks[word.start()].upper()
        if len(capital) == 1:
            marks[word.start()] = capital
    return "".join(marks)
