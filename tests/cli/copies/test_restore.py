"""A restore gives the old database or the new one, never a mixture, and keeps the old one."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands import uploads
from nlp.domain.jobs import JobKind
from nlp.errors import Unknown
from nlp.jobs import DurableJobs, jobs_file, lock_file
from nlp.jobs.lock import only_one
from nlp.store.migrations import STEPS
from tests.cli.conftest import Held, Refused
from tests.cli.copies.looking import killed_within, names, sound, undisturbed
from tests.conftest import Oton

MOMENTS = 6
Spoil = Callable[[Path], None]


def test_a_restore_brings_back_what_was_saved_and_keeps_what_was_there(
    here: Oton, held: Held, database: Path, tmp_path: Path
) -> None:
    file, more = tmp_path / "sicherung.db", tmp_path / "mehr.csv"
    assert here("backup", file, database=database).code == 0
    saved = held(file)
    more.write_text("nr;antwort\n1;Ein Jugendclub\n", encoding="utf-8")
    assert here("import", more, "--source", "mehr", "--text", "antwort", database=database).code == 0
    later = held(database)
    ran = here("restore", file, "--json", database=database)
    assert ran.code == 0, ran.err
    assert held(database) == saved
    assert held(Path(ran.told["aside"])) == later
    assert names(database.parent) == {"oton.db", Path(ran.told["aside"]).name}
    assert here("search", "Jugendclub", "--json", database=database).told["total"] == 0


def test_two_restores_in_one_second_keep_both_of_what_was_there(
    here: Oton, held: Held, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sicherung.db"
    assert here("backup", file, database=database).code == 0
    now = datetime.now().astimezone()
    for later in range(120):  # the name of every second in which the command may come to it is taken
        stamp = f"{now + timedelta(seconds=later):%Y-%m-%d-%H%M%S}"
        database.with_name(f"oton.bis-{stamp}.db").write_bytes(b"")
    ran = here("restore", file, "--json", database=database)
    assert ran.code == 0, ran.err
    assert Path(ran.told["aside"]).name.endswith("-2.db")
    assert held(Path(ran.told["aside"])) == held(file)


def test_a_restore_needs_no_database_beforehand(here: Oton, held: Held, database: Path, tmp_path: Path) -> None:
    file, fresh = tmp_path / "sicherung.db", tmp_path / "neu" / "oton.db"
    assert here("backup", file, database=database).code == 0
    ran = here("restore", file, "--json", database=fresh)
    assert ran.told["aside"] is None
    assert held(fresh) == held(file)


def test_a_restore_ends_every_session(here: Oton, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "sicherung.db"
    with closing(sqlite3.connect(database)) as db, db:
        db.execute(
            "INSERT INTO accounts VALUES ('a', 'kim', 'kim', 'Kim', 'admin', '2026-11-22T10:00:00+00:00', 1, '')"
        )
        db.execute("INSERT INTO sessions VALUES ('schlüssel', 'a', '2099-01-01T00:00:00+00:00')")
    assert here("backup", file, database=database).code == 0
    assert here("restore", file, database=database).code == 0
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
        assert db.execute("SELECT name FROM accounts").fetchall() == [("kim",)]


def test_a_restore_waits_for_nobody_who_has_the_database_open(
    here: Oton, refused: Refused, held: Held, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sicherung.db"
    assert here("backup", file, database=database).code == 0
    before = held(database)
    with compose.opened(database) as store:
        assert store.sources()  # it looks and looks away again; the file stays open
        refused(here("restore", file, "--json", database=database), "oton.db", "oton serve")
    assert held(database) == before
    assert here("restore", file, database=database).code == 0


def test_no_job_that_waited_begins_on_what_was_restored(here: Oton, database: Path, tmp_path: Path) -> None:
    file, jobs = tmp_path / "sicherung.db", DurableJobs(database)
    assert here("backup", file, database=database).code == 0
    upload = uploads.kept(database, "später.csv", [b"nr;antwort\n1;Ein Jugendclub\n"])
    job = jobs.ask(JobKind.IMPORT, {"upload": upload.id, "source": "mehr"}, who="eva")
    ran = here("restore", file, "--json", database=database)
    assert ran.code == 0, ran.err
    assert jobs.jobs() == []
    with pytest.raises(Unknown):
        jobs.job(job.id)
    assert DurableJobs(Path(ran.told["aside"])).active() == [job], "it stays with the state it was asked for"
    assert not list(tmp_path.rglob("*.db.jobs-*")), "no log is left beside the list"


def test_no_job_begins_where_the_database_itself_was_put_away(here: Oton, database: Path, tmp_path: Path) -> None:
    file, jobs = tmp_path / "sicherung.db", DurableJobs(database)
    assert here("backup", file, database=database).code == 0
    jobs.ask(JobKind.EXTEND, {}, who="eva")
    for one in database.parent.glob("oton.db*"):
        if one.name in {"oton.db", "oton.db-wal", "oton.db-shm"}:
            one.rename(tmp_path / one.name)
    assert here("restore", file, database=database).code == 0
    assert jobs.jobs() == []
    assert len(list(database.parent.glob("oton.bis-*.db.jobs"))) == 1


def test_a_restore_is_refused_while_somebody_reads_the_list_of_jobs(
    here: Oton, refused: Refused, held: Held, database: Path, tmp_path: Path
) -> None:
    file, jobs = tmp_path / "sicherung.db", DurableJobs(database)
    assert here("backup", file, database=database).code == 0
    job = jobs.ask(JobKind.EXTEND, {}, who="eva")
    before = held(database), names(database.parent)
    with closing(sqlite3.connect(jobs_file(database))) as db:
        assert db.execute("SELECT count(*) FROM workflow_status").fetchone() == (1,)
        refused(here("restore", file, "--json", database=database), "oton.db.jobs", "oton serve")
    assert ((held(database), names(database.parent)), jobs.jobs()) == (before, [job])


def test_a_restore_is_refused_while_a_worker_lives(
    here: Oton, refused: Refused, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sicherung.db"
    assert here("backup", file, database=database).code == 0
    with only_one(lock_file(database), threading.Event(), lambda: None) as ours:
        assert ours
        refused(here("restore", file, "--json", database=database), "oton.db", "oton worker")
    assert here("restore", file, database=database).code == 0


def _foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE adressen (name TEXT)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")


def _damaged(file: Path) -> None:
    with file.open("r+b") as bytes_:
        bytes_.seek(3 * 4096)
        bytes_.write(b"\xff" * 20_000)


def _short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _orphaned(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DELETE FROM questions")


def _garbage(file: Path) -> None:
    file.write_bytes(b"Dies ist ein Brief.\n" * 500)


def _gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("spoil", [_foreign, _newer, _damaged, _short, _orphaned, _garbage, _gone])
def test_a_restore_refuses_what_is_no_sound_backup(
    spoil: Spoil, here: Oton, refused: Refused, held: Held, database: Path
) -> None:
    file = database.parent.parent / "sicherung.db"
    assert here("backup", file, database=database).code == 0
    spoil(file)
    before = held(database), names(database.parent)
    refused(here("restore", file, "--json", database=database), "sicherung.db")
    assert (held(database), names(database.parent)) == before


def test_a_restore_does_not_touch_a_foreign_file(here: Oton, refused: Refused, database: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "sicherung.db", tmp_path / "fremd.db"
    assert here("backup", file, database=database).code == 0
    other.write_bytes(b"Dies ist ein Brief.\n" * 500)
    refused(here("restore", file, "--json", database=other), "fremd.db")
    assert other.read_bytes() == b"Dies ist ein Brief.\n" * 500


def test_a_restore_does_not_mix_with_a_forgotten_log(
    here: Oton, refused: Refused, database: Path, tmp_path: Path
) -> None:
    file, place = tmp_path / "sicherung.db", tmp_path / "neu.db"
    assert here("backup", file, database=database).code == 0
    (tmp_path / "neu.db-wal").write_bytes(b"alt")
    refused(here("restore", file, "--json", database=place), "neu.db-wal")
    assert not place.exists()


def test_a_killed_restore_leaves_the_old_or_the_new_one(here: Oton, held: Held, large: Path, tmp_path: Path) -> None:
    file = tmp_path / "sicherung.db"
    assert here("backup", file, database=large).code == 0
    with closing(sqlite3.connect(large)) as db, db:
        db.execute("UPDATE sources SET title = 'später'")
    whole = undisturbed("restore", file, "--db", large)
    old, new = held(large), held(file)
    chance = random.Random(5)
    for _ in range(MOMENTS):
        killed_within(whole, chance, "restore", file, "--db", large)
        sound(large)
        assert held(large) in (old, new)
    assert here("restore", file, database=large).code == 0
