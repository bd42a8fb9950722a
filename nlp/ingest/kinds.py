"""What kind of file this is: by its first bytes where they are certain, by its name otherwise."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path, PurePath

from nlp import settings
from nlp.errors import FileUnreadable, InputError
from nlp.ingest.archives import archive_kind
from nlp.ingest.wording import number, quoted


class Kind(StrEnum):
    """Kinds that can be read; the value is how a person calls it."""

    XLSX = "Excel-Arbeitsmappe (XLSX)"
    XLS = "alte Excel-Arbeitsmappe (XLS)"
    ODS = "Tabelle (ODS)"
    DOCX = "Word-Dokument (DOCX)"
    PDF = "PDF"
    TEXT = "Textdatei"


EXTENSIONS = {
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xlsb": Kind.XLSX,
    ".xls": Kind.XLS,
    ".ods": Kind.ODS,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".pdf": Kind.PDF,
    **dict.fromkeys((".csv", ".tsv", ".tab", ".vv", ".txt", ".text", ".md", ".markdown"), Kind.TEXT),
}
READABLE = "CSV, TSV, XLSX, ODS, XLS, LimeSurvey-VV, DOCX, PDF, TXT und MD"

_ARCHIVES = {"xlsx": Kind.XLSX, "ods": Kind.ODS, "docx": Kind.DOCX}
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"\x89PNG", "ein Bild (PNG); bitte tippen Sie den Text ab oder nutzen Sie eine Texterkennung"),
    (b"\xff\xd8\xff", "ein Bild (JPEG); bitte tippen Sie den Text ab oder nutzen Sie eine Texterkennung"),
    (b"GIF8", "ein Bild (GIF); bitte tippen Sie den Text ab oder nutzen Sie eine Texterkennung"),
    (b"\x1f\x8b", "ein gepacktes Archiv (gzip); bitte entpacken Sie es zuerst"),
    (b"7z\xbc\xaf", "ein gepacktes Archiv (7z); bitte entpacken Sie es zuerst"),
    (b"Rar!", "ein gepacktes Archiv (RAR); bitte entpacken Sie es zuerst"),
    (b"SQLite format 3", "eine SQLite-Datenbank; bitte geben Sie die Antworten als CSV aus"),
    (b"{\\rtf", "ein RTF-Dokument; bitte speichern Sie es als DOCX"),
    (b"\x7fELF", "ein Programm; bitte nennen Sie die Datei mit den Antworten"),
)
_MARKUP = (
    (b"<!doctype html", "eine Webseite (HTML)"),
    (b"<html", "eine Webseite (HTML)"),
    (b"<?xml", "eine XML-Datei"),
    (b"<table", "eine Tabelle in HTML"),
)


def load(path: Path) -> bytes:
    """The file's bytes. Raises FileUnreadable where it is missing, empty, too large or closed to us."""
    file = quoted(path.name)
    try:
        if path.is_dir():
            raise FileUnreadable(f"{file} ist ein Ordner; bitte nennen Sie eine Datei.")
        size = path.stat().st_size
        if not path.is_file():
            # A device or a pipe may go on for ever.
            raise FileUnreadable(f"{file} ist keine gewöhnliche Datei; bitte speichern Sie die Antworten in eine.")
        if size > settings.LARGEST_FILE:
            most = number(settings.LARGEST_FILE // 2**20)
            message = f"Die Datei {file} ist größer als {most} MB; bitte teilen Sie sie in mehrere Quellen auf."
            raise FileUnreadable(message)
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise FileUnreadable(f"Die Datei {file} gibt es nicht; bitte prüfen Sie Name und Ordner.") from fault
    except (OSError, ValueError) as fault:
        message = f"Die Datei {file} lässt sich nicht öffnen; bitte prüfen Sie, ob Sie sie lesen dürfen."
        raise FileUnreadable(message) from fault
    if not content:
        raise FileUnreadable(f"Die Datei {file} ist leer; bitte speichern Sie sie neu oder wählen Sie eine andere.")
    return content


def fingerprint(content: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def detect(name: str, content: bytes) -> tuple[Kind, tuple[str, ...]]:
    """The kind of a file, and a note where its name says another. Raises FileUnreadable for kinds not read here."""
    kind = _by_content(name, content)
    suffix = PurePath(name).suffix.lower()
    said = EXTENSIONS.get(suffix)
    if kind is Kind.TEXT and said is None and suffix:
        raise FileUnreadable(f"{quoted(name)}: Die Endung {suffix} kennt O-Ton nicht; gelesen werden {READABLE}.")
    if said is not None and said is not kind:
        return kind, (f"Die Endung {suffix} passt nicht zum Inhalt; gelesen als {kind.value}.",)
    return kind, ()


def _by_content(name: str, content: bytes) -> Kind:
    file = quoted(name)
    if content.startswith(_ZIP):
        return _ARCHIVES[archive_kind(name, content)]
    if content.startswith(_OLE):
        return _old_office(file, content)
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    for magic, words in _OTHERS:
        if content.startswith(magic):
            raise FileUnreadable(f"Die Datei {file} ist {words}.")
    start = content[:400].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, words in _MARKUP:
        if start.startswith(magic):
            remedy = "bitte öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie als XLSX oder CSV"
            raise FileUnreadable(f"Die Datei {file} ist {words}; {remedy}.")
    return Kind.TEXT


def _old_office(file: str, content: bytes) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        message = f"Die Datei {file} ist mit einem Kennwort geschützt; bitte speichern Sie sie ohne Kennwort."
        raise FileUnreadable(message)
    if holds("WordDocument"):
        raise FileUnreadable(f"Die Datei {file} ist ein altes Word-Dokument (DOC); bitte speichern Sie sie als DOCX.")
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    raise FileUnreadable(f"Die Datei {file} ist kein Format, das O-Ton kennt; gelesen werden {READABLE}.")


def is_known(path: Path) -> bool:
    """Whether a file can be read: its extension says so, or its content is certain."""
    if path.suffix.lower() in EXTENSIONS:
        return True
    try:
        detect(path.name, load(path))
    except InputError:
        return False
    return True
