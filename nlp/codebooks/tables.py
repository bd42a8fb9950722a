"""Code books as tables, one theme a row: CSV and XLSX, ours and other people's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from nlp.codebooks.files import BookRead, decoded, quoted
from nlp.codebooks.plain import step_of, step_told
from nlp.domain.codebook import Anchor, CodeBook, Entry
from nlp.domain.folding import fold
from nlp.domain.themes import Origin
from nlp.errors import ColumnProblem, FileUnreadable

HEADER = (
    "Kennung", "Thema", "Beschreibung", "Oberthema", "Herkunft", "Besonders geschützt", "Handlungsfeld", "Ausgeblendet",
    "Wörter", "Beispiele", "Aussagen", "Entscheidungen",
)  # fmt: skip
LONGEST_CELL = 32_767
"""What a cell of a workbook holds."""
ORIGINS = {Origin.CATALOGUE: "Katalog", Origin.FOUND: "gefunden", Origin.PERSON: "Mensch"}
_YES = "ja"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_OTHERS = {
    "Kennung": ("id", "guid", "code id", "kennung"),
    "Thema": ("thema", "titel", "title", "name", "code", "codename", "code name", "kategorie"),
    "Beschreibung": ("beschreibung", "description", "definition", "memo", "code memo", "kommentar", "comment"),
    "Oberthema": ("oberthema", "parent", "obercode", "parent code", "ordner"),
}
"""How other programs head these columns."""


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula, and so that `harmed` gives it back to the letter."""
    return f"'{text}" if text.lstrip("'").startswith(_DANGEROUS) else text


def harmed(text: str) -> str:
    """The text as it was before `harmless`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_DANGEROUS) else text


def to_rows(book: CodeBook) -> Iterator[list[str]]:
    """One row for each theme, in the order of HEADER."""
    for one in book.entries:
        yield [
            one.id, one.title, one.description, one.parent, ORIGINS[one.origin] if one.origin else "",
            _YES if one.sensitive else "", one.field_of_action, _YES if one.hidden else "", "\n".join(one.words),
            "\n".join(anchor.text for anchor in one.anchors), "\n".join(anchor.statement for anchor in one.anchors),
            "\n".join(map(step_told, one.steps)),
        ]  # fmt: skip


def from_rows(name: str, rows: Iterable[Sequence[str]]) -> BookRead:
    """The book of a table whose first row names the columns. Raises ColumnProblem, FileUnreadable."""
    filled = ((number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row))
    head = next(filled, None)
    if head is None:
        raise FileUnreadable(f"Die Datei {quoted(name)} ist leer; bitte speichern Sie das Codebuch noch einmal.")
    places, unread = _places(name, head[1])
    entries, untitled = [], []
    for number, row in filled:
        cells = {column: row[place] if place < len(row) else "" for column, place in places.items()}
        if cells["Thema"].strip():
            entries.append(_entry(cells))
        else:
            untitled.append(str(number))
    notes = [f"Nicht gelesene Spalten: {', '.join(map(quoted, unread))}."] if unread else []
    if untitled:
        notes.append(f"Ohne Titel und deshalb nicht gelesen: Zeile {', '.join(untitled)}.")
    return BookRead(book=CodeBook(title="", entries=tuple(entries)), notes=tuple(notes))


def _places(name: str, head: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Where each column of ours stands, and the heads of what is none of ours."""
    places: dict[str, int] = {}
    unread = []
    meant = {fold(column): column for column in HEADER} | {
        other: column for column, others in _OTHERS.items() for other in others
    }
    for place, told in enumerate(head):
        column = meant.get(fold(told.strip()))
        if column and column not in places:
            places[column] = place
        elif told.strip():
            unread.append(told.strip())
    if "Thema" not in places:
        raise ColumnProblem(
            f"In {quoted(name)} fehlt die Spalte mit den Titeln; bitte nennen Sie sie in der ersten Zeile „Thema“."
        )
    return places, unread


def _entry(cells: dict[str, str]) -> Entry:
    told = {column: cells.get(column, "") for column in HEADER}
    texts, ids = (told[column].split("\n") for column in ("Beispiele", "Aussagen"))
    ids += [""] * len(texts)
    origins = {fold(shown): origin for origin, shown in ORIGINS.items()}
    return Entry(
        id=told["Kennung"],
        title=told["Thema"],
        description=told["Beschreibung"],
        parent=told["Oberthema"],
        origin=origins.get(fold(told["Herkunft"].strip())),
        sensitive=fold(told["Besonders geschützt"].strip()) == _YES,
        field_of_action=told["Handlungsfeld"],
        hidden=fold(told["Ausgeblendet"].strip()) == _YES,
        words=tuple(word for word in told["Wörter"].split("\n") if word),
        anchors=tuple(Anchor(text=text, statement=one) for text, one in zip(texts, ids, strict=False) if text.strip()),
        steps=tuple(filter(None, map(step_of, told["Entscheidungen"].split("\n")))),
    )


def to_csv(book: CodeBook) -> bytes:
    """The table as German Excel opens it: UTF-8 with its mark, semicolons, nothing that becomes a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows([harmless(cell) for cell in row] for row in to_rows(book))
    return file.getvalue().encode("utf-8-sig")


def from_csv(name: str, content: bytes) -> BookRead:
    """A table with semicolons, commas or tabs between its cells. Raises FileUnreadable, ColumnProblem."""
    text = decoded(name, content)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = [
            [harmed(cell.replace("\r\n", "\n")) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ]
    except csv.Error:
        raise FileUnreadable(
            f"Die Datei {quoted(name)} ist keine saubere CSV-Tabelle: Ein Anführungszeichen fehlt oder ist zu viel; "
            "bitte speichern Sie sie noch einmal aus dem Tabellenprogramm."
        ) from None
    return from_rows(name, rows)
