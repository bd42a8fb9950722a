"""Long work as a page shows it: how far it is, how long it may take, and what came of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import RedirectResponse
from sse_starlette.sse import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.house import House
from api.pages.filters import counted, percent
from api.pages.shell import page
from nlp.domain.jobs import Job, JobKind, JobState
from nlp.errors import NothingToDo, StoreProblem, Unknown

LOOK_SECONDS = 1.0
"""So often the events look after a job."""
REFRESH_SECONDS = 5
UNATTENDED_SECONDS = 30
"""A job that waits longer while nothing runs: probably no worker is there."""
_SOON, _MINUTE, _HOUR = 10, 60, 3600
NAMES = {JobKind.IMPORT: "Einlesen", JobKind.CLUSTER: "Auswertung", JobKind.EXTEND: "Ergänzung der Auswertung"}
STATES = {
    JobState.WAITING: "wartet",
    JobState.RUNNING: "läuft",
    JobState.DONE: "fertig",
    JobState.FAILED: "nicht gelungen",
    JobState.CANCELLED: "abgebrochen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """A job in words; `done` of `total` is 0 of 0 where nobody knows."""

    job: Job
    name: str
    state: str
    sentence: str
    left: str
    unattended: bool

    @property
    def told(self) -> str:
        """What the script on the page needs, as JSON."""
        job = self.job
        told = {"sentence": self.sentence, "left": self.left, "state": self.state, "over": job.state.over}
        return json.dumps({**told, "done": job.done, "total": job.total}, ensure_ascii=False)


def waited(job: Job, *, others: bool = False) -> Waited:
    """A job in words; `others`: another job runs, so that this one waits for it."""
    return Waited(
        job=job,
        name=NAMES[job.kind],
        state=STATES[job.state],
        sentence=_sentence(job),
        left=_amount(job),
        unattended=job.state is JobState.WAITING and not others and _age(job.created_at) > UNATTENDED_SECONDS,
    )


def remaining(seconds: float | None) -> str:
    """„noch etwa 4 Minuten“; nothing where nobody knows."""
    if seconds is None:
        return ""
    if seconds < _SOON:
        return "noch wenige Sekunden"
    if seconds < _MINUTE:
        return f"noch etwa {round(seconds / 10) * 10} Sekunden"
    if seconds < _HOUR:
        return f"noch etwa {counted(round(seconds / _MINUTE), 'Minute', 'Minuten')}"
    return f"noch etwa {counted(round(seconds / _HOUR), 'Stunde', 'Stunden')}"


def active(house: House, *kinds: JobKind) -> list[Job]:
    """Jobs of these kinds that are not over, those that run before those that wait."""
    found = [job for job in house.jobs.active() if job.kind in kinds]
    return sorted(found, key=lambda job: (job.state is not JobState.RUNNING, job.created_at, job.id))


def job_of(house: House, job: str, *kinds: JobKind) -> Job:
    """The job, if it is of one of these kinds. Raises Unknown."""
    found = house.jobs.job(job)
    if found.kind not in kinds:
        raise Unknown("Diesen Auftrag gibt es hier nicht. Bitte beginnen Sie bei „Quellen“ oder „Läufe“.")
    return found


def shown(request: Request, house: House, job: Job, *, arrived: str, **told: Any) -> Response:
    """The page of a job, or the way to what came of it.

    Without JavaScript it comes anew only for those who asked for that by `?folgen=1`.
    """
    if job.state is JobState.DONE:
        return RedirectResponse(arrived, 303)
    busy = any(one.state is JobState.RUNNING for one in house.jobs.active())
    follows = request.query_params.get("folgen") == "1" and not job.state.over
    return page(
        request,
        "waiting.html",
        waited=waited(job, others=busy),
        address=request.url.path,
        follows=follows,
        already=request.query_params.get("schon", "") == "1",
        headers={"Refresh": str(REFRESH_SECONDS)} if follows else None,
        **told,
    )


def events(house: House, job: Job) -> EventSourceResponse:
    """How far a job is, told whenever that changes, until it is over."""

    async def stream() -> AsyncIterator[dict[str, str]]:
        last = ""
        while True:
            try:
                now = await run_in_threadpool(house.jobs.job, job.id)
            except (StoreProblem, Unknown, NothingToDo):
                return  # the browser comes back by itself
            told = waited(now).told
            if told != last:
                last = told
                yield {"event": "over" if now.state.over else "progress", "data": told}
            if now.state.over:
                return
            await _pause()

    return EventSourceResponse(stream(), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


async def _pause() -> None:
    import anyio

    await anyio.sleep(LOOK_SECONDS)


def cancelled(house: House, job: Job, *, who: str) -> Job:
    """Stops a job and puts that into the log. Raises HTTPException where it was over already."""
    if job.state.over:
        raise HTTPException(409, f"Dieser Auftrag ist schon {STATES[job.state]} und lässt sich nicht mehr abbrechen.")
    stopped = house.jobs.cancel(job.id)
    house.people.log(who=who, did="job.cancel", object=job.id)
    return stopped


def _sentence(job: Job) -> str:
    if job.state is JobState.WAITING:
        return "Wartet, bis der Rechner dafür frei ist."
    if job.state is JobState.FAILED:
        return job.message or "Das ist nicht gelungen. Ihre Daten sind unverändert."
    if job.state is JobState.CANCELLED:
        return "Abgebrochen. Ihre Daten sind unverändert."
    if job.state is JobState.DONE:
        return "Fertig."
    return f"{job.stage or 'Wird begonnen'} …"


def _amount(job: Job) -> str:
    """„42 %, noch etwa 2 Minuten“."""
    if job.state is not JobState.RUNNING:
        return ""
    done = percent(min(job.done / job.total, 1.0)) if job.total else ""
    return ", ".join(part for part in (done, remaining(job.seconds_left)) if part)


def _age(moment: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds() if moment else 0.0
