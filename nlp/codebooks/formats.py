"""Which kind of file a name means, and what each is told that others are told too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from nlp.codebooks.files import BookRead, ProjectRead, Written, quoted
from nlp.codebooks.plain import cleaned
from nlp.codebooks.project_read import from_qdpx
from nlp.codebooks.project_written import to_qdpx
from nlp.codebooks.qdc import from_qdc, to_qdc
from nlp.codebooks.tables import from_csv, to_csv
from nlp.codebooks.toml_book import from_toml, to_toml
from nlp.codebooks.workbook import from_xlsx, to_xlsx
from nlp.domain.codebook import CodeBook, CodedProject
from nlp.errors import FileUnreadable, NothingToDo

PROJECT = ".qdpx"
_READERS: Mapping[str, Callable[[str, bytes], BookRead]] = {
    ".toml": from_toml,
    ".csv": from_csv,
    ".xlsx": from_xlsx,
    ".qdc": from_qdc,
}
BOOKS = tuple(_READERS)
"""Endings of files that hold a code book."""


def write_book(name: str, book: CodeBook) -> Written:
    """The content of a file of that name. Raises FileUnreadable for another ending, NothingToDo without a theme."""
    ending = _ending(name)
    if not book.entries:
        raise NothingToDo("Es gibt noch kein Thema für ein Codebuch. Bitte bilden Sie zuerst Themen.")
    book, lost = cleaned(book)
    cut = 0
    match ending:
        case ".toml":
            content = to_toml(book)
        case ".csv":
            content = to_csv(book)
        case ".xlsx":
            content, cut = to_xlsx(book)
        case _:
            content = to_qdc(book)
    return Written(content=content, notes=(*_lost(lost), *_cut(cut)))


def write_project(project: CodedProject) -> Written:
    """The content of a .qdpx file."""
    content, lost = to_qdpx(project)
    return Written(content=content, notes=_lost(lost))


def read_book(name: str, content: bytes) -> BookRead:
    """The code book in a file of that name. Raises FileUnreadable, ColumnProblem."""
    return _READERS[_ending(name)](name, content)


def read_project(name: str, content: bytes) -> ProjectRead:
    """The coded project in a .qdpx file. Raises FileUnreadable."""
    return from_qdpx(name, content)


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    if ending not in _READERS:
        raise FileUnreadable(
            f"{quoted(name)} endet weder auf .toml, .csv, .xlsx noch auf .qdc oder .qdpx. "
            "Bitte wählen Sie eine der Endungen."
        )
    return ending


def _lost(texts: int) -> tuple[str, ...]:
    if not texts:
        return ()
    where = "In 1 Text" if texts == 1 else f"In {texts} Texten"
    return (f"{where} standen Zeichen, die Dateien nicht aufnehmen können; dort steht jetzt �.",)


def _cut(cells: int) -> tuple[str, ...]:
    if not cells:
        return ()
    many = "1 Zelle war" if cells == 1 else f"{cells} Zellen waren"
    done = "ist" if cells == 1 else "sind"
    return (f"{many} länger, als eine Arbeitsmappe zulässt, und {done} gekürzt; TOML hält alles.",)
