"""Which run is shown, and the marks that move with every change readers can see."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nlp.domain.publications import Publication
from nlp.store import runs

if TYPE_CHECKING:
    from sqlite_utils import Database


def publish(db: Database, run: str, who: str, note: str) -> Publication:
    """Adds a row that makes a run the one everybody sees. Raises Unknown."""
    if not run or runs.number(db, run) is None:
        raise runs.unknown(run)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    sql = "INSERT INTO publications (run, at, who, note) VALUES (?, ?, ?, ?) RETURNING nr"
    number = db.execute(sql, [run, at, who, note]).fetchone()[0]
    return Publication(number=number, run=run, at=at, who=who, note=note)


def publications(db: Database) -> list[Publication]:
    """All of them, newest first."""
    rows = db.execute("SELECT nr, run, at, who, note FROM publications ORDER BY nr DESC")
    return [Publication(number=nr, run=run, at=at, who=who, note=note) for nr, run, at, who, note in rows]


def state(db: Database) -> str:
    """Changes whenever something readers can see does, in any process."""
    return "-".join(db.execute("SELECT state.value, decided_state.value FROM state, decided_state").fetchone())


def corpus_state(db: Database) -> str:
    """As `state`, without what people decide, note and code."""
    return str(db.execute("SELECT value FROM state").fetchone()[0])
