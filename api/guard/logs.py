"""What happened, as JSON lines on stderr: never a query, never a text, nothing of an error but its kind and place."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
import uuid
from collections.abc import MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.guard.metrics import METHODS, template

HEADER = "X-Request-ID"
WATCHED = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines; only when they fail is there something to tell."""
FRAMES = 5
"""So many of the innermost places of an error are told."""
FAULT = 500


def where(error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    """An error's kind and places; its message stays behind, for it may hold an answer's words."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return {
        "error": type(error).__name__,
        "at": [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames],
    }


class Lines(logging.Formatter):
    """What libraries log by Python's own means, in the same shape as our lines."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            **structlog.contextvars.get_contextvars(),
        }
        if record.exc_info and record.exc_info[1]:
            told |= where(record.exc_info[1], record.exc_info[2])
        return json.dumps(told, ensure_ascii=False, default=str)


def log_config(level: str = "info") -> dict[str, Any]:
    """For uvicorn's `log_config`, together with `access_log=False`: our lines tell of requests."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": Lines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"uvicorn": {"level": level.upper()}, "oton": {"level": level.upper()}},
    }


def speak(level: str = "info") -> None:
    """Sets up our own lines, once per process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            _ordered,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _ordered(_logger: object, _method: str, told: MutableMapping[str, Any]) -> dict[str, Any]:
    """What people look for first stands first."""
    first = {name: told[name] for name in ("time", "level", "event") if name in told}
    return {**first, **told}


class Telling:
    """Gives every request an id, answers it as X-Request-ID, and tells in one line how it ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._log = structlog.get_logger()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = name
        status, begun = FAULT, time.perf_counter()

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        with structlog.contextvars.bound_contextvars(request=name):
            try:
                await self._app(scope, receive, marked)
            except Exception as error:
                self._log.error("failed", route=template(scope), **where(error, error.__traceback__))
                raise
            finally:
                self._tell(scope, status, round(1000 * (time.perf_counter() - begun), 1))

    def _tell(self, scope: Scope, status: int, milliseconds: float) -> None:
        route = template(scope)
        if route in WATCHED and status < FAULT:
            return
        viewer = scope["state"].get("viewer")
        self._log.log(
            logging.ERROR if status >= FAULT else logging.INFO,
            "request",
            method=scope["method"] if scope["method"] in METHODS else "OTHER",
            route=route,
            status=status,
            milliseconds=milliseconds,
            viewer=viewer.name if viewer else "",
        )


def install(app: FastAPI) -> None:
    """Tells of every request; to be called last, so that it sees what all other guards answered."""
    if not structlog.is_configured():
        speak(app.state.house.settings.log_level)
    app.add_middleware(Telling)
