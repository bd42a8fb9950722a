"""The steps of the German pipeline, each a spaCy component: forms, tags, lemmas, parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from nlp.text.compounds import Splitter
from nlp.text.gendered import MARKED, folded_feminine, unmarked
from nlp.text.lemmas import Lemmatiser
from nlp.text.limits import LONGEST_WORD
from nlp.text.morphology import Morphology
from nlp.text.tagset import upos
from nlp.text.wordlists import municipal, stopwords
from nlp.text.words import PLACEHOLDER

_SENTENCE_ENDS = frozenset(".!?…;•")
_BETWEEN = ("ADJ", "ADV", "CARD", "KON", "$,", "APPR", "ART")
_NAMING = ("NN", "NE", "FM", "TRUNC", "XY")
_HYPHEN = re.compile(r"(?<![/(])-")
_REACH = 6
_SHORTEST_OPENING = 3
_FOLDABLE = frozenset({"NOUN", "PROPN", "X"})


class Reading:
    """What the steps share: lexicons, lemmatiser, splitter; loaded once."""

    def __init__(self) -> None:
        self.words = Morphology()
        self.lemmas = Lemmatiser(self.words, municipal())
        self.splitter = Splitter(self.words, municipal())
        self.folded = lru_cache(100_000)(self._folded)
        self.parts = lru_cache(100_000)(self._parts)

    def forms(self, doc: Any) -> Any:
        """Sets `norm_` to the form that is tagged: gender signs off, the last segment of a hyphenated word."""
        for token in doc:
            head = _segments(token.text)[-1]
            neutral = unmarked(head, self.words) or head
            token.norm_ = neutral[:1].upper() + neutral[1:] if token.text[:1].isupper() else neutral
        return doc

    def tags(self, doc: Any) -> Any:
        """Sets `tag_` (STTS) and `pos_` (UPOS), sentence by sentence."""
        cased = _says_something_by_case(doc.text)
        for sentence in _sentences(doc):
            tags = self.words.tags([token.norm_ for token in sentence], cased=cased)
            for place, (token, tag) in enumerate(zip(sentence, tags, strict=True)):
                nominal = cased and token.text[:1].isupper() and _stands_alone(tags, place)
                token.tag_ = "NNA" if nominal else self._corrected(token.text, token.norm_, tag)
                token.pos_ = _pos(token.text, token.tag_)
        return doc

    def _corrected(self, text: str, norm: str, tag: str) -> str:
        """HanTa's tag, except for marked persons, our own nouns, and abbreviations that it takes for numbers."""
        if MARKED.search(text) or (self.lemmas.own(norm, tag) and not tag.startswith(("V", "ADJ", "ADV"))):
            return "NN"
        if tag == "NE" and norm.lower() not in self.words.names and self.splitter.split(self.lemmas.lemma(norm, "NN")):
            return "NN"
        if tag == "NNA" and norm.islower() and self.splitter.adjective_parts(self.lemmas.lemma(norm, "ADJ(A)")):
            return "ADJ(A)"
        is_number = any(sign.isdigit() for sign in text) or text.lower() in self.words.numerals
        return tag if tag != "CARD" or is_number else "XY" if "." in text else "NE"

    def lemmata(self, doc: Any) -> Any:
        """Sets `lemma_`, the gender of persons folded."""
        for token in doc:
            token.lemma_ = self.folded(token.text, token.norm_, token.tag_, token.pos_)
        return doc

    def compounds(self, doc: Any) -> Any:
        """Sets the extension `parts`."""
        for token in doc:
            token._.parts = self.parts(token.text, token.lemma_, token.pos_)
        for token in doc:
            if token.text.endswith("-") and len(token.text) > _SHORTEST_OPENING and not token._.parts:
                token._.parts = _completed(token, doc[token.i + 1 : token.i + _REACH])
        return doc

    def _folded(self, text: str, norm: str, tag: str, pos: str) -> str:
        if PLACEHOLDER.fullmatch(text) or not text or len(text) > LONGEST_WORD:
            return text
        openings = [unmarked(segment, self.words) or segment for segment in _segments(text)[:-1]]
        lemma = norm if MARKED.search(text) else self.lemmas.lemma(norm, tag)
        if pos in _FOLDABLE:
            lemma = folded_feminine(norm, self.words) or folded_feminine(lemma, self.words) or lemma
        if not openings:
            return lemma
        if pos in _FOLDABLE and all(self._joins(segment) for segment in openings) and lemma[:1].isupper():
            return openings[0] + "".join(segment.lower() for segment in [*openings[1:], lemma])
        return "-".join([*openings, lemma])

    def _joins(self, segment: str) -> bool:
        """Whether a segment may lose its hyphen: Kita-Platz is Kitaplatz, but E-Mail and Bonn-Beuel stay."""
        if not segment.istitle() or not segment.isalpha() or segment.lower() in self.words.names:
            return False
        return self.splitter.opening(segment.lower()) is not None

    def _parts(self, text: str, lemma: str, pos: str) -> tuple[str, ...]:
        if len(text) > LONGEST_WORD or PLACEHOLDER.fullmatch(text):
            return ()
        if pos == "ADJ":
            return self.splitter.adjective_parts(lemma)
        if pos not in _FOLDABLE or lemma.lower() in self.words.names:
            return ()
        if "-" not in lemma:
            return self.splitter.parts(lemma)
        found: list[str] = []
        for segment in lemma.split("-"):
            if len(segment) > 1 and segment.lower() not in stopwords():
                opening = self.splitter.opening(segment.lower())
                found += [opening.lemma if opening else segment, *self.splitter.parts(segment)]
        return tuple(dict.fromkeys(found))


def _segments(text: str) -> list[str]:
    """What stands between the hyphens of a word; the hyphen of Lehrer/-innen is none."""
    return [segment for segment in _HYPHEN.split(text) if segment] or [text]


def _pos(text: str, tag: str) -> str:
    if PLACEHOLDER.fullmatch(text):
        return "X"
    return upos(tag) if any(sign.isalnum() for sign in text) else "PUNCT"


def _completed(token: Any, following: Any) -> tuple[str, ...]:
    """Parts of a word whose head stands in a later one: Fuß- und Radwege → Fuß, Fußweg, Weg."""
    for other in following:
        if other._.parts and other.pos_ == "NOUN":
            head = other._.parts[-1]
            return token.lemma_, token.text.rstrip("-") + head.lower(), head
    return ()


def _sentences(doc: Any) -> Iterator[list[Any]]:
    """The words and signs of each sentence; a line break ends one too."""
    sentence: list[Any] = []
    for token in doc:
        if not token.is_space:
            sentence.append(token)
        if sentence and (token.text in _SENTENCE_ENDS or "\n" in token.text):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _says_something_by_case(text: str) -> bool:
    """Whether capital letters mark nouns here: not where all or no words have one (first words aside)."""
    words = [word for word in text.split() if word[:1].isalpha()]
    capital = sum(word[0].isupper() for word in words[1:])
    return capital > 0 and sum(letter.isupper() for letter in text) * 2 < sum(letter.isalpha() for letter in text)


def _stands_alone(tags: Sequence[str], place: int) -> bool:
    """Whether an adjective has no noun after it that it could belong to: Jugendliche brauchen Räume."""
    if not tags[place].startswith("ADJ(A)"):
        return False
    following = next((tag for tag in tags[place + 1 :] if not tag.startswith(_BETWEEN)), "")
    return not following.startswith(_NAMING)
