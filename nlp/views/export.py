"""All statements with their themes as a table to go on with elsewhere."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from nlp.domain.themes import Run
from nlp.errors import FileUnreadable
from nlp.ports import Store
from nlp.views.grounds import knows_stability
from nlp.views.lines import lines, told

HEADER = (
    "Aussage", "Text", "Einleitung", "Themen", "Quelle", "Datei", "Zeile", "Spalte", "Frage",
    "Von Zeichen", "Bis Zeichen", "Befragte/r", "Einrichtung", "Gruppen",
    "Festigkeit", "Liegt auch nah an", "Haltung", "Grund für Ohne Thema",
)  # fmt: skip
NO_THEME = "Ohne Thema"
WAITING = "noch nicht ausgewertet"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe stands before =, +, - and @."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def rows(store: Store, run: Run, only: Sequence[str] | None = None) -> Iterator[list[str]]:
    """One row for each statement, by id, in the order of HEADER; figures of several themes in the themes' order.

    `only`: these statements, in their order.
    """
    sureness = knows_stability(run)
    for line in lines(store, run, only):
        one = line.statement
        groups = "; ".join(f"{name}: {value}" for name, value in sorted(line.respondent.groups.items()))
        yield [
            one.id, one.text, one.lead or "",
            "; ".join(theme.title for theme, _, _ in line.themes) or (WAITING if line.waiting else NO_THEME),
            line.source.title, line.source.file,
            str(one.row), one.column, one.question, str(one.start), str(one.end), one.respondent,
            line.respondent.organisation, groups,
            "; ".join(_decimal(member.stability) for _, member, _ in line.themes) if sureness else "",
            "; ".join(dict.fromkeys(rival.title for _, _, rival in line.themes if rival)),
            line.stance.value if line.stance else "", line.reason.value if line.reason else "",
        ]  # fmt: skip


def _decimal(figure: float) -> str:
    return f"{figure:.2f}".replace(".", ",")


def export(store: Store, path: Path, run: str = "") -> int:
    """Writes a .csv (UTF-8 with BOM, `;`, as German Excel opens it), .xlsx or .json; the number of statements.

    The file appears whole or not at all. Raises FileUnreadable for another ending.
    """
    writers: dict[str, Callable[[Path, Store, Run], int]] = {".csv": _csv, ".xlsx": _xlsx, ".json": _json}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise FileUnreadable(
            f"„{path.name}“ endet weder auf .csv noch auf .xlsx oder .json. Bitte wählen Sie eine der Endungen."
        )
    if not path.parent.is_dir():
        raise FileUnreadable(f"Den Ordner „{path.parent}“ gibt es nicht. Bitte legen Sie ihn zuerst an.")
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        count = write(Path(name), store, store.run(run))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return count


def _csv(path: Path, store: Store, run: Run) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for row in rows(store, run):
            writer.writerow([harmless(cell) for cell in row])
            count += 1
    return count


def csv_table(header: Sequence[str], table: Iterable[Sequence[str]]) -> bytes:
    """A table as German Excel opens it, with nothing in it that a spreadsheet takes for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in table)
    return file.getvalue().encode("utf-8-sig")


def _json(path: Path, store: Store, run: Run) -> int:
    """One object, one statement a line: readable in any editor, and never all of it in memory."""
    sureness = knows_stability(run)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"run": {json.dumps(run.id, ensure_ascii=False)}, "statements": [')
        for line in lines(store, run):
            file.write(",\n" if count else "\n")
            file.write(json.dumps(told(line, sureness=sureness), ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def _xlsx(path: Path, store: Store, run: Run) -> int:
    count = 0

    def counted() -> Iterator[list[str]]:
        nonlocal count
        for row in rows(store, run):
            count += 1
            yield row

    # Into memory first: where the disk is full, the packer would leave its own complaints behind.
    path.write_bytes(xlsx_table(HEADER, counted()))
    return count


def xlsx_table(header: Sequence[str], table: Iterable[Sequence[str]]) -> bytes:
    """A table as a workbook of one sheet, every cell a text."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Aussagen")
    sheet.append(list(header))
    for row in table:
        cells = []
        for cell in row:
            made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell)[:32767])
            made.data_type = "s"
            cells.append(made)
        sheet.append(cells)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
