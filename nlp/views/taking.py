"""Hits to take along as a table: verbatim, with their origin, and of the people only what may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from nlp.ports import Store
from nlp.views.export import HEADER, csv_table, rows, xlsx_table
from nlp.views.protect import FEWEST
from nlp.views.quote import Known, told_of, values_of
from nlp.views.stock import Stock

_LEFT_OUT = frozenset({"Befragte/r", "Einrichtung"})
"""Columns of the full export that would tell who said what together."""
_KEPT = tuple(place for place, name in enumerate(HEADER) if name not in _LEFT_OUT)
_GROUPS = HEADER.index("Gruppen")
COLUMNS = tuple(HEADER[place] for place in _KEPT)
KINDS: dict[str, tuple[str, Callable[[Sequence[str], Iterator[list[str]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_table),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_table),
}


def table(store: Store, stock: Stock, ids: Sequence[str], *, fewest: int = FEWEST) -> Iterator[list[str]]:
    """One row for each statement, in their order, with COLUMNS; groups as far as they may be told."""
    # Few respondents have groups that nobody shares, and working out what may be told goes through all of them.
    told = cache(partial(told_of, stock, fewest=fewest))
    for row in rows(store, stock.run, ids):
        place = stock.places[row[0]]
        known = told(values_of(stock, place)) if not stock.sensitive[place] else Known()
        row[_GROUPS] = "; ".join(f"{name}: {value}" for name, value in known.groups)
        yield [row[place] for place in _KEPT]
