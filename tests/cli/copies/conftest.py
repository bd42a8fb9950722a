"""A small database with answers, and a larger one whose copy takes long enough to be disturbed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Oton

BALLAST = 24_000_000
"""Bytes of vectors."""


@pytest.fixture
def database(here: Oton, tmp_path: Path) -> Path:
    file, made = tmp_path / "gut.csv", tmp_path / "haus" / "oton.db"
    file.write_text("nr;antwort\n1;Mehr Kitaplätze\n2;Der Bus fehlt abends\n", encoding="utf-8")
    assert here("import", file, "--source", "gut", "--text", "antwort", database=made).code == 0
    return made


@pytest.fixture
def large(database: Path) -> Path:
    with closing(sqlite3.connect(database)) as db, db:
        rows = (("probe", str(number), os.urandom(400_000)) for number in range(BALLAST // 400_000))
        db.executemany("INSERT INTO vectors VALUES (?, ?, ?)", rows)
    return database
