"""Parts of German compounds: Frauenhausplatz → Frauenhaus, Frau, Haus, Platz."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.text.limits import LONGEST_WORD
from nlp.text.morphology import Morphology
from nlp.text.wordlists import Municipal

_LINKS = {"": 0.0, "s": 0.5, "n": 0.5, "en": 0.7, "es": 1.0, "er": 1.0, "e": 1.5, "ns": 2.0, "ens": 2.0}
_NEEDS_S = ("ung", "heit", "keit", "schaft", "tät", "ion", "ling", "tum")
_SHORTEST = 3
_SHORTEST_COMPOUND = 6
_SHORTEST_LISTED = 5
_OWN_WORD = -6.0
_DICTIONARY_WORD = -13.0
_OTHER_CLASS = 2.0
_RAREST = -15.5
_LONG = 10
_LONG_PLURAL = 8
_UMLAUT = re.compile("[äöü].*(?:e|er|en)$")
_ADJECTIVE_HEADS = (
    "frei",
    "freundlich",
    "gerecht",
    "nah",
    "nahe",
    "reich",
    "arm",
    "los",
    "fähig",
    "bedürftig",
    "übergreifend",
    "spezifisch",
    "sensibel",
    "orientiert",
    "bezogen",
    "weit",
    "pflichtig",
    "süchtig",
    "tauglich",
    "sicher",
    "fern",
)


@dataclass(frozen=True, slots=True)
class _Piece:
    lemma: str
    score: float


class Splitter:
    """Finds the parts of a compound by the best path through known nouns, with verbs and adjectives in front.

    Scores are HanTa's logarithms of morpheme frequency, so that few and common parts win; every part is split again.
    Linking elements go (Straßen|bahn → Straße), mutated and shortened stems come back (Kräfte → Kraft, Schul → Schule).
    """

    def __init__(self, morphology: Morphology, municipal: Municipal) -> None:
        self._words = morphology
        self._own = municipal
        self.opening = lru_cache(100_000)(self._find_opening)
        self._head = lru_cache(100_000)(self._find_head)
        self.parts = lru_cache(100_000)(self._parts)
        self.adjective_parts = lru_cache(10_000)(self._adjective_parts)

    def _parts(self, lemma: str) -> tuple[str, ...]:
        """Parts as lemmas, larger before smaller; empty for what is no compound."""
        pieces = self.split(lemma)
        if not pieces:
            return ()
        atoms = [part for piece in pieces if piece != lemma for part in self._with_parts(piece)]
        inner = [part for part in self._inner(lemma.lower()) if set(self.split(part)) <= set(atoms)]
        return tuple(dict.fromkeys(inner + atoms))

    def _with_parts(self, piece: str) -> tuple[str, ...]:
        return (piece, *self.parts(piece)) if piece[:1].isupper() else (piece,)

    def _adjective_parts(self, lemma: str) -> tuple[str, ...]:
        """The noun in a compound adjective, its parts, and the adjective: barrierefrei → Barriere, frei."""
        for head in _ADJECTIVE_HEADS:
            opening = self.opening(lemma.removesuffix(head)) if lemma.endswith(head) else None
            if opening is not None and opening.lemma[:1].isupper():
                rest = () if head == "los" else (head.removesuffix("e") if head == "nahe" else head,)
                return (opening.lemma, *self.parts(opening.lemma), *rest)
        return ()

    def split(self, word: str) -> tuple[str, ...]:
        """The best path of two or more parts, as lemmas; empty if there is none."""
        low = word.lower()
        if not _SHORTEST_COMPOUND <= len(low) <= LONGEST_WORD or low in self._own.whole or not low.isalpha():
            return ()
        best: list[tuple[float, tuple[str, ...]]] = [(0.0, ()), *((-math.inf, ()) for _ in low)]
        for end in range(_SHORTEST, len(low) + 1):
            find = self._head if end == len(low) else self.opening
            for start in range(0 if end < len(low) else 1, end - _SHORTEST + 1):
                score, path = best[start]
                if score == -math.inf or (piece := find(low[start:end])) is None:
                    continue
                if path and low[start:] == "ende" and not path[-1][:1].isupper():  # Erziehende, but Wochenende
                    continue
                if score + piece.score > best[end][0]:
                    best[end] = (score + piece.score, (*path, piece.lemma))
        return best[-1][1]

    def _inner(self, low: str) -> list[str]:
        """Compounds at the beginning and end of a longer one: Frauenhaus|platz, Wasser|spielplatz.

        HanTa's nouns are trusted; of those that only the dictionary knows, one at the beginning.
        """
        if len(low) < _LONG:
            return []
        ends = range(_SHORTEST_COMPOUND, len(low) - _SHORTEST + 1)
        first = [piece for end in ends if self._head(low[end:]) and (piece := self.opening(low[:end]))]
        last = [piece for start in ends if self.opening(low[:start]) and (piece := self._head(low[start:]))]
        compounds = [piece for piece in first + last if piece.lemma[:1].isupper() and self.split(piece.lemma)]
        trusted = [piece.lemma for piece in compounds if piece.score > _DICTIONARY_WORD]
        return trusted or [piece.lemma for piece in first if piece in compounds][:1]

    def _find_head(self, text: str) -> _Piece | None:
        if text in self._own.never_heads:
            return None
        if own := self._own.lemmas.get(text):
            return _Piece(own, _OWN_WORD)
        if text in self._own.whole:
            return _Piece(text.capitalize(), _OWN_WORD)
        score = self._words.nouns.get(text)
        if score is not None and score > _RAREST:
            return _Piece(text.capitalize(), score)
        noun = text.capitalize()
        if len(text) >= _SHORTEST_LISTED and noun in {known := self._words.known(noun) or "", known.replace("ß", "ss")}:
            return _Piece(noun, _DICTIONARY_WORD)
        return None

    def _find_opening(self, text: str) -> _Piece | None:
        if text in self._own.never_openings:
            return None
        if text in self._own.openings:
            return _Piece(self._own.openings[text], _OWN_WORD)
        found = [piece for link, cost in _LINKS.items() if (piece := self._linked(text, link, cost))]
        if text in self._words.shortened:
            found.append(_Piece(self._words.shortened[text].capitalize(), _OWN_WORD - 1))
        plural = self._words.known(text.capitalize()) if len(text) >= _LONG_PLURAL and _UMLAUT.search(text) else None
        if plural and plural[:1].isupper():
            found.append(_Piece(plural, _DICTIONARY_WORD - 1))
        if not any(piece.lemma.lower() == text and piece.score > _DICTIONARY_WORD for piece in found):
            found += self._other_classes(text)
        return max(found, key=lambda piece: (piece.score, piece.lemma), default=None)

    def _linked(self, text: str, link: str, cost: float) -> _Piece | None:
        stem = text.removesuffix(link)
        if not text.endswith(link) or len(stem) < _SHORTEST or (stem.endswith(_NEEDS_S) and link not in {"s", "en"}):
            return None
        if link in {"", "e", "er"} and (base := self._words.mutated.get(stem)) and base[:1] == stem[:1]:
            return _Piece(base.capitalize(), self._words.nouns.get(base, _DICTIONARY_WORD) - cost)
        head = self._head(stem)
        return _Piece(head.lemma, head.score - cost) if head else None

    def _other_classes(self, text: str) -> list[_Piece]:
        """Adjectives, verb stems (Warte|zeit, Ansprech|partner), adjectives turned nouns (Obdachlosen|hilfe)."""
        found = []
        if (score := self._words.adjectives.get(text)) is not None:
            found.append(_Piece(text, score - _OTHER_CLASS))
        for stem in {text, text.removesuffix("e")}:
            verb = stem + ("n" if stem.endswith(("el", "er")) else "en")
            if (score := self._words.verbs.get(stem)) is not None:
                found.append(_Piece(verb, score - _OTHER_CLASS))
            elif len(stem) > _SHORTEST and self._words.known(verb) == verb:
                found.append(_Piece(verb, _DICTIONARY_WORD - _OTHER_CLASS))
        person = text.removesuffix("en")
        if text.endswith("en") and len(person) >= _SHORTEST and self._is_adjective(person):
            found.append(_Piece(person.capitalize() + "e", _DICTIONARY_WORD - _OTHER_CLASS))
        return found

    def _is_adjective(self, word: str) -> bool:
        return word in self._words.adjectives or self._words.known(word) == word
