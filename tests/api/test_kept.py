"""Pages are written out once for each state, viewer and choice of colours, and never given to anybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.guard.viewer import Viewer
from api.house import House
from api.kept import AT_ONCE, LARGEST, Kept
from nlp.domain.people import Role
from nlp.errors import StoreProblem
from tests.api.looping import looped

KIM = Viewer(name="kim", shown="Kim", rights=Role.STAFF.rights)
ALEX = Viewer(name="alex", shown="Alex", rights=Role.ADMIN.rights)


class Counting:
    """A house whose state can be set, and pages that tell how often they were written."""

    def __init__(self) -> None:
        self.now, self.written, self.status, self.size, self.broken = "a", 0, 200, 0, False
        self.kept = Kept(self.write, house=cast("House", self))

    @contextmanager
    def store(self) -> Iterator[Counting]:
        yield self

    def state(self) -> str:
        if self.broken:
            raise StoreProblem
        return self.now

    async def write(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        self.written += 1
        scope["route"] = "the route"
        await send({"type": "http.response.start", "status": self.status, "headers": [(b"x", b"y")]})
        await send({"type": "http.response.body", "body": str(self.written).encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b"." * self.size})

    def ask(
        self,
        path: str = "/thema/x",
        viewer: Viewer | None = KIM,
        method: str = "GET",
        query: bytes = b"",
        **headers: str,
    ) -> str:
        """What a page says; headers are written with _ for -."""
        sent: list[Message] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"guard", b"on the way out"))
            sent.append(message)

        told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope: dict[str, Any] = {
            "type": "http", "method": method, "path": path, "query_string": query, "headers": told,
            "state": {"viewer": viewer},
        }  # fmt: skip
        looped(self.kept(scope, cast("Receive", None), send))
        assert scope["route"] == "the route", "whoever counts requests learns where it went"
        assert sent[0]["headers"] == [(b"x", b"y"), (b"guard", b"on the way out")], "guards' headers are not kept"
        return b"".join(one.get("body", b"") for one in sent[1:]).decode().rstrip(".")


@pytest.fixture
def house() -> Counting:
    return Counting()


def test_a_page_is_written_once_for_each_state(house: Counting) -> None:
    first = [house.ask() for _ in range(3)]
    house.now = "b"
    assert [*first, house.ask(), house.ask()] == ["1", "1", "1", "2", "2"]


@pytest.mark.parametrize(
    "other",
    [
        {"viewer": ALEX}, {"path": "/thema/y"}, {"query": b"seite=2"}, {"hx_request": "true"},
        {"cookie": "oton-farben=dark"}, {"accept": "application/json"},
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_may_look_otherwise_is_another_page(other: dict[str, Any], house: Counting) -> None:
    assert [house.ask(), house.ask(**other), house.ask(), house.ask(**other)] == ["1", "2", "1", "2"]


def test_a_key_of_somebody_signed_in_is_not_part_of_what_is_kept(house: Counting) -> None:
    assert [house.ask(cookie="__Host-oton=geheim"), house.ask(cookie="__Host-oton=anders")] == ["1", "1"]
    assert "geheim" not in repr(list(house.kept._answers))


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "POST"}, {"method": "HEAD"}, {"viewer": None}, {"path": "/laeufe"}, {"path": "/zitate/treffer.csv"},
        {"path": "/api/jobs"}, {"if_none_match": "x"}, {"query": b"q=" + b"x" * 5000},
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_changes_with_the_moment_or_belongs_to_nobody_is_not_kept(asked: dict[str, Any], house: Counting) -> None:
    assert [house.ask(**asked), house.ask(**asked)] == ["1", "2"]


@pytest.mark.parametrize(("status", "size"), [(404, 0), (503, 0), (200, LARGEST)])
def test_trouble_and_very_large_pages_are_not_kept(status: int, size: int, house: Counting) -> None:
    house.status, house.size = status, size
    assert [house.ask(), house.ask()] == ["1", "2"]


def test_a_store_that_does_not_answer_is_the_pages_own_matter(house: Counting) -> None:
    house.broken = True
    assert [house.ask(), house.ask()] == ["1", "2"]


def _asked(path: str) -> Scope:
    return {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "state": {"viewer": KIM}}


def test_pages_are_made_a_few_at_a_time_and_a_slow_line_keeps_nobody_waiting() -> None:
    made, slow = asyncio.Event(), asyncio.Event()
    begun: list[str] = []

    async def write(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        begun.append(scope["path"])
        await made.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def line(message: Message) -> None:
        if message["type"] == "http.response.body":
            await slow.wait()

    async def look() -> list[int]:
        kept = Kept(write, house=cast("House", Counting()))
        asked = [
            asyncio.create_task(kept(_asked(f"/thema/{place}"), cast("Receive", None), line))
            for place in range(AT_ONCE + 2)
        ]
        await asyncio.sleep(0.05)
        counts = [len(begun)]
        made.set()
        await asyncio.sleep(0.05)
        counts.append(len(begun))
        slow.set()
        await asyncio.gather(*asked)
        return counts

    assert looped(look()) == [AT_ONCE, AT_ONCE + 2]
