"""Code books as workbooks of one sheet, every cell a text."""

from __future__ import annotations

import io
import re
import zipfile

from nlp.codebooks.archive import looked_into, packed
from nlp.codebooks.files import BookRead, quoted
from nlp.codebooks.tables import HEADER, LONGEST_CELL, from_rows, to_rows
from nlp.domain.codebook import CodeBook
from nlp.errors import FileUnreadable

_SHEET = "Codebuch"
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What workbooks take for a sign in disguise: _x0041_ would be read as A."""
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def to_xlsx(book: CodeBook) -> tuple[bytes, int]:
    """The workbook, and how many cells had to be cut to what a cell holds."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import WriteOnlyCell

    made = Workbook(write_only=True)
    sheet = made.create_sheet(_SHEET)
    sheet.append(list(HEADER))
    cut = 0
    for row in to_rows(book):
        cells = []
        for text in row:
            cut += len(text) > LONGEST_CELL
            cell = WriteOnlyCell(sheet, _ESCAPED.sub("_x005F_", text[:LONGEST_CELL])[:LONGEST_CELL])
            # A text that begins with = would become a formula.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    made.save(file)
    return _timeless(file.getvalue()), cut


def _timeless(content: bytes) -> bytes:
    """The workbook without the moment it was made, so that the same book gives the same file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed(
            (name, _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z", archive.read(name))) for name in archive.namelist()
        )


def from_xlsx(name: str, content: bytes) -> BookRead:
    """The first sheet of a workbook. Raises FileUnreadable, ColumnProblem."""
    from python_calamine import CalamineError, CalamineWorkbook

    with looked_into(name, content):
        pass
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, IndexError) as fault:
        raise FileUnreadable(
            f"Die Datei {quoted(name)} ist keine lesbare Arbeitsmappe; bitte speichern Sie sie noch einmal als XLSX."
        ) from fault
    return from_rows(name, [[_text(cell) for cell in row] for row in rows])


def _text(cell: object) -> str:
    """A cell as a person sees it: 2024, not 2024.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "ja" if cell is True else "" if cell is False else str(cell)
