"""What every implementation of the jobs must do, with a real worker in a process of its own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from nlp.domain.jobs import Job, JobKind, JobState
from nlp.errors import StoreProblem, Unknown
from nlp.jobs import DurableJobs, jobs_file
from nlp.ports import Jobs
from tests.conftest import ROOT
from tests.contract.jobs_worker import SECRET

LONG = {"steps": "600", "seconds": "0.05"}
PATIENCE = 60.0
Begin = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "oton.db"


@pytest.fixture
def jobs(database: Path) -> Jobs:
    return DurableJobs(database)


@pytest.fixture
def begin(database: Path) -> Iterator[Begin]:
    """Starts a worker and waits for its first word; variables that would connect the library are set to tempt it."""
    begun: list[subprocess.Popen[str]] = []
    tempted = {"DBOS__CLOUD": "true", "DBOS_SYSTEM_DATABASE_URL": "postgresql://example.org/x", "DBOS__APPVERSION": "9"}

    def start() -> subprocess.Popen[str]:
        worker = subprocess.Popen(
            [sys.executable, "tests/contract/jobs_worker.py", str(database)],
            cwd=ROOT,
            env={**os.environ, **tempted, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        begun.append(worker)
        assert worker.stdout
        assert worker.stdout.readline()
        return worker

    yield start
    for worker in begun:
        worker.kill()
        worker.wait()
        if worker.stdout:
            worker.stdout.close()


def until(jobs: Jobs, job: Job, reached: Callable[[Job], bool]) -> Job:
    ends = time.monotonic() + PATIENCE
    while not reached(now := jobs.job(job.id)):
        assert time.monotonic() < ends, now
        time.sleep(0.02)
    return now


def over(job: Job) -> bool:
    return job.state.over


def at_work(job: Job) -> bool:
    return job.stage == "Arbeit" and job.done > 0


def notes(database: Path) -> list[str]:
    return [line for line in database.with_name("notes").read_text("utf-8").splitlines() if line != "hour"]


def test_a_job_that_was_asked_for_waits_and_says_what_was_asked(jobs: Jobs) -> None:
    asked = {"granularity": "grob", "themes": "", "catalogue": "none"}
    job = jobs.ask(JobKind.CLUSTER, asked, who="eva")
    assert (job.kind, job.state, job.asked, job.who) == (JobKind.CLUSTER, JobState.WAITING, asked, "eva")
    assert (job.stage, job.done, job.total, job.seconds_left, job.message, job.result) == ("", 0, 0, None, "", {})
    assert job.created_at.endswith("+00:00")
    assert (job.started_at, job.ended_at) == ("", "")
    assert jobs.job(job.id) == job


def test_the_newest_come_first_and_no_more_than_asked_for(jobs: Jobs) -> None:
    assert jobs.jobs() == []
    made = [jobs.ask(JobKind.CLUSTER, {"themes": str(number)}, who="eva").id for number in range(5)]
    assert [job.id for job in jobs.jobs()] == made[::-1]
    assert [job.id for job in jobs.jobs(limit=2)] == made[:2:-1]


def test_the_same_request_is_one_job_until_it_is_over(jobs: Jobs) -> None:
    first = jobs.ask(JobKind.CLUSTER, {"themes": "4", "catalogue": "none"}, who="eva")
    assert jobs.ask(JobKind.CLUSTER, {"catalogue": "none", "themes": "4"}, who="udo") == first
    others = {
        jobs.ask(JobKind.CLUSTER, {"themes": "5", "catalogue": "none"}, who="eva").id,
        jobs.ask(JobKind.EXTEND, {"themes": "4", "catalogue": "none"}, who="eva").id,
    }
    assert len({first.id} | others) == 3
    jobs.cancel(first.id)
    assert jobs.ask(JobKind.CLUSTER, {"themes": "4", "catalogue": "none"}, who="eva").id != first.id


def test_all_that_is_not_over_is_told_however_much_came_after_it(jobs: Jobs) -> None:
    assert jobs.active() == []
    made = [jobs.ask(JobKind.CLUSTER, {"themes": str(number)}, who="eva") for number in range(5)]
    jobs.cancel(made[1].id)
    assert jobs.active() == [made[0], *made[2:]]


def test_a_new_worker_forgets_the_oldest_of_what_is_over(
    jobs: Jobs, database: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = [jobs.ask(JobKind.IMPORT, {"name": str(number)}, who="eva") for number in range(3)]
    first = begin()
    until(jobs, ended[-1], over)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    cancelled = jobs.ask(JobKind.CLUSTER, {"name": "x"}, who="eva")
    jobs.cancel(cancelled.id)
    open_ = jobs.ask(JobKind.CLUSTER, {"name": "y"}, who="eva")
    monkeypatch.setenv("MOST_ENDED", "2")
    begin()
    until(jobs, open_, over)
    assert [job.id for job in jobs.jobs()] == [open_.id, cancelled.id, ended[2].id]
    with pytest.raises(Unknown):
        jobs.job(ended[0].id)
    with closing(sqlite3.connect(jobs_file(database))) as lying:
        for table in ("workflow_status", "operation_outputs", "workflow_input", "workflow_output"):
            kept = {row[0] for row in lying.execute(f"SELECT workflow_uuid FROM {table}")}
            assert kept <= {open_.id, cancelled.id, ended[2].id}


def test_a_job_nobody_asked_for_is_unknown(jobs: Jobs) -> None:
    for call in (jobs.job, jobs.cancel):
        with pytest.raises(Unknown, match="Den Auftrag „nie“ gibt es nicht"):
            call("nie")
    jobs.ask(JobKind.EXTEND, {}, who="eva")
    with pytest.raises(Unknown):
        jobs.job("nie")


def test_a_place_without_room_for_jobs_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreProblem, match="Die Liste der Aufträge"):
        DurableJobs(tmp_path / "file" / "oton.db").ask(JobKind.EXTEND, {}, who="eva")


def test_two_different_jobs_are_done_one_after_the_other(jobs: Jobs, database: Path, begin: Begin) -> None:
    first = jobs.ask(JobKind.CLUSTER, {"name": "a", "steps": "5", "seconds": "0.05"}, who="eva")
    second = jobs.ask(JobKind.IMPORT, {"name": "b"}, who="udo")
    begin()
    done = until(jobs, second, over)
    assert (done.state, done.result, done.message) == (JobState.DONE, {"run": "import-b"}, "")
    assert jobs.job(first.id).result == {"run": "cluster-a"}
    assert notes(database) == ["begin a", "end a", "tidy a", "begin b", "end b", "tidy b"]
    assert done.created_at <= done.started_at <= done.ended_at


def noted(seen: list[Job]) -> Callable[[Job], bool]:
    """Whether it is over; what was seen on the way is kept."""

    def asked(now: Job) -> bool:
        seen.append(now)
        return now.state.over

    return asked


def test_progress_is_seen_while_the_work_goes_on(jobs: Jobs, begin: Begin) -> None:
    job = jobs.ask(JobKind.CLUSTER, {"name": "a", "steps": "60", "seconds": "0.05"}, who="eva")
    begin()
    seen: list[Job] = []
    until(jobs, job, noted(seen))
    steps = [one.done for one in seen if one.stage == "Arbeit"]
    assert steps == sorted(steps)
    assert len(set(steps)) > 2
    assert {one.total for one in seen if one.stage == "Arbeit"} == {60}
    assert any(one.seconds_left and 0 < one.seconds_left < PATIENCE for one in seen)
    assert (seen[-1].stage, seen[-1].done, seen[-1].total, seen[-1].seconds_left) == ("Fertig", 1, 1, None)


def test_what_is_cancelled_has_no_effect(jobs: Jobs, database: Path, begin: Begin) -> None:
    running = jobs.ask(JobKind.CLUSTER, {"name": "a", **LONG}, who="eva")
    waiting = jobs.ask(JobKind.CLUSTER, {"name": "b"}, who="eva")
    last = jobs.ask(JobKind.CLUSTER, {"name": "c"}, who="eva")
    begin()
    until(jobs, running, at_work)
    assert jobs.cancel(waiting.id).state is JobState.CANCELLED
    stopped = jobs.cancel(running.id)
    assert (stopped.state, stopped.seconds_left) == (JobState.CANCELLED, None)
    assert until(jobs, last, over).state is JobState.DONE
    assert notes(database) == ["begin a", "begin c", "end c", "tidy c"]
    assert jobs.cancel(last.id).state is JobState.DONE
    assert jobs.cancel(running.id) == jobs.job(running.id)


def test_a_failure_is_one_german_sentence_and_gives_nothing_away(jobs: Jobs, database: Path, begin: Begin) -> None:
    foreseen = jobs.ask(JobKind.EXTEND, {"name": "a", "fails": "foreseen"}, who="eva")
    unforeseen = jobs.ask(JobKind.EXTEND, {"name": "b", "fails": "unforeseen"}, who="eva")
    worker = begin()
    failed = until(jobs, unforeseen, over)
    assert (failed.state, failed.result) == (JobState.FAILED, {})
    assert failed.message == "Unerwarteter Fehler (KeyError). Ihre Daten sind unverändert."
    told = jobs.job(foreseen.id)
    assert told.state is JobState.FAILED
    assert told.message == "Es gibt noch nichts zu tun. Bitte lesen Sie zuerst eine Datei ein."
    assert "tidy a" not in notes(database)
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate()
    kept = b"".join(path.read_bytes() for path in database.parent.glob("*.jobs*"))
    for secret in (SECRET, SECRET.split()[0], "Traceback"):
        assert secret not in said
        assert secret.encode() not in kept


def test_a_killed_workers_job_begins_again_with_the_one_that_waited(jobs: Jobs, database: Path, begin: Begin) -> None:
    first, second = begin(), begin()
    job = jobs.ask(JobKind.CLUSTER, {"name": "a", "steps": "40", "seconds": "0.05"}, who="eva")
    until(jobs, job, at_work)
    first.kill()
    assert jobs.job(job.id).state is JobState.RUNNING
    seen: list[Job] = []
    done = until(jobs, job, noted(seen))
    assert done.state is JobState.DONE
    assert notes(database) == ["begin a", "begin a", "end a", "tidy a"]
    assert {one.done for one in seen if one.stage == "Der Auftrag beginnt"} <= {0}
    assert second.poll() is None


def test_a_worker_that_is_told_to_stop_leaves_its_job_to_the_next(jobs: Jobs, database: Path, begin: Begin) -> None:
    job = jobs.ask(JobKind.CLUSTER, {"name": "a", **LONG}, who="eva")
    first = begin()
    until(jobs, job, at_work)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    assert not jobs.job(job.id).state.over
    begin()
    until(jobs, job, lambda now: notes(database) == ["begin a"] * 2 and at_work(now))
    jobs.cancel(job.id)


def test_a_job_that_kills_its_workers_can_be_cancelled(jobs: Jobs, database: Path, begin: Begin) -> None:
    workers = [begin(), begin()]
    job = jobs.ask(JobKind.CLUSTER, {"name": "a", "fails": "worker"}, who="eva")
    for worker in workers:
        worker.wait(PATIENCE)
    assert notes(database) == ["begin a"] * 2
    assert jobs.cancel(job.id).state is JobState.CANCELLED
    begin()
    assert until(jobs, jobs.ask(JobKind.CLUSTER, {"name": "b"}, who="eva"), over).state is JobState.DONE
    assert notes(database).count("begin a") == 2


def test_a_worker_without_anything_to_do_waits_and_stops_when_told(jobs: Jobs, begin: Begin) -> None:
    worker = begin()
    assert jobs.jobs() == []
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0


def test_a_list_of_jobs_that_is_locked_for_a_while_is_waited_for(jobs: Jobs, database: Path, begin: Begin) -> None:
    begin()
    assert jobs.jobs() == []
    with closing(sqlite3.connect(jobs_file(database), isolation_level=None)) as other, ThreadPoolExecutor(1) as beside:
        other.execute("BEGIN EXCLUSIVE")
        asked = beside.submit(jobs.ask, JobKind.CLUSTER, {"name": "a"}, who="eva")
        time.sleep(5)
        assert jobs.jobs() == []
        other.execute("ROLLBACK")
        job = asked.result()
    assert until(jobs, job, over).state is JobState.DONE
