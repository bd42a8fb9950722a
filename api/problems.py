"""What goes wrong, as one German sentence: a page for people, RFC 9457 for programs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import faults
from api.guard.headers import NOT_KEPT, SAFE
from api.pages.shell import page, wants_page
from nlp.errors import InputError, NothingToDo, OTonError, StoreProblem, TooLarge, Unknown

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
    title: str = Field(examples=["Nicht gefunden"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Ein Thema „xy“ gibt es in dieser Auswertung nicht."])


def status_of(error: OTonError) -> HTTPStatus:
    """The status that fits an error of the house."""
    if isinstance(error, Unknown | NothingToDo):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, TooLarge):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if isinstance(error, InputError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, StoreProblem) else HTTPStatus.INTERNAL_SERVER_ERROR


def answer(request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """A page for a browser, a problem document for a program."""
    told = HTTPStatus(status)
    sentence = detail or SENTENCES.get(told, SENTENCES[HTTPStatus.INTERNAL_SERVER_ERROR])
    if wants_page(request):
        return page(request, "problem.html", status=status, detail=sentence, code=status, headers=headers)
    body = Problem(title=told.phrase, status=status, detail=sentence).model_dump()
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def install(app: FastAPI) -> None:
    """Every trouble ends here; nothing of a stack goes out."""

    @app.exception_handler(OTonError)
    def _foreseen(request: Request, error: OTonError) -> Response:
        return answer(request, status_of(error), str(error))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        foreign = error.detail == HTTPStatus(error.status_code).phrase or str(error.detail).startswith(faults.FOREIGN)
        own = "" if foreign else error.detail
        return answer(request, error.status_code, own, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, faults.said(error.errors()))

    @app.exception_handler(Exception)
    def _unforeseen(request: Request, error: Exception) -> Response:
        del error  # its message may hold an answer's words
        # This answer is given outside of all middleware.
        return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, headers={**SAFE, "Cache-Control": NOT_KEPT})
