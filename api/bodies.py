"""No body is read into memory that is larger than anything anybody has to say; files go another way."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems

LARGEST = 4 * 1024 * 1024
"""Bytes of a body that is no file: thousands of columns with their questions take less."""
PASSED = 1024 * 1024 * 1024
"""So much of what is too large is let pass unread, so that its sender, who listens only afterwards, hears why."""
TOO_MUCH = "Das ist zu viel auf einmal. Bitte schicken Sie weniger, oder laden Sie es als Datei hoch."


class Bodies:
    """Counts what comes in; files, which `api.incoming` counts itself, pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if scope["type"] != "http" or headers.get("content-type", "").startswith("multipart/"):
            await self.app(scope, receive, send)
            return
        told = headers.get("content-length", "")
        if told.isdigit() and int(told) > LARGEST:
            if "expect" not in headers:
                await _let_pass(receive)
            await problems.answer(Request(scope), 413, TOO_MUCH)(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > LARGEST:
                await _let_pass(receive)
                raise HTTPException(413, TOO_MUCH)
            return message

        await self.app(scope, counted, send)


async def _let_pass(receive: Receive) -> None:
    passed, more = 0, True
    while more and passed < PASSED:
        message = await receive()
        passed += len(message.get("body", b""))
        more = bool(message.get("more_body"))


def install(app: FastAPI) -> None:
    """Has every request of the application counted."""
    app.add_middleware(Bodies)
