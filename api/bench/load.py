"""Many readers at once: asks for addresses over kept-open connections and notes how long each answer took.

Runs as a process of its own, so that it takes no time away from the server's: JSON in, JSON out.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

PATIENCE = 30.0
"""Seconds after which an answer counts as failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What so many clients ask for without a pause, each the next path: for so many seconds, or each path once at 0."""

    host: str
    port: int
    paths: tuple[str, ...]
    clients: int
    seconds: float
    accept: str = "text/html"


@dataclass(slots=True, kw_only=True)
class Noted:
    """Milliseconds of each answer in their order, statuses, and what went wrong otherwise by the error's name."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, object]:
        """Plain values."""
        statuses = {str(status): times for status, times in sorted(self.statuses.items())}
        return {"milliseconds": self.milliseconds, "statuses": statuses, "broken": dict(self.broken)}


async def asking(asked: Asked) -> Noted:
    """All clients at once until the end; every request that was begun is answered or counted as broken."""
    noted, turn = Noted(), _in_turn(asked)
    await asyncio.gather(*(_client(asked, noted, turn) for _ in range(asked.clients)))
    return noted


def _in_turn(asked: Asked) -> Iterator[str]:
    if not asked.seconds:
        yield from asked.paths
        return
    end = time.monotonic() + asked.seconds
    for path in cycle(asked.paths):
        if time.monotonic() >= end:
            return
        yield path


async def _client(asked: Asked, noted: Noted, turn: Iterator[str]) -> None:
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for path in turn:
        begun = time.perf_counter()
        try:
            line = line or await asyncio.open_connection(asked.host, asked.port)
            status, lasting = await asyncio.wait_for(_answer(*line, asked, path), PATIENCE)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            noted.broken[type(error).__name__] += 1
            lasting = False
        else:
            noted.milliseconds.append(round(1000 * (time.perf_counter() - begun), 3))
            noted.statuses[status] += 1
        if line and not lasting:
            line[1].close()
            line = None
    if line:
        line[1].close()


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked, path: str
) -> tuple[int, bool]:
    """Status, and whether the connection lasts. Reads the whole body."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {asked.host}:{asked.port}\r\nAccept: {asked.accept}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(headers.get("content-length", "0")))
    return int(first.split()[1]), headers.get("connection", "").lower() != "close"


def main() -> None:
    """Reads one `Asked` as JSON from stdin."""
    told = json.loads(sys.stdin.read())
    noted = asyncio.run(asking(Asked(**{**told, "paths": tuple(told["paths"])})))
    sys.stdout.write(json.dumps(noted.told()))


if __name__ == "__main__":
    main()
