"""Pages that many look at, written out once for each state of the store and each kind of viewer."""

from __future__ import annotations

import asyncio
import os
import re
from collections import OrderedDict
from collections.abc import Hashable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.house import House
from nlp.errors import OTonError

PLACES = re.compile(r"/|/thema/[^/]+|/zitate|/api/themes(/[^/]+)?|/api/quotes")
"""What shows nothing but the store, the address and the viewer: no job, no account, no clock."""
TOLD_APART_BY = ("accept", "hx-request", "hx-boosted", "hx-history-restore-request")
COLOURS = re.compile(r"\boton-farben=(\w{0,10})")
"""The one cookie that changes how a page looks; the one that lets somebody in is not kept here."""
MOST = 400
LARGEST = 512 * 1024
"""Bytes of a body that is kept; with MOST this bounds the memory, and common pages have a fifth of it."""
AT_ONCE = 3 * (os.cpu_count() or 1)
"""So many pages are made at a time, in the order they were asked for; more would only get in each other's way.

More than there are processors, so that searches come together: those that wait for their meaning are read at once.
"""
LONGEST = 2_000
"""Characters of an address that are looked at."""


@dataclass(slots=True)
class _Answer:
    """An answer as it went out, and which route gave it."""

    start: Message | None = None
    body: list[bytes] = field(default_factory=list)
    size: int = 0
    whole: bool = False
    route: Any = None

    def hear(self, message: Message) -> None:
        """Takes note of a piece on its way."""
        if message["type"] == "http.response.start":
            # A copy: guards on the way out add their own headers to the list itself.
            self.start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
            if self.size <= LARGEST:
                self.body.append(message.get("body", b""))
            self.whole = not message.get("more_body", False)

    @property
    def fit(self) -> bool:
        """Whether it may be given to the next one who asks the same."""
        return bool(self.whole and self.size <= LARGEST and self.start and self.start["status"] == HTTPStatus.OK)


class Kept:
    """Gives the same bytes to whoever would get the same, without asking anybody but the store for its state.

    Stands behind the door: who may not come in does not get here. All its work is done in the event loop's one thread.
    """

    def __init__(self, app: ASGIApp, *, house: House) -> None:
        self.app = app
        self._house = house
        self._state = ""
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI call."""
        key = _key(scope) if scope["type"] == "http" else None
        state = self._now() if key is not None else ""
        if key is None or not state:
            await self.app(scope, receive, send)
            return
        if state != self._state:
            self._answers.clear()
            self._state = state
        known = self._answers.get(key)
        if known is not None and known.start is not None:
            self._answers.move_to_end(key)
            scope["route"] = known.route
            await send({**known.start, "headers": list(known.start["headers"])})
            await send({"type": "http.response.body", "body": b"".join(known.body)})
            return
        made = _Answer()
        async with AsyncExitStack() as turn:
            await turn.enter_async_context(self._turns)

            async def heard(message: Message) -> None:
                made.hear(message)
                await turn.aclose()  # the page is made; a slow line keeps nobody else waiting
                await send(message)

            await self.app(scope, receive, heard)
        made.route = scope.get("route")
        if made.fit and state == self._state == self._now():
            self._answers[key] = made
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def _now(self) -> str:
        try:
            with self._house.store() as store:
                return store.state()
        except OTonError:
            return ""


def _key(scope: Scope) -> Hashable | None:
    """All that decides how an answer looks; None for what is not kept."""
    if scope["method"] != "GET" or not PLACES.fullmatch(scope["path"]) or len(scope["query_string"]) > LONGEST:
        return None
    headers = Headers(scope=scope)
    if "if-none-match" in headers or "range" in headers:
        return None
    viewer = scope["state"].get("viewer")
    if viewer is None:
        return None
    colours = COLOURS.findall(headers.get("cookie", ""))
    return (scope["path"], scope["query_string"], viewer, *colours, *(headers.get(name, "") for name in TOLD_APART_BY))


def install(app: FastAPI) -> None:
    """Keeps the pages of this application; to be called before the door is, so that it stands behind it."""
    app.add_middleware(Kept, house=app.state.house)
