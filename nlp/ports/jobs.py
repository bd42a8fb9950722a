"""What is asked of those who do long work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from nlp.domain.jobs import Job, JobKind


class Jobs(Protocol):
    """Long work that outlives the process that asked for it; asked for here, done by a worker."""

    def ask(self, kind: JobKind, asked: Mapping[str, str], *, who: str) -> Job:
        """Puts a job into the queue; the same request while one like it is not over is that one."""
        ...

    def job(self, job: str) -> Job:
        """How far it is. Raises Unknown."""
        ...

    def jobs(self, limit: int = 50) -> list[Job]:
        """The newest first."""
        ...

    def active(self) -> list[Job]:
        """All that wait or run, the oldest first."""
        ...

    def cancel(self, job: str) -> Job:
        """Stops it at its next step; one that is over stays as it is. Raises Unknown."""
        ...
