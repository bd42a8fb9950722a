"""Which statements filters let through, with groups that are too small kept out of sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from nlp.domain.quotes import Filters
from nlp.domain.themes import Stance
from nlp.errors import InputError, Unknown
from nlp.views.protect import Cell, Protected, protected
from nlp.views.search import LONGEST_QUERY, typed
from nlp.views.stock import STANCES, Codes, Mask, Stock

NO_THEME, WAITING = "ohne", "wartet"
"""In the place of a theme's id: statements that the run put nowhere, and those that came after it."""
MOST_NAMED = 30
"""So many known values are named to somebody who typed an unknown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for, understood. `theme`: place among the run's themes, where a theme is asked for.

    `groups`: places among the stock's values. An empty or missing field asks for all.
    """

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    stance: Stance | None = None
    theme: int | None = None
    groups: frozenset[int] = frozenset()

    @classmethod
    def of(cls, stock: Stock, query: str, filters: Filters, stance: str = "") -> Wanted:
        """Raises InputError for a query that is too long, Unknown, naming those known, for a value not there."""
        if len(query) > LONGEST_QUERY:
            raise InputError(
                f"Diese Suche hat {len(query):,} Zeichen; O-Ton sucht mit höchstens {LONGEST_QUERY:,}. ".replace(
                    ",", "."
                )
                + "Bitte suchen Sie mit wenigen Wörtern."
            )
        sources = {source.id for source in stock.sources}
        if filters.source and filters.source not in sources:
            raise _unknown("Die Quelle", filters.source, sources)
        if filters.question and not _asked(stock, filters.question).any():
            raise _unknown("Die Frage", filters.question, stock.questions)
        theme = _theme(stock, filters.theme)
        return cls(
            words=" ".join(typed(query).split()),
            filters=filters if theme is None else _with(filters, stock.run.themes[theme].id),
            stance=_stance(stance),
            theme=theme,
            groups=_groups(stock, filters.group),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Rows that all filters let through, and per filter what the others alone let through.

    `told`: per (source, group) the protected respondents of each value, among what all filters but the group let
    through. `too_few`: the group asked for must not be seen here. `guarded`: statements of sensitive themes were left
    out because a group is asked for.
    """

    rows: Mask
    without: dict[str, Mask]
    told: dict[tuple[str, str], Protected]
    too_few: bool = False
    guarded: bool = False


def choose(stock: Stock, wanted: Wanted, rows: Mask, fewest: int) -> Chosen:
    """What of these rows the filters let through."""
    conditions = _conditions(stock, wanted)
    open_, guarded, too_few = ~stock.sensitive, False, False
    before = _all(rows, conditions)
    told = _told(stock, before & open_, fewest)
    if wanted.groups:
        seen = {(*name, cell.value) for name, one in told.items() for cell in one.shown}
        allowed = [code for code in wanted.groups if stock.values[code] in seen]
        too_few = not allowed
        people = np.zeros(len(stock.people), dtype=np.bool_)
        for code in allowed:
            people |= stock.groups.having(code, len(stock.people))
        # Nobody's place is −1, which would read the last person.
        members = np.append(people, False)[stock.person]
        conditions["group"] = members & open_
        guarded = bool((before & members & ~open_).any())
    without = {name: _all(rows, conditions, leave_out=name) for name in ("theme", "source", "question", "stance")}
    return Chosen(rows=_all(rows, conditions), without=without, told=told, too_few=too_few, guarded=guarded)


def _conditions(stock: Stock, wanted: Wanted) -> dict[str, Mask]:
    filters, found = wanted.filters, {}
    if wanted.theme is not None:
        found["theme"] = stock.themes.having(wanted.theme, stock.size)
    elif filters.theme:
        found["theme"] = stock.waiting if filters.theme == WAITING else ~stock.placed & ~stock.waiting
    if filters.source:
        found["source"] = stock.source == [one.id for one in stock.sources].index(filters.source)
    if filters.question:
        found["question"] = _asked(stock, filters.question)
    if wanted.stance:
        found["stance"] = stock.stance == STANCES.index(wanted.stance)
    return found


def _all(rows: Mask, conditions: dict[str, Mask], leave_out: str = "") -> Mask:
    made = rows.copy()
    for name, condition in conditions.items():
        if name != leave_out:
            made &= condition
    return made


def _told(stock: Stock, rows: Mask, fewest: int) -> dict[tuple[str, str], Protected]:
    """Respondents of each group's values, side by side for each source, as far as they may be seen."""
    speaking = stock.voices(rows)
    cells: dict[tuple[str, str], list[Cell]] = {}
    for code, (source, name, value) in enumerate(stock.values):
        one = Cell(value=value, count=int(speaking[code]), of=int(stock.members[code]))
        cells.setdefault((source, name), []).append(one)
    return {name: protected(some, fewest=fewest) for name, some in cells.items()}


def _asked(stock: Stock, question: str) -> Mask:
    """A question is named by its text or its column."""
    code = stock.questions.index(question) if question in stock.questions else -1
    columns = np.array([column == question for column in stock.column], dtype=np.bool_)
    made: Mask = columns | (stock.question == code)
    return made


def _theme(stock: Stock, wanted: str) -> int | None:
    """A theme is named by its id or its title, in upper or lower case."""
    if wanted in {"", NO_THEME, WAITING}:
        return None
    if wanted in stock.by_theme:
        return stock.by_theme[wanted]
    titles = {theme.title.casefold(): code for code, theme in reversed(list(enumerate(stock.run.themes)))}
    if wanted.casefold() not in titles:
        raise _unknown("Das Thema", wanted, [theme.title for theme in stock.run.themes])
    return titles[wanted.casefold()]


def _with(filters: Filters, theme: str) -> Filters:
    return Filters(theme=theme, source=filters.source, group=filters.group, question=filters.question)


def _stance(wanted: str) -> Stance | None:
    named = {stance.value.casefold(): stance for stance in Stance}
    if wanted and wanted.casefold() not in named:
        raise _unknown("Die Haltung", wanted, [stance.value for stance in Stance])
    return named.get(wanted.casefold())


def _groups(stock: Stock, wanted: str) -> frozenset[int]:
    """A group is named as `value` or `name=value`."""
    codes: Codes = np.arange(len(stock.values))
    found = frozenset(
        int(code) for code in codes if wanted in {stock.values[code][2], "=".join(stock.values[code][1:])}
    )
    if wanted and not found:
        raise _unknown("Die Gruppe", wanted, {f"{name}={value}" for _, name, value in stock.values})
    return found if wanted else frozenset()


def _unknown(what: str, wanted: str, known: Iterable[str]) -> Unknown:
    names = sorted({name for name in known if name})
    shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
    typed_words = wanted.encode("utf-8", "replace").decode("utf-8")[:80]
    return Unknown(f"{what} „{typed_words}“ gibt es hier nicht. Vorhanden: {shown or 'noch nichts'}.")
