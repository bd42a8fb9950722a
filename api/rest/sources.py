"""Sources: what was read and left out; files come in, are looked at and become sources."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from api.etags import CHECKED_HERE, PASSING_HERE
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.incoming import received
from api.pages.uploading import RESERVED, Form
from api.paging import AskedHere
from api.reading import shortened
from api.rest.runs import accepted
from api.rest.telling import fails, looks
from api.schemas.common import LONGEST_ID
from api.schemas.jobs import JobTold
from api.schemas.sources import (
    LeftOutCells,
    LeftOutTold,
    SourceDetail,
    Sources,
    SourceTold,
    SourceWanted,
    UploadTold,
)
from nlp.commands.identity import source_id
from nlp.commands.uploads import done_with, proposal, swept, taken, upload
from nlp.domain.corpus import ColumnRole, LeftOut
from nlp.domain.jobs import JobKind
from nlp.domain.people import Right
from nlp.errors import BadName, OTonError, Unknown
from nlp.ingest import ColumnMap, Wishes, propose
from nlp.ports import Store
from nlp.views.sources import ImportView, SourceView, imported, sources

router = APIRouter(prefix="/api", tags=["sources"], responses=fails())

Reading = Depends(needs(Right.READ))
Importing = Annotated[Viewer, Depends(needs(Right.IMPORT))]
SourcePath = Annotated[str, Path(max_length=LONGEST_ID, description="Id of a source.", examples=["familie2025"])]
UploadPath = Annotated[
    str, Path(max_length=LONGEST_ID, description="Id of an upload.", examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"])
]
FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "title": "File",
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary", "description": "A table or a text."}},
                }
            }
        },
    }
}


@router.get(
    "/sources", operation_id="list_sources", summary="Sources, side by side",
    dependencies=[Reading, CHECKED_HERE], responses=looks(),
)  # fmt: skip
def list_sources(house: HouseHere, store: StoreHere, asked: AskedHere) -> Sources:
    """By id; sources of different kinds are never summed."""
    held: tuple[SourceView, ...] = house.shelf.seen(store, "sources", lambda: sources(store))
    found = sorted(held, key=lambda one: one.source.id)
    shown, more = asked.cut(found, lambda one: (one.source.id,))
    return Sources(items=[SourceTold.of(one) for one in shown], total=len(found), next=more)


@router.get(
    "/sources/{source}", operation_id="read_source", summary="One source and the report of its import",
    dependencies=[Reading, CHECKED_HERE], responses=looks(404),
)  # fmt: skip
def read_source(house: HouseHere, store: StoreHere, source: SourcePath) -> SourceDetail:
    """Columns and their roles, who answered, what was left out and why, what was replaced."""
    _held(store, source)
    view: ImportView = house.shelf.seen(store, ("source", source), lambda: imported(store, source))
    return SourceDetail.report(view)


@router.get(
    "/sources/{source}/left-out", operation_id="list_left_out", summary="Cells that became no statement",
    dependencies=[Reading, CHECKED_HERE], responses=looks(404),
)  # fmt: skip
def list_left_out(house: HouseHere, store: StoreHere, source: SourcePath, asked: AskedHere) -> LeftOutCells:
    """Row, column and reason of each, in the order of the file; never what stood there."""
    _held(store, source)
    found: tuple[LeftOut, ...] = house.shelf.seen(store, ("left out", source), lambda: _left_out(store, source))
    keyed = sorted((one.row, one.column, place) for place, one in enumerate(found))
    shown, more = asked.cut(keyed, lambda one: one)
    return LeftOutCells(items=[LeftOutTold.of(found[place]) for _, _, place in shown], total=len(found), next=more)


@router.post(
    "/uploads", operation_id="upload_file", summary="Upload a file and see what each column seems to be",
    status_code=201, dependencies=[PASSING_HERE], responses=fails(400, 413), openapi_extra=FILE,
)  # fmt: skip
async def upload_file(request: Request, response: Response, house: HouseHere, viewer: Importing) -> UploadTold:
    """The file waits a day for its import, then it is taken away; nothing of it is in the database yet."""
    database = house.settings.db
    came, _ = await received(request, database, house.settings.largest_file)
    told = await run_in_threadpool(_looked_at, house, came.id, viewer.name)
    response.headers["Location"] = str(request.app.url_path_for("read_upload", upload=came.id))
    return told


def _looked_at(house: House, key: str, who: str) -> UploadTold:
    database = house.settings.db
    try:
        told = _told(house, key)
    except OTonError:
        done_with(database, key)
        raise
    swept(database)
    house.people.log(who=who, did="upload.add", object=key)
    return told


def _told(house: House, key: str) -> UploadTold:
    database = house.settings.db
    return UploadTold.of(key, upload(database, key).size, proposal(database, key))


@router.get(
    "/uploads/{upload}", operation_id="read_upload", summary="An uploaded file as O-Ton understands it",
    dependencies=[PASSING_HERE, Depends(needs(Right.IMPORT))], responses=fails(404),
)  # fmt: skip
def read_upload(house: HouseHere, wanted: Annotated[UploadPath, Path(alias="upload")]) -> UploadTold:
    """Columns with proposed roles, each with its reason; examples are behind the gate."""
    return _told(house, wanted)


@router.delete(
    "/uploads/{upload}", operation_id="delete_upload", summary="Take an uploaded file away", status_code=204,
    dependencies=[PASSING_HERE], responses=fails(404),
)  # fmt: skip
def delete_upload(house: HouseHere, viewer: Importing, wanted: Annotated[UploadPath, Path(alias="upload")]) -> None:
    """Nothing of it stays."""
    taken(house.settings.db, wanted)
    done_with(house.settings.db, wanted)
    house.people.log(who=viewer.name, did="upload.remove", object=wanted)


@router.post(
    "/sources", operation_id="import_source", summary="Make an uploaded file a source", status_code=202,
    dependencies=[PASSING_HERE],
    responses={**fails(404), 202: {"description": "A job; `Location` says where it tells how far it is."}},
)  # fmt: skip
def import_source(
    request: Request, response: Response, house: HouseHere, viewer: Importing, wanted: SourceWanted
) -> JobTold:
    """Personal data is replaced on the way in; what becomes no statement stands in the source's report."""
    file = taken(house.settings.db, wanted.upload)
    name = source_id(wanted.id)
    if name in RESERVED:
        raise BadName(f"Eine Quelle kann nicht „{name}“ heißen. Bitte wählen Sie eine andere Kennung.")
    roles = tuple(ColumnRole(column=one.column, role=one.role, question=one.question) for one in wanted.columns)
    if roles:
        propose(file, wishes=Wishes(map=ColumnMap(columns=roles)))
    form = Form(
        source=name,
        title=" ".join(wanted.title.split()) or name,
        kind=wanted.kind.value,
        collected_on=wanted.collected_on,
        population=str(wanted.population or ""),
        random_sample=wanted.random_sample,
        roles=roles,
    )
    job = house.jobs.ask(JobKind.IMPORT, {"upload": wanted.upload, **form.asked}, who=viewer.name)
    house.people.log(who=viewer.name, did="source.import", object=name)
    return accepted(request, response, job)


def _left_out(store: Store, source: str) -> tuple[LeftOut, ...]:
    held = store.imported(source)
    return held.left_out if held else ()


def _held(store: Store, source: str) -> None:
    if source not in {one.id for one in store.sources()}:
        raise Unknown(f"Eine Quelle „{shortened(source)}“ gibt es hier nicht.")
