"""XLSX, ODS and XLS through calamine, cells written as a person sees them in German Excel."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from nlp import settings
from nlp.errors import ColumnProblem, FileUnreadable
from nlp.ingest.grid import Cells, Grid
from nlp.ingest.wording import listed, number, quoted
from nlp.ingest.workbook_xml import SheetFacts, sheet_facts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_CELLS = 20_000_000


def read_spreadsheet(file: str, content: bytes, *, sheet: str = "") -> Grid:
    """The cells of one sheet: the named one, or the one with most cells. Raises FileUnreadable, ColumnProblem."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        name, others = _choose(file, book, sheet, facts := sheet_facts(content))
        rows = _rows(file, book.get_sheet_by_name(name), facts.get(name, SheetFacts()))
    except (FileUnreadable, ColumnProblem, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:  # noqa: BLE001 - a panic in calamine is no Exception
        raise FileUnreadable(_broken(file, fault)) from None
    notes = (f"Gelesen wurde das Blatt {quoted(name)}; nicht gelesen: {listed(others)}.",) if others else ()
    return Grid(file=file, rows=rows, notes=notes, sheet=name, sheets=tuple(_visible(book)))


def _broken(file: str, fault: BaseException) -> str:
    if "password" in str(fault).lower():
        return f"Die Datei {quoted(file)} ist mit einem Kennwort geschützt; bitte speichern Sie sie ohne Kennwort."
    return f"Die Datei {quoted(file)} ist beschädigt; bitte öffnen Sie sie in Excel und speichern Sie sie neu."


def _choose(file: str, book: CalamineWorkbook, wish: str, facts: dict[str, SheetFacts]) -> tuple[str, list[str]]:
    """The sheet to read and the other visible ones that hold something."""
    from python_calamine import SheetTypeEnum

    names = [entry.name for entry in book.sheets_metadata if entry.typ is SheetTypeEnum.WorkSheet]
    if wish:
        if wish not in names:
            raise ColumnProblem(f"{quoted(file)} hat kein Blatt {quoted(wish)}; vorhanden sind {listed(names)}.")
        return wish, []
    visible = _visible(book)
    sizes: dict[str, int] = {}
    for name in names:
        _refuse_sparse(file, facts.get(name, SheetFacts()))
        if name in visible:
            found = book.get_sheet_by_name(name)
            sizes[name] = found.height * found.width
    filled = [name for name, size in sizes.items() if size]
    if not filled:
        raise FileUnreadable(f"{quoted(file)} enthält kein Blatt mit Inhalt; bitte wählen Sie eine andere Datei.")
    best = max(filled, key=lambda name: sizes[name])
    return best, [name for name in filled if name != best]


def _visible(book: CalamineWorkbook) -> list[str]:
    """The sheets with cells that a person sees in Excel, in their order."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    seen = (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    return [entry.name for entry in book.sheets_metadata if (entry.typ, entry.visible) == seen]


def _refuse_sparse(file: str, facts: SheetFacts) -> None:
    if facts.rows * facts.columns > _MOST_CELLS:
        far = f"Zeile {number(facts.rows)}, Spalte {number(facts.columns)}"
        message = f"In {quoted(file)} liegt eine Zelle weit außerhalb der Tabelle ({far}); bitte löschen Sie sie."
        raise FileUnreadable(message)


def _rows(file: str, sheet: CalamineSheet, facts: SheetFacts) -> tuple[tuple[int, Cells], ...]:
    width = sheet.end[1] + 1 if sheet.end else 0
    if width > settings.LARGEST_COLUMN_COUNT:
        most = number(settings.LARGEST_COLUMN_COUNT)
        message = (
            f"{quoted(file)} hat {number(width)} Spalten, gelesen werden höchstens {most}; bitte löschen Sie unnötige."
        )
        raise FileUnreadable(message)
    rows = [[shown(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), error in facts.errors.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = error
    while rows and not any(rows[-1]):
        rows.pop()
    used = max((place for row in rows for place, cell in enumerate(row, start=1) if cell), default=0)
    return tuple((place, row[:used]) for place, row in enumerate(rows, start=1))


def shown(cell: object) -> str:
    """A cell's value as a person sees it: 3, 3,5, WAHR; dates in ISO order."""
    for kind, write in _WRITTEN:
        if isinstance(cell, kind):
            return write(cell)
    return str(cell)


def _decimal(value: float) -> str:
    if not math.isfinite(value):
        return ""
    digits = format(Decimal(repr(value)), "f")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits).replace(".", ",")


def _moment(value: dt.datetime) -> str:
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")


def _duration(value: dt.timedelta) -> str:
    hours, seconds = divmod(round(value.total_seconds()), 3600)
    return f"{hours}:{seconds // 60:02}:{seconds % 60:02}"


_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, str),
    (bool, lambda value: "WAHR" if value else "FALSCH"),  # before int, of which it is one
    (int, str),
    (float, _decimal),
    (dt.datetime, _moment),  # before date, of which it is one
    (dt.timedelta, _duration),
)
