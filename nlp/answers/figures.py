"""Whether the numbers and amounts of a sentence are counted facts or stand in a statement it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from nlp.answers.numbers import Kind, Number, numbers
from nlp.answers.wording import AMOUNTS, FIGURE_WORDS, SEVERAL
from nlp.domain.folding import fold
from nlp.domain.proposals import Citation, Fact, Refusal, Unit

SHARE_EXACT = 0.005
"""A fraction in words is right where it is the percentage rounded to whole ones."""
_WORD = re.compile(r"[^\W\d_]+")
_JEDE_DRITTE = re.compile(r"\bjede[nrms]? (?=\w{1,20}te[nrms]?\b)")


def of_theme(own: str, cited: Sequence[Citation]) -> list[Number]:
    """The numbers of a sentence (without titles) that must be counted facts.

    They are those that neither stand in a cited statement nor just count the statements or people it cites.
    """
    said = [number for one in cited for number in numbers(one.words)]
    there = {Unit.STATEMENTS: len(cited), **Counter(unit for unit, _ in _speakers(cited) if unit)}
    return [one for one in numbers(own) if not (_in_statement(one, said) or _counts_cited(one, there))]


def without(own: str, titles: Sequence[str]) -> tuple[str, list[str]]:
    """A sentence without the titles it names, longer ones first, and these: their numbers and words count nothing."""
    named = []
    for title in sorted(titles, key=len, reverse=True):
        bare = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", " ", own)
        if bare != own:
            named.append(title)
            own = bare
    return own, named


def unfounded(
    own: str, cited: Sequence[Citation], told: Sequence[Number], facts: Sequence[Fact], named: Sequence[str]
) -> Refusal | None:
    """Why a sentence names a number or an amount that nobody counted; None where all is well.

    `own`: the sentence without the titles it has `named`; `told`: see `of_theme`. A count needs its unit to be a fact:
    12 statements are not 12 people. Whoever tells a figure of the theme may say nothing else in that sentence, since
    nobody counted how many want just this, and may name one source only.
    """
    if told:
        sources = {fact.source for fact in facts} & set(named)
        right = all(any(_is_fact(number, fact, sources) for fact in facts) for number in told)
        if not right or len(sources) > 1 or not _only_figures(own):
            return Refusal.FALSE_NUMBER
    return None if _amounts_hold(own, cited) else Refusal.VAGUE_AMOUNT


def _in_statement(number: Number, said: Sequence[Number]) -> bool:
    """Whether a cited statement has the number, of the same thing where both say of what."""
    return any(
        (number.kind, number.key, number.unit) == (other.kind, other.key, other.unit)
        and (not number.noun or not other.noun or number.noun[:4] == other.noun[:4])
        for other in said
    )


def _speakers(cited: Sequence[Citation]) -> set[tuple[Unit | None, str]]:
    """Who speaks in these statements; all of whom nobody wrote down who it was are one, for they may be."""
    return {(one.spoken_by, one.speaker) for one in cited}


def _counts_cited(number: Number, there: Mapping[Unit, int]) -> bool:
    """Whether „zwei Befragte“ are just those whose statements the sentence cites."""
    plain = number.kind is Kind.COUNT and number.of is None
    return plain and any(number.unit is unit and number.value == count for unit, count in there.items())


def _is_fact(number: Number, fact: Fact, sources: Collection[str]) -> bool:
    if number.unit is not fact.unit or (fact.source and fact.source not in sources):
        return False
    if number.kind is Kind.COUNT:
        return number.value == fact.number and number.of in {None, fact.of}
    if number.kind is Kind.OTHER or not fact.of:
        return False
    share = fact.number / fact.of
    if number.kind is Kind.SHARE:
        return abs(share - number.value) <= SHARE_EXACT
    return round(100 * share, len(number.key.partition(".")[2])) == number.value


def _only_figures(own: str) -> bool:
    words = [fold(word) for word in _WORD.findall(own)]
    return "thema" in words and all(word in FIGURE_WORDS or numbers(word) for word in words)


def _amounts_hold(own: str, cited: Sequence[Citation]) -> bool:
    """Whether every „viele“, „meist“, „alle“ stands in a cited statement, and „einige“ are several speakers."""
    text = _JEDE_DRITTE.sub("", fold(own))
    if SEVERAL.search(text) and len(_speakers(cited)) == 1:
        return False
    there = {found[:4] for one in cited for found in AMOUNTS.findall(fold(one.words))}
    return all(found[:4] in there for found in AMOUNTS.findall(text))
