"""Files of code books as bytes: what may be opened, and what is said where it may not."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from nlp import settings
from nlp.domain.codebook import CodeBook, CodedProject
from nlp.errors import FileUnreadable

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file's content, and sentences on what of the book it could not hold."""

    content: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRead:
    """A code book out of a file; `notes`: what stood there and was not understood."""

    book: CodeBook
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRead:
    """A coded project out of a file.

    `codings`: how many the file holds; `elsewhere`: how many of them lie on what is no readable text, and where, as
    (where, how many). `ours`: O-Ton made the file.
    """

    project: CodedProject
    codings: int
    elsewhere: tuple[tuple[str, int], ...] = ()
    ours: bool = False
    notes: tuple[str, ...] = ()

    @property
    def book(self) -> CodeBook:
        """The project's codes."""
        return self.project.book


def quoted(name: str) -> str:
    """A name in German quotation marks, shortened to 60 characters."""
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return f"„{short}“"


def load(path: Path) -> bytes:
    """The file's bytes. Raises FileUnreadable where it is missing, empty, too large or closed to us."""
    file = quoted(path.name)
    try:
        if path.is_dir():
            raise FileUnreadable(f"{file} ist ein Ordner; bitte nennen Sie eine Datei.")
        if not path.exists():
            raise FileUnreadable(f"Die Datei {file} gibt es nicht; bitte prüfen Sie Name und Ordner.")
        if not path.is_file():
            raise FileUnreadable(f"{file} ist keine gewöhnliche Datei; bitte speichern Sie das Codebuch in eine.")
        if path.stat().st_size > settings.LARGEST_FILE:
            raise too_large(path.name)
        content = path.read_bytes()
    except (OSError, ValueError) as fault:
        message = f"Die Datei {file} lässt sich nicht öffnen; bitte prüfen Sie, ob Sie sie lesen dürfen."
        raise FileUnreadable(message) from fault
    if not content.strip():
        raise FileUnreadable(f"Die Datei {file} ist leer; bitte speichern Sie das Codebuch noch einmal.")
    return content


def too_large(name: str) -> FileUnreadable:
    """What is said of a file over the limit."""
    most = settings.LARGEST_FILE // 2**20
    return FileUnreadable(
        f"Die Datei {quoted(name)} ist größer als {most} MB; bitte speichern Sie sie ohne Bilder, Ton und Film."
    )


def decoded(name: str, content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 by its mark, else as Windows writes it. Raises FileUnreadable."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileUnreadable(
        f"Die Datei {quoted(name)} enthält keinen lesbaren Text; bitte speichern Sie das Codebuch als UTF-8."
    )
