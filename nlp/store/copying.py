"""Copies of a whole database: made while others write, examined, and put in the place of another."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import StoreProblem
from nlp.store.faults import refused, speaking
from nlp.store.migrations import APPLICATION_ID, STEPS
from nlp.store.opening import PATIENCE

PAGES = 2_000
"""Copied at a time; 8 MB between two words about how far it is."""
PART = ".teil"
FORGOTTEN = 3_600
"""Seconds; a part that has not grown for so long was left behind by a process that is no more."""

_MISSING = "gibt es nicht. Bitte prüfen Sie den Namen."
_FOREIGN = "ist keine O-Ton-Datenbank. Bitte nennen Sie eine Datei, die „oton backup“ geschrieben hat."
_NEWER = "wurde mit einer neueren Fassung von O-Ton geschrieben. Bitte bringen Sie O-Ton auf den neuesten Stand."
_DAMAGED = "ist beschädigt ({what}). Bitte nehmen Sie eine andere Sicherung."
_DIFFERENT = "stimmt nicht mit der Vorlage überein ({what}). Bitte versuchen Sie es noch einmal."
_IN_USE = (
    "ist gerade geöffnet. Bitte beenden Sie „oton serve“, „oton worker“ und alle anderen Befehle von O-Ton "
    "und versuchen Sie es dann noch einmal."
)
_LEFTOVER = (
    "hat noch Dateien aus früherer Arbeit neben sich ({what}). Bitte benennen Sie diese um "
    "und versuchen Sie es dann noch einmal."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What a database holds: its version, and how many rows in which table."""

    version: int
    rows: Mapping[str, int]


Told = Callable[[int, int], None]
"""Called with pages done and pages in all."""


def examined(path: Path) -> Census:
    """What lies in a file that nobody writes. Raises StoreProblem: foreign, newer or damaged."""
    if not path.is_file():
        raise refused(path, _MISSING)
    resting = "" if beside(path) else "&immutable=1"  # so that nothing is laid down beside it
    with speaking(path), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{resting}", uri=True)) as db:
        found = _census(db, path)
        wrong = [row[0] for row in db.execute("PRAGMA integrity_check(1)")]
        if wrong != ["ok"]:
            raise refused(path, _DAMAGED.format(what="integrity_check"))
        if db.execute("PRAGMA foreign_key_check").fetchone():
            raise refused(path, _DAMAGED.format(what="foreign_key_check"))
    return found


def copied(source: Path, target: Path, *, told: Told) -> Census:
    """One state of `source`, whatever others write meanwhile, in the empty file `target`, examined afterwards.

    Raises StoreProblem.
    """
    if not source.is_file():
        raise refused(source, _MISSING)
    with speaking(source), closing(_opened(source, "rw")) as db:
        # Reading holds one state fast, so that the copy need not begin again with every write of another program.
        db.execute("BEGIN")
        before = _census(db, source)
        with speaking(target), closing(sqlite3.connect(target, isolation_level=None)) as made:
            db.backup(made, pages=PAGES, progress=lambda _, left, total: told(total - left, total))
            # One file that needs nothing beside it, also on a disk that cannot be written.
            made.execute("PRAGMA journal_mode = DELETE")
        db.execute("ROLLBACK")
    after = examined(target)
    if after != before:
        names = {name for name, count in before.rows.items() if after.rows.get(name) != count}
        raise refused(target, _DIFFERENT.format(what=", ".join(sorted(names)) or "Tabellen"))
    return after


@contextmanager
def part(target: Path) -> Iterator[Path]:
    """An empty file beside the target, for its owner's eyes only; it is gone afterwards unless it was moved."""
    for old in target.parent.glob(f".{target.name}.*{PART}*"):
        if time.time() - old.stat().st_mtime > FORGOTTEN:
            old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=PART, dir=target.parent)
    os.close(handle)
    made = Path(name)
    try:
        yield made
    finally:
        for left in (made, *beside(made)):
            left.unlink(missing_ok=True)


def signed_out(path: Path) -> None:
    """Ends the sessions that a copy remembers: who was signed out since then stays so."""
    with speaking(path), closing(sqlite3.connect(path, isolation_level=None)) as db:
        if db.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sessions'").fetchone():
            db.execute("DELETE FROM sessions")


@contextmanager
def alone(path: Path, *, mark: int = APPLICATION_ID) -> Iterator[None]:
    """Nobody else has this database, which bears that mark, open, and nobody can open it.

    Raises StoreProblem where somebody has, or where it bears another mark.
    """
    with speaking(path), closing(_opened(path, "rw")) as db:
        if db.execute("PRAGMA application_id").fetchone()[0] != mark:
            raise refused(path, _FOREIGN)
        try:
            # Leaving the write-ahead log is granted only to the last one who has the file open.
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = TRUNCATE")
            db.execute("BEGIN EXCLUSIVE")
            # The journal that comes instead is empty, and must not lie beside the database that comes here next.
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise in_use(path) from error
            raise
        yield


def rested(path: Path) -> None:
    """Nothing lies beside this place that a new database would take for its own. Raises StoreProblem."""
    left = [one.name for one in beside(path)]
    if left:
        raise refused(path, _LEFTOVER.format(what=", ".join(left)))


def in_use(path: Path) -> StoreProblem:
    """The error for a database that somebody has open."""
    return refused(path, _IN_USE)


def beside(path: Path) -> list[Path]:
    """What SQLite has laid down beside a database."""
    named = (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
    return [one for one in named if one.exists()]


def settled(path: Path) -> None:
    """Waits until the disk has a file or folder, so that a power cut finds the old or the new one, whole."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None)


def _census(db: sqlite3.Connection, path: Path) -> Census:
    """Raises StoreProblem for what is not ours or newer than we are."""
    mark, version = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version"))
    if mark != APPLICATION_ID:
        raise refused(path, _FOREIGN)
    if version > len(STEPS):
        raise refused(path, _NEWER)
    tables = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    rows = {name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for (name,) in tables}  # noqa: S608 - names from the schema only
    return Census(version=version, rows=rows)
