"""Which words of a quote were searched for: as typed, in their other forms, and inside compounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.domain.folding import fold
from nlp.search.plan import SearchPlan
from nlp.search.words import terms

_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTERS = rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_HIDDEN}])*"
_WORD = re.compile(
    rf"{_LETTERS}(?:[-\u2010\u2011]{_LETTERS})*"
    r"(?:(?:[:*_·•]|/-?)(?:in(?:nen)?\w*|e?[rnsm]\b)|\(-?(?:in(?:nen)?|e?[rnsm])\))?"
)
_PIECE = re.compile(_LETTERS)
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_FORM = re.compile(r'"([^"]*)"( \*)?')
_SHORTEST_PART = 3
_KNOWN_WORDS = 20_000
"""So many words stay folded: the same ones come in most quotes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a quote, and whether they were searched for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Folded words, beginnings of words, and sequences of words that a plan looks for."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, expression: str) -> Forms:
        """The forms in an expression as `nlp.search.parse` makes it."""
        found = [(tuple(words.split()), bool(star)) for words, star in _FORM.findall(expression)]
        single = [(words[0], begun) for words, begun in found if len(words) == 1]
        return cls(
            words=frozenset(word for word, _ in single),
            beginnings=tuple(sorted({word for word, begun in single if begun})),
            phrases=tuple(sorted({words for words, _ in found if len(words) > 1})),
        )

    def have(self, word: str) -> bool:
        """Whether a folded word is one of them or begins like one."""
        return word in self.words or word.startswith(self.beginnings)


@lru_cache(64)
def tiers(plan_near: str, plan_wide: str, plan_loose: str) -> tuple[Forms, ...]:
    """What is marked, the strictest first: where a statement has the word itself, its parts elsewhere are no hits."""
    wide = Forms.of(plan_wide)
    near = Forms.of(plan_near)
    begun = Forms(words=near.words, beginnings=wide.beginnings, phrases=near.phrases)
    return (begun, wide, Forms.of(plan_loose))


def marked(text: str, plan: SearchPlan, *, lemmas: str = "", parts: str = "") -> tuple[Piece, ...]:
    """The text in pieces; joined, they are the text. `lemmas` and `parts` are those of the index for this text."""
    for forms in tiers(plan.near, plan.wide, plan.loose):
        spans = _spans(text, forms, lemmas, parts)
        if spans:
            return _cut(text, spans)
    return (Piece(text),) if text else ()


def _spans(text: str, forms: Forms, lemmas: str, parts: str) -> list[tuple[int, int]]:
    words = list(_WORD.finditer(text))
    # A list's lead-in stands before the words of an item, so that lemmas are matched from the end.
    kept = lemmas.split()[-len(words) :] if words else []
    own = [_joined(lemma) for lemma in kept] if len(kept) == len(words) else [""] * len(words)
    inside = [part for part in map(fold, parts.split()) if part in forms.words and len(part) >= _SHORTEST_PART]
    spans = _sequences(text, forms.phrases)
    for word, lemma in zip(words, own, strict=True):
        folded = _joined(word.group())
        # Inside a compound a part may lose its last letter: Schule, Schulhof.
        if forms.have(folded) or (lemma and forms.have(lemma)) or any(part[:-1] in folded for part in inside):
            spans.append(word.span())
            continue
        spans += [piece.span() for piece in _PIECE.finditer(text, *word.span()) if forms.have(_joined(piece.group()))]
    return spans


def _sequences(text: str, phrases: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    if not phrases:
        return []
    pieces = [(one.span(), _joined(one.group())) for one in _PIECE.finditer(text)]
    found = []
    for phrase in phrases:
        for place in range(len(pieces) - len(phrase) + 1):
            here = pieces[place : place + len(phrase)]
            if tuple(word for _, word in here) == phrase:
                found.append((here[0][0][0], here[-1][0][1]))
    return found


@lru_cache(_KNOWN_WORDS)
def _joined(word: str) -> str:
    """A word as the index has it, in one piece."""
    return "".join(terms(_INVISIBLE.sub("", word)))


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, done = [], 0
    for start, end in sorted(spans):
        if start < done:
            continue
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], marked=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)
