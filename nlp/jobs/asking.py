"""Asking for long work, as any process may; doing it is the worker's."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.domain.jobs import Job, JobKind
from nlp.errors import Unknown
from nlp.jobs.place import QUEUE, WORKFLOW, jobs_file, visiting
from nlp.jobs.telling import OPEN, told

if TYPE_CHECKING:
    from dbos import DBOSClient, WorkflowHandle


class DurableJobs:
    """Fits nlp.ports.Jobs, for any number of threads and processes. Every method raises StoreProblem.

    Nothing is held open between calls, so that the file may be copied, restored or taken away meanwhile.
    """

    def __init__(self, database: Path) -> None:
        self._database = database

    def ask(self, kind: JobKind, asked: Mapping[str, str], *, who: str) -> Job:
        """Puts a job into the queue; the same request while one like it is not over is that one."""
        with visiting(self._database) as visit:
            handle: WorkflowHandle[object] = visit.enqueue(
                {
                    "workflow_name": WORKFLOW,
                    "queue_name": QUEUE,
                    "workflow_id": _new_id(),
                    "deduplication_id": _request_id(kind, asked),
                    "duplication_policy": "return-existing",
                    "authenticated_user": who,
                },
                kind.value,
                dict(asked),
            )
            return _found(visit, handle.get_workflow_id())

    def job(self, job: str) -> Job:
        """How far it is. Raises Unknown."""
        if not jobs_file(self._database).exists():
            raise _unknown(job)
        with visiting(self._database) as visit:
            return _found(visit, job)

    def jobs(self, limit: int = 50) -> list[Job]:
        """The newest first."""
        if not jobs_file(self._database).exists():
            return []
        with visiting(self._database) as visit:
            found = visit.list_workflows(name=WORKFLOW, limit=limit, sort_desc=True)
        # The database counts whole seconds; ids begin with the time as well, and finer.
        return sorted((told(one) for one in found), key=lambda one: one.id, reverse=True)

    def active(self) -> list[Job]:
        """All that wait or run, the oldest first."""
        if not jobs_file(self._database).exists():
            return []
        with visiting(self._database) as visit:
            found = visit.list_workflows(name=WORKFLOW, status=list(OPEN))
        return sorted(map(told, found), key=lambda one: one.id)

    def cancel(self, job: str) -> Job:
        """Stops it at its next step; one that is over stays as it is. Raises Unknown."""
        if not self.job(job).state.over:
            with visiting(self._database) as visit:
                visit.cancel_workflow(job)
        return self.job(job)


def _found(visit: DBOSClient, job: str) -> Job:
    found = visit.list_workflows(workflow_ids=[job], name=WORKFLOW)
    if not found:
        raise _unknown(job)
    return told(found[0])


def _unknown(job: str) -> Unknown:
    return Unknown(f"Den Auftrag „{job}“ gibt es nicht. Bitte prüfen Sie die Kennung.")


def _new_id() -> str:
    """Ids sort by the time they were made."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(4)}"


def _request_id(kind: JobKind, asked: Mapping[str, str]) -> str:
    request = json.dumps([kind.value, dict(asked)], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(request.encode(), digest_size=16).hexdigest()
