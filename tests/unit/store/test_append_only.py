from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nlp.domain.people import Account, Role
from nlp.domain.themes import Run
from nlp.store import SqlitePeople, open_store

ADMIN = Account(id="a", name="ayse", shown="Ayşe", role=Role.ADMIN, created_at="2026-03-01T10:00:00+00:00")
RUN = Run(
    id="lauf",
    recipe="standard",
    recipe_fingerprint="1",
    corpus_fingerprint="2",
    code_version="3",
    created_at="2026-03-01T10:00:00+00:00",
    quality={},
    themes=(),
    memberships=(),
    unassigned=(),
)


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of another program, with none of our settings."""
    path = tmp_path / "oton.db"
    with open_store(path) as store, closing(SqlitePeople(path)) as people:
        store.save_run(RUN)
        store.publish("lauf", who="ayse")
        people.add_account(ADMIN, "hash")
        people.log(who="ayse", did="run.publish", object="lauf")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("table", ["log", "publications"])
def test_rows_can_neither_be_changed_nor_taken_away(outside: sqlite3.Connection, table: str) -> None:
    before = outside.execute(f"SELECT * FROM {table}").fetchall()
    for sql in (
        f"UPDATE {table} SET who = 'x'",
        f"UPDATE {table} SET nr = 99",
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            outside.execute(sql)
    assert outside.execute(f"SELECT * FROM {table}").fetchall() == before


def test_an_account_outlives_what_the_log_says_of_it(outside: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="an account stays"):
        outside.execute("DELETE FROM accounts")
    for change in ("active = 0", "role = 'staff'"):
        with pytest.raises(sqlite3.IntegrityError, match="the last admin stays"):
            outside.execute(f"UPDATE accounts SET {change}")


def test_the_state_moves_for_whoever_writes(outside: sqlite3.Connection) -> None:
    before = outside.execute("SELECT value FROM state").fetchone()
    outside.execute("INSERT INTO sources VALUES ('u', 'Umfrage', 'SURVEY', '', NULL, 0, 0, '', '')")
    assert outside.execute("SELECT value FROM state").fetchone() != before
