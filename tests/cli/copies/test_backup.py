"""A backup is whole or not there, whatever others write meanwhile."""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Held, Refused
from tests.cli.copies.looking import command, killed_within, names, sound, undisturbed
from tests.conftest import ROOT, Oton

MOMENTS = 6

# Each state it writes is whole in itself: the source's title tells how many answers there are.
_WRITER = """
import sys
from pathlib import Path
from nlp.domain.corpus import Import, Respondent, ResponseRecord, Source, Statement
from nlp.domain.text import SafeText
from nlp.store import open_store

def made(size):
    records = []
    for number in range(size):
        words = f"Antwort {number} von {size}"
        one = Statement(id=f"s{number}", source="q", row=number, column="t", question="Frage", respondent=f"r{number}",
            start=0, end=len(words), text=SafeText(words))
        records.append(ResponseRecord(row=number, column="t", question="Frage", respondent=f"r{number}",
            text=SafeText(words), redactions=(), statements=(one,)))
    return Import(source=Source(id="q", title=str(size)), file="q.csv", columns=(), rows=size, cells=size,
        respondents=tuple(Respondent(key=f"r{number}") for number in range(size)), responses=tuple(records),
        left_out=())

imports = [made(size) for size in (40, 170, 90)]
with open_store(Path(sys.argv[1])) as store:
    store.save_import(imports[0])
    print("ready", flush=True)
    written = 0
    while True:
        store.save_import(imports[written % 3])
        written += 1
"""


@contextmanager
def writing(database: Path) -> Iterator[None]:
    child = subprocess.Popen([sys.executable, "-c", _WRITER, database], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        try:
            yield
            assert child.poll() is None, "the writer must still have been at work"
        finally:
            child.kill()


def test_a_backup_holds_what_the_database_holds(here: Oton, held: Held, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "sicherung.db"
    ran = here("backup", file, "--json", database=database)
    assert ran.code == 0, ran.err
    assert (ran.told["sources"], ran.told["statements"], ran.told["runs"]) == (1, 2, 0)
    assert ran.told["bytes"] == file.stat().st_size
    assert held(file) == held(database)
    assert file.stat().st_mode & 0o077 == 0, "passwords' hashes are in it"


def test_a_backup_stands_alone(here: Oton, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fort"
    folder.mkdir()
    assert here("backup", folder / "sicherung.db", database=database).code == 0
    assert names(folder) == {"sicherung.db"}
    with closing(sqlite3.connect(folder / "sicherung.db")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_each_backup_is_one_state_while_others_write(here: Oton, database: Path, tmp_path: Path) -> None:
    sizes = set()
    with writing(database):
        for number in range(12):
            file = tmp_path / f"{number}.db"
            assert here("backup", file, database=database).code == 0
            sound(file)
            with closing(sqlite3.connect(file)) as db:
                told = db.execute("SELECT title FROM sources WHERE id = 'q'").fetchone()[0]
                counted = db.execute("SELECT count(*) FROM statements WHERE source = 'q'").fetchone()[0]
            assert int(told) == counted
            sizes.add(counted)
    assert len(sizes) > 1, "nothing was written between the backups"


def test_a_backup_never_takes_the_place_of_a_file_unasked(
    here: Oton, refused: Refused, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "wichtig.db"
    file.write_bytes(b"etwas anderes")
    refused(here("backup", file, "--json", database=database), "wichtig.db", "--overwrite")
    assert file.read_bytes() == b"etwas anderes"
    assert here("backup", file, "--overwrite", database=database).code == 0
    sound(file)


def test_a_backup_onto_the_database_itself_is_refused(here: Oton, refused: Refused, database: Path) -> None:
    refused(here("backup", database, "--overwrite", "--json", database=database), "oton.db")
    sound(database)


def test_a_backup_of_nothing_makes_nothing(here: Oton, refused: Refused, tmp_path: Path) -> None:
    refused(here("backup", tmp_path / "b.db", "--json", database=tmp_path / "fehlt.db"), "fehlt.db")
    assert names(tmp_path) == set()


@pytest.mark.parametrize("kept", [True, False], ids=["with an older backup", "without"])
def test_a_killed_backup_leaves_the_older_one_or_none(
    kept: bool, here: Oton, held: Held, large: Path, tmp_path: Path
) -> None:
    file = tmp_path / "fort" / "sicherung.db"
    file.parent.mkdir()
    whole = undisturbed("backup", file, "--db", large)
    before = held(file)
    chance = random.Random(4)
    for _ in range(MOMENTS):
        if not kept:
            file.unlink(missing_ok=True)
        killed_within(whole, chance, "backup", file, "--overwrite", "--db", large)
        assert kept <= file.exists()
        if file.exists():
            assert held(file) == before
    sound(large)
    assert here("backup", file, "--overwrite", database=large).code == 0
    for left in file.parent.glob(".*"):
        os.utime(left, (0, 0))
    assert here("backup", file, "--overwrite", database=large).code == 0
    assert names(file.parent) == {"sicherung.db"}, "what killed ones left is cleared away"


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_a_disk_without_room_is_one_sentence_and_nothing_else(
    verb: str, here: Oton, large: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sicherung.db"
    if verb == "restore":
        assert here("backup", file, database=large).code == 0
    before = names(tmp_path), names(large.parent)

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    done = subprocess.run(
        command(verb, file, "--db", large), cwd=ROOT, capture_output=True, text=True, preexec_fn=narrow, check=False
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("Fehler: ")
    assert len(done.stderr.splitlines()) == 1
    assert (names(tmp_path), names(large.parent)) == before
    sound(large)
