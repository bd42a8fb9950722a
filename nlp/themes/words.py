"""The words that set a group of statements apart, in the form people write them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS
from nlp.settings import shipped

SHORTEST = 3
FEW = 4
SHOUTED = 5
"""Longer words in capitals are shouted, shorter ones may be abbreviations."""
FEWEST_TERMS, MOST_TERMS = 5, 8
ALIKE = 0.88
_PLACEHOLDERS = frozenset(fold(word.strip("[]")) for word in PLACEHOLDERS.values())


@cache
def empty_nouns() -> frozenset[str]:
    """Nouns that name no theme, folded: a title may not rest on them."""
    lines = shipped("models/themes/allgemeine_woerter.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """In how many of all statements each word stands, and how it is written.

    Words are folded lemmas; `spelled` gives the commonest written form, `nouns` says which are nouns.
    """

    statements: int
    frequency: Counter[str]
    spelled: dict[str, str]
    nouns: frozenset[str]
    excluded: frozenset[str]

    def usable(self, word: str) -> bool:
        """Whether a word may be shown as a term."""
        return word in self.spelled and word not in self.excluded


def vocabulary(tokens: Sequence[Sequence[Token]], project_words: Iterable[str] = ()) -> Vocabulary:
    """Counts the words of all statements.

    Nouns and adjectives may be shown; names, placeholders and project words (city, districts) never are.
    """
    frequency: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    lemmas: dict[str, str] = {}
    for row in tokens:
        for token in row:
            if is_word(token):
                key = fold(token.lemma)
                forms[key][token.text] += 1
                kinds[key][token.pos] += 1
                lemmas.setdefault(key, token.lemma)
                lemmas[key] = min(lemmas[key], token.lemma)
        frequency.update({fold(token.lemma) for token in row if is_word(token)})
    nouns = frozenset(key for key, counts in kinds.items() if counts["NOUN"] * 2 >= counts.total())
    spelled = {key: _written(lemmas[key], counts, noun=key in nouns) for key, counts in forms.items()}
    shown = frozenset(key for key, counts in kinds.items() if 2 * (counts["NOUN"] + counts["ADJ"]) >= counts.total())
    excluded = _PLACEHOLDERS | {fold(word) for word in project_words} | {key for key in kinds if key not in shown}
    return Vocabulary(
        statements=len(tokens), frequency=frequency, spelled=spelled, nouns=nouns, excluded=frozenset(excluded)
    )


def is_word(token: Token) -> bool:
    """Whether a token can be shown: no stop word, number, fragment or placeholder."""
    text = token.text
    letters = text.replace("-", "").replace("\N{APOSTROPHE}", "")
    return (
        not token.stop
        and len(text) >= SHORTEST
        and letters.isalpha()
        and not text.startswith("-")
        and not text.endswith("-")
        and fold(text) not in _PLACEHOLDERS
    )


def distinctive(
    members: Sequence[Sequence[Token]], known: Vocabulary, fewest: int | None = None
) -> list[tuple[str, float]]:
    """Words by how much they set the members apart, best first.

    Score: number of members with the word × log of (its share among members / its share in the rest, smoothed by
    half a statement). A word must stand in `fewest` statements: two, in groups of less than four one.
    """
    inside = Counter(word for row in members for word in {fold(token.lemma) for token in row if is_word(token)})
    size, others = len(members), max(0, known.statements - len(members))
    fewest = fewest or (2 if size >= FEW else 1)
    scored = []
    for word, count in inside.items():
        if count < fewest or not known.usable(word):
            continue
        outside = max(0, known.frequency[word] - count)
        lift = ((count + 0.5) / (size + 1)) / ((outside + 0.5) / (others + 1))
        if lift > 1 or others == 0:
            scored.append((word, round(count * math.log(max(lift, 1.01)), 6)))
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def shown_terms(members: Sequence[Sequence[Token]], known: Vocabulary) -> tuple[str, ...]:
    """Five to eight terms in their commonest written form: nouns, and other words only where nouns are few.

    Words of a single statement come in only to make up five. No two terms differ by a letter or two.
    """
    ranked = [word for word, _ in distinctive(members, known) if word not in empty_nouns()]
    single = [word for word, _ in distinctive(members, known, 1) if word not in empty_nouns()]
    terms: list[str] = []
    for most, words in (
        (MOST_TERMS, [word for word in ranked if word in known.nouns]),
        (FEWEST_TERMS, [word for word in ranked if word not in known.nouns]),
        (FEWEST_TERMS, [word for word in single if word in known.nouns]),
    ):
        for word in words:
            if len(terms) < most and not any(alike(word, other) for other in terms):
                terms.append(word)
    return tuple(known.spelled[word] for word in terms)


def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one: nearly all of their letters in the same order."""
    return one == other or SequenceMatcher(a=one, b=other, autojunk=False).ratio() > ALIKE


def _written(lemma: str, forms: Counter[str], *, noun: bool) -> str:
    """The commonest written form: nouns with a capital, case endings off where the plain form is in use too."""
    plain: Counter[str] = Counter()
    for form, count in forms.items():
        quiet = form.capitalize() if form.isupper() and len(form) > SHOUTED else form
        plain[quiet[:1].upper() + quiet[1:] if noun else quiet.lower()] += count
    best = min(plain, key=lambda form: (-plain[form], form))
    if noun and best.endswith("n") and best[:-1] != lemma and plain[best[:-1]] > 0:
        return best[:-1]  # Radwegen → Radwege, but Straßen stays
    if noun and best in (lemma + "s", lemma + "es") and lemma[-1:] not in "aeiouy" and plain[lemma] > 0:
        return lemma  # Stadtteils → Stadtteil, but Kitas stays
    return best
