"""The words that set a group of statements apart, in the form people write them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS
from nlp.settings import shipped
from nlp.themes.families import DEED, SHORTEST_END, family, folded

SHORTEST = 3
FEW = 4
SHOUTED = 5
"""Longer words in capitals are shouted, shorter ones may be abbreviations."""
FEWEST_TERMS, MOST_TERMS = 5, 8
ALIKE = 0.88
CAPITAL = 0.25
"""A noun is written with a capital at least so often: what never is, was taken for a noun by mistake."""
AS_NOUN = 0.1
"""A verb that is written as a noun so often may be shown as one."""
ADJECTIVAL = ("liche", "ige", "ende", "tete", "ierte", "igte")
"""Endings of nouns made of adjectives: Angehörigen is a case of Angehörige, not its plural."""
_PLACEHOLDERS = frozenset(fold(word.strip("[]")) for word in PLACEHOLDERS.values())


@cache
def empty_nouns() -> frozenset[str]:
    """Nouns that name no theme, folded: a title may not rest on them."""
    return _listed("allgemeine_woerter")


@cache
def person_words() -> frozenset[str]:
    """Nouns for people who turn up in every theme, folded: none of them is a title by itself."""
    return _listed("personenwoerter")


def _listed(name: str) -> frozenset[str]:
    lines = shipped(f"models/themes/{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """In how many of all statements each word stands, and how it is written.

    Words are folded lemmas; `spelled` gives the commonest written form, `nouns` says which are nouns. `families` are
    the words that a word speaks of, `spread` in how many statements each of those is spoken of in any form.
    """

    statements: int
    frequency: Counter[str]
    spelled: dict[str, str]
    nouns: frozenset[str]
    excluded: frozenset[str]
    families: dict[str, frozenset[str]]
    spread: Counter[str]

    def usable(self, word: str) -> bool:
        """Whether a word may be shown as a term."""
        return word in self.spelled and word not in self.excluded

    def said(self, row: Sequence[Token]) -> frozenset[str]:
        """What the words of a statement speak of."""
        words = {folded(token.lemma) for token in row if not token.stop}
        return frozenset().union(*(self.families.get(word, (word,)) for word in words))


def vocabulary(tokens: Sequence[Sequence[Token]], project_words: Iterable[str] = ()) -> Vocabulary:
    """Counts the words of all statements.

    Nouns and adjectives may be shown; names, placeholders and project words (city, districts) never are.
    """
    frequency: Counter[str] = Counter()
    forms: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    lemmas: dict[str, str] = {}
    samples: dict[str, dict[tuple[str, ...], Token]] = defaultdict(dict)
    for row in tokens:
        for token in row:
            if is_word(token):
                key = folded(token.lemma)
                forms[key][token.pos][token.text] += 1
                lemmas[key] = min(lemmas.get(key, token.lemma), token.lemma)
                samples[key].setdefault((token.pos, *token.parts), token)
        frequency.update({folded(token.lemma) for token in row if is_word(token)})
    for key, deed in _deeds(forms):
        samples[key].update({(deed, *kind): token for kind, token in samples[deed].items()})
    nouns = frozenset(key for key, kinds in forms.items() if _noun(key, kinds))
    families = {
        key: frozenset().union(*(family(token, nouns) for token in found.values())) for key, found in samples.items()
    }
    spread = Counter(
        word
        for row in tokens
        for word in frozenset[str]().union(*(families[folded(token.lemma)] for token in row if is_word(token)))
    )
    names = {fold(word).replace("-", "") for word in project_words}
    return Vocabulary(
        statements=len(tokens),
        frequency=frequency,
        spelled={
            key: _written(lemmas[key], kinds, noun=key in nouns) for key, kinds in forms.items() if any(kinds.values())
        },
        nouns=nouns,
        excluded=_PLACEHOLDERS | names | {key for key, kinds in forms.items() if not _shown(key, kinds, nouns, names)},
        families=families,
        spread=spread,
    )


def _deeds(forms: dict[str, dict[str, Counter[str]]]) -> list[tuple[str, str]]:
    """Verbs with a capital that were taken for cases of a noun: (park, parken), where „das Parken“ is meant.

    Their forms are moved to the verb.
    """
    moved = []
    for key in sorted(forms):
        nouns, deed = forms[key].get("NOUN", Counter()), key + DEED
        acts = [form for form in nouns if folded(form) == deed]
        if "VERB" in forms.get(deed, ()) and 2 * sum(nouns[form] for form in acts) > nouns.total():
            for form in acts:
                forms[deed]["NOUN"][form] += nouns[form]
            forms[key].pop("NOUN")
            moved.append((key, deed))
    return moved


def _noun(key: str, kinds: Mapping[str, Counter[str]]) -> bool:
    """Whether a word is mostly a noun, or a verb that people use as one: Parken, Wohnen."""
    counts = kinds.get("NOUN", Counter())
    deeds = sum(count for form, count in counts.items() if folded(form) == key and form[:1].isupper())
    total = sum(forms.total() for forms in kinds.values())
    return 0 < total <= 2 * counts.total() or ("VERB" in kinds and deeds >= max(2, AS_NOUN * total))


def _shown(key: str, kinds: Mapping[str, Counter[str]], nouns: frozenset[str], names: set[str]) -> bool:
    """Whether a word is a noun or an adjective, written as one, and no name of the project."""
    if key in nouns:
        counts = kinds["NOUN"]
        capital = sum(count for form, count in counts.items() if form[:1].isupper())
        return capital >= CAPITAL * counts.total() and key.replace("-", "") not in names
    fitting = sum(kinds[kind].total() for kind in ("NOUN", "ADJ") if kind in kinds)
    return 2 * fitting >= sum(forms.total() for forms in kinds.values())


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

    Words of a single statement come in only to make up five. No two terms are one word in two forms, and people who
    turn up in every theme come last.
    """
    ranked = [word for word, _ in distinctive(members, known) if word not in empty_nouns()]
    single = [word for word, _ in distinctive(members, known, 1) if word not in empty_nouns()]
    nouns = [word for word in ranked if word in known.nouns]
    terms: list[str] = []
    for most, words in (
        (MOST_TERMS, [word for word in nouns if not person(word)]),
        (FEWEST_TERMS, [word for word in nouns if person(word)]),
        (FEWEST_TERMS, [word for word in ranked if word not in known.nouns]),
        (FEWEST_TERMS, [word for word in single if word in known.nouns]),
    ):
        for word in words:
            if len(terms) < most and not any(same_matter(word, other, known) for other in terms):
                terms.append(word)
    return tuple(known.spelled[word] for word in terms)


def person(word: str) -> bool:
    """Whether a word is for people who turn up in every theme: Autofahrer, Anwohner."""
    return word in person_words() or any(word.endswith(one) and len(one) >= FEW for one in person_words())


def same_matter(one: str, other: str, known: Vocabulary) -> bool:
    """Whether two words say the same: spellings, Fahrradweg and Radweg, Abstellplatz and Abstellanlage."""
    cores = [known.families.get(word, frozenset((word,))) - empty_nouns() - {word} for word in (one, other)]
    ends = min(len(one), len(other)) >= SHORTEST_END and (one.endswith(other) or other.endswith(one))
    return alike(one, other) or ends or (cores[0] == cores[1] != frozenset())


def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one: nearly all of their letters in the same order."""
    from rapidfuzz.distance import Indel

    return one == other or Indel.normalized_similarity(one, other) > ALIKE


def _written(lemma: str, kinds: Mapping[str, Counter[str]], *, noun: bool) -> str:
    """The commonest written form of a noun, case endings off where the plain form is in use too; else the lemma."""
    if not noun:
        return lemma.lower()
    plain: Counter[str] = Counter()
    for form, count in kinds["NOUN"].items():
        quiet = form.capitalize() if form.isupper() and len(form) > SHOUTED else form
        plain[quiet[:1].upper() + quiet[1:]] += count
    best = min(plain, key=lambda form: (-plain[form], form))
    if best.endswith("n") and (best[:-1] != lemma or lemma.endswith(ADJECTIVAL)) and _in_use(best[:-1], lemma, plain):
        return best[:-1]  # Radwegen → Radwege, Angehörigen → Angehörige, but Straßen stays
    if best in (lemma + "s", lemma + "es") and lemma[-1:] not in "aeiouy" and plain[lemma] > 0:
        return lemma  # Stadtteils → Stadtteil, but Kitas stays
    return best


def _in_use(form: str, lemma: str, plain: Counter[str]) -> bool:
    return plain[form] > 0 or (form == lemma and lemma.endswith(ADJECTIVAL))
