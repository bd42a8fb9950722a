"""A database that does not play along: one German sentence naming place and remedy, and all as it was."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import StoreProblem
from nlp.store import open_store, opening

TEXTS = ["Mehr Kitaplätze", "Die Straße ist dunkel"]


@pytest.fixture
def path(tmp_path: Path, make_import: Any) -> Path:
    """A database with an import in it."""
    with open_store(tmp_path / "oton.db") as store:
        store.save_import(make_import(TEXTS))
    return tmp_path / "oton.db"


def complaint(path: Path, does: Callable[[], object]) -> str:
    with pytest.raises(StoreProblem) as caught:
        does()
    message = str(caught.value)
    assert message.startswith(f"Die Datenbank {path} ")
    assert "Bitte" in message or "bitte" in message
    assert not any(text in message for text in TEXTS)
    return message


def execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def test_first_use_makes_folder_and_file(tmp_path: Path) -> None:
    path = tmp_path / "data" / "local" / "oton.db"
    with open_store(path) as store:
        identity = store.identity
        assert store.sources() == []
    assert len(identity) == 32
    with open_store(path) as store:
        assert store.identity == identity
        assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert store.db.execute("PRAGMA busy_timeout").fetchone()[0] == 5000
    with open_store(tmp_path / "other.db") as other:
        assert other.identity != identity


def test_closing_twice_does_nothing(path: Path) -> None:
    store = open_store(path)
    store.close()
    store.close()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "oton.db"
    path.touch()
    with open_store(path) as store:
        assert store.statements() == []


def test_somebody_else_is_writing(path: Path, make_import: Any) -> None:
    with open_store(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        store.db.execute("PRAGMA busy_timeout = 20")
        other.execute("BEGIN IMMEDIATE")
        assert "anderen Programm" in complaint(path, lambda: store.save_import(make_import(["Neu"])))
        assert len(store.statements()) == len(TEXTS)
        other.execute("ROLLBACK")
        store.save_import(make_import(["Neu"]))
        assert [one.text for one in store.statements()] == ["Neu"]


def test_somebody_else_keeps_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "oton.db"
    monkeypatch.setattr(opening, "PATIENCE", 0.02)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE half (done)")
        other.execute("BEGIN EXCLUSIVE")
        assert "anderen Programm" in complaint(path, lambda: open_store(path))


def test_a_newer_database(path: Path) -> None:
    execute(path, "PRAGMA user_version = 99")
    before = path.read_bytes()
    assert "neueren Fassung" in complaint(path, lambda: open_store(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"id;text\n1;Mehr Kitapl\xe4tze\n" * 99, b"\x00" * 5000, b"PK\x03\x04", b"SQLite"])
def test_no_database_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "umfrage.csv"
    path.write_bytes(content)
    assert "keine O-Ton-Datenbank" in complaint(path, lambda: open_store(path))
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["umfrage.csv"]


@pytest.mark.parametrize("sql", ["CREATE TABLE places (url)", "PRAGMA application_id = 7", "PRAGMA user_version = 3"])
def test_somebody_elses_database(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "places.sqlite"
    execute(path, sql)
    before = path.read_bytes()
    assert "keine O-Ton-Datenbank" in complaint(path, lambda: open_store(path))
    assert path.read_bytes() == before


def test_a_folder(tmp_path: Path) -> None:
    message = complaint(tmp_path, lambda: open_store(tmp_path))
    assert "ist ein Ordner" in message
    assert str(tmp_path / "oton.db") in message


def test_a_file_where_a_folder_should_be(path: Path) -> None:
    inside = path / "oton.db"
    assert "anlegen" in complaint(inside, lambda: open_store(inside))


def test_a_name_that_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "a\x00b" / "oton.db"
    assert "anlegen" in complaint(path, lambda: open_store(path))


def test_a_full_disk(path: Path, make_import: Any, dump: Callable[[Path], list[str]]) -> None:
    before = dump(path)
    with open_store(path) as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages + 2}")
        large = make_import([f"{number} {'lang ' * 200}" for number in range(500)])
        assert "kein Platz" in complaint(path, lambda: store.save_import(large))
        assert [one.text for one in store.statements()] == sorted(TEXTS)
    assert dump(path) == before


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9])
def test_a_damaged_file(path: Path, make_import: Any, kept: float) -> None:
    def look() -> None:
        with open_store(path) as store:
            store.statements()
            store.vocabulary()
            store.save_import(make_import(["Neu"]))

    whole = path.read_bytes()
    whole_pages = int(len(whole) * kept) // 4096 * 4096
    path.write_bytes(whole[:whole_pages] + b"\xff" * (len(whole) - whole_pages))
    message = complaint(path, look)
    assert "beschädigt" in message or "keine O-Ton-Datenbank" in message
    path.write_bytes(whole[: len(whole) // 2])
    assert "beschädigt" in complaint(path, look)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o755)
    shutil.rmtree(folder)


# Nothing is forbidden to root, so the child gives its powers away once everything is imported.
_AS_NOBODY = """
import os, sys, tempfile
from pathlib import Path
from nlp.errors import StoreProblem
from nlp.store import open_store
with tempfile.TemporaryDirectory() as folder:
    open_store(Path(folder) / "warm.db").close()
if os.geteuid() == 0:
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]))
except StoreProblem as problem:
    print(problem)
"""


def as_nobody(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _AS_NOBODY, path], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind there")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "says"),
    [
        (0o444, 0o755, "schreibgeschützt"),
        (0o666, 0o555, "schreibgeschützt"),
        (0o000, 0o755, "nicht gelesen"),
        (0o666, 0o000, ""),
    ],
)
def test_missing_permission(open_folder: Path, file_mode: int, folder_mode: int, says: str) -> None:
    folder = open_folder / "daten"
    path = folder / "oton.db"
    open_store(path).close()
    before = path.read_bytes()
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    message = as_nobody(path)
    folder.chmod(0o755)
    path.chmod(0o644)
    assert message.startswith(f"Die Datenbank {path} ")
    assert says in message
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind there")
def test_a_place_where_nothing_may_be_made(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    path = open_folder / "neu" / "oton.db"
    assert "Ort, an dem Sie schreiben dürfen" in as_nobody(path)
    assert list(open_folder.iterdir()) == []
