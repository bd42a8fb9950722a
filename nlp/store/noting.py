"""What people note beside statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nlp.domain.reviewing import Mark, MarkKind
from nlp.errors import InputError, Unknown
from nlp.store.decision_rows import newer

if TYPE_CHECKING:
    from sqlite_utils import Database

LONGEST_COMMENT = 2_000
"""Signs; a page of typescript. Who writes more writes a report."""

_MARK = "nr, statement, kind, who, at, text"


def mark(db: Database, statements: Sequence[str], kind: MarkKind, who: str, text: str) -> list[Mark]:
    """Adds the same mark beside each of these, all or none; a statement named twice gets one.

    A comment is kept without the space around it. Raises Unknown, InputError.
    """
    text = _comment(text) if kind is MarkKind.COMMENT else _nothing(text)
    wanted = list(dict.fromkeys(statements))
    all_there(db, wanted)
    last = int(db.execute("SELECT coalesce(max(nr), 0) FROM marks").fetchone()[0])
    at = datetime.now(UTC).isoformat(timespec="seconds")
    made = [
        Mark(number=number, statement=one, kind=kind, who=who, at=at, text=text)
        for number, one in enumerate(wanted, start=last + 1)
    ]
    rows = ((one.number, one.statement, one.kind.value, one.who, one.at, one.text) for one in made)
    db.conn.executemany(f"INSERT INTO marks ({_MARK}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - columns of our own
    return made


def marks(db: Database, after: int = 0) -> list[Mark]:
    """All marks from the one after that number on, by number. Raises StoreProblem for what is not known here."""
    sql = f"SELECT {_MARK} FROM marks WHERE nr > ? ORDER BY nr"  # noqa: S608 - columns of our own
    return [_mark_of(row) for row in db.execute(sql, [after])]


def all_there(db: Database, statements: Iterable[str]) -> None:
    """Raises Unknown where there are statements among these that the house does not hold today."""
    sql = "SELECT count(*) FROM json_each(?) WHERE value NOT IN (SELECT id FROM statements)"
    named = sorted(set(statements))
    missing = db.execute(sql, [json.dumps(named)]).fetchone()[0]
    if missing:
        raise Unknown(
            f"Von {len(named)} genannten Aussagen gibt es {missing} hier nicht. Vielleicht wurde die Quelle inzwischen "
            "neu eingelesen. Bitte sehen Sie nach und versuchen Sie es dann noch einmal."
        )


def _comment(text: str) -> str:
    text = text.strip()
    if not text:
        raise InputError("Der Kommentar ist leer. Bitte schreiben Sie, was Sie festhalten möchten.")
    if len(text) > LONGEST_COMMENT:
        raise InputError(
            f"Der Kommentar hat {len(text)} Zeichen, Platz ist für {LONGEST_COMMENT}. Bitte kürzen Sie ihn."
        )
    return text


def _nothing(text: str) -> str:
    if text:
        raise InputError("Nur ein Kommentar hat einen Text. Bitte schreiben Sie dafür einen Kommentar.")
    return text


def _mark_of(row: Sequence[Any]) -> Mark:
    number, statement, kind, who, at, text = row
    try:
        known = MarkKind(kind)
    except ValueError as error:
        raise newer(f"Die Notiz Nr. {number}") from error
    return Mark(number=number, statement=statement, kind=known, who=who, at=at, text=text)
