"""How many of the hits are of which kind, for each filter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.views.choosing import NO_THEME, WAITING, Chosen, Wanted
from nlp.views.overview import label
from nlp.views.protect import Cell, protected, why
from nlp.views.stock import STANCES, Codes, Mask, Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One value of a filter: how many hits it has, None where that must not be seen, and whether it is chosen."""

    value: str
    title: str
    count: int | None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacet:
    """One group of one source, such as „Bezirk“: respondents by value; `sentence` tells why some are not there."""

    source: str
    source_title: str
    name: str
    label: str
    values: tuple[Facet, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Statements by theme, source, question and stance, respondents by group; what has none is left out.

    So are hidden themes, until one is chosen. `sentence` tells why some are without a count, where the hits are those
    of one group.
    """

    themes: tuple[Facet, ...]
    sources: tuple[Facet, ...]
    questions: tuple[Facet, ...]
    stances: tuple[Facet, ...]
    groups: tuple[GroupFacet, ...]
    sentence: str = ""


def facets(stock: Stock, wanted: Wanted, chosen: Chosen, fewest: int) -> Facets:
    """The counts beside each filter: what choosing this value, with the other filters as they are, would show."""
    count = _Counting(stock=stock, by_people=bool(wanted.groups), fewest=fewest)
    without = chosen.without
    themes = count.themes(without["theme"])
    sources = count.of(stock.source, without["source"])
    questions = count.of(stock.question, without["question"])
    stances = count.of(stock.stance, without["stance"])
    named = [*((theme.id, theme.title) for theme in stock.run.themes), (NO_THEME, "Ohne Thema")]
    late = [(WAITING, "Noch nicht ausgewertet")]
    hidden = sum(one is None for one in (*themes, *sources, *questions, *stances))
    out_of_sight = {theme.id for theme in stock.run.themes if theme.hidden}
    offered = (
        one
        for one in _facets([*named, *late], themes, wanted.filters.theme)
        if one.chosen or one.value not in out_of_sight
    )
    return Facets(
        themes=_by_size(tuple(offered)),
        sources=_facets([(one.id, one.title) for one in stock.sources], sources, wanted.filters.source),
        questions=_by_size(_facets([(text, text) for text in stock.questions], questions, wanted.filters.question)),
        stances=_facets(
            [(one.value, one.value) for one in STANCES], stances, wanted.stance.value if wanted.stance else ""
        ),
        groups=_groups(stock, wanted, chosen),
        sentence=why(hidden, fewest=fewest),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counting:
    """Counts statements; where only one group is looked at (`by_people`), no count may stand for too few people."""

    stock: Stock
    by_people: bool
    fewest: int

    def of(self, codes: Codes, rows: Mask) -> list[int | None]:
        """How many of these rows have each code; rows without one (−1) are in none."""
        kinds = int(codes.max(initial=-1)) + 1
        return (
            self._seen([(rows & (codes == kind)) for kind in range(kinds)])
            if self.by_people
            else [int(one) for one in np.bincount(codes[rows & (codes >= 0)], minlength=kinds)]
        )

    def themes(self, rows: Mask) -> list[int | None]:
        """By theme, then what has none, then what waits."""
        stock, kinds = self.stock, len(self.stock.run.themes)
        nowhere, waiting = rows & ~stock.placed & ~stock.waiting, rows & stock.waiting
        if self.by_people:
            own = [rows & stock.themes.having(kind, stock.size) for kind in range(kinds)]
            return self._seen([*own, nowhere, waiting])
        counted = [int(one) for one in stock.themes.counted(rows, kinds)]
        return [*counted, int(nowhere.sum()), int(waiting.sum())]

    def _seen(self, parts: list[Mask]) -> list[int | None]:
        people = [Cell(value=str(place), count=len(self.stock.speaking(part))) for place, part in enumerate(parts)]
        told = protected(people, fewest=self.fewest)
        return [None if cell.count is None else int(part.sum()) for cell, part in zip(told.cells, parts, strict=True)]


def _facets(named: list[tuple[str, str]], counts: list[int | None], chosen: str) -> tuple[Facet, ...]:
    """Values without a hit are left out, save the one that is chosen."""
    padded = [*counts, *([0] * (len(named) - len(counts)))]
    made = (
        Facet(value=value, title=title, count=count, chosen=bool(chosen) and value == chosen)
        for (value, title), count in zip(named, padded, strict=False)
    )
    return tuple(one for one in made if one.count or one.chosen)


def _by_size(some: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(sorted(some, key=lambda one: (-(one.count or 0), one.title)))


def _groups(stock: Stock, wanted: Wanted, chosen: Chosen) -> tuple[GroupFacet, ...]:
    sources = {source.id: source for source in stock.sources}
    picked = {stock.values[code] for code in wanted.groups}
    made = []
    for (source, name), told in chosen.told.items():
        values = tuple(
            Facet(
                value=f"{name}={cell.value}",
                title=cell.value,
                count=cell.count,
                chosen=(source, name, cell.value) in picked,
            )
            for cell in told.cells
            if cell.count or (source, name, cell.value) in picked
        )
        if values:
            made.append(
                GroupFacet(
                    source=source,
                    source_title=sources[source].title,
                    name=name,
                    label=label(sources[source], name, (cell.value for cell in told.cells)),
                    values=values,
                    sentence=told.sentence,
                )
            )
    return tuple(made)
