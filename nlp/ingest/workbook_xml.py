"""What calamine does not tell about an XLSX: cells that hold an error, and how far out the farthest cell lies."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from posixpath import join, normpath

_CHUNK = 1 << 20
_LONGEST_ROW = 64 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*[^<>/])>")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*\bt=\"e\"(?:[^<>]*[^<>/])?)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<", re.DOTALL
)
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^<>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*\"([^\"]*)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """The farthest row and column that hold something, and errors by (row, column), all counted from one."""

    rows: int = 0
    columns: int = 0
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)


def sheet_facts(content: bytes) -> dict[str, SheetFacts]:
    """Facts by sheet name; nothing for containers that are no XLSX."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: _facts(archive, part) for name, part in _parts(archive)}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names with the archive member that holds each."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    found = [dict(_ATTRIBUTE.findall(tag)) for tag in _RELATION.findall(relations)]
    targets = {entry.get("Id", ""): entry.get("Target", "") for entry in found}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        told = dict(_ATTRIBUTE.findall(tag))
        target = targets.get(next((value for key, value in told.items() if key.endswith(":id")), ""), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in names:
            yield unescape(told.get("name", "")), part


def _facts(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    rows = columns = 0
    errors: dict[tuple[int, int], str] = {}
    for piece in _pieces(archive, part):
        for match in _CELL.finditer(piece):
            row, column = _place(match[1])
            rows, columns = max(rows, row), max(columns, column)
        for match in _ERROR.finditer(piece):
            errors[_place(match[1])] = unescape(match[2].decode("utf-8", "replace"))
    return SheetFacts(rows=rows, columns=columns, errors=errors)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The member's XML in pieces that end with a whole row."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole, found, open_row = (rest + chunk).rpartition(b"row>")
            rest = open_row
            if found:
                yield whole
            elif len(rest) > _LONGEST_ROW:  # no workbook looks like this; do not gather it endlessly
                yield rest
                rest = b""
    yield rest


def _place(attributes: bytes) -> tuple[int, int]:
    """Row and column of a cell from its attributes; (0, 0) where it does not tell."""
    match = _PLACE.search(attributes)
    if not match:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]), column
