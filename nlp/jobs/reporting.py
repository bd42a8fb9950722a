"""Progress of a job on its way into the database, and on the way back whether to go on."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dbos import DBOSClient, WorkflowStatus

EVERY_SECONDS = 0.5
"""Progress within a stage is written no more often; a new stage is told at once."""


class Left(BaseException):
    """The job was cancelled, or the worker is to stop: leave everything and write nothing.

    Not an error, so that nothing on the way catches it as one.
    """


class Report:
    """Fits nlp.ports.Progress; raises Left where the work is not wanted any more."""

    def __init__(self, visit: DBOSClient, job: str, stopping: threading.Event) -> None:
        self._visit, self._job, self._stopping = visit, job, stopping
        status = self._status()
        self._attempt = status.recovery_attempts
        noted = status.attributes or {}
        self._started_at = str(noted.get("started_at") or datetime.now(UTC).isoformat(timespec="seconds"))
        self._stage, self._begun, self._written = "", (0.0, 0), 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Notes that `done` of `total` pieces of a stage are there. Raises Left."""
        if self._stopping.is_set():
            raise Left
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._begun = stage, (now, done)
        elif now - self._written < EVERY_SECONDS:
            return
        self._written = now
        self._status()
        noted: dict[str, str | int | float | None] = {
            "attempt": self._attempt, "started_at": self._started_at, "stage": stage,
            "done": done, "total": total, "seconds_left": self._left(now, done, total),
        }  # fmt: skip
        self._visit.update_workflow_attributes(self._job, noted)

    def _left(self, now: float, done: int, total: int) -> float | None:
        begun, at = self._begun
        if not at < done <= total:
            return None
        return round((now - begun) / (done - at) * (total - done), 1)

    def _status(self) -> WorkflowStatus:
        found = self._visit.list_workflows(workflow_ids=[self._job], load_input=False, load_output=False)
        if not found or found[0].status != "PENDING":
            raise Left
        return found[0]
