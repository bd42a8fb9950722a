from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
        assert taken == ["001 corpus", "002 index", "003 runs", "004 one_more"]
        assert store.db.execute("SELECT count(*) FROM later").fetchone()[0] == 0


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
