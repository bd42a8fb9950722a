"""One cell: made printable, and whether it holds an answer at all."""

from __future__ import annotations

import re

from nlp.domain.corpus import Reason
from nlp.ingest.limesurvey import OTHER_MARK

_BROKEN = re.compile("[\x00\ud800-\udfff]")
_SPREADSHEET_ERROR = re.compile(
    r"#(?:NV|N/A|NAME\?|WERT!|VALUE!|DIV/0!|BEZUG!|REF!|ZAHL!|NUM!|NULL!|ÜBERLAUF!|SPILL!|KALK!|CALC!)|Err:\d{3}"
)


def repaired(cell: str) -> tuple[str, int]:
    """A cell with every NUL and lone surrogate as U+FFFD, one for one, and how many there were."""
    return _BROKEN.subn("\ufffd", cell) if _BROKEN.search(cell) else (cell, 0)


def reason_to_leave(cell: str, *, limesurvey: bool = False) -> Reason | None:
    """Why a cell is no answer, or None if it is one; "keine Angabe" in words is for the text room to see."""
    words = cell.strip()
    if not words:
        return Reason.EMPTY
    if _SPREADSHEET_ERROR.fullmatch(words):
        return Reason.UNREADABLE
    if not any(mark.isalnum() for mark in words) or (limesurvey and words == OTHER_MARK):
        return Reason.NO_WORDS
    return None


def group_value(cell: str, *, limesurvey: bool = False) -> str:
    """A group as it is shown; LimeSurvey's mark for an answer beside the list is "Sonstiges"."""
    words = cell.strip()
    return "Sonstiges" if limesurvey and words == OTHER_MARK else words
