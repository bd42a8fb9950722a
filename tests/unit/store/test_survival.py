"""Killed at any moment, the database holds one whole import or another, never half of one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlp.store import SqliteStore, open_store

# The child tells what it is about to write in `cells`, which makes the two imports tell-tale.
_WRITER = """
import sys
from pathlib import Path
from nlp.domain.corpus import Import, Respondent, ResponseRecord, Source, Statement
from nlp.domain.text import SafeText
from nlp.domain.themes import Run
from nlp.store import open_store

def made(size):
    records = []
    for number in range(size):
        words = f"Antwort {number} von {size}"
        one = Statement(id=f"s{number}", source="q", row=number, column="t", question=f"Frage {size}",
            respondent=f"r{number}", start=0, end=len(words), text=SafeText(words))
        records.append(ResponseRecord(row=number, column="t", question=f"Frage {size}", respondent=f"r{number}",
            text=SafeText(words), redactions=(), statements=(one,)))
    people = tuple(Respondent(key=f"r{number}", groups={"Größe": str(size)}) for number in range(size))
    return Import(source=Source(id="q", title="Q"), file="q.csv", columns=(), rows=size, cells=size,
        respondents=people, responses=tuple(records), left_out=())

imports = made(300), made(170)
print("ready", flush=True)
round = 0
with open_store(Path(sys.argv[1])) as store:
    while True:
        store.save_import(imports[round % 2])
        store.save_run(Run(id=f"lauf {len(store.runs())}", recipe="", recipe_fingerprint="", corpus_fingerprint="",
            code_version="", created_at="", quality={}, themes=(), memberships=(), unassigned=("s1", "s2")))
        round += 1
"""


def write_until_killed(path: Path, seconds: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(seconds)
        assert child.poll() is None, "the writer must still have been at work"
        child.kill()


def check(store: SqliteStore) -> None:
    database = store.db
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.execute("INSERT INTO statements_fts(statements_fts) VALUES ('integrity-check')")
    held = store.imported("q")
    size = held.cells if held else 0
    assert size in {0, 170, 300}
    assert len(store.statements()) == len(store.respondents()) == size
    assert store.vocabulary().get("antwort", 0) == size
    assert held is None or {record.question for record in held.responses} == {f"Frage {size}"}
    assert all(len(store.run(run).unassigned) == 2 for run in store.runs())
    assert len(set(store.runs())) == len(store.runs())


@pytest.mark.parametrize("round_", range(10))
def test_kill_nine(tmp_path: Path, round_: int) -> None:
    path = tmp_path / "oton.db"
    dice = random.Random(round_)
    # From the first milliseconds, where the tables are being made, to the middle of later imports.
    for seconds in (dice.uniform(0.0, 0.3), dice.uniform(0.2, 0.8)):
        write_until_killed(path, seconds)
        with open_store(path) as store:
            check(store)


def test_two_programs_may_start_at_once(tmp_path: Path) -> None:
    code = "import sys, pathlib, nlp.store; print(nlp.store.open_store(pathlib.Path(sys.argv[1])).identity)"
    starts = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path / "oton.db"], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    identities = {start.communicate()[0] for start in starts}
    assert [start.returncode for start in starts] == [0, 0, 0, 0]
    assert len(identities) == 1
