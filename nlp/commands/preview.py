"""A file before its import: what each column seems to be, and examples that give nobody away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nlp.domain.corpus import ColumnRole, Role
from nlp.domain.text import RawText, Span
from nlp.errors import ColumnProblem
from nlp.ingest import Wishes, open_table, read
from nlp.ingest.grid import Table
from nlp.ingest.proposal import propose_roles
from nlp.text.gate import doubtful, find, make_safe

EXAMPLES = 3
LONGEST = 140
"""Characters of an example: enough to see what a column holds."""
SEEN = 20 * LONGEST
"""Characters of a cell that are looked at: the gate weighs every word, and a cell may hold a whole book."""
_NUMBER = re.compile(r"[\d.,\s]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}\.\d{1,2}\.\d{2,4}.*")
_UNSEEN = frozenset((Role.ID, Role.DROP))


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewColumn:
    """A column, its proposed role, how many cells are filled, and examples behind the gate or only their shape."""

    role: ColumnRole
    question: str
    filled: int
    examples: tuple[str, ...]
    personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file as O-Ton understands it; running text, such as minutes, has headings instead of columns to decide on.

    `sheet`: which of a workbook's visible `sheets` this is; both empty for other files.
    """

    file: str
    table: bool
    rows: int
    columns: tuple[PreviewColumn, ...]
    notes: tuple[str, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def preview(path: Path, sheet: str = "") -> Preview:
    """What a file holds, of a workbook the named sheet. Raises FileUnreadable or ColumnProblem."""
    try:
        table = open_table(path, sheet)
    except ColumnProblem:
        return _running_text(path, sheet)  # which says what is wrong, if it was a table after all
    columns = tuple(_column(table, place, role) for place, role in enumerate(propose_roles(table)))
    return Preview(
        file=path.name, table=True, rows=len(table.records), columns=columns, notes=table.notes,
        sheet=table.sheet, sheets=table.sheets,
    )  # fmt: skip


def shape(cell: str) -> str:
    """What a cell is like, without a word of it: „Zahl, 5 Zeichen“."""
    kind = "Datum" if _DATE.fullmatch(cell) else "Zahl" if _NUMBER.fullmatch(cell) else "Text"
    return f"{kind}, {len(cell)} Zeichen"


def _column(table: Table, place: int, role: ColumnRole) -> PreviewColumn:
    values = table.values(place)
    personal = role.why.startswith("personenbezogen")
    return PreviewColumn(
        role=role,
        question=table.columns[place].question,
        filled=len(values),
        examples=tuple(dict.fromkeys(_shown(cell, role.role) for cell in dict.fromkeys(values[: 5 * EXAMPLES])))[
            :EXAMPLES
        ],
        personal=personal,
    )


def _shown(cell: str, role: Role) -> str:
    """A cell behind the gate; only its shape where it may say who somebody is."""
    # Cut between words, for the gate might not know half of a name; a word without end is no example.
    raw = RawText(cell if len(cell) <= SEEN else cell[:SEEN].rpartition(" ")[0])
    if role in _UNSEEN or not raw or (role is not Role.TEXT and doubtful(raw)):
        return shape(cell)
    safe = " ".join(make_safe(raw, Span(0, len(raw)), find(raw)).split())
    return safe if len(safe) <= LONGEST else safe[: LONGEST - 1].rstrip() + "…"


def _running_text(path: Path, sheet: str) -> Preview:
    found = read(path, wishes=Wishes(sheet=sheet))
    told = {role.column: role for role in found.columns}
    examples = {name: [one.text.reveal() for one in found.responses if one.column == name] for name in told}
    return Preview(
        file=path.name,
        table=False,
        rows=found.rows,
        columns=tuple(
            PreviewColumn(
                role=role,
                question=role.question,
                filled=len(examples[name]),
                examples=tuple(_shown(cell, Role.TEXT) for cell in examples[name][:EXAMPLES]),
            )
            for name, role in told.items()
        ),
        notes=found.notes,
    )
