"""The log of requests tells who, where, how it ended and how long it took; no query, no text, no error's words."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from api.guard import logs
from api.guard.viewer import Viewer
from tests.api.looping import looped

SECRET = "Meine Tochter wird gemobbt"


@pytest.fixture(autouse=True)
def speaking() -> Iterator[None]:
    before = structlog.get_config()
    logs.speak("info")
    yield
    structlog.configure(**before)


def asked(app: Any, path: str = "/zitate", query: bytes = b"") -> list[Message]:
    """One GET through an ASGI application, without a server between."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query,
        "headers": [], "root_path": "", "scheme": "http", "server": ("127.0.0.1", 80), "client": None,
    }  # fmt: skip
    looped(app(scope, receive, send))
    return sent


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    shown = capsys.readouterr()
    assert not shown.out
    assert SECRET not in shown.err
    return [json.loads(line) for line in shown.err.splitlines()]


def application() -> FastAPI:
    app = FastAPI()

    @app.get("/zitate/{name}")
    def quotes(name: str) -> dict[str, str]:
        if name == "fehler":
            raise ValueError(SECRET)
        return {"name": name}

    @app.get("/healthz")
    def alive() -> dict[str, str]:
        return {}

    app.add_middleware(logs.Telling)
    return app


def test_a_request_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    sent = asked(application(), f"/zitate/{SECRET}", f"q={SECRET}".encode())
    (told,) = lines(capsys)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert list(told)[:3] == ["time", "level", "event"]
    assert (told["route"], told["method"], told["status"], told["level"]) == ("/zitate/{name}", "GET", 200, "info")
    assert told["milliseconds"] >= 0
    assert told["request"] == headers["x-request-id"]


def test_the_account_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    inner = application()

    async def known(scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["viewer"] = Viewer(name="kim", shown="Kim", rights=frozenset())
        await inner(scope, receive, send)

    asked(logs.Telling(known), "/zitate/alle")
    assert [told["viewer"] for told in lines(capsys)] == ["kim", "kim"]


def test_an_error_is_told_by_kind_and_place_and_not_by_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="Tochter"):
        asked(application(), "/zitate/fehler")
    failed, request = lines(capsys)
    assert (failed["event"], failed["error"], failed["level"]) == ("failed", "ValueError", "error")
    assert failed["at"][-1].startswith("test_logs.py:")
    assert (request["status"], request["level"]) == (500, "error")


def test_those_who_look_in_every_few_seconds_leave_no_lines(capsys: pytest.CaptureFixture[str]) -> None:
    asked(application(), "/healthz")
    assert lines(capsys) == []


def test_what_libraries_say_has_the_same_shape_and_no_words_of_errors() -> None:
    try:
        int(SECRET)
    except ValueError:
        record = logging.LogRecord(
            "uvicorn.error", logging.ERROR, "x.py", 1, "Exception in %s", ("app",), sys.exc_info()
        )
    told = json.loads(logs.Lines().format(record))
    assert (told["level"], told["event"], told["error"]) == ("error", "Exception in app", "ValueError")
    assert SECRET not in json.dumps(told)
    assert told["at"][-1].startswith("test_logs.py:")


def test_uvicorn_keeps_no_log_of_addresses() -> None:
    assert "uvicorn.access" not in logs.log_config()["loggers"]
    assert logs.log_config("warning")["loggers"]["uvicorn"]["level"] == "WARNING"
