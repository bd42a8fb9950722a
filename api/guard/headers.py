"""What browsers are told to keep out: foreign scripts and hosts, frames, copies in caches."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # KERN draws its icons as masks from data: addresses; nothing else needs them.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# Not „no-referrer“: with it browsers send `Origin: null` with our own forms, and the guard could not tell them apart.
SAFE = {
    "Content-Security-Policy": "; ".join(f"{of} {place}" for of, place in SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), clipboard-write=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
NOT_KEPT = "no-store"
ASKED_ANEW = "private, no-cache"


class Headers:
    """Adds them to every answer; what an endpoint says about caching itself stays.

    It also answers where nobody foresaw an error, so that this answer bears them too; the error goes on to the log.
    """

    def __init__(self, app: ASGIApp, *, behind_https: bool) -> None:
        self.app = app
        self.told = {**SAFE, **(HTTPS_ONLY if behind_https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(self.told)
                headers.setdefault("Cache-Control", _kept(state.get("viewer"), headers.get("content-type", "")))
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception:
            if not begun:
                answer = await run_in_threadpool(problems.unforeseen, Request(scope))
                await answer(scope, receive, sent)
            raise


def _kept(viewer: object, kind: str) -> str:
    """Pages of somebody signed in stay on no disk; everything else may be kept if asked for anew each time."""
    signed_in = viewer is not None and not getattr(viewer, "open_house", False)
    return NOT_KEPT if signed_in and kind.startswith("text/html") else ASKED_ANEW


def install(app: FastAPI) -> None:
    """Has every answer of the application carry them; comes last, so that it stands outermost."""
    app.add_middleware(Headers, behind_https=app.state.house.settings.behind_https)
