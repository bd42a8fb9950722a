"""Doing the work that was asked for, in a process of its own."""

from __future__ import annotations

import errno
import threading
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from nlp.domain.jobs import JobKind
from nlp.errors import OTonError
from nlp.jobs.lock import only_one
from nlp.jobs.place import (
    APPLICATION,
    MOST_ENDED,
    SILENT,
    WORKFLOW,
    calling,
    jobs_url,
    lock_file,
    prepare,
    quietly,
    shorten,
    speaking,
)
from nlp.jobs.reporting import Report
from nlp.jobs.telling import FAILED, RESULT
from nlp.ports import Progress

Work = Callable[[JobKind, Mapping[str, str], Progress], Mapping[str, str]]
Tidy = Callable[[JobKind, Mapping[str, str]], None]

GRACE_SECONDS = 20.0
"""So long a job has to come to its next step when the worker is to stop; after that it is broken off."""
HOUR = 3600.0
CRASHES = 25
"""A job that took so many workers down with it is not begun again."""
TRIES = 3
"""So often a job begins anew when one of its own helping processes dies."""
_FULL = "Der Datenträger ist voll. Bitte schaffen Sie Platz und starten Sie den Auftrag noch einmal."
_ONE = "1"
"""Jobs outlive a new version of O-Ton: all of them count as one version of the work."""


class Worker:
    """Takes one job after the other; what a worker before it left lying comes first.

    `work` does a job and names what came of it, `tidy` clears away afterwards what it needed; both may be called a
    second time for the same job when a worker dies. `hourly` is called at the start and every hour, `tell` hears one
    German sentence now and then. Of the jobs that are over, the newest `most_ended` stay in the list.
    """

    def __init__(
        self,
        database: Path,
        *,
        work: Work,
        tidy: Tidy,
        hourly: Callable[[], object],
        tell: Callable[[str], None],
        most_ended: int = MOST_ENDED,
    ) -> None:
        self._database, self._work, self._tidy, self._hourly, self._tell = database, work, tidy, hourly, tell
        self._most_ended = most_ended
        self._stopping = threading.Event()
        # A cancelled job may need a while to its next step, during which the queue gives out the next one.
        self._busy = threading.Lock()

    def run(self, stop: threading.Event) -> bool:
        """Works until told to stop; False where a job would not let go and its thread is still running.

        Raises StoreProblem.
        """
        with speaking(self._database):
            prepare(self._database)
        with only_one(lock_file(self._database), stop, self._second) as ours:
            return not ours or self._serve(stop)

    def _second(self) -> None:
        self._tell("Für diese Datenbank arbeitet schon ein anderer Arbeitsprozess. Dieser hier wartet.")

    def _serve(self, stop: threading.Event) -> bool:
        quietly()
        from dbos import DBOS, DBOSPortableJSONSerializer

        def job(kind: str, asked: dict[str, str]) -> dict[str, Any]:
            return self._job(kind, asked)

        with speaking(self._database):
            shorten(self._database, self._most_ended)
            DBOS(
                config={
                    "name": APPLICATION,
                    "system_database_url": jobs_url(self._database),
                    "serializer": DBOSPortableJSONSerializer(),
                    "application_version": _ONE,
                    # Always the same name: what a dead worker left is known again as one's own.
                    "executor_id": "worker",
                    "enable_otlp": False,
                    "log_level": SILENT,
                }
            )
            DBOS.workflow(name=WORKFLOW, max_recovery_attempts=CRASHES)(job)
            DBOS.launch()
        self._tell("Der Arbeitsprozess ist bereit.")
        self._hourly()
        while not stop.wait(HOUR):
            self._hourly()
        self._stopping.set()
        free = self._busy.acquire(timeout=GRACE_SECONDS)
        if free:
            DBOS.destroy(destroy_registry=True)
        return free

    def _job(self, kind: str, asked: dict[str, str]) -> dict[str, Any]:
        """Two steps, each remembered: a crash in the second does not repeat the first."""
        from dbos import DBOS

        job, wanted = str(DBOS.workflow_id), JobKind(kind)
        outcome = DBOS.run_step({"name": "work"}, self._outcome, job, wanted, asked)
        if RESULT in outcome:
            DBOS.run_step({"name": "tidy"}, self._tidied, wanted, asked)
        return outcome

    def _tidied(self, kind: JobKind, asked: dict[str, str]) -> bool:
        self._tidy(kind, asked)
        return True

    def _outcome(self, job: str, kind: JobKind, asked: dict[str, str]) -> dict[str, Any]:
        """What came of it, or one German sentence; never an error's own words, which may be an answer's."""
        try:
            return {RESULT: dict(self._done(job, kind, asked))}
        except OTonError as error:
            return {FAILED: error.on_page}
        except MemoryError:
            return {FAILED: "Der Arbeitsspeicher reicht nicht. Bitte schließen Sie andere Programme."}
        except Exception as error:  # noqa: BLE001 - whatever it is, the worker lives on
            full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
            name, place = type(error).__name__, traceback.extract_tb(error.__traceback__)[-1]
            self._tell(f"Auftrag {job}: {name} in {Path(place.filename).name}, Zeile {place.lineno}.")
            return {FAILED: _FULL if full else f"Unerwarteter Fehler ({name}). Ihre Daten sind unverändert."}

    def _done(self, job: str, kind: JobKind, asked: dict[str, str]) -> Mapping[str, str]:
        with calling(self._database) as visit:
            report = Report(visit, job, self._stopping)
            report("Der Auftrag beginnt", 0, 0)
            while not self._busy.acquire(timeout=1.0):
                report("Der Auftrag davor wird beendet", 0, 0)
            try:
                return self._tried(kind, asked, report)
            finally:
                self._busy.release()

    def _tried(self, kind: JobKind, asked: dict[str, str], report: Report) -> Mapping[str, str]:
        for _ in range(TRIES - 1):
            with suppress(BrokenExecutor):
                return self._work(kind, asked, report)
        return self._work(kind, asked, report)
