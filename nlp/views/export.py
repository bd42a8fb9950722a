"""All statements with their themes as a table to go on with elsewhere."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from nlp.domain.themes import Run
from nlp.errors import FileUnreadable
from nlp.ports import Store

HEADER = (
    "Aussage", "Text", "Einleitung", "Themen", "Quelle", "Datei", "Zeile", "Spalte", "Frage",
    "Von Zeichen", "Bis Zeichen", "Befragte/r", "Einrichtung", "Gruppen",
)  # fmt: skip
NO_THEME = "Ohne Thema"
WAITING = "noch nicht ausgewertet"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe stands before =, +, - and @."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def rows(store: Store, run: Run) -> Iterator[list[str]]:
    """One row for each statement, by id, in the order of HEADER."""
    titles = {theme.id: theme.title for theme in run.themes}
    of: defaultdict[str, list[str]] = defaultdict(list)
    for membership in sorted(run.memberships, key=lambda one: (not one.primary, -one.strength, one.theme)):
        of[membership.statement].append(titles[membership.theme])
    placed = run.statements
    respondents = store.respondents()
    sources = {source.id: source for source in store.sources()}
    for one in store.statements():
        respondent = respondents[one.source, one.respondent]
        source = sources[one.source]
        groups = "; ".join(f"{name}: {value}" for name, value in sorted(respondent.groups.items()))
        yield [
            one.id, one.text, one.lead or "",
            "; ".join(of[one.id]) or (NO_THEME if one.id in placed else WAITING), source.title, source.file,
            str(one.row), one.column, one.question, str(one.start), str(one.end), one.respondent,
            respondent.organisation, groups,
        ]  # fmt: skip


def export(store: Store, path: Path, run: str = "") -> int:
    """Writes a .csv (UTF-8 with BOM, `;`, as German Excel opens it) or .xlsx; the number of statements.

    The file appears whole or not at all. Raises FileUnreadable for another ending.
    """
    writers: dict[str, Callable[[Path, Iterator[list[str]]], int]] = {".csv": _csv, ".xlsx": _xlsx}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise FileUnreadable(f"„{path.name}“ endet weder auf .csv noch auf .xlsx. Bitte wählen Sie eine der Endungen.")
    if not path.parent.is_dir():
        raise FileUnreadable(f"Den Ordner „{path.parent}“ gibt es nicht. Bitte legen Sie ihn zuerst an.")
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        count = write(Path(name), rows(store, store.run(run)))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return count


def _csv(path: Path, lines: Iterator[list[str]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for line in lines:
            writer.writerow([harmless(cell) for cell in line])
            count += 1
    return count


def _xlsx(path: Path, lines: Iterator[list[str]]) -> int:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Aussagen")
    sheet.append(HEADER)
    count = 0
    for line in lines:
        cells = []
        for cell in line:
            made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell)[:32767])
            made.data_type = "s"
            cells.append(made)
        sheet.append(cells)
        count += 1
    # Into memory first: where the disk is full, the packer would leave its own complaints behind.
    packed = io.BytesIO()
    book.save(packed)
    path.write_bytes(packed.getbuffer())
    return count
