"""Answers that have not changed are not sent again, and what people said is kept nowhere on the way."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from fastapi import Depends, FastAPI, Request, Response

from api.house import HouseHere, StoreHere

UNSTORED = "no-store"
CHECKED = "private, no-cache"


class Unchanged(Exception):
    """The asker holds the answer already."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


def tag(state: str, *parts: str) -> str:
    """A tag that is new whenever the store, the program or what was asked is another."""
    told = "\n".join((version("oton"), state, *parts))
    return f'"{hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()}"'


def _known(header: str, mine: str) -> bool:
    return any(one.strip().removeprefix("W/") in {mine, "*"} for one in header.split(","))


def _marked(request: Request, response: Response, store: StoreHere, house: HouseHere, cache: str) -> None:
    mine = tag(store.state(), request.url.path, request.url.query, str(house.settings.smallest_group))
    headers = {"ETag": mine, "Cache-Control": cache, "Vary": "Cookie, Authorization"}
    if _known(request.headers.get("if-none-match", ""), mine):
        raise Unchanged(headers)
    response.headers.update(headers)


def checked(request: Request, response: Response, store: StoreHere, house: HouseHere) -> None:
    """May be kept by whoever asked, but is asked for again each time."""
    _marked(request, response, store, house, CHECKED)


def unstored(request: Request, response: Response, store: StoreHere, house: HouseHere) -> None:
    """People's words: kept by nobody, though somebody may ask whether they are still the same."""
    _marked(request, response, store, house, UNSTORED)


def passing(response: Response) -> None:
    """True for this moment only: how far a job is, who did what."""
    response.headers["Cache-Control"] = UNSTORED


CHECKED_HERE = Depends(checked)
UNSTORED_HERE = Depends(unstored)
PASSING_HERE = Depends(passing)


def install(app: FastAPI) -> None:
    """The short answer to those who have the long one."""

    @app.exception_handler(Unchanged)
    def _unchanged(request: Request, same: Unchanged) -> Response:
        del request
        return Response(status_code=304, headers=same.headers)
