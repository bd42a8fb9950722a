"""Rows of decisions and notes that this program did not write as they are, and copies of those it did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp.domain.edits import Create, Move, Rename
from nlp.domain.reviewing import MarkKind, Sample
from nlp.domain.themes import Run
from nlp.errors import StoreProblem
from nlp.store import SqliteStore, copying, open_store

LIGHT = "umfrage/Mehr Licht"
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
    seen=1,
    themes=(("p-0", "Licht"),),
    statements=(LIGHT,),
    coders=("ayse", "ben"),
    who="ayse",
    at="2026-03-01T10:00:00+00:00",
)


@pytest.fixture
def store(tmp_path: Path, make_import: Any) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "oton.db") as opened:
        opened.save_import(make_import(["Mehr Licht"]))
        opened.save_run(RUN)
        opened.decide([Create(made="p-0", title="Licht")], run="lauf", who="ayse")
        yield opened


def write(store: SqliteStore, kind: str, told: str, at: str = "2026-03-01T10:00:00+00:00") -> None:
    """As a program of another version, or with another clock, would."""
    values = ["lauf", at, "ben", "", kind, told]
    store.db.execute("INSERT INTO edits (run, at, who, why, kind, told) VALUES (?, ?, ?, ?, ?, ?)", values)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("weigh", '{"theme":"p-0"}'),
        ("rename", '{"theme":"p-0","title":"Geheimes","language":"de"}'),
        ("rename", '{"theme":"p-0"}'),
    ],
)
def test_a_decision_of_a_newer_program_is_neither_left_out_nor_misread(
    store: SqliteStore, kind: str, told: str
) -> None:
    before = store.decisions()
    write(store, kind, told)
    with pytest.raises(StoreProblem, match=r"Die Entscheidung Nr\. 2 .* neuere .* auf den neuesten Stand") as refused:
        store.decisions()
    assert "Geheimes" not in str(refused.value)
    assert "Verwaltung" in refused.value.on_page
    with pytest.raises(StoreProblem):
        store.decide([Rename(theme="p-0", title="Hell")], run="lauf", who="ayse", seen=1)
    assert store.db.execute("SELECT count(*) FROM edits").fetchone()[0] == len(before) + 1
    assert store.decisions(after=2) == []


def test_a_note_of_a_newer_program_is_not_misread(store: SqliteStore) -> None:
    store.db.execute("INSERT INTO marks (statement, kind, who, at, text) VALUES (?, 'star', 'ben', '', '')", [LIGHT])
    with pytest.raises(StoreProblem, match=r"Die Notiz Nr\. 1 "):
        store.marks()
    assert store.marks(after=1) == []


def test_what_an_edit_did_not_know_yet_reads_as_its_default(store: SqliteStore) -> None:
    write(store, "create", '{"made":"p-1","title":"Wege"}')
    assert store.decisions()[-1].edit == Create(made="p-1", title="Wege", description="")


def test_the_number_says_what_came_first_where_the_clock_jumps_back(store: SqliteStore) -> None:
    write(store, "rename", '{"theme":"p-0","title":"Morgen"}', at="2126-03-01T10:00:00+00:00")
    store.decide([Rename(theme="p-0", title="Heute")], run="lauf", who="ayse")
    _, tomorrow, today = store.decisions()
    assert today.at < tomorrow.at
    assert (tomorrow.edit, today.edit) == (
        Rename(theme="p-0", title="Morgen"),
        Rename(theme="p-0", title="Heute"),
    )


def test_one_decision_is_one_row_however_many_statements_it_names(store: SqliteStore) -> None:
    store.decide([Move(statements=tuple(map(str, range(10_000))), themes=("p-0",))], run="lauf", who="ayse")
    assert store.db.execute("SELECT count(*) FROM edits").fetchone()[0] == 2


def test_a_copy_holds_all_that_people_decided(store: SqliteStore, tmp_path: Path) -> None:
    store.mark([LIGHT], MarkKind.COMMENT, who="ayse", text="Wo?")
    store.save_sample(SAMPLE)
    store.code("st", LIGHT, ["p-0"], coder="ben")
    census = copying.copied(store.path, tmp_path / "kopie.db", told=lambda *_: None)
    assert [census.rows[table] for table in ("edits", "marks", "samples", "codings")] == [1, 1, 1, 1]
    with open_store(tmp_path / "kopie.db") as copy:
        assert copy.decisions() == store.decisions()
        assert copy.marks() == store.marks()
        assert copy.samples() == store.samples()
        assert copy.codings("st") == store.codings("st")
        assert copy.state() == store.state()
        for one in (store, copy):
            one.decide([Rename(theme="p-0", title="Hell")], run="lauf", who="ayse")
        assert copy.state() != store.state()
        assert copy.corpus_state() == store.corpus_state()


def test_an_unguarded_number_of_one_that_is_there_is_refused(store: SqliteStore) -> None:
    columns = "nr, run, at, who, why, kind, told"
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        store.db.execute(f"INSERT OR REPLACE INTO edits ({columns}) VALUES (1, 'lauf', '', '', '', 'hide', '{{}}')")
