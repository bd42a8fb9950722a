"""What goes wrong, as one German sentence: a page for people, RFC 9457 for programs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import faults
from api.pages.shell import page, wants_page
from nlp.errors import Clash, InputError, NothingToDo, OTonError, TooLarge, Unknown

MEDIA_TYPE = "application/problem+json"
SENTENCES = {
    HTTPStatus.BAD_REQUEST: faults.UNREADABLE,
    HTTPStatus.UNAUTHORIZED: "Bitte melden Sie sich an.",
    HTTPStatus.FORBIDDEN: "Dafür fehlt Ihnen die Berechtigung. Bitte wenden Sie sich an Ihre Verwaltung von O-Ton.",
    HTTPStatus.NOT_FOUND: "Das gibt es hier nicht. Bitte prüfen Sie die Adresse oder beginnen Sie bei der Übersicht.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Das geht an dieser Adresse nicht.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Die Datei ist zu groß. Bitte teilen Sie sie auf.",
    HTTPStatus.TOO_MANY_REQUESTS: "Das waren zu viele Versuche. Bitte warten Sie einige Minuten.",
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Unerwarteter Fehler. Ihre Daten sind unverändert. Bitte versuchen Sie es noch einmal."
    ),
}


class Problem(BaseModel):
    """RFC 9457: what went wrong and what to do."""

    type: str = Field(default="about:blank")
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Ein Thema „xy“ gibt es in dieser Auswertung nicht."])


def status_of(error: OTonError) -> HTTPStatus:
    """The status that fits an error of the house."""
    if isinstance(error, Unknown | NothingToDo):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, TooLarge):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if isinstance(error, Clash):
        return HTTPStatus.PRECONDITION_FAILED
    return HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, InputError) else HTTPStatus.SERVICE_UNAVAILABLE


def answer(request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """A page for a browser, a problem document for a program."""
    told = HTTPStatus(status)
    sentence = detail or SENTENCES.get(told, SENTENCES[HTTPStatus.INTERNAL_SERVER_ERROR])
    if wants_page(request):
        return page(request, "problem.html", status=status, detail=sentence, code=status, headers=headers)
    return document(told, sentence, headers)


def document(status: HTTPStatus, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """A problem document for whoever asks."""
    body = Problem(title=status.phrase, status=status, detail=sentence).model_dump()
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def foreseen(request: Request, error: OTonError) -> Response:
    """An error of the house, in words that help in a browser."""
    return answer(request, status_of(error), error.on_page)


def unforeseen(request: Request) -> Response:
    """Nothing is told of the error: its message may hold an answer's words. Not even the frame of a page may stand."""
    status, last = HTTPStatus.INTERNAL_SERVER_ERROR, {"Connection": "close"}  # for the server hangs up afterwards
    try:
        return answer(request, status, headers=last)
    except Exception:  # noqa: BLE001 - whatever broke the first answer may break its page as well
        return document(status, SENTENCES[status], last)


def install(app: FastAPI) -> None:
    """Every trouble that was foreseen ends here; `api.guard.headers` answers the others. No stack goes out."""

    @app.exception_handler(OTonError)
    def _foreseen(request: Request, error: OTonError) -> Response:
        return foreseen(request, error)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        foreign = error.detail == HTTPStatus(error.status_code).phrase or str(error.detail).startswith(faults.FOREIGN)
        own = "" if foreign else error.detail
        return answer(request, error.status_code, own, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, faults.said(error.errors()))
