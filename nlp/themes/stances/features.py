"""What a statement says by its words, its grammar and its question, as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.domain.language import Analysis, Token
from nlp.ports import Matrix
from nlp.themes.stances.cues import cues, said
from nlp.themes.stances.grammar import SHAPES, VERBS, denies, grammar

KINDS = ("bedarf", "kritik", "lob")
"""What a question can ask for."""

_NEAR = 3
"""A negation this many words before a word of praise turns it."""


def asked(question: Analysis) -> str:
    """What the question asks for: `bedarf`, `kritik` or `lob`; empty where it asks for none, or for several."""
    groups = cues().asked
    found = {kind for kind in KINDS if groups[kind].hits(question.tokens)}
    if groups["verneint"].hits(question.tokens):
        found = found - {"lob"} | {"kritik"}
    if found == {"bedarf", "lob"} and _kept(question):
        return "lob"
    return found.pop() if len(found) == 1 else ""


def _kept(question: Analysis) -> bool:
    """Whether the question asks what is to stay, which is praise, though it says „soll“."""
    return any(token.lemma.lower() in {"bleiben", "erhalten"} for token in question.tokens)


def numbers(text: str, words: Analysis, kind: str) -> dict[str, float]:
    """Names and values of all that holds for one statement under a question of that kind; what is not named is 0."""
    tokens = _weighty(words.tokens)
    kind = kind or "offen"
    places = said(tokens)
    found = set().union(*places) | grammar(text, tokens)
    if "verneint" in found and any(token.lemma.lower() == "geben" for token in tokens):
        found |= {"fehlen"}
    if _denied_praise(tokens, [at for at, names in enumerate(places) if "lob" in names]):
        found = found - {"lob"} | {"lob verneint"}
    if {"lob", "wäre"} <= found:
        found = found - {"lob"} | {"lob bedingt"}
    if "mehr" in found and _no_more(tokens):
        found = found - {"mehr"} | {"nicht mehr"}
    found |= _pooled(found)
    verb = next(name for name in SHAPES if name in found)
    crossed = {f"{kind}: {name}" for name in found & _CROSSED}
    return dict.fromkeys(sorted(found | crossed | {f"gefragt: {kind}", f"{kind}: {verb}"}), 1.0)


_CROSSED = frozenset({"lob", "dank", "Bitte", "Tadel", "fehlen", "verneint", "gruss", "Kontakt"})
"""What means another thing under another question."""


_BEGS = frozenset({"wunsch", "sollen", "mehr", "besser", "gesteigert", "wäre", "lob bedingt"})
_BLAMES = frozenset({"zu", "mangelhaft", "klage", "lob verneint", "betrübt", "nicht mehr"})


def _pooled(found: set[str]) -> set[str]:
    """Groups that mean the same taken together: rare words gain weight by their company."""
    begs = bool(found & _BEGS) or {"handeln", "Infinitiv"} <= found
    blames = bool(found & _BLAMES)
    held = {
        "Bitte": begs,
        "Tadel": blames,
        "nur Bitte": begs and not blames,
        "nur Tadel": blames and not begs,
        "nur Lücke": "fehlen" in found and not begs and not blames,
        "Satz ohne Bitte": "Satz" in found and not begs and not found & {"lob", "dank", "fehlen"},
        "nur Lob": bool(found & {"lob", "dank"}) and not begs and not blames,
    }
    return {name for name, holds in held.items() if holds}


def _weighty(tokens: Sequence[Token]) -> Sequence[Token]:
    """What follows the last „aber“, or else stands before „auch wenn“: there lies the weight of a sentence."""
    turns = cues().turns
    if (places := [place for place in turns["aber"].hits(tokens) if place + 1 < len(tokens)]) and places[-1] > 0:
        return tokens[places[-1] + 1 :]
    if (places := turns["obwohl"].hits(tokens)) and places[0] > 0:
        return tokens[: places[0]]
    return tokens


def _denied_praise(tokens: Sequence[Token], praise: Sequence[int]) -> bool:
    """Whether every word of praise, at these places, stands close behind a negation."""
    before = [tokens[max(0, place - _NEAR) : place] for place in praise]
    after = [tokens[place + 1 : place + 1 + _NEAR] for place in praise]
    return bool(praise) and all(
        any(denies(token) for token in near) or (tokens[place].pos in VERBS and any(denies(token) for token in later))
        for place, near, later in zip(praise, before, after, strict=True)
    )


def _no_more(tokens: Sequence[Token]) -> bool:
    """„nicht mehr“, „kein Arzt mehr“: no wish for more."""
    low = [token.text.lower() for token in tokens]
    places = [place for place, word in enumerate(low) if word == "mehr"]
    return bool(places) and all(any(denies(token) for token in tokens[max(0, at - 4) : at]) for at in places)


def table(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Matrix:
    """The numbers as a matrix, one column a name; names that are not listed are left out."""
    places = {name: place for place, name in enumerate(names)}
    made = np.zeros((len(rows), len(names)), dtype=np.float32)
    for row, found in enumerate(rows):
        for name, value in found.items():
            if name in places:
                made[row, places[name]] = value
    return made
