"""Code books: themes with descriptions and examples as a file for other programs, and back as decisions."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from api.etags import PASSING_HERE, UNSTORED
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.incoming import received
from api.reading import RunAsked, RunHere, known_run, shown_run
from api.rest.decisions import noted
from api.rest.sources import FILE
from api.rest.telling import fails
from api.reviewing import codebook_of
from api.schemas.codebook import CodebookReport, Format
from nlp.commands.codebook import import_codebook, import_project
from nlp.commands.uploads import done_with, taken
from nlp.domain.people import Right
from nlp.ports import Boards

router = APIRouter(prefix="/api/codebook", tags=["codebook"], responses=fails(404))

Exporting = Annotated[Viewer, Depends(needs(Right.EXPORT))]
Reviewing = Annotated[Viewer, Depends(needs(Right.REVIEW))]
BYTES = "application/octet-stream"
MEDIA_TYPES = {
    Format.TOML: "application/toml",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.QDC: "application/xml",
    # No type of its own is known of it, and browsers unpack what they are told is an archive.
    Format.QDPX: BYTES,
}
NOTES = "Oton-Notes"
_BINARY = {"schema": {"type": "string", "format": "binary", "title": "Codebook"}, "example": ""}
_SAID: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        # The general type stands first: programs made of this document take all of them for bytes then.
        "content": {kind.partition(";")[0]: _BINARY for kind in (BYTES, *MEDIA_TYPES.values())},
        "headers": {
            "Content-Disposition": {"schema": {"type": "string"}, "description": "The name of the file."},
            NOTES: {
                "schema": {"type": "string"},
                "description": "What the file could not hold, in German, UTF-8, percent-encoded; absent: nothing.",
            },
        },
    }
}


@router.get(
    "", operation_id="export_codebook", summary="Themes as a code book", response_class=Response, responses=_SAID
)
def export_codebook(
    *,
    house: HouseHere,
    store: StoreHere,
    viewer: Exporting,
    run: RunHere,
    kind: Annotated[
        Format, Query(alias="format", description="`qdpx`: a REFI-QDA project, with all answers and codings.")
    ] = Format.TOML,
) -> Response:
    """With descriptions, examples and decisions, hidden themes too; MAXQDA, ATLAS.ti and QualCoder go on with it."""
    made = codebook_of(house, store, kind.value, run)
    house.people.log(who=viewer.name, did="codebook.export", object=run, detail=kind.value)
    name = f"oton-codebuch-{datetime.now(tz=UTC):%Y-%m-%d}.{kind.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": UNSTORED}
    if made.notes:
        headers[NOTES] = quote(" ".join(made.notes))
    return Response(made.content, media_type=MEDIA_TYPES[kind], headers=headers)


@router.post(
    "", operation_id="import_codebook", summary="Take a code book or a REFI-QDA project", dependencies=[PASSING_HERE],
    responses=fails(400, 412, 413), openapi_extra=FILE,
)  # fmt: skip
async def add_codebook(
    request: Request, house: HouseHere, store: StoreHere, viewer: Reviewing, run: RunAsked = ""
) -> CodebookReport:
    """What differs becomes decisions, all or none; the report tells what not, and why. The file is not kept."""
    came, _ = await received(request, house.settings.db, house.settings.largest_file)
    return await run_in_threadpool(_read, house, store, came.id, viewer.name, run)


def _read(house: House, store: Boards, key: str, who: str, run: str) -> CodebookReport:
    try:
        file: Path = taken(house.settings.db, key)
        wanted = known_run(store, run) if run else shown_run(house, store)
        takes = import_project if file.suffix.lower() == f".{Format.QDPX}" else import_codebook
        report = takes(store, file, who=who, run=wanted)
    finally:
        done_with(house.settings.db, key)
    noted(house, who, report.decisions)
    house.people.log(who=who, did="codebook.import", object=wanted)
    return CodebookReport.of(report)
