"""All statements of one theme with their attributes, to be filtered, sorted and leafed through."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlp.domain.corpus import Source, Statement
from nlp.domain.themes import Membership, Stability, Stance, Theme
from nlp.views.grounds import stance_of, sure
from nlp.views.groups import shares
from nlp.views.lines import NOBODY
from nlp.views.protect import FEWEST
from nlp.views.theme import ThemeView
from nlp.views.whole import Whole

Key = tuple[str, str, str]
"""Source, name and value of a group."""
LEAF = 50
"""Statements on one page of the grid."""
BETWEEN = "~"
"""Stands between source, name and value where all three name a group."""


class Order(StrEnum):
    """By what the statements are sorted; the value is what stands in the address."""

    STRENGTH = "staerke"
    STABILITY = "festigkeit"
    SOURCE = "quelle"
    QUESTION = "frage"
    GROUP = "gruppe"
    STANCE = "haltung"
    RIVAL = "zweites"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One statement of a theme; `sure` and `stance` are None where the run has not looked.

    `keys`: the groups of whoever said it, for counting only; what a reader may see of them is in a Leaf.
    """

    statement: Statement
    source: Source
    member: Membership
    stance: Stance | None
    sure: Stability | None
    rival: Theme | None
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is wanted of the grid; an empty field wants all. `group` is a key such as „familie~Bezirk~Nord“."""

    source: str = ""
    question: str = ""
    stance: str = ""
    sure: str = ""
    group: str = ""
    order: Order = Order.STRENGTH
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of the grid: `first` to `last` of `total`, both counted from 1.

    `groups`: statement → value of its source's leading group, and `choices`: groups to filter by, each with its words;
    both as far as they may be seen in this selection. `too_few`: the group asked for may not.
    """

    lines: tuple[GridLine, ...]
    page: int
    pages: int
    first: int
    last: int
    total: int
    groups: Mapping[str, str]
    choices: tuple[tuple[str, str], ...]
    too_few: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All lines of a theme, the strongest first; what can be chosen; stances by source, side by side.

    `visible`: groups that may be seen as long as nothing is filtered.
    """

    lines: tuple[GridLine, ...]
    sources: tuple[Source, ...]
    questions: tuple[str, ...]
    stances: Mapping[str, Mapping[Stance, int]]
    heard: Mapping[tuple[str, str], Mapping[str, int]]
    visible: frozenset[Key]
    fewest: int

    def leaf(self, asking: Asking, page: int = 1) -> Leaf:
        """The page wanted, or the last one where there are fewer."""
        chosen = [line for line in self.lines if _wanted(line, asking)]
        visible = self.visible if len(chosen) == len(self.lines) else _visible(chosen, self.heard, self.fewest)
        named = {BETWEEN.join(key): key for key in visible}
        found = [line for line in chosen if not asking.group or named.get(asking.group) in line.keys]
        # Beside the group asked for no second one is told: who is both would be a smaller group.
        groups = _told(found, frozenset({named[asking.group]}) if asking.group in named else visible)
        ordered = _ordered(found, asking, groups)
        pages = max(1, -(-len(ordered) // LEAF))
        at = min(max(1, page), pages)
        shown = tuple(ordered[(at - 1) * LEAF : at * LEAF])
        first = (at - 1) * LEAF + 1 if shown else 0
        titles = {source.id: source.title for source in self.sources}
        return Leaf(
            lines=shown,
            page=at,
            pages=pages,
            first=first,
            last=first + len(shown) - bool(shown),
            total=len(ordered),
            groups=groups,
            choices=tuple((BETWEEN.join(key), f"{titles[key[0]]}: {key[2]}") for key in sorted(visible)),
            too_few=bool(asking.group) and asking.group not in named,
        )


def grid(view: ThemeView, all_: Whole, *, fewest: int = FEWEST) -> Grid:
    """The grid of a theme; nobody's group is told of statements that belong to a sensitive theme, here or elsewhere."""
    sources = {source.id: source for source in view.sources}
    themes = {theme.id: theme for theme in view.run.themes}
    lines = tuple(
        GridLine(
            statement=statement,
            source=sources[statement.source],
            member=member,
            stance=stance_of(view.run, statement.id),
            sure=sure(member.stability) if all_.sureness else None,
            rival=themes.get(member.rival),
            keys=frozenset() if statement.id in all_.sensitive else _keys(statement, all_),
        )
        for statement, member in sorted(view.statements, key=lambda pair: (-pair[1].strength, pair[0].id))
    )
    spoken = {one.source.id for one in lines}
    return Grid(
        lines=lines,
        sources=tuple(source for source in view.sources if source.id in spoken),
        questions=tuple(sorted({one.statement.question for one in lines if one.statement.question})),
        stances=_stances(lines),
        heard=all_.heard,
        visible=_visible(lines, all_.heard, fewest),
        fewest=fewest,
    )


def _visible(
    lines: Iterable[GridLine], heard: Mapping[tuple[str, str], Mapping[str, int]], fewest: int
) -> frozenset[Key]:
    """The groups of which enough respondents speak in these lines, none of them to be worked out."""
    voices: defaultdict[Key, set[str]] = defaultdict(set)
    for line in lines:
        for key in line.keys:
            voices[key].add(line.statement.respondent)
    return frozenset(
        (source, name, cell.value)
        for source, name in {key[:2] for key in voices}
        for cell in shares(
            {value: len(voices.get((source, name, value), ())) for value in heard[source, name]},
            heard[source, name],
            fewest=fewest,
        ).shown
    )


def _ordered(lines: Sequence[GridLine], asking: Asking, groups: Mapping[str, str]) -> Sequence[GridLine]:
    if asking.order is Order.STRENGTH:  # the order they come in
        return lines[::-1] if asking.turned else lines
    key = _KEYS[asking.order]
    return sorted(lines, key=lambda line: key(line, groups), reverse=asking.turned)


def _keys(statement: Statement, all_: Whole) -> frozenset[Key]:
    groups = all_.respondents.get((statement.source, statement.respondent), NOBODY).groups
    return frozenset((statement.source, name, value) for name, value in groups.items() if value)


def _told(lines: Iterable[GridLine], visible: frozenset[Key]) -> dict[str, str]:
    """For each statement the value of the group of which most values can be seen in its source."""
    many = Counter(key[:2] for key in visible)
    leading: dict[str, str] = {}
    for source, name in sorted(many, key=lambda one: (-many[one], one)):
        leading.setdefault(source, name)
    return {
        line.statement.id: value
        for line in lines
        for source, name, value in line.keys & visible
        if leading[source] == name
    }


def _stances(lines: Sequence[GridLine]) -> dict[str, Counter[Stance]]:
    found: dict[str, Counter[Stance]] = {}
    for line in lines:
        if line.stance:
            found.setdefault(line.source.id, Counter())[line.stance] += 1
    return found


def _wanted(line: GridLine, asking: Asking) -> bool:
    """All wishes but the group, which depends on what the others leave."""
    return (
        (not asking.source or line.source.id == asking.source)
        and (not asking.question or line.statement.question == asking.question)
        and (not asking.stance or line.stance == asking.stance)
        and (not asking.sure or line.sure == asking.sure)
    )


_STANCES = {stance: place for place, stance in enumerate(Stance)}
_KEYS: dict[Order, Callable[[GridLine, Mapping[str, str]], tuple[float | str, ...]]] = {
    # Equal ones by id, so that a statement never stands on two pages.
    Order.STABILITY: lambda line, _: (-line.member.stability, line.statement.id),
    Order.SOURCE: lambda line, _: (line.source.title, line.statement.row, line.statement.id),
    Order.QUESTION: lambda line, _: (line.statement.question, line.statement.id),
    Order.GROUP: lambda line, groups: (*_last(groups.get(line.statement.id, "")), line.statement.id),
    Order.STANCE: lambda line, _: (float(_STANCES[line.stance] if line.stance else len(_STANCES)), line.statement.id),
    Order.RIVAL: lambda line, _: (*_last(line.rival.title if line.rival else ""), line.statement.id),
}


def _last(text: str) -> tuple[float, str]:
    """By alphabet, what is empty behind all others."""
    return float(not text), text
