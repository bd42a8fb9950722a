"""Whether the house is alive, whether it is ready, and figures for those who watch over it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from api.guard import places
from api.guard.metrics import MEDIA_TYPE, Metrics
from api.house import House, HouseHere
from nlp import compose
from nlp.domain.jobs import Job
from nlp.domain.people import Right
from nlp.errors import OTonError
from nlp.jobs import at_work, lock_file

router = APIRouter(tags=["operation"])

PATIENCE = 60.0
"""Seconds a worker may take to start again before a job counts as left lying."""


class Alive(BaseModel):
    """The process answers."""

    status: str = Field(examples=["ok"])


class Check(BaseModel):
    """One thing that has to be in order, and what is wrong with it in a German sentence."""

    name: str = Field(examples=["database"])
    ok: bool = Field(examples=[True])
    detail: str = Field(default="", examples=[""])


class Ready(BaseModel):
    """Whether requests can be served, and why not."""

    ready: bool = Field(examples=[True])
    checks: list[Check]


@router.get("/healthz", operation_id="read_health", summary="Lebt der Dienst?")
async def healthz() -> Alive:
    """Answers as long as the process does; asks nobody, so that a busy database does not look like a dead house."""
    return Alive(status="ok")


@router.get(
    "/readyz",
    operation_id="read_readiness",
    summary="Ist der Dienst bereit?",
    response_model=Ready,
    responses={HTTPStatus.SERVICE_UNAVAILABLE: {"model": Ready, "description": "Not ready; `checks` says why."}},
)
def readyz(house: HouseHere) -> Response:
    """Database, room on the disk, and a worker that takes what waits."""
    checks = [database(house), disk(house), worker(house)]
    told = Ready(ready=all(one.ok for one in checks), checks=checks)
    code = HTTPStatus.OK if told.ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse(told.model_dump(), status_code=code, headers={"Cache-Control": "no-store"})


@router.get("/metrics", summary="Messwerte für Prometheus", include_in_schema=False)
def metrics(request: Request) -> Response:
    """For a program on this machine, or for somebody who keeps the accounts. Raises 401 or 403."""
    if not from_here(request):
        viewer = getattr(request.state, "viewer", None)
        if viewer is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        if Right.ACCOUNTS not in viewer.rights:
            raise HTTPException(HTTPStatus.FORBIDDEN)
    found: Metrics = request.app.state.metrics
    return Response(found.told(), media_type=MEDIA_TYPE)


def from_here(request: Request) -> bool:
    """Whether a program on this machine asks for itself; behind a proxy nobody can be told apart that way."""
    house: House = request.app.state.house
    return not house.settings.behind_https and places.from_this_machine(request)


def database(house: House) -> Check:
    """The database is there, opens, is ours, is of today's version and answers."""
    place = house.settings.db
    if not place.is_file():
        return Check(name="database", ok=False, detail="Die Datenbank ist nicht da.")
    try:
        # Opened afresh: a connection that is held would not notice that the file is another one by now.
        with compose.opened(place) as store:
            store.state()
    except OTonError:
        return Check(name="database", ok=False, detail="Die Datenbank antwortet nicht.")
    return Check(name="database", ok=True)


def disk(house: House) -> Check:
    """Room for the largest file and for what is made of it."""
    free = shutil.disk_usage(house.settings.db.parent).free
    enough = free >= 2 * house.settings.largest_file
    return Check(name="disk", ok=enough, detail="" if enough else "Auf dem Datenträger ist zu wenig Platz.")


def worker(house: House) -> Check:
    """No job is left lying: where one waits or was begun, a worker lives."""
    try:
        open_jobs = house.jobs.active()
    except OTonError:
        return Check(name="worker", ok=False, detail="Die Aufträge lassen sich nicht lesen.")
    left = any(_age(one) > PATIENCE for one in open_jobs) and not at_work(lock_file(house.settings.db))
    sentence = "Ein Auftrag wartet, aber niemand arbeitet daran. Läuft „oton worker“?"
    return Check(name="worker", ok=not left, detail=sentence if left else "")


def _age(job: Job) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(job.created_at)).total_seconds()
