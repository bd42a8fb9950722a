"""From the bare grid to named columns: where the header is, what the columns are called, what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nlp import settings
from nlp.errors import FileUnreadable
from nlp.ingest import limesurvey
from nlp.ingest.cells import repaired
from nlp.ingest.grid import Cells, Column, Grid, Table
from nlp.ingest.wording import number, quoted, rows_named, times

_NARROW, _TITLE_LINES = 2, 10

_Rows = Sequence[tuple[int, Cells]]


def table_from(grid: Grid) -> Table:
    """The table in a grid. Raises FileUnreadable where there is no header or no record, or cells went astray."""
    rows, notes = _below_title(grid)
    header = rows[0][1]
    _refuse_wide(grid.file, header)
    names, questions, records, vv = _headers(rows)
    if not records:
        message = f"{quoted(grid.file)} hat nur eine Kopfzeile; bitte geben Sie eine Datei mit Antworten an."
        raise FileUnreadable(message)
    width = max(len(names), 0 if grid.delimiter else max(len(cells) for _, cells in records))
    _refuse_wide(grid.file, [""] * width)
    names += [""] * (width - len(names))
    _refuse_ragged(grid, width, records)
    known = limesurvey.is_limesurvey([*names, *questions])
    if vv:
        records = [(row, [limesurvey.from_vv(cell) for cell in cells]) for row, cells in records]
    elif known:
        records = [(row, [limesurvey.shown(cell) for cell in cells]) for row, cells in records]
    columns, named = _columns(names, questions)
    return Table(
        file=grid.file,
        columns=columns,
        records=tuple(records),
        delimiter=grid.delimiter,
        limesurvey=known,
        notes=(*grid.notes, *notes, *named),
        sheet=grid.sheet,
        sheets=grid.sheets,
    )


def _below_title(grid: Grid) -> tuple[list[tuple[int, Cells]], tuple[str, ...]]:
    """The rows from the header on; empty rows and lines of title above it are passed over."""
    rows = list(grid.rows)
    while rows and not any(cell.strip() for cell in rows[0][1]):
        rows.pop(0)
    if not rows:
        message = f"{quoted(grid.file)} enthält keine Zeile mit Inhalt; bitte wählen Sie eine andere Datei."
        raise FileUnreadable(message)
    for place, (_, cells) in enumerate(rows[:_TITLE_LINES]):
        filled = [index for index, cell in enumerate(cells) if cell.strip()]
        if len(filled) > 1:
            full = len(cells) > _NARROW and len(filled) == len(cells)
            if place and full:
                above = [row for row, passed in rows[:place] if any(cell.strip() for cell in passed)]
                return rows[place:], (f"{rows_named(above)} über der Kopfzeile nicht gelesen (Titel).",)
            break
        if filled and filled != [0]:
            break
    return rows, ()


def _headers(rows: _Rows) -> tuple[list[str], list[str], list[tuple[int, Cells]], bool]:
    """Names, questions ("" where the name is all there is), the records below, and whether this is VV."""
    first, rest = rows[0][1], list(rows[1:])
    below = rest[0][1] if rest else []
    records = [cells for _, cells in rest[1:]]
    if limesurvey.are_codes(below) and not limesurvey.are_codes(first):
        return _clean(below), [limesurvey.plain_question(cell) for cell in first], rest[1:], True
    if below and limesurvey.questions_below(first, below, records):
        return _clean(first), [limesurvey.plain_question(cell) for cell in below], rest[1:], False
    split = [limesurvey.split_code(cell) for cell in _clean(first)]
    return [code for code, _ in split], [limesurvey.plain_question(text) for _, text in split], rest, False


def _clean(header: Cells) -> list[str]:
    return [" ".join(repaired(cell)[0].split()) for cell in header]


def _columns(names: Sequence[str], questions: Sequence[str]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns with unique names: a nameless one is called by its number, a second one of a name gets "(2)"."""
    taken: set[str] = set()
    columns: list[Column] = []
    doubled: list[str] = []
    original = Counter(names)
    for place, name in enumerate(names, start=1):
        unique, count = name or f"Spalte {place}", 1
        while unique in taken or (count > 1 and original[unique]):
            count += 1
            unique = f"{name or f'Spalte {place}'} ({count})"
        if count > 1:
            doubled.append(name)
        taken.add(unique)
        question = (questions[place - 1] if place <= len(questions) else "") or unique
        columns.append(Column(name=unique, question=question, header=name))
    told = ", ".join(quoted(name) for name in dict.fromkeys(doubled))
    notes = (f"Spalten heißen gleich und wurden durchnummeriert: {told}.",) if doubled else ()
    return tuple(columns), notes


def _refuse_wide(file: str, header: Sequence[str]) -> None:
    most = settings.LARGEST_COLUMN_COUNT
    if len(header) > most:
        have = times(len(header), "Spalte", "Spalten")
        message = f"{quoted(file)} hat {have}, gelesen werden höchstens {number(most)}; bitte löschen Sie unnötige."
        raise FileUnreadable(message)


def _refuse_ragged(grid: Grid, width: int, records: _Rows) -> None:
    """Most records wider than the header, or of one cell only, mean another delimiter than the one found."""
    long = [row for row, cells in records if any(cell.strip() for cell in cells[width:])]
    single = [row for row, cells in records if len(cells) == 1 < width]
    sign = "Tabulator" if grid.delimiter == "\t" else grid.delimiter
    for bad, fault in ((long, "mehr Zellen als"), (single, "nur eine Zelle, nicht so viele wie")):
        if len(bad) * 2 > len(records) and grid.delimiter:
            have = "hat" if len(bad) == 1 else "haben"
            place = (
                f"In {quoted(grid.file)} {have} {rows_named(bad)} {fault} die Kopfzeile (Trennzeichen {quoted(sign)})"
            )
            remedy = "bitte setzen Sie Texte in Anführungszeichen oder speichern Sie die Datei als XLSX"
            raise FileUnreadable(f"{place}; {remedy}.")
