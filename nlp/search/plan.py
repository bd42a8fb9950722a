"""From typed words to expressions that FTS5 understands, whatever was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from nlp.domain.language import Analysis, Token
from nlp.search.spelling import Lexicon
from nlp.search.words import Typed, Word, terms, typed

Item = TypeVar("Item")
Expansions = Callable[[str], tuple[str, ...]]

ENOUGH = 3
"""With this many statements that hold all words, those that hold only some are not looked for."""

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """FTS5 expressions from strict to lenient; an empty one finds nothing and needs no asking.

    `near`: all words, in any of their forms. `wide`: all words, also as beginnings of others, as synonyms, as the parts
    of a compound spread over the statement, or corrected. `loose`: any word. `corrected` tells a reader what was
    searched for instead, folded.
    """

    near: str = ""
    wide: str = ""
    loose: str = ""
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def parse(query: str, analysis: Analysis, vocabulary: Mapping[str, int], expansions: Expansions) -> SearchPlan:
    """The plan for a query of any characters.

    `analysis` is of the same string (tokens of a second reading, such as `capitalised` gives, may be added to it);
    `vocabulary` holds the folded words of the index (a Lexicon where one searches again and again); `expansions`
    gives what a word also stands for.
    """
    taken = typed(query)
    if not taken.words and not taken.phrases:
        return SearchPlan()
    lexicon = vocabulary if isinstance(vocabulary, Lexicon) else Lexicon(vocabulary)
    phrases = [_either([_quoted(phrase)], column="text") for phrase in taken.phrases]
    readings = [_Reading.of(word, analysis) for word in _telling(taken, analysis)]
    near = [_either(reading.near()) for reading in readings]
    further = [reading.further(lexicon, expansions) for reading in readings]
    wide = [_either(_distinct([*reading.near(), *more])) for reading, (more, _) in zip(readings, further, strict=True)]
    return SearchPlan(
        near=_all([*phrases, *near]),
        wide=_all([*phrases, *wide]) if wide != near else "",
        loose=_all([*phrases, f"({' OR '.join(wide)})"]) if len(wide) > 1 else "",
        corrected={
            reading.word.text: instead for reading, (_, instead) in zip(readings, further, strict=True) if instead
        },
    )


def ranked(
    plan: SearchPlan, look_up: Callable[[str], Sequence[tuple[str, float]]], enough: int = ENOUGH
) -> list[tuple[str, float]]:
    """Statement ids from the plan's tiers one after the other, each id once; the first tier's hits stay in front."""
    found: dict[str, float] = {}
    for tier, wanted in ((plan.near, True), (plan.wide, True), (plan.loose, False)):
        if not tier or not (wanted or len(found) < enough):
            continue
        hits = [(identity, score) for identity, score in look_up(tier) if identity not in found]
        # A later tier's best stays below an earlier one's worst, so that scores fall all the way down.
        ceiling, best = min(found.values(), default=0.0), max((score for _, score in hits), default=0.0)
        scale = 0.99 * ceiling / best if found and best >= ceiling else 1.0
        found.update((identity, score * scale) for identity, score in hits)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A typed word with what German analysis says about it."""

    word: Word
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, word: Word, analysis: Analysis) -> _Reading:
        return cls(word, tuple(one for one in analysis.tokens if one.start < word.end and word.start < one.end))

    @property
    def lemmas(self) -> list[str]:
        return ["".join(terms(token.lemma)) for token in self.tokens]

    def near(self) -> list[str]:
        forms = [_quoted(self.word.terms), _quoted([self.word.joined])]
        # Where the analysis saw several words in this one, their lemmas only count together.
        whole = (one for one in self.tokens if one.start <= self.word.start and self.word.end <= one.end)
        forms += [_quoted([lemma]) for token in whole if (lemma := "".join(terms(token.lemma)))]
        return _distinct(forms)

    def further(self, lexicon: Lexicon, expansions: Expansions) -> tuple[list[str], tuple[str, ...]]:
        """Lenient forms, and the corrections among them."""

        def written(words: Iterable[str]) -> bool:
            return all(map(lexicon.stands_in, words))

        ways = self._parts()
        synonyms = list(filter(None, (terms(one) for name in self._names() for one in expansions(name))))
        forms = [_begun(self.word.joined), *(_spread(parts, expansions) for parts in ways)]
        forms += [f"({' AND '.join(map(_begun, one))})" for one in synonyms]
        instead: tuple[str, ...] = ()
        if any(written([one]) for one in (self.word.joined, *self.lemmas)):
            forms += [_quoted([one]) for one in lexicon.twins(self.word.joined)]
        elif not any(map(written, synonyms)) and not any(written(map("".join, map(terms, way))) for way in ways):
            instead = lexicon.corrections(self.word.joined)
            forms += [_quoted([form]) for one in instead for form in (one, *lexicon.forms(one))]
        return _distinct(forms), instead

    def _names(self) -> list[str]:
        return _distinct(
            [self.word.text, *(token.text for token in self.tokens), *(token.lemma for token in self.tokens)]
        )

    def _parts(self) -> list[tuple[str, ...]]:
        """Ways to take the word apart: at its hyphens, and as the analysis does."""
        several = tuple(_distinct(self.lemmas)) if len(self.word.pieces) > 1 else ()
        ways = (self.word.pieces, several, *(_smallest(token.parts) for token in self.tokens))
        telling = (tuple(part for part in way if terms(part)) for way in ways)
        return [way for way in _distinct(telling) if len(way) > 1]


def _telling(taken: Typed, analysis: Analysis) -> list[Word]:
    """Words without the stop words among them, unless there are no others; a number always tells something."""
    telling = []
    for word in taken.words:
        tokens = _Reading.of(word, analysis).tokens
        stop = bool(tokens) and all(token.stop for token in tokens)
        if not stop or any(mark.isdigit() for mark in word.joined):
            telling.append(word)
    return telling or list(taken.words)


def _smallest(parts: Sequence[str]) -> tuple[str, ...]:
    """Parts without those that are made of others: (Frauenhaus, Frau, Haus, Platz) → (Frau, Haus, Platz)."""
    folded = {part: "".join(terms(part)) for part in parts}
    # Inside a compound a word may lose its last letter: Schule, Schulhof.
    inside = {part: [one for one in parts if one != part and folded[one][:-1] in folded[part]] for part in parts}
    return tuple(part for part in parts if len(inside[part]) <= 1)


def _spread(parts: Iterable[str], expansions: Expansions) -> str:
    """All parts of a compound, anywhere in the statement, each also as its synonyms."""
    groups = []
    for part in parts:
        forms = [_quoted(terms(one)) for one in (part, *expansions(part)) if terms(one)]
        groups.append(_either(_distinct(forms)))
    return f"({' AND '.join(groups)})"


def _begun(word: str) -> str:
    """A word, from four letters on also whatever begins with it."""
    return f'"{word}" *' if len(word) >= _SHORTEST_PREFIX else f'"{word}"'


def _quoted(words: Iterable[str]) -> str:
    # Terms hold letters and digits only, so nothing in them needs an escape.
    return f'"{" ".join(words)}"'


def _either(forms: Sequence[str], column: str = "") -> str:
    return f"{{{column}}} : ({' OR '.join(forms)})" if column else f"({' OR '.join(forms)})"


def _all(groups: Sequence[str]) -> str:
    return " AND ".join(groups)


def _distinct(items: Iterable[Item]) -> list[Item]:
    return list(dict.fromkeys(items))
