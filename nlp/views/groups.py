"""Who speaks of a theme: respondents by group, with small groups left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.domain.corpus import Respondent, Statement

FEWEST = 5
"""Fewer respondents than this are never shown as a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """One value of a group: how many of its respondents in this source speak of the theme."""

    value: str
    respondents: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One group of one source, such as „Bezirk“: its values, largest first, and how many values are `hidden`."""

    source: str
    name: str
    values: tuple[GroupShare, ...]
    hidden: int


def protected(counts: Mapping[str, int], fewest: int = FEWEST) -> dict[str, int]:
    """Those of the counts that may be shown; empty ones are no count.

    What is hidden must not follow from the rest: where the hidden ones are a single one, or fewer respondents than
    `fewest` together, the next smallest is hidden too.
    """
    ranked = sorted((count, name) for name, count in counts.items() if count > 0)
    hidden = sum(count < fewest for count, _ in ranked)
    while 0 < hidden < len(ranked) and (hidden == 1 or sum(count for count, _ in ranked[:hidden]) < fewest):
        hidden += 1
    return {name: count for count, name in ranked[hidden:]}


def by_group(
    statements: Iterable[Statement], respondents: Mapping[tuple[str, str], Respondent]
) -> tuple[Grouping, ...]:
    """Respondents of these statements by source and group; sources stay side by side."""
    speaking = _tallied({(one.source, one.respondent) for one in statements}, respondents)
    asked = _tallied(respondents, respondents)
    return tuple(_grouping(name, speaking[name], asked[name]) for name in sorted(speaking))


def _tallied(
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


def _grouping(name: tuple[str, str], speaking: Counter[str], asked: Counter[str]) -> Grouping:
    shown = protected(speaking)
    values = (GroupShare(value=value, respondents=count, of=asked[value]) for value, count in shown.items())
    return Grouping(
        source=name[0],
        name=name[1],
        values=tuple(sorted(values, key=lambda one: (-one.respondents, one.value))),
        hidden=len(speaking) - len(shown),
    )
