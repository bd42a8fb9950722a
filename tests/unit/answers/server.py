"""A language model that is none: a small local server that speaks the protocol, and lies as it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request, kept by the server, then answered as the server behaves."""

    server: Server
    asked: dict[str, Any]

    def do_POST(self) -> None:
        self.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), self.asked))
        self.server.behave(self)

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers), {}))
        says("Titel: Bus\nDer Bus fährt [1].")(self)

    def reply(self, content: bytes, *, status: int = 200, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """Keeps what it was asked; `over` is set when the test is."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.behave: Behaviour = says("")
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is expected here."""


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


def wrapped(text: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def says(text: object) -> Behaviour:
    return lambda handler: handler.reply(wrapped(text))


def sends(content: bytes, *, status: int = 200, kind: str = "application/json") -> Behaviour:
    return lambda handler: handler.reply(content, status=status, kind=kind)


def hangs(handler: Handler) -> None:
    handler.server.over.wait(10)


def drips(handler: Handler) -> None:
    """A byte now and then, so that no single wait is ever long; after ten seconds it has enough."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        if handler.server.over.wait(0.05):
            return


def floods(handler: Handler) -> None:
    """50 MB."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(50_000_000))
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" " * 1_000_000)


def moves(address: str, status: int = 302) -> Behaviour:
    def answer(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer
