"""What LimeSurvey's exports need: codes and questions in the header, and the markers in its cells.

CSV has one header row (codes, questions, or both: `G01Q02. Text`, `G01Q02 [Text]`) or codes above questions;
VV has questions above codes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from nlp.ingest.grid import Cells

_STRICT = r"(?:G\d{1,3}Q\d{1,4}|\d+X\d+X\d+)\w*"
_STRICT_CODE = re.compile(rf"{_STRICT}(?:\[[^\]]*\])*")
_ANY_CODE = re.compile(r"[A-Za-z]\w*(?:\[[^\]]*\])*|\d+X\d+X\d+\w*(?:\[[^\]]*\])*")
_SYSTEM = r"id|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|refurl|interviewtime"
_SPLIT = re.compile(rf"((?:{_STRICT}|[QF]\d+\w*|{_SYSTEM})(?:\[[^\]]*\])*)(?:[.:]\s+(.+)|\s+\[(.+)\])", re.DOTALL)
_TAG = re.compile(r"<[^<>]{1,200}>")
_NUMBERLIKE = re.compile(r"[\d.,:/ +-]+")
_VV_ESCAPE = re.compile(r"\{newline\}|\{cr\}|\{tab\}|\{quote\}|\{lbrace\}|\{rbrace\}|\\n")
_VV_SIGNS = {"{newline}": "\n", "{cr}": "\r", "{tab}": "\t", "{quote}": '"', "{lbrace}": "{", "{rbrace}": "}"}

SYSTEM_CODES = frozenset(_SYSTEM.split("|")) | {"firstname", "lastname", "email"}
_SYSTEM_TEXTS = (
    "antwort-id|response id|datum abgeschickt|date submitted|letzte seite|last page|start-sprache|start language"
    "|zufallsstartwert|seed|datum gestartet|date started|datum letzte aktivität|date last action|gesamtzeit|total time"
    "|weiterleitungs-url|referrer url"
)
SYSTEM_TEXTS = frozenset(_SYSTEM_TEXTS.split("|"))
NOT_SHOWN = frozenset(("{question_not_shown}", "N/A"))
OTHER_MARK = "-oth-"
_SURELY = 3


def is_code(header: str) -> bool:
    """Whether a header is one of LimeSurvey's question codes, e.g. `G01Q02[SQ001]`."""
    return bool(_STRICT_CODE.fullmatch(header.strip()))


def is_limesurvey(headers: Sequence[str]) -> bool:
    """Whether a header row comes from LimeSurvey: one of its question codes, or three of its own columns."""
    known = sum(header.strip().lower() in SYSTEM_CODES | SYSTEM_TEXTS for header in headers)
    return known >= _SURELY or any(is_code(split_code(header)[0]) for header in headers)


def split_code(header: str) -> tuple[str, str]:
    """`G01Q02. Text` and `G01Q02 [Text]` as code and question; any other header as itself and nothing."""
    match = _SPLIT.fullmatch(header.strip())
    return (match[1], (match[2] or match[3]).strip()) if match else (header, "")


def plain_question(text: str) -> str:
    """A question without the mark-up that LimeSurvey keeps in it."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def are_codes(cells: Sequence[str]) -> bool:
    """Whether four fifths of a row's filled cells could be codes, and one surely is."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    alike = sum(bool(_ANY_CODE.fullmatch(cell)) for cell in filled)
    return 0.8 * len(filled) <= alike and any(is_code(cell) or cell in SYSTEM_CODES for cell in filled)


def questions_below(codes: Cells, below: Cells, records: Sequence[Cells]) -> bool:
    """Whether the row below a row of codes holds their questions and not the first answer.

    It does where it names LimeSurvey's own columns, or where it has words above a column of numbers only.
    """
    cells = [cell.strip() for cell in below]
    if not are_codes(codes) or any(_NUMBERLIKE.fullmatch(cell) for cell in cells):
        return False
    if any(cell.lower() in SYSTEM_TEXTS for cell in cells):
        return True
    filled = [cell for cell in cells if cell]
    if len(filled) < 0.7 * len(codes) or len(set(filled)) < len(filled):
        return False
    return any(_only_numbers(records, place) for place, cell in enumerate(cells) if cell)


def _only_numbers(records: Sequence[Cells], place: int) -> bool:
    values = [record[place].strip() for record in records if place < len(record) and record[place].strip()]
    return bool(values) and all(_NUMBERLIKE.fullmatch(value) for value in values)


def shown(cell: str) -> str:
    """A cell, empty where the question was not shown."""
    return "" if cell.strip() in NOT_SHOWN else cell


def from_vv(cell: str) -> str:
    """A VV cell with its line breaks, tabs, quotes and braces put back."""
    return _VV_ESCAPE.sub(lambda match: _VV_SIGNS.get(match.group(), "\n"), shown(cell))
