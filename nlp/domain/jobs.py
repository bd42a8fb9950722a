"""Long work, as those who wait for it see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class JobKind(StrEnum):
    """What a job does."""

    IMPORT = "import"
    CLUSTER = "cluster"
    EXTEND = "extend"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Nothing more will happen."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of long work. `stage`, `message` are German; `result` names what came of it (a run's or source's id).

    `done` of `total` steps of the stage, 0 of 0 where nobody knows; `seconds_left` is an estimate or None. Times are
    ISO 8601 in UTC, empty where not reached. `asked` holds the request: names and settings, never an answer's text.
    """

    id: str
    kind: JobKind
    state: JobState
    asked: Mapping[str, str]
    who: str = ""
    created_at: str = ""
    started_at: str = ""
    ended_at: str = ""
    stage: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    message: str = ""
    result: Mapping[str, str] = field(default_factory=dict)
