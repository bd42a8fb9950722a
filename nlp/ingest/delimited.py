"""CSV and TSV: which sign parts the cells, and the cells themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain

from nlp.errors import FileUnreadable
from nlp.ingest.grid import Cells, Grid
from nlp.ingest.wording import quoted

# In case of a tie the earlier wins: the rarer a sign is in prose, the surer it parts cells.
DELIMITERS = ("\t", ";", "|", ",")
_SAMPLE = 200_000
_FEW, _NEARLY_ALL = 2, 0.9
_SHORT, _MOST_KNOWN = 30, 50_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DECLARED = re.compile(r"\s*\"?sep=([^\w\"])\"?\s*(?:\r\n|\r|\n)", re.IGNORECASE)
_END = "\x1eEnde der Datei\x1e"
_NOWHERE = "\x1f\x1d\x1c\x02\x01"


def read_delimited(file: str, text: str) -> Grid:
    """The cells of a delimited text. Raises FileUnreadable for a quotation that never ends."""
    declared = _DECLARED.match(text)
    if declared:  # Excel's own line; it does not show it, and does not count it
        text = text[declared.end() :]
    delimiter = declared.group(1) if declared else find_delimiter(text)
    unused = next((sign for sign in _NOWHERE if sign not in text), _NOWHERE[0])
    rows = list(_numbered(file, text, delimiter or unused))
    while rows and not rows[-1][1]:
        rows.pop()
    if delimiter:  # a blank line is an empty cell only where there is one column
        rows = [(number, cells) for number, cells in rows if cells]
    return Grid(file=file, rows=tuple((number, cells or [""]) for number, cells in rows), delimiter=delimiter)


def find_delimiter(text: str) -> str:
    """The sign among tab ; | , that parts cells, or "" where there is one column.

    Each candidate parses the beginning. It must part the header; then wins the one under which most records are
    as wide as the header, then the one with more columns, then the one that is rarer in prose.
    """
    ranked = [(_fit(text[:_SAMPLE], sign, cut=len(text) > _SAMPLE), sign) for sign in DELIMITERS]
    (share, width), best = max(ranked, key=lambda entry: (entry[0], -DELIMITERS.index(entry[1])))
    return best if share > 0 and width > 1 else ""


def looks_like_table(text: str) -> bool:
    """Whether running text is a table after all: every record parted alike, three at least, no list in prose."""
    delimiter = find_delimiter(text)
    if not delimiter:
        return False
    records = [record for record in _parsed(text[:_SAMPLE], delimiter) if record]
    if len(text) > _SAMPLE:
        records.pop()
    header = records[0]
    if delimiter == "," and any(cell.startswith(" ") for cell in header[1:]):
        return False
    plain = all(cell.strip() for cell in header) and (len(records) > _FEW or delimiter == "\t")
    return plain and all(len(record) == len(header) for record in records)


def _fit(sample: str, delimiter: str, *, cut: bool) -> tuple[float, int]:
    """The share of records as wide as the header, to one tenth, and that width; (0, 0) for no delimiter at all."""
    records = [record for record in _parsed(sample, delimiter) if record]
    if cut and len(records) > 1:
        records.pop()
    if not records:
        return 0.0, 0
    header, rest = records[0], records[1:]
    if len(header) == 1 and delimiter != "," and len(rest) > _FEW:  # a title may stand above the header
        header, rest = rest[0], rest[1:]
        if any(len(record) != len(header) for record in rest):
            return 0.0, 0
    if len(header) == 1:
        return 0.0, 0
    same = sum(len(record) == len(header) for record in rest)
    share = same / len(rest) if rest else 1.0
    prose = all(cell.startswith(" ") for cell in header[1:])
    if prose and share < _NEARLY_ALL:
        return 0.0, 0
    return max(round(share, 1), 0.1), len(header)


def _parsed(text: str, delimiter: str) -> Iterator[Cells]:
    """All records, a blank line as an empty one; the end mark is a record of its own unless a quotation is open."""
    lines = chain((match.group() for match in _LINE.finditer(text)), (_END,))
    limit = csv.field_size_limit(len(text) + len(_END) + 1)
    try:
        for record in csv.reader(lines, delimiter=delimiter):
            if record != [_END]:
                yield record
    finally:
        csv.field_size_limit(limit)


def _numbered(file: str, text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    known: dict[str, str] = {}  # closed questions repeat a few words a million times: one object for each is enough
    for number, record in enumerate(_parsed(text, delimiter), start=1):
        if record and record[-1].endswith(_END):
            open_text = record[-1].removesuffix(_END)
            if "\n" in open_text.strip() or "\r" in open_text.strip():
                place = f"In {quoted(file)} öffnet Zeile {number} ein Anführungszeichen, das bis zum Ende offen bleibt"
                raise FileUnreadable(f"{place}; bitte verdoppeln oder entfernen Sie es.")
            record[-1] = open_text.rstrip("\r\n")
        yield number, [known.setdefault(cell, cell) if len(cell) < _SHORT else cell for cell in record]
        if len(known) > _MOST_KNOWN:
            known.clear()
