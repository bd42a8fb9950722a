"""/codebuch: the themes as a file for other programs, and back: looked at first, taken only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from api.guard.viewer import Viewer, ViewerHere, needs
from api.house import House, HouseHere, StoreHere
from api.incoming import received
from api.pages.review_desk import done_of, span
from api.pages.review_sent import SentHere
from api.pages.shell import page
from api.pages.weighing import weighed_of
from api.reading import shown_run
from api.reviewing import codebook_of
from nlp.commands import uploads
from nlp.commands.codebook import ImportedCodes, import_codebook
from nlp.domain.people import Right
from nlp.errors import Clash, InputError, NothingToDo, TooLarge
from nlp.ports import Boards

router = APIRouter(prefix="/codebuch", include_in_schema=False)
Exporter = Annotated[Viewer, Depends(needs(Right.EXPORT))]
Reviewer = Annotated[Viewer, Depends(needs(Right.REVIEW))]
TO_READ = [Depends(needs(Right.READ))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file, and what it is good for."""

    ending: str
    name: str
    good_for: str
    media_type: str


KINDS = (
    Kind(
        ending="xlsx", name="Excel", good_for="zum Lesen, Drucken und gemeinsamen Überarbeiten",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Kind(ending="csv", name="CSV", good_for="für Tabellen aller Art", media_type="text/csv; charset=utf-8"),
    Kind(
        ending="qdc", name="REFI-QDA-Codebuch", media_type="application/xml",
        good_for="nur die Themen, für MAXQDA, ATLAS.ti, NVivo und QualCoder",
    ),
    Kind(
        ending="qdpx", name="REFI-QDA-Projekt", media_type="application/octet-stream",
        good_for="Themen, alle Antworten und Zuordnungen, für MAXQDA, ATLAS.ti, NVivo und QualCoder",
    ),
    Kind(
        ending="toml", name="TOML", media_type="application/toml",
        good_for="hält alles fest, auch als Themenkatalog für ein anderes Projekt",
    ),
)  # fmt: skip
HOLDS_ANSWERS = "qdpx"
NOTHING = "Aus dieser Datei ist nichts zu übernehmen."


@router.get("", dependencies=TO_READ)
def shown(request: Request, house: HouseHere, store: StoreHere, viewer: ViewerHere) -> Response:
    """What a code book is, and the ways out and in."""
    try:
        run = shown_run(house, store)
    except NothingToDo:
        return page(request, "nothing.html", title="Codebuch")
    done = done_of(request, house, store, run) if Right.REVIEW in viewer.rights else None
    return _shown(request, house, store, viewer, done=done)


@router.get("/datei")
def download(
    *,
    request: Request,
    house: HouseHere,
    store: StoreHere,
    viewer: Exporter,
    art: str = "",
    trotzdem: str = "",
) -> Response:
    """The file; where it cannot hold everything, first what would be missing."""
    kind = next((one for one in KINDS if one.ending == art), None)
    if kind is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    run = shown_run(house, store)
    made = codebook_of(house, store, kind.ending, run)
    if made.notes and not trotzdem:
        return page(request, "codebook/notes.html", kind=kind, notes=made.notes)
    house.people.log(who=viewer.name, did="codebook.export", object=run, detail=kind.ending)
    name = f"oton-codebuch-{datetime.now(tz=UTC):%Y-%m-%d}.{kind.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(made.content, media_type=kind.media_type, headers=headers)


@router.post("")
async def send(request: Request, house: HouseHere, viewer: Reviewer) -> Response:
    """Keeps a file that can be read until somebody has looked at what is in it."""
    try:
        upload, _ = await received(request, house.settings.db, house.settings.largest_file)
        await run_in_threadpool(_readable, house, upload.id, viewer)
    except InputError as fault:
        code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if isinstance(fault, TooLarge) else HTTPStatus.UNPROCESSABLE_ENTITY
        return await run_in_threadpool(_again, request, house, viewer, fault.on_page, code)
    await run_in_threadpool(house.people.log, who=viewer.name, did="upload.add", object=upload.id)
    return RedirectResponse(f"/codebuch/{upload.id}", 303)


@router.get("/{upload}")
def look(request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, upload: str) -> Response:
    """What of the file would be taken, and what not."""
    return _looked(request, house, store, viewer, upload)


@router.post("/{upload}")
def take(
    *, request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, upload: str, form: SentHere
) -> Response:
    """Takes it, unless somebody has decided since it was looked at."""
    file = uploads.taken(house.settings.db, upload)
    run = shown_run(house, store)
    report = None
    if form.seen == store.board(run).last:
        with suppress(Clash):
            report = import_codebook(store, file, who=viewer.name, run=run)
    if report is None:
        return _looked(request, house, store, viewer, upload, code=HTTPStatus.CONFLICT)
    uploads.done_with(house.settings.db, upload)
    for decision in report.decisions:
        house.people.log(who=viewer.name, did="decision.take", object=str(decision.number))
    house.people.log(who=viewer.name, did="codebook.import", object=run)
    return RedirectResponse(f"/codebuch?getan={span(report.decisions)}", 303)


@router.post("/{upload}/verwerfen")
def discard(house: HouseHere, viewer: Reviewer, upload: str) -> Response:
    """Takes a kept file away."""
    uploads.taken(house.settings.db, upload)
    uploads.done_with(house.settings.db, upload)
    house.people.log(who=viewer.name, did="upload.remove", object=upload)
    return RedirectResponse("/codebuch", 303)


def _report(house: House, store: Boards, upload: str, viewer: Viewer) -> ImportedCodes:
    """What taking a kept file would do. Raises InputError."""
    file = uploads.taken(house.settings.db, upload)
    return import_codebook(store, file, who=viewer.name, run=shown_run(house, store), dry=True)


def _readable(house: House, upload: str, viewer: Viewer) -> None:
    """A file that cannot be read does not stay. Raises InputError."""
    with _gone_if_unreadable(house, upload), house.store() as store:
        _report(house, store, upload, viewer)


@contextmanager
def _gone_if_unreadable(house: House, upload: str) -> Iterator[None]:
    try:
        yield
    except InputError:
        uploads.done_with(house.settings.db, upload)
        raise


def _looked(
    request: Request, house: House, store: Boards, viewer: Viewer, upload: str, *, code: int = HTTPStatus.OK
) -> Response:
    run = shown_run(house, store)
    seen = store.board(run).last
    report = _report(house, store, upload, viewer)
    edits = [one.edit for one in report.decisions]
    return page(
        request, "codebook/report.html", code=code, upload=upload, report=report, seen=seen, sentences=_future(report),
        weighed=weighed_of(house, store, edits, run=run, who=viewer.name),
        meanwhile=code == HTTPStatus.CONFLICT,
    )  # fmt: skip


def _future(report: ImportedCodes) -> list[str]:
    """The report before anything is taken: its numbers of decisions would be promises."""
    told = [one for one in report.sentences() if not one.startswith("Jede Entscheidung (")]
    head = told[0].replace("Übernommen: ", "Übernommen würde: ").replace("Nichts übernommen.", NOTHING)
    return [head, *told[1:]]


def _again(request: Request, house: House, viewer: Viewer, error: str, code: int) -> Response:
    """The page once more, with what was wrong about the file."""
    with house.store() as store:
        return _shown(request, house, store, viewer, code=code, error=error)


def _shown(
    request: Request, house: House, store: Boards, viewer: Viewer, *, code: int = HTTPStatus.OK, **told: Any
) -> Response:
    return page(
        request, "codebook/page.html", code=code, kinds=KINDS, holds_answers=HOLDS_ANSWERS,
        may_export=Right.EXPORT in viewer.rights, may_review=Right.REVIEW in viewer.rights,
        largest=house.settings.largest_file // 2**20, seen=store.board(shown_run(house, store)).last,
        **{"error": "", "done": None, **told},
    )  # fmt: skip
