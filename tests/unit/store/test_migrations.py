from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nlp.domain.edits import Create
from nlp.domain.themes import Membership, Origin, Run, Stability, Theme
from nlp.errors import StoreProblem
from nlp.store import migrations, open_store, opening


def with_steps(monkeypatch: pytest.MonkeyPatch, steps: tuple[Callable[[Any], None], ...]) -> None:
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(opening, "STEPS", steps)


def test_an_older_database_is_brought_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_import: Any
) -> None:
    path = tmp_path / "oton.db"

    def one_more(db: Any) -> None:
        db.execute("CREATE TABLE later (word TEXT)")

    with open_store(path) as store:
        store.save_import(make_import(["Mehr Licht"]))
        identity, held = store.identity, store.imported("umfrage")
    with_steps(monkeypatch, (*migrations.STEPS, one_more))
    with open_store(path) as store:
        assert (store.identity, store.imported("umfrage")) == (identity, held)
        assert store.db.execute("PRAGMA user_version").fetchone()[0] == len(migrations.STEPS)
        taken = [row[0] for row in store.db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert taken == [
            "001 corpus",
            "002 index",
            "003 runs",
            "004 grounds",
            "005 people",
            "006 reviewing",
            "007 one_more",
        ]
        assert store.db.execute("SELECT count(*) FROM later").fetchone()[0] == 0


def seal_as_before(db: Any) -> None:
    """A run as it was written before runs knew how sure they are, word for word."""
    theme = (1, 0, "kita", "Kita", "catalogue", '["Kita"]', 0.9, "fest", '["s1"]', 1, "Bildung")
    db.execute("INSERT INTO run_themes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", theme)
    columns = "run, theme, statement, strength, is_primary"
    db.execute(f"INSERT INTO memberships ({columns}) VALUES (1, 'kita', 's1', 0.5, 1)")
    db.execute("INSERT INTO unassigned VALUES (1, 0, 's2')")
    header = (1, "alt", "standard", "r", "c", "0.1.0", "2026-03-01T10:00:00+00:00", '{"ami":0.25}')
    db.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", header)


def test_a_run_sealed_before_runs_knew_how_sure_they_are_reads_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "oton.db"
    with monkeypatch.context() as patch:
        with_steps(patch, migrations.STEPS[:3])
        with open_store(path) as store, opening.writing(store.db, path):
            seal_as_before(store.db)
    with open_store(path) as store:
        assert store.run() == Run(
            id="alt",
            recipe="standard",
            recipe_fingerprint="r",
            corpus_fingerprint="c",
            code_version="0.1.0",
            created_at="2026-03-01T10:00:00+00:00",
            quality={"ami": 0.25},
            themes=(
                Theme(
                    id="kita",
                    title="Kita",
                    origin=Origin.CATALOGUE,
                    terms=("Kita",),
                    stability=0.9,
                    grade=Stability.FIRM,
                    central=("s1",),
                    sensitive=True,
                    field_of_action="Bildung",
                ),
            ),
            memberships=(Membership(statement="s1", theme="kita", strength=0.5),),
            unassigned=("s2",),
        )
        for sql in ("UPDATE memberships SET stability = 1.0", "INSERT INTO stances VALUES (1, 's1', 'NEED')"):
            with pytest.raises(sqlite3.IntegrityError, match="a run is sealed"):
                store.db.execute(sql)


def test_a_database_nobody_could_decide_in_takes_decisions_from_now_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_import: Any
) -> None:
    path = tmp_path / "oton.db"
    with monkeypatch.context() as patch:
        with_steps(patch, migrations.STEPS[:5])
        with open_store(path) as store:
            store.save_import(make_import(["Mehr Licht"]))
            with opening.writing(store.db, path):
                store.db.execute("INSERT INTO runs VALUES (1, 'alt', '', '', '', '', '', '{}', '')")
            corpus = store.corpus_state()
    with open_store(path) as store:
        assert store.corpus_state() == corpus
        assert (store.decisions(), store.marks(), store.samples()) == ([], [], [])
        before = store.state()
        given = store.decide([Create(made="p-0", title="Licht")], run="alt", who="ayse")
        assert store.decisions() == given
        assert store.state() != before
        assert store.corpus_state() == corpus


def test_a_step_that_fails_leaves_the_older_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dump: Callable[[Path], list[str]]
) -> None:
    path = tmp_path / "oton.db"
    open_store(path).close()
    before = dump(path)

    def half(db: Any) -> None:
        db.execute("CREATE TABLE later (word TEXT)")
        db.execute("INSERT INTO nowhere VALUES (1)")

    with monkeypatch.context() as patch:
        with_steps(patch, (*migrations.STEPS, half))
        with pytest.raises(StoreProblem, match="SQLITE_ERROR"):
            open_store(path)
    assert dump(path) == before
    open_store(path).close()


def test_opening_costs_no_library_that_is_not_needed(tmp_path: Path) -> None:
    code = """
import pathlib, sys
import nlp.store
assert "sqlite_utils" not in sys.modules
nlp.store.open_store(pathlib.Path(sys.argv[1])).close()
assert "sqlite_utils" in sys.modules
print(sorted({"pandas", "rapidfuzz", "spacy"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "oton.db"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
