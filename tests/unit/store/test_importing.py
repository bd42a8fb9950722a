from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nlp.errors import StoreProblem
from nlp.store import open_store

TEXTS = ["Mehr Kitaplätze", "Die Straße ist dunkel", "Der Bus fehlt"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "oton.db"


def numbers(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT id, nr FROM statements").fetchall())


def test_the_same_file_twice_changes_nothing(path: Path, make_import: Any, dump: Callable[[Path], list[str]]) -> None:
    with open_store(path) as store:
        store.save_import(make_import(TEXTS))
        before, changes = dump(path), store.db.conn.total_changes
        store.save_import(make_import(TEXTS))
        assert store.db.conn.total_changes == changes
    assert dump(path) == before
    assert len(before) > 30


def test_statements_that_stay_keep_their_number(path: Path, make_import: Any) -> None:
    with open_store(path) as store:
        store.save_import(make_import(TEXTS))
        before = numbers(path)
        store.save_import(make_import(["Ganz neu", *TEXTS[1:]]))
    after = numbers(path)
    kept = {f"umfrage/{text}" for text in TEXTS[1:]}
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert set(after) == {*kept, "umfrage/Ganz neu"}


def test_the_index_follows_better_analysis(path: Path, make_import: Any) -> None:
    first = make_import(TEXTS)
    with open_store(path) as store:
        store.save_import(first)
        response, *others = first.responses
        better = replace(response.statements[0], lemmas="mehr Kitaplatz", parts="Kita Platz")
        store.save_import(replace(first, responses=(replace(response, statements=(better,)), *others)))
        assert store.vocabulary()["kitaplatz"] == 1
        assert store.vocabulary()["platz"] == 1
        assert store.db.execute("SELECT count(*) FROM statements_fts").fetchone()[0] == len(TEXTS)


def test_the_index_is_whole_after_all_kinds_of_change(path: Path, make_import: Any) -> None:
    with open_store(path) as store:
        for texts in (TEXTS, TEXTS[1:], ["Eins", *TEXTS], [], TEXTS[::-1]):
            store.save_import(make_import(texts))
            # FTS5 compares its index with its content and raises where they differ.
            store.db.execute("INSERT INTO statements_fts(statements_fts) VALUES ('integrity-check')")
            indexed = {row[0] for row in store.db.execute("SELECT rowid FROM statements_fts")}
            assert indexed == set(numbers(path).values())


def test_a_failure_half_way_leaves_the_old_state(
    path: Path, make_import: Any, dump: Callable[[Path], list[str]]
) -> None:
    with open_store(path) as store:
        store.save_import(make_import(TEXTS))
        before = dump(path)
        stranger = replace(make_import(["Neu"]), respondents=())
        with pytest.raises(StoreProblem, match="SQLITE_CONSTRAINT"):
            store.save_import(stranger)
        assert dump(path) == before
        store.save_import(make_import(["Neu"]))
        assert [one.text for one in store.statements()] == ["Neu"]
