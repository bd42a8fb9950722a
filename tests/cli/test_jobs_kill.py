"""Web, worker or both killed at any moment: the job goes on by itself, its effect happens once, progress is right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from nlp import compose
from nlp.domain.jobs import Job, JobKind, JobState
from tests.cli.test_kill import _file, _sound
from tests.conftest import ROOT, Oton

HOUSES = 2
MOMENTS = 10
"""In each of the houses, which are killed at the same time to save it."""
PATIENCE = 180.0
VICTIMS = ("web", "worker", "both")


class House:
    """`oton serve` over a database, with the worker that it starts."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.jobs = compose.jobs(database)
        self.web = self._opened()
        self.alive = 0

    def _opened(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "OTON_EMBEDDERS": "use", "PYTHONPATH": str(ROOT), "OTON_LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "nlp.cli.main", "serve", "--open-house", "--port", "0"]
        return subprocess.Popen(
            [*command, "--db", str(self.database)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )

    def workers(self) -> list[int]:
        told = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        rows = [line.split(None, 2) for line in told]
        return [int(pid) for pid, parent, args in rows if int(parent) == self.web.pid and " worker " in f"{args} "]

    def kill(self, victim: str) -> None:
        """Kills without a word, and opens the house again where nobody else will."""
        if victim != "web":
            for worker in self.workers():
                os.kill(worker, signal.SIGKILL)
        if victim != "worker":
            self.web.kill()
            self.web.wait()
            self.web = self._opened()

    def close(self) -> None:
        self.web.terminate()
        self.web.wait()

    def ask(self, number: int) -> Job:
        fineness = ("grob", "mittel", "fein")[number % 3]
        asked = {"granularity": fineness, "themes": str(number // 3 or ""), "catalogue": "none"}
        return self.jobs.ask(JobKind.CLUSTER, asked, who="eva")

    def over(self, job: Job, within: float) -> Job:
        """The job when it is over, or as far as it is then; whatever is seen on the way is told rightly."""
        ends = time.monotonic() + within
        while not (now := self.jobs.job(job.id)).state.over and time.monotonic() < ends:
            assert 0 <= now.done <= now.total
            assert now.stage or now.state is JobState.WAITING or not now.seconds_left
            assert (now.message, now.ended_at, dict(now.result)) == ("", "", {})
            time.sleep(0.05)
        return now


@contextmanager
def opened(database: Path) -> Iterator[House]:
    house = House(database)
    try:
        yield house
    finally:
        house.close()


def _killed(database: Path, seed: int, whole: float) -> tuple[list[Job], int]:
    """All jobs of a house that was killed at random moments, and how often one of them was at work then."""
    chance = random.Random(seed)
    done: list[Job] = []
    alive = 0
    with opened(database) as house:
        job = house.ask(0)
        for moment in range(MOMENTS):
            now = house.over(job, chance.uniform(0.1, 1.1) * whole)
            if now.state.over:
                done.append(now)
                job = house.ask(len(done))
            alive += house.jobs.job(job.id).state is JobState.RUNNING
            house.kill(VICTIMS[moment % len(VICTIMS)])
            _sound(database)
        done.append(house.over(job, PATIENCE))
    return done, alive


def _undisturbed(database: Path) -> float:
    begun = time.monotonic()
    with opened(database) as house:
        assert house.over(house.ask(0), PATIENCE).state is JobState.DONE
        return time.monotonic() - begun


def test_killed_at_random_moments(here: Oton, tmp_path: Path) -> None:
    read = tmp_path / "read.db"
    assert here("import", _file(tmp_path), "--source", "u", "--text", "antwort", "--id", "nr", database=read).code == 0
    databases = [Path(shutil.copy(read, tmp_path / f"{number}.db")) for number in range(HOUSES)]
    whole = _undisturbed(Path(shutil.copy(read, tmp_path / "whole.db")))
    with ThreadPoolExecutor(HOUSES) as beside:
        found = list(beside.map(_killed, databases, range(HOUSES), [whole] * HOUSES))
    for database, (jobs, _) in zip(databases, found, strict=True):
        assert {job.state for job in jobs} == {JobState.DONE}, jobs
        with compose.opened(database) as store:
            assert sorted(store.runs()) == sorted({job.result["run"] for job in jobs})
            assert [source.id for source in store.sources()] == ["u"]
            assert all(store.run(job.result["run"]).statements for job in jobs)
        _sound(database)
    print(f"killed at work {sum(alive for _, alive in found)} times of {HOUSES * MOMENTS}")  # noqa: T201 - for -s
    assert any(alive for _, alive in found), "no job was at work when it was killed: this has shown nothing"


def test_a_project_database_that_is_locked_for_a_while_is_waited_for(here: Oton, tmp_path: Path) -> None:
    database = tmp_path / "read.db"
    assert (
        here("import", _file(tmp_path), "--source", "u", "--text", "antwort", "--id", "nr", database=database).code == 0
    )
    with opened(database) as house, closing(sqlite3.connect(database, isolation_level=None)) as other:
        job = house.ask(0)
        while house.jobs.job(job.id).state is JobState.WAITING:
            time.sleep(0.05)
        other.execute("BEGIN IMMEDIATE")
        # Longer than a person at a page would be asked to wait.
        time.sleep(7)
        assert house.jobs.job(job.id).state is JobState.RUNNING
        other.execute("ROLLBACK")
        assert house.over(job, PATIENCE).state is JobState.DONE
