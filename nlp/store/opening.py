"""From a path to a connection that is known to be ours, writable and up to date."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from nlp.store.faults import refused, speaking
from nlp.store.migrations import APPLICATION_ID, STEPS, migrate

if TYPE_CHECKING:
    from sqlite_utils import Database

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

_FOREIGN = "ist keine O-Ton-Datenbank. Bitte wählen Sie mit --db eine andere Datei oder einen neuen Namen."
_NEWER = "wurde mit einer neueren Fassung von O-Ton geschrieben. Bitte bringen Sie O-Ton auf den neuesten Stand."
_FOLDER = "ist ein Ordner. Bitte nennen Sie mit --db eine Datei darin, zum Beispiel {path}/oton.db."
_NO_FOLDER = (
    "kann dort nicht angelegt werden, weil der Ordner fehlt und sich nicht anlegen lässt. "
    "Bitte wählen Sie mit --db einen Ort, an dem Sie schreiben dürfen."
)
_BAD_NAME = "kann so nicht heißen. Bitte wählen Sie mit --db einen kürzeren Namen ohne Sonderzeichen."
_NOT_READABLE = (
    "darf von Ihnen nicht gelesen werden. Bitte lassen Sie sich Zugriff geben oder wählen Sie mit --db eine andere."
)
_NOT_WRITABLE = (
    "ist schreibgeschützt. Bitte geben Sie Datei und Ordner zum Schreiben frei "
    "oder wählen Sie mit --db einen anderen Ort."
)


def connect(path: Path, patience: float = PATIENCE) -> Database:
    """Opens the database, creating folder and file on first use. Raises StoreProblem."""
    _look(path)
    with speaking(path):
        # One thread at a time uses it, but not always the same: the web hands connections from request to request.
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            return _prepared(_database(connection), path)
        except BaseException:
            connection.close()
            raise


@contextmanager
def looking(db: Database, path: Path) -> Iterator[None]:
    """One state of the database for all that is read inside, whatever others write meanwhile."""
    with speaking(path):
        db.execute("BEGIN")
        try:
            yield
        finally:
            db.rollback()


@contextmanager
def writing(db: Database, path: Path) -> Iterator[None]:
    """One transaction: all that is written inside, or nothing of it."""
    with speaking(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.commit()
        except BaseException:
            db.rollback()
            raise


def _look(path: Path) -> None:
    """Finds out beforehand what SQLite would only call "unable to open database file"."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise refused(path, _FOLDER.format(path=path))
        there = path.exists()
    except (OSError, ValueError) as error:
        if os.path.isdir(path.parent):  # noqa: PTH112 - this one raises nothing, whatever the name
            raise refused(path, _BAD_NAME) from error
        raise refused(path, _NO_FOLDER) from error
    if there and not path.is_file():
        raise refused(path, _FOREIGN)
    if there and not os.access(path, os.R_OK):
        raise refused(path, _NOT_READABLE)
    # The folder too: the write-ahead log stands beside the file.
    if not os.access(path.parent, os.W_OK) or (there and not os.access(path, os.W_OK)):
        raise refused(path, _NOT_WRITABLE)


def _prepared(db: Database, path: Path) -> Database:
    _check(db, path)
    db.enable_wal()
    db.execute("PRAGMA foreign_keys = ON")
    if _number(db, "PRAGMA user_version") < len(STEPS):
        with writing(db, path):
            # Another program may have been quicker while we waited.
            _check(db, path)
            migrate(db)
    return db


def _check(db: Database, path: Path) -> None:
    """Lets pass what is ours or empty; a file of any other kind is not touched."""
    mark, version = _number(db, "PRAGMA application_id"), _number(db, "PRAGMA user_version")
    tables = _number(db, "SELECT count(*) FROM sqlite_schema")
    if mark != APPLICATION_ID and (mark or version or tables):
        raise refused(path, _FOREIGN)
    if version > len(STEPS):
        raise refused(path, _NEWER)


def _number(db: Database, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def _database(connection: sqlite3.Connection) -> Database:
    # sqlite-utils imports pandas where it finds it, which costs two seconds and serves nothing here.
    modules = cast("dict[str, Any]", sys.modules)
    hide = "pandas" not in modules
    if hide:
        modules["pandas"] = None
    try:
        from sqlite_utils import Database
    finally:
        if hide:
            del modules["pandas"]
    return Database(connection, execute_plugins=False)
