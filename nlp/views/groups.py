"""Who speaks of a theme: respondents by group, with small groups left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.domain.corpus import Respondent, Statement
from nlp.views.protect import FEWEST, Cell, Protected, protected


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """One value of a group: how many of its respondents in this source speak of the theme."""

    value: str
    respondents: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One group of one source, such as „Bezirk“: its values, largest first, how many are `hidden`, and why."""

    source: str
    name: str
    values: tuple[GroupShare, ...]
    hidden: int
    sentence: str = ""


def by_group(
    statements: Iterable[Statement], respondents: Mapping[tuple[str, str], Respondent], *, fewest: int = FEWEST
) -> tuple[Grouping, ...]:
    """Respondents of these statements by source and group; sources stay side by side."""
    return grouped(statements, respondents, tallied(respondents, respondents), fewest=fewest)


def grouped(
    statements: Iterable[Statement],
    respondents: Mapping[tuple[str, str], Respondent],
    heard: Mapping[tuple[str, str], Mapping[str, int]],
    *,
    fewest: int = FEWEST,
) -> tuple[Grouping, ...]:
    """As `by_group`, for those who know already how many of each value were `heard`."""
    speaking = tallied({(one.source, one.respondent) for one in statements}, respondents)
    return tuple(_grouping(name, shares(speaking[name], heard[name], fewest=fewest)) for name in sorted(speaking))


def shares(speaking: Mapping[str, int], asked: Mapping[str, int], *, fewest: int = FEWEST) -> Protected:
    """How many of each value of a group speak, of how many who were heard, by value."""
    return protected(
        (Cell(value=value, count=speaking.get(value, 0), of=asked[value]) for value in sorted(asked)), fewest=fewest
    )


def tallied(
    wanted: Iterable[tuple[str, str]], respondents: Mapping[tuple[str, str], Respondent]
) -> dict[tuple[str, str], Counter[str]]:
    """(source, name of the group) → how many of the wanted respondents have which value."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for source, key in wanted:
        known = respondents.get((source, key))
        for name, value in known.groups.items() if known else ():
            if value:
                found[source, name][value] += 1
    return found


def _grouping(name: tuple[str, str], told: Protected) -> Grouping:
    values = (GroupShare(value=cell.value, respondents=cell.count or 0, of=cell.of or 0) for cell in told.shown)
    return Grouping(
        source=name[0],
        name=name[1],
        values=tuple(sorted(values, key=lambda one: (-one.respondents, one.value))),
        hidden=told.hidden,
        sentence=told.sentence,
    )
