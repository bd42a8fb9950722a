"""Tables on their way: the bare grid as a reader finds it, and the table with its named columns."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.domain.corpus import Role

Cells = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows as they stand in the file, each with the number under which Excel shows it.

    `delimiter` is empty for spreadsheets and for files of one column; `sheet` of the visible `sheets` was read.
    """

    file: str
    rows: tuple[tuple[int, Cells], ...]
    delimiter: str = ""
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's unique name, its question in words, and the header as it stands in the file."""

    name: str
    question: str
    header: str

    def asked(self, role: Role) -> str:
        """What was asked in it; of a group only where that is more than its name."""
        worded = role is Role.TEXT or (role is Role.GROUP and self.question != self.name)
        return self.question if worded else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns and the records under them; a record may be shorter or longer than the header."""

    file: str
    columns: tuple[Column, ...]
    records: tuple[tuple[int, Cells], ...]
    delimiter: str = ""
    limesurvey: bool = False
    notes: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def values(self, place: int) -> list[str]:
        """A column's cells that hold something, stripped, in order."""
        cells = (record[place].strip() for _, record in self.records if place < len(record))
        return [cell for cell in cells if cell]
