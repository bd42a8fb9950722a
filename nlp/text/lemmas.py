"""The lemma of a German word form: HanTa by tag, simplemma where HanTa only guesses, own words first."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.text.limits import LONGEST_WORD
from nlp.text.morphology import Morphology
from nlp.text.wordlists import Municipal

_NOUNS = frozenset({"NN", "NNI", "FM", "TRUNC"})
_INFLECTED = ("VV", "VA", "VM", "ADJ")
_NAMING = _NOUNS | {"NE", "XY", "CARD"}
_NOMINALISED = re.compile(r"(.{3,}?)(?:e[nmrs]?)")
_NO_GENITIVE = ("is", "us", "os", "ss", "xs", "zs")
_SHORTEST_HEAD = 5


class Lemmatiser:
    """Lemmas by word form and STTS tag, gender not yet folded; one answer per pair, kept."""

    def __init__(self, morphology: Morphology, municipal: Municipal) -> None:
        self._words = morphology
        self._own = municipal.lemmas
        self._heads = municipal.heads
        self.lemma = lru_cache(100_000)(self._lemma)

    def _lemma(self, form: str, tag: str) -> str:
        if own := self.own(form, tag):
            return own
        if len(form) > LONGEST_WORD or not any(sign.isalpha() for sign in form):
            return form
        if tag == "NNA" and (found := _NOMINALISED.fullmatch(form)):
            return found[1] + "e"
        if tag == "NE":
            return self._name(form)
        if tag in _NOUNS or tag.startswith(_INFLECTED):
            find = self._noun if tag in _NOUNS else self._adjective if tag.startswith("ADJ") else self._words.lemma
            return _reformed(form, find(form, tag))
        return form.lower() if tag == "ADV" else self._words.known(form.lower()) or form.lower()

    def own(self, form: str, tag: str) -> str | None:
        """The lemma from our own list; a form in small letters must be tagged as a name of something (sucht, Sucht)."""
        return self._own.get(form.lower()) if form[:1].isupper() or tag in _NAMING else None

    def _noun(self, form: str, tag: str) -> str:
        """HanTa's lemma if its lexicon holds it, else the dictionary's, else that of the compound's head."""
        capital = form[:1].upper() + form[1:]
        for head, lemma in self._heads.items():
            if capital.endswith(head):
                return capital.removesuffix(head) + lemma
        learnt, listed = self._words.lemma(form, tag), self._words.known(capital)
        if listed == capital and (capital.lower() in self._words.nouns or capital.lower() in self._words.names):
            return capital
        if listed and learnt.lower() == capital.lower() and _plural_of(capital, listed):
            return listed
        if learnt.lower() in self._words.nouns or (tag == "NN" and self._words.is_noun(learnt)):
            return learnt
        if listed and listed[:1].isupper():
            return listed
        return self._by_head(capital) or capital

    def _by_head(self, form: str) -> str | None:
        """The lemma of an unknown compound by its longest known end: Nachkriegs|belgien, Randzeiten|plätze."""
        for start in range(2, len(form) - _SHORTEST_HEAD + 1):
            head = self._words.known(form[start:].capitalize())
            if head and head[:1].isupper():
                return form[:start] + head.lower()
        return None

    def _name(self, form: str) -> str:
        """A name without its genitive s; a noun taken for a name gets the noun's lemma."""
        low, listed = form.lower(), self._words.known(form)
        if low in self._words.names or (listed is None and (not low.endswith("s") or low.endswith(_NO_GENITIVE))):
            return form
        if listed is not None and listed != form and listed[:1].isupper():
            return listed
        stripped = form.removesuffix("s")
        if listed is None and len(form) > _SHORTEST_HEAD and low.islower() and not form.isupper():
            return stripped
        return stripped if stripped.lower() in self._words.names else form

    def _adjective(self, form: str, tag: str) -> str:
        lemma = self._words.lemma(form, tag)
        with_e = lemma + "e"
        return with_e if self._words.known(lemma) is None and self._words.known(with_e) == with_e else lemma


def _plural_of(form: str, lemma: str) -> bool:
    """Whether a dictionary may overrule HanTa that takes a plural for a lemma: Songs → Song, Kanten → Kante."""
    return form == lemma + "s" or (form == lemma + "n" and lemma.endswith("e"))


def _reformed(form: str, lemma: str) -> str:
    """The lemma in the spelling of its form: HanTa learnt before 1996 and turns Ausschuss into Ausschuß."""
    turned = "ss" in form and "ß" not in form and not lemma.lower().endswith("straße")
    return lemma.replace("ß", "ss") if turned else lemma
