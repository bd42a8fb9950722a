"""Gendered forms of German nouns, folded onto one: Erzieher:innen, ErzieherInnen, Erzieherin → Erzieher."""

from __future__ import annotations

import re
from typing import Protocol

_STEM = r"[A-Za-zÄÖÜäöüßéè]"
_SIGN = r"(?:[:*_·•’']|/-?)"
MARKED = re.compile(
    rf"(?P<stem>{_STEM}{{2,}}?)"
    rf"(?:{_SIGN}in(?:{_SIGN}?nen|\(nen\))?|\(-?in(?:nen)?\)(?:nen)?|(?<=[a-zäöüß])In(?:nen)?)"
    rf"(?P<rest>{_STEM}*)"
)
"""A noun with a sign before its feminine ending; `rest` is what a compound goes on with (Bürger:innen|büro)."""

ENDED = re.compile(
    rf"(?P<stem>{_STEM}{{2,}})(?:{_SIGN}(?:e[rnsm]|[ernsm])|\((?:e[rnsm]|[ernsm])\))(?P<rest>)", re.IGNORECASE
)
"""A word with a sign before its ending: Jugendliche:r, ein*e, Mitarbeiter(n), Schule(n)."""

_FEMININE = re.compile(rf"(?P<stem>[A-ZÄÖÜ]{_STEM}{{2,}})in(?P<plural>nen)?")
_NEVER = frozenset({"Heroin", "Oberin"})
_SHORTEST_TAIL = 6
_SHORTEST_AGENT = 6
_AGENT = ("er", "or", "eur", "ist", "ent", "ant", "iker", "är")
_SMOOTHED = str.maketrans("äöüÄÖÜ", "aouAOU")


class Lexicon(Protocol):
    """What folding must be able to ask."""

    def is_noun(self, lemma: str) -> bool:
        """Whether this is the base form of a noun."""
        ...

    def known(self, word: str) -> str | None:
        """The lemma of this form, None if unknown."""
        ...


def unmarked(form: str, lexicon: Lexicon) -> str | None:
    """The masculine base of a form that marks gender by a sign, None if it marks none.

    Segments of a hyphenated word are for the caller.
    """
    if found := MARKED.fullmatch(form):
        stem, rest = found["stem"], found["rest"]
        return (masculine(_capital(stem), lexicon) or stem) + rest.lower()
    if found := ENDED.fullmatch(form):
        return found["stem"]
    return None


def folded_feminine(form: str, lexicon: Lexicon) -> str | None:
    """The masculine of a plain feminine (Erzieherin, Ärztinnen), None for every other word in -in (Termin, Berlin).

    The test is the plural: only feminines of persons (and animals) have one in -innen.
    """
    found = _FEMININE.fullmatch(form)
    if not found or form in _NEVER:
        return None
    singular = found["stem"] + "in"
    for start in range(max(1, len(singular) - _SHORTEST_TAIL + 1)):
        tail = _capital(singular[start:])
        if lexicon.known(tail + "nen") == tail:
            return masculine(found["stem"], lexicon)
    coined = found["plural"] and found["stem"].endswith("er") and len(found["stem"]) >= _SHORTEST_AGENT
    return found["stem"] if coined else None


def masculine(stem: str, lexicon: Lexicon) -> str | None:
    """The masculine base form for the stem of a feminine: Kolleg → Kollege, Ärzt → Arzt; None if there is none.

    The first part of a compound may be unknown: Integrationslots → Integrationslotse.
    """
    for start in range(len(stem) - 2):
        for candidate in _candidates(_capital(stem[start:])):
            if lexicon.is_noun(candidate) or lexicon.known(candidate) == candidate + "r":  # Beamte, Beamter
                return stem[:start] + (candidate if start == 0 else candidate.lower())
    return stem if stem.endswith(_AGENT) and len(stem) >= _SHORTEST_AGENT else None


def _candidates(tail: str) -> tuple[str, ...]:
    smooth = tail.translate(_SMOOTHED)
    if tail.endswith(_AGENT):
        return tail, tail + "e", smooth
    return tail + "e", smooth, tail, smooth + "e"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
