"""Long work: how far it is, and stopping it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.etags import PASSING_HERE
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere
from api.paging import AskedHere
from api.rest.telling import fails
from api.schemas.common import LONGEST_ID
from api.schemas.jobs import Jobs, JobTold
from nlp.domain.jobs import Job
from nlp.domain.people import Right
from nlp.errors import OTonError

router = APIRouter(prefix="/api/jobs", tags=["jobs"], responses=fails())

MOST_JOBS = 1_000
EVERY_SECONDS = 0.5
"""So often it is looked how far a job is."""
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"const": "job"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/JobTold"},
            "examples": ['{"id": "019ab3c4d5e6f7a8b9c0", "state": "running", "done": 40, "total": 100}'],
        },
    },
}
JobPath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a job.", examples=["019ab3c4d5e6f7a8b9c0"])]
Reading = Depends(needs(Right.READ))
Running = Annotated[Viewer, Depends(needs(Right.RUN))]


@router.get("", operation_id="list_jobs", summary="Jobs, the newest first", dependencies=[Reading, PASSING_HERE])
def list_jobs(house: HouseHere, asked: AskedHere) -> Jobs:
    """Waiting, running and over; the newest thousand."""
    found = house.jobs.jobs(MOST_JOBS)
    shown, more = asked.cut(tuple(enumerate(found, start=-len(found))), lambda pair: (pair[0], pair[1].id))
    return Jobs(items=[JobTold.of(job) for _, job in shown], total=len(found), next=more)


@router.get(
    "/{job}",
    operation_id="read_job",
    summary="How far a job is",
    dependencies=[Reading, PASSING_HERE],
    responses=fails(404),
)
def read_job(house: HouseHere, job: JobPath) -> JobTold:
    """Stage, steps and remaining time; what came of it once it is over."""
    return JobTold.of(house.jobs.job(job))


@router.post(
    "/{job}/cancel", operation_id="cancel_job", summary="Stop a job", dependencies=[PASSING_HERE], responses=fails(404)
)
def cancel_job(house: HouseHere, viewer: Running, job: JobPath) -> JobTold:
    """It stops at its next step and leaves nothing half done; one that is over stays as it is."""
    was = house.jobs.job(job)
    now = house.jobs.cancel(job)
    if not was.state.over:
        house.people.log(who=viewer.name, did="job.cancel", object=job)
    return JobTold.of(now)


def _job(house: HouseHere, job: JobPath) -> Job:
    return house.jobs.job(job)


@router.get(
    "/{job}/events",
    operation_id="follow_job",
    summary="Follow a job",
    dependencies=[Reading],
    response_class=EventSourceResponse,
    responses={
        **fails(404),
        200: {"content": {"text/event-stream": {"itemSchema": EVENT}}, "description": "One event per change."},
    },
)
async def follow_job(request: Request, house: HouseHere, job: Annotated[Job, Depends(_job)]) -> EventSourceResponse:
    """Server-sent events named `job`, each a job as JSON; the last one is over, and the stream ends."""
    return EventSourceResponse(_events(request, house, job), headers={"Cache-Control": "no-store"})


async def _events(request: Request, house: House, job: Job) -> AsyncIterator[ServerSentEvent]:
    yield _event(job)
    while not job.state.over and not await request.is_disconnected():
        await asyncio.sleep(EVERY_SECONDS)
        try:
            now = await run_in_threadpool(house.jobs.job, job.id)
        except OTonError:
            return  # whoever listens asks again and is told what is wrong
        if now != job:
            job = now
            yield _event(job)


def _event(job: Job) -> ServerSentEvent:
    return ServerSentEvent(data=JobTold.of(job).model_dump_json(), event="job")
