from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from nlp.domain.edits import Create
from nlp.domain.people import Account, Role
from nlp.domain.reviewing import MarkKind, Sample
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
SAMPLE = Sample(
    id="st",
    title="Runde",
    run="lauf",
    seen=0,
    themes=(("weg", "Wege"),),
    statements=("umfrage/Mehr Licht",),
    coders=("ayse", "ben"),
    who="ayse",
    at="2026-03-01T10:00:00+00:00",
)


@pytest.fixture
def outside(tmp_path: Path, make_import: Any) -> Iterator[sqlite3.Connection]:
    """A connection of another program, with none of our settings."""
    path = tmp_path / "oton.db"
    with open_store(path) as store, closing(SqlitePeople(path)) as people:
        store.save_run(RUN)
        store.publish("lauf", who="ayse")
        people.add_account(ADMIN, "hash")
        people.log(who="ayse", did="run.publish", object="lauf")
        store.save_import(make_import(["Mehr Licht"]))
        store.decide([Create(made="p-0", title="Licht")], run="lauf", who="ayse")
        store.mark(["umfrage/Mehr Licht"], MarkKind.FLAG, who="ayse")
        store.save_sample(SAMPLE)
        store.code("st", "umfrage/Mehr Licht", ["weg"], coder="ayse")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("table", ["log", "publications", "edits", "marks", "samples", "codings"])
def test_rows_can_neither_be_changed_nor_taken_away(outside: sqlite3.Connection, table: str) -> None:
    before = outside.execute(f"SELECT * FROM {table}").fetchall()
    for sql in (
        f"UPDATE {table} SET at = 'x'",
        f"UPDATE {table} SET nr = 99",
        f"DELETE FROM {table}",
        f"UPDATE OR REPLACE {table} SET nr = nr",
        f"REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            outside.execute(sql)
    assert len(before) == 1
    assert outside.execute(f"SELECT * FROM {table}").fetchall() == before


def test_a_sample_is_not_replaced_under_another_number_either(outside: sqlite3.Connection) -> None:
    before = outside.execute("SELECT * FROM samples").fetchall()
    columns = "id, title, run, seen, themes, statements, coders, who, at"
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        outside.execute(f"REPLACE INTO samples ({columns}) SELECT {columns} FROM samples")
    assert outside.execute("SELECT * FROM samples").fetchall() == before


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


@pytest.mark.parametrize("table", ["edits", "marks", "samples", "codings"])
def test_what_people_decide_moves_a_state_of_its_own_for_whoever_writes(
    outside: sqlite3.Connection, table: str
) -> None:
    def states() -> tuple[str, str]:
        found: tuple[str, str] = outside.execute("SELECT s.value, d.value FROM state s, decided_state d").fetchone()
        return found

    corpus, decided = states()
    columns = [row[1] for row in outside.execute(f"PRAGMA table_info({table})") if row[1] != "nr"]
    values = ", ".join("'st-2'" if one == "id" else one for one in columns)
    outside.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}")
    assert states()[0] == corpus
    assert states()[1] != decided
