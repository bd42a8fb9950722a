"""What every operation says of itself in the document: how it may fail."""

from __future__ import annotations

from typing import Any

from api.problems import Problem

Responses = dict[int | str, dict[str, Any]]
TOLD = {
    304: "Not changed since the answer named in `If-None-Match`.",
    400: "What came in broke off or cannot be read.",
    401: "Nobody is signed in, and no key was sent.",
    403: "The viewer lacks the right to do this.",
    404: "There is no such thing.",
    412: "Somebody else decided meanwhile what this changes or builds on; nothing was done.",
    413: "What came in is too large.",
    422: "What was asked for does not fit; `detail` says what to change.",
    503: "Something the house needs does not play along at the moment.",
}
_ALWAYS = (401, 403, 422, 503)


def fails(*more: int) -> Responses:
    """The ways an operation may fail, those common to all among them, each as RFC 9457."""
    return {status: _problem(status) for status in sorted({*_ALWAYS, *more})}


def looks(*more: int) -> Responses:
    """The same for what only looks and has an ETag."""
    return {304: {"description": TOLD[304]}, **fails(*more)}


def _problem(status: int) -> dict[str, Any]:
    # The model brings the schema into the document; `api.document` sets the media type.
    return {"model": Problem, "description": TOLD[status]}
