"""Sources: what is there, how a file comes in, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.incoming import received
from api.pages import uploading, waiting
from api.pages.shell import page
from nlp.commands import uploads
from nlp.commands.preview import Preview
from nlp.domain.corpus import Source
from nlp.domain.jobs import Job, JobKind
from nlp.domain.people import Right
from nlp.domain.text import PersonalData
from nlp.errors import InputError, TooLarge, Unknown
from nlp.ports import Store
from nlp.views import sources as looks

router = APIRouter(prefix="/quellen", include_in_schema=False)
Reader = Annotated[Viewer, Depends(needs(Right.READ))]
Importer = Annotated[Viewer, Depends(needs(Right.IMPORT))]
TO_READ = [Depends(needs(Right.READ))]
TO_IMPORT = [Depends(needs(Right.IMPORT))]
MOST_FIELDS = 20_000
REDACTIONS = {
    PersonalData.PERSON: "Namen von Personen",
    PersonalData.PHONE: "Telefonnummern",
    PersonalData.EMAIL: "E-Mail-Adressen",
    PersonalData.ADDRESS: "Anschriften",
    PersonalData.DATE_OF_BIRTH: "Geburtsdaten",
    PersonalData.IBAN: "Bankverbindungen",
    PersonalData.PLATE: "Kfz-Kennzeichen",
    PersonalData.ID: "Kennnummern",
}


async def _fields(request: Request) -> dict[str, str]:
    """A form's fields; a wide table has several for each of its columns."""
    sent = await request.form(max_fields=MOST_FIELDS, max_files=0)
    return {name: value for name, value in sent.items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(_fields)]


@router.get("", dependencies=TO_READ)
def every(request: Request, house: HouseHere, store: StoreHere) -> Response:
    """All sources side by side."""
    found = house.shelf.seen(store, "sources", lambda: looks.sources(store))
    coming = [waiting.waited(job) for job in waiting.active(house, JobKind.IMPORT)]
    return page(request, "sources.html", sources=found, coming=coming)


@router.get("/neu", dependencies=TO_IMPORT)
def choose(request: Request, house: HouseHere, store: StoreHere, quelle: str = "") -> Response:
    """The form for a file; with `quelle` for a corrected one."""
    earlier = _source(store, quelle)
    return page(request, "upload.html", earlier=earlier, largest=house.settings.largest_file // 2**20, error="")


@router.post("/neu")
async def take(request: Request, viewer: Importer, house: HouseHere) -> Response:
    """Keeps a file; what is wrong with it is said on the form, and then it does not stay."""
    wanted = ""
    try:
        upload, told = await received(request, house.settings.db, house.settings.largest_file)
        wanted = told.get("quelle", "")
        await run_in_threadpool(_readable, house, upload.id)
    except InputError as fault:
        code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if isinstance(fault, TooLarge) else HTTPStatus.UNPROCESSABLE_ENTITY
        return await run_in_threadpool(_again, request, house, fault.on_page, code, wanted)
    await run_in_threadpool(house.people.log, who=viewer.name, did="upload.add", object=upload.id)
    return RedirectResponse(_address(f"/quellen/neu/{upload.id}", {"quelle": wanted} if wanted else {}), 303)


@router.get("/neu/{upload}", dependencies=TO_IMPORT)
def decide(
    *, request: Request, upload: str, house: HouseHere, store: StoreHere, quelle: str = "", blatt: str = ""
) -> Response:
    """What each column seems to be, to agree with or to change; with `blatt` of that sheet of a workbook."""
    errors: dict[str, str] = {}
    try:
        found = uploads.proposal(house.settings.db, upload, blatt)
    except InputError as fault:
        if not blatt:
            raise
        errors = {"blatt": f"Blatt „{blatt}“: {fault.on_page}"}
        found, blatt = uploads.proposal(house.settings.db, upload), ""
    earlier = _source(store, quelle)
    known = looks.imported(store, quelle).columns if earlier else ()
    form = replace(uploading.proposed(found, earlier, known), sheet=blatt and found.sheet, errors=errors)
    return _columns(request, upload, found, form)


@router.post("/neu/{upload}")
def begin(
    *, request: Request, upload: str, viewer: Importer, house: HouseHere, store: StoreHere, told: Fields
) -> Response:
    """Starts the import."""
    uploads.taken(house.settings.db, upload)
    form = uploading.filled(told, {one.id: one for one in store.sources()})
    if form.errors:
        found = uploads.proposal(house.settings.db, upload, form.sheet)
        return _columns(request, upload, found, form)
    job = house.jobs.ask(JobKind.IMPORT, {"upload": upload, **form.asked}, who=viewer.name)
    house.people.log(who=viewer.name, did="source.import", object=form.source, detail=job.id)
    return RedirectResponse(f"/quellen/auftrag/{job.id}", 303)


@router.post("/neu/{upload}/verwerfen")
def discard(upload: str, viewer: Importer, house: HouseHere) -> Response:
    """Takes a kept file away before its import."""
    uploads.taken(house.settings.db, upload)
    if any(job.asked.get("upload") == upload for job in waiting.active(house, JobKind.IMPORT)):
        raise HTTPException(409, "Diese Datei wird gerade eingelesen. Brechen Sie zuerst das Einlesen ab.")
    uploads.done_with(house.settings.db, upload)
    house.people.log(who=viewer.name, did="upload.remove", object=upload)
    return RedirectResponse("/quellen", 303)


@router.get("/auftrag/{job}")
def importing(request: Request, job: str, viewer: Reader, house: HouseHere, store: StoreHere) -> Response:
    """How far an import is."""
    found = waiting.job_of(house, job, JobKind.IMPORT)
    return waiting.shown(
        request, house, found,
        arrived=f"/quellen/{quote(found.result.get('source', ''), safe='')}?neu=1",
        about=found.asked.get("title", ""),
        asked=uploading.told_back(found.asked),
        back="/quellen", back_name="Quellen",
        again=_retry(house, store, found), again_name="Noch einmal versuchen",
        may_cancel=viewer.may(Right.IMPORT),
    )  # fmt: skip


@router.get("/auftrag/{job}/fortschritt", dependencies=TO_READ)
def progress(job: str, house: HouseHere) -> Response:
    """The same as events."""
    return waiting.events(house, waiting.job_of(house, job, JobKind.IMPORT))


@router.post("/auftrag/{job}/abbrechen")
def stop(job: str, viewer: Importer, house: HouseHere) -> Response:
    """Stops an import; nothing of it stays."""
    waiting.cancelled(house, waiting.job_of(house, job, JobKind.IMPORT), who=viewer.name)
    return RedirectResponse(f"/quellen/auftrag/{job}", 303)


@router.get("/{source}", dependencies=TO_READ)
def one(request: Request, source: str, house: HouseHere, store: StoreHere, neu: str = "") -> Response:
    """What a source holds, what was left out and why."""
    report = house.shelf.seen(store, ("source", source), lambda: looks.imported(store, source))
    return page(
        request, "source.html", report=report, roles=uploading.ROLES, kinds=REDACTIONS, fresh=bool(neu),
        query=quote(source, safe=""),
    )  # fmt: skip


def _readable(house: House, upload: str) -> None:
    """Raw answers do not stay for a file that cannot be read. Raises InputError."""
    try:
        uploads.proposal(house.settings.db, upload)
    except InputError:
        uploads.done_with(house.settings.db, upload)
        raise


def _columns(request: Request, upload: str, found: Preview, form: uploading.Form) -> Response:
    """The form on a file's columns, with what is wrong about it."""
    return page(
        request, "columns.html", code=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        upload=upload, preview=found, form=form, roles=uploading.ROLES,
        kinds=[(kind.value, words) for kind, words in looks.KINDS.items()],
        chosen={role.column: role for role in form.roles}, sheets=[(name, name) for name in found.sheets],
    )  # fmt: skip


def _again(request: Request, house: House, error: str, code: int, wanted: str = "") -> Response:
    """The form for a file once more, with what was wrong."""
    with house.store() as store:
        earlier = _source(store, wanted)
    largest = house.settings.largest_file // 2**20
    return page(request, "upload.html", code=code, earlier=earlier, largest=largest, error=error)


def _source(store: Store, wanted: str) -> Source | None:
    return next((one for one in store.sources() if one.id == wanted), None) if wanted else None


def _retry(house: House, store: Store, job: Job) -> str:
    """Back to the columns where the file is still there."""
    source, upload, sheet = (job.asked.get(name, "") for name in ("source", "upload", "sheet"))
    known = {"quelle": source} if _source(store, source) else {}
    try:
        uploads.taken(house.settings.db, upload)
    except Unknown:
        return _address("/quellen/neu", known)
    return _address(f"/quellen/neu/{upload}", known | ({"blatt": sheet} if sheet else {}))


def _address(place: str, asked: dict[str, str]) -> str:
    return f"{place}?{urlencode(asked)}" if asked else place
