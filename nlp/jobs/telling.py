"""A job as its database holds it, told as the house's own value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nlp.domain.jobs import Job, JobKind, JobState

if TYPE_CHECKING:
    from dbos import WorkflowStatus

FAILED, RESULT = "failed", "result"
"""Keys of an outcome: a German sentence, or the names of what came of it."""
FINISHED = "Fertig"
_UNFORESEEN = "Unerwarteter Fehler. Ihre Daten sind unverändert. Bitte versuchen Sie es noch einmal."
_GIVEN_UP = (
    "Der Arbeitsprozess ist bei diesem Auftrag mehrmals ausgefallen, vielleicht reicht der Arbeitsspeicher nicht. "
    "Bitte schließen Sie andere Programme und starten Sie den Auftrag noch einmal."
)
_STATES = {
    "ENQUEUED": JobState.WAITING,
    "DELAYED": JobState.WAITING,
    "PENDING": JobState.RUNNING,
    "CANCELLED": JobState.CANCELLED,
}
OPEN = tuple(name for name, state in _STATES.items() if not state.over)
ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""The library's names for what may still happen and what is over."""


def told(status: WorkflowStatus) -> Job:
    """The job. Progress counts only while the attempt that told it is at work."""
    kind, asked = _request(status)
    noted: Mapping[str, Any] = status.attributes or {}
    state, message, result = _ended(status)
    fresh = noted.get("attempt") == status.recovery_attempts
    shown = noted if fresh and state is not JobState.WAITING else {}
    if state is JobState.DONE:
        shown = {"stage": FINISHED, "done": 1, "total": 1}
    left = shown.get("seconds_left") if state is JobState.RUNNING else None
    return Job(
        id=status.workflow_id,
        kind=kind,
        state=state,
        asked=asked,
        who=status.authenticated_user or "",
        created_at=_at(status.created_at),
        started_at=str(noted.get("started_at", "")),
        ended_at=_at(status.completed_at),
        stage=str(shown.get("stage", "")),
        done=int(shown.get("done", 0)),
        total=int(shown.get("total", 0)),
        seconds_left=None if left is None else float(left),
        message=message,
        result=result,
    )


def _request(status: WorkflowStatus) -> tuple[JobKind, Mapping[str, str]]:
    kind, asked = (status.input or {"args": ()})["args"]
    return JobKind(kind), asked


def _ended(status: WorkflowStatus) -> tuple[JobState, str, Mapping[str, str]]:
    if status.status in _STATES:
        return _STATES[status.status], "", {}
    outcome: Mapping[str, Any] = status.output if isinstance(status.output, Mapping) else {}
    if status.status == "SUCCESS" and RESULT in outcome:
        return JobState.DONE, "", outcome[RESULT]
    given_up = status.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
    return JobState.FAILED, _GIVEN_UP if given_up else str(outcome.get(FAILED, _UNFORESEEN)), {}


def _at(milliseconds: int | None) -> str:
    if not milliseconds:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")
