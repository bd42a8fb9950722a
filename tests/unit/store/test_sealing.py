from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.domain.themes import Membership, Origin, Run, Stance, Theme, Unplaced
from nlp.store import SqliteStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    run = Run(
        id="lauf",
        recipe="standard",
        recipe_fingerprint="1",
        corpus_fingerprint="2",
        code_version="3",
        created_at="2026-03-01T10:00:00+00:00",
        quality={},
        themes=(Theme(id="kita", title="Kita", origin=Origin.FOUND),),
        memberships=(Membership(statement="s1", theme="kita", strength=1.0),),
        unassigned=("s2",),
        reasons={"s2": Unplaced.ALONE},
        stances={"s1": Stance.NEED},
    )
    with open_store(tmp_path / "oton.db") as opened:
        opened.save_run(run)
        yield opened


COLUMNS = {
    "runs": "recipe",
    "run_themes": "title",
    "memberships": "statement",
    "unassigned": "statement",
    "reasons": "reason",
    "stances": "stance",
}


@pytest.mark.parametrize("table", COLUMNS)
def test_nothing_of_a_run_can_be_changed_or_taken_away(store: SqliteStore, table: str) -> None:
    for sql in (
        f"UPDATE {table} SET {COLUMNS[table]} = 'x'",
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="sealed"):
            store.db.execute(sql)
    assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1


@pytest.mark.parametrize(
    "sql",
    [
        (
            "INSERT INTO run_themes (run, position, id, title, origin, terms, stability, grade, central, sensitive,"
            " field_of_action) SELECT run, 9, 'neu', title, origin, terms, 0.5, grade, central, 0, '' FROM run_themes"
        ),
        "INSERT INTO memberships (run, theme, statement, strength, is_primary) VALUES (1, 'kita', 's9', 1.0, 1)",
        "INSERT INTO unassigned VALUES (1, 9, 's9')",
        "INSERT INTO reasons VALUES (1, 's9', 'ALONE')",
        "INSERT INTO stances VALUES (1, 's9', 'NEED')",
    ],
)
def test_nothing_can_be_added(store: SqliteStore, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="a run is sealed"):
        store.db.execute(sql)


def test_parts_of_a_run_without_a_header_do_not_stay(store: SqliteStore) -> None:
    for table, values in {
        "unassigned": "7, 0, 's1'",
        "reasons": "7, 's1', 'ALONE'",
        "stances": "7, 's1', 'LOB'",
    }.items():
        with pytest.raises(sqlite3.IntegrityError):
            store.db.execute(f"INSERT INTO {table} VALUES ({values})")
        assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1
