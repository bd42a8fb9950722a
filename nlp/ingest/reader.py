"""The way in: a file becomes responses with raw text, and a report of what was left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from nlp.domain.corpus import Ingested
from nlp.errors import ColumnProblem
from nlp.ingest.assemble import assemble
from nlp.ingest.delimited import find_delimiter, looks_like_table, read_delimited
from nlp.ingest.encoding import decode
from nlp.ingest.grid import Table
from nlp.ingest.kinds import EXTENSIONS, Kind, detect, fingerprint, load
from nlp.ingest.minutes import Piece, from_pieces
from nlp.ingest.pdf import read_pdf
from nlp.ingest.plain_text import read_text
from nlp.ingest.roles import settle
from nlp.ingest.spreadsheet import read_spreadsheet
from nlp.ingest.tables import table_from
from nlp.ingest.wishes import ColumnMap, Wishes
from nlp.ingest.word import read_word
from nlp.ingest.wording import quoted

_TABLES = frozenset((".csv", ".tsv", ".tab", ".vv"))
_PROSE = frozenset((".txt", ".text", ".md", ".markdown"))
_SPREADSHEETS = frozenset((Kind.XLSX, Kind.XLS, Kind.ODS))

_Pieces = tuple[list[Piece], tuple[str, ...]]


def read(path: Path, *, wishes: Wishes | None = None) -> Ingested:
    """A file as responses, respondents and cells left out. Raises FileUnreadable or ColumnProblem."""
    asked = wishes or Wishes()
    found, file_hash = _open(path, asked)
    if isinstance(found, Table):
        roles, notes = settle(found, asked)
        return assemble(found, roles, file_hash=file_hash, notes=notes)
    return _minutes(path, found, asked, file_hash)


def propose(path: Path, *, wishes: Wishes | None = None) -> ColumnMap:
    """The roles under which `read` would read a file, each with its reason; minutes have one column a heading."""
    asked = wishes or Wishes()
    found, file_hash = _open(path, asked)
    columns = settle(found, asked)[0] if isinstance(found, Table) else _minutes(path, found, asked, file_hash).columns
    return ColumnMap(columns=columns, addressees=asked.map.addressees if asked.map else "")


def open_table(path: Path, sheet: str = "") -> Table:
    """A table, of a workbook the named sheet. Raises FileUnreadable, or ColumnProblem for minutes."""
    found, _ = _open(path, Wishes(sheet=sheet))
    if isinstance(found, Table):
        return found
    raise ColumnProblem(f"{quoted(path.name)} ist keine Tabelle; bitte geben Sie eine CSV-, XLSX- oder ODS-Datei an.")


def _open(path: Path, wishes: Wishes) -> tuple[Table | _Pieces, str]:
    """What a file holds, and its fingerprint."""
    name, content = path.name, load(path)
    file_hash = fingerprint(content)
    kind, notes = detect(name, content)
    if kind in _SPREADSHEETS:
        grid = read_spreadsheet(name, content, sheet=wishes.sheet)
        return table_from(replace(grid, notes=(*notes, *grid.notes))), file_hash
    if kind is Kind.DOCX or kind is Kind.PDF:
        pieces, told = (read_word if kind is Kind.DOCX else read_pdf)(name, content)
        return (pieces, (*notes, *told)), file_hash
    decoded = decode(name, content)
    del content  # a large file is not held in memory twice
    notes += decoded.notes
    if _is_table(PurePath(name).suffix.lower(), decoded.text):
        grid = read_delimited(name, decoded.text)
        del decoded
        return table_from(replace(grid, notes=notes)), file_hash
    return (read_text(decoded.text), notes), file_hash


def _is_table(suffix: str, text: str) -> bool:
    """Text is a table where its name says so, or where every line is parted alike."""
    if suffix in _TABLES:
        return True
    if suffix in _PROSE or not suffix:
        return looks_like_table(text)
    return suffix in EXTENSIONS and bool(find_delimiter(text))


def _minutes(path: Path, found: _Pieces, asked: Wishes, file_hash: str) -> Ingested:
    """Running text as responses; a wish for a column is refused, for there is none."""
    if asked.roles:
        column = quoted(asked.roles[0][0])
        message = f"{quoted(path.name)} ist fortlaufender Text ohne Spalten; bitte lassen Sie die Angabe {column} weg."
        raise ColumnProblem(message)
    pieces, notes = found
    return from_pieces(path.name, pieces, question=asked.question, file_hash=file_hash, notes=notes)
