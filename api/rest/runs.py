"""Runs: made by jobs, sealed, compared, published."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api.etags import CHECKED_HERE, PASSING_HERE
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.paging import AskedHere
from api.reading import known_run
from api.rest.telling import fails, looks
from api.schemas.common import LONGEST_ID
from api.schemas.jobs import JobTold
from api.schemas.runs import (
    ComparisonTold,
    Publications,
    PublicationTold,
    PublicationWanted,
    RunDetail,
    Runs,
    RunTold,
    RunWanted,
)
from nlp.domain.jobs import Job, JobKind
from nlp.domain.people import Right
from nlp.errors import NothingToDo
from nlp.ports import Store
from nlp.views.compare import Comparison, compare
from nlp.views.runs import RunRow, every, rows

router = APIRouter(prefix="/api", tags=["runs"], responses=fails())

RunPath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a run.", examples=["8c1f0e2ab4"])]
Reading = Depends(needs(Right.READ))
Running = Annotated[Viewer, Depends(needs(Right.RUN))]
Publishing = Annotated[Viewer, Depends(needs(Right.PUBLISH))]
NO_STATEMENTS = "Es gibt noch keine Aussagen. Bitte lesen Sie zuerst eine Quelle ein."
NO_RUN = "Es gibt noch keine Auswertung, die wachsen könnte. Bitte starten Sie zuerst eine."


def accepted(request: Request, response: Response, job: Job) -> JobTold:
    """The answer to whoever asked for long work: where to look how far it is."""
    response.headers["Location"] = str(request.app.url_path_for("read_job", job=job.id))
    return JobTold.of(job)


def _rows(house: House, store: Store) -> tuple[RunRow, ...]:
    return house.shelf.seen(store, "runs", lambda: rows(every(store), store.publications()))


@router.get(
    "/runs",
    operation_id="list_runs",
    summary="Runs of the project",
    dependencies=[Reading, CHECKED_HERE],
    responses=looks(),
)
def list_runs(house: HouseHere, store: StoreHere, asked: AskedHere) -> Runs:
    """The newest first; nothing ever changes a run."""
    found = _rows(house, store)
    shown, more = asked.cut(tuple(enumerate(found, start=-len(found))), lambda pair: (pair[0], pair[1].figures.id))
    return Runs(items=[RunTold.of(row) for _, row in shown], total=len(found), next=more)


@router.get(
    "/runs/{run}",
    operation_id="read_run",
    summary="One run",
    dependencies=[Reading, CHECKED_HERE],
    responses=looks(404),
)
def read_run(house: HouseHere, store: StoreHere, run: RunPath) -> RunDetail:
    """A run in figures, and how far it is behind today's statements."""
    known_run(store, run)
    row = next(one for one in _rows(house, store) if one.figures.id == run)
    return RunDetail.whole(row, waiting=store.waiting(run), stale=store.stale(run))


@router.post(
    "/runs", operation_id="start_run", summary="Have themes formed", status_code=202, dependencies=[PASSING_HERE],
    responses={**fails(404), 202: {"description": "A job; `Location` says where it tells how far it is."}},
)  # fmt: skip
def start_run(
    *, request: Request, response: Response, house: HouseHere, store: StoreHere, viewer: Running, wanted: RunWanted
) -> JobTold:
    """One run at a time; the same request while one like it is not over is that one."""
    if not store.sources():
        raise NothingToDo(NO_STATEMENTS)
    asked = {
        "granularity": wanted.granularity.value,
        "themes": str(wanted.themes or ""),
        "catalogue": wanted.catalogue.value,
    }
    job = house.jobs.ask(JobKind.CLUSTER, asked, who=viewer.name)
    house.people.log(who=viewer.name, did="run.start", object=job.id)
    return accepted(request, response, job)


@router.post(
    "/runs/extend", operation_id="extend_run", summary="Place new statements in the themes there are", status_code=202,
    dependencies=[PASSING_HERE],
    responses={**fails(404), 202: {"description": "A job; `Location` says where it tells how far it is."}},
)  # fmt: skip
def extend_run(request: Request, response: Response, house: HouseHere, store: StoreHere, viewer: Running) -> JobTold:
    """What came since the newest run goes into its themes; nothing else moves."""
    if not store.runs():
        raise NothingToDo(NO_RUN)
    job = house.jobs.ask(JobKind.EXTEND, {}, who=viewer.name)
    house.people.log(who=viewer.name, did="run.extend", object=job.id)
    return accepted(request, response, job)


@router.get(
    "/runs/{before}/compare/{now}", operation_id="compare_runs", summary="What changed between two runs",
    dependencies=[Reading, CHECKED_HERE], responses=looks(404),
)  # fmt: skip
def compare_runs(house: HouseHere, store: StoreHere, before: RunPath, now: RunPath) -> ComparisonTold:
    """What stayed, split, merged, is new or gone, in words and in figures."""
    known_run(store, before)
    known_run(store, now)
    view: Comparison = house.shelf.seen(store, ("compare", before, now), lambda: compare(store, before, now))
    return ComparisonTold.of(view)


@router.post(
    "/runs/{run}/publish", operation_id="publish_run", summary="Make a run the one everybody sees", status_code=201,
    dependencies=[PASSING_HERE], responses=fails(404),
)  # fmt: skip
def publish_run(
    house: HouseHere, store: StoreHere, viewer: Publishing, run: RunPath, wanted: PublicationWanted
) -> PublicationTold:
    """Earlier publications stay in the row; publishing an earlier run goes back to it."""
    known_run(store, run)
    made = store.publish(run, who=viewer.name, note=wanted.note)
    house.people.log(who=viewer.name, did="run.publish", object=run)
    return PublicationTold.of(made)


@router.get(
    "/publications", operation_id="list_publications", summary="Which runs were shown, and since when",
    dependencies=[Reading, CHECKED_HERE], responses=looks(),
)  # fmt: skip
def list_publications(store: StoreHere, asked: AskedHere) -> Publications:
    """The newest first; the first counts."""
    found = store.publications()
    shown, more = asked.cut(found, lambda one: (-one.number,))
    return Publications(items=[PublicationTold.of(one) for one in shown], total=len(found), next=more)
