"""What is asked for, how long the answers took, and what that means against a bare `/healthz` of the same run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import quote

import numpy as np

from api.bench.load import Asked
from api.bench.serving import Served
from nlp.commands.bench.steps import QUERIES
from nlp.domain.jobs import Job, JobKind
from nlp.errors import NothingToDo
from nlp.ports import Jobs

HEALTH = "/healthz"
CLIENTS = (1, 8, 32)
TARGET_CLIENTS, TARGET = 8, 15.0
AIMED = ("theme", "search", "new words")
"""Their 95th percentile may be so many times that of `/healthz` at so many clients."""
WORDS = 400
"""Queries that nobody asked before are put together from so many of the commonest words."""
SHORTEST = 4
"""Shorter words say little."""
BUSY_CLIENTS = 4
WARMED = 60
"""So many addresses of each kind are asked for once before anything is timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One kind of address."""

    name: str
    paths: tuple[str, ...]
    accept: str = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Percentiles in milliseconds of one target at so many clients; `ratio` is its p95 against that of `/healthz`.

    `failures`: how often which status, or which error where no answer came.
    """

    target: str
    clients: int
    requests: int
    failed: int
    p50: float
    p95: float
    p99: float
    ratio: float = 0.0
    failures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """What readers met with while a worker made a new run: `job` tells how far that was at the end."""

    seconds: float
    requests: int
    failed: int
    failures: Mapping[str, int]
    p95: float
    working_seconds: float
    job: str


def targets(themes: Sequence[str], words: Mapping[str, int]) -> Iterator[Target]:
    """Health first; then pages and their JSON twins. Every client asks for another theme and another query.

    „search“ goes through the house's twenty queries, as people ask for the same things; „new words“ never repeats one.
    """
    common = sorted((word for word in words if len(word) >= SHORTEST), key=lambda word: (-words[word], word))[:WORDS]
    drawn = np.random.default_rng(7).integers(len(common), size=(20_000, 2))  # the same queries on every machine
    fresh = tuple(f"{common[one]} {common[other]}" for one, other in drawn.tolist())
    yield Target(name="health", paths=(HEALTH,), accept="*/*")
    yield Target(name="overview", paths=("/",))
    yield Target(name="theme", paths=tuple(f"/thema/{theme}" for theme in themes))
    yield Target(name="search", paths=tuple(f"/zitate?q={quote(query)}" for query in QUERIES))
    yield Target(name="new words", paths=tuple(f"/zitate?q={quote(query)}" for query in fresh))
    json_ = "application/json"
    yield Target(name="themes.json", paths=("/api/themes",), accept=json_)
    yield Target(name="theme.json", paths=tuple(f"/api/themes/{theme}" for theme in themes), accept=json_)
    # The second half: the pages have asked for the first.
    halves = tuple(f"/api/quotes?q={quote(query)}" for query in reversed(fresh))
    yield Target(name="new words.json", paths=halves, accept=json_)


class Loads:
    """Runs the load in a process of its own; a target goes on where it stopped, so that new queries stay new."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._asked: dict[str, int] = {}

    def run(self, target: Target, *, clients: int, seconds: float) -> Timed:
        """One target."""
        process = self.begin(target, clients=clients, seconds=seconds)
        return self.end(process, target, clients)

    def once(self, target: Target) -> Timed:
        """Each address a single time, one after the other."""
        return self.end(self.begin(target, clients=1, seconds=0), target, 1)

    def begin(self, target: Target, *, clients: int, seconds: float) -> subprocess.Popen[str]:
        """Starts the load; `end` waits for it."""
        turned = self._asked.get(target.name, 0) % len(target.paths)
        asked = Asked(
            host=self._served.host,
            port=self._served.port,
            paths=(*target.paths[turned:], *target.paths[:turned]),
            clients=clients,
            seconds=seconds,
            accept=target.accept,
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "api.bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if process.stdin:
            process.stdin.write(json.dumps(asdict(asked)))
            process.stdin.close()
        return process

    def end(self, process: subprocess.Popen[str], target: Target, clients: int) -> Timed:
        """What the load noted. Raises NothingToDo where it noted nothing."""
        with process:
            told = json.loads(process.stdout.read()) if process.stdout else {}
        taken = sorted(told["milliseconds"])
        refused = {status: times for status, times in told["statuses"].items() if not status.startswith("2")}
        failures = {**told["broken"], **refused}
        self._asked[target.name] = self._asked.get(target.name, 0) + len(taken)
        if not taken:
            raise NothingToDo(f"Auf {target.paths[0]} kam keine Antwort.")
        return Timed(
            target=target.name, clients=clients, requests=len(taken), failed=sum(failures.values()), failures=failures,
            p50=percentile(taken, 50), p95=percentile(taken, 95), p99=percentile(taken, 99),
        )  # fmt: skip


def against_health(rows: Sequence[Timed]) -> tuple[Timed, ...]:
    """The rows with their 95th percentile as a multiple of that of `/healthz` with as many clients."""
    health = {one.clients: one.p95 for one in rows if one.target == "health"}
    return tuple(replace(one, ratio=round(one.p95 / health[one.clients], 1)) for one in rows)


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of the others do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def waiting_for(jobs: Jobs, job: str, seconds: float) -> Job:
    """The job as soon as it is over, or as it is when the time is."""
    end = time.monotonic() + seconds
    while not (found := jobs.job(job)).state.over and time.monotonic() < end:
        time.sleep(0.5)
    return found


def while_clustering(loads: Loads, mixed: Target, jobs: Jobs, *, seconds: float) -> Busy:
    """Readers go on asking while the worker makes a run of other granularity."""
    asked = jobs.ask(
        JobKind.CLUSTER, {"granularity": "fein", "themes": "", "catalogue": "sozialplan"}, who="oton bench"
    )
    begun = time.monotonic()
    process = loads.begin(mixed, clients=BUSY_CLIENTS, seconds=seconds)
    done = waiting_for(jobs, asked.id, seconds)
    working = time.monotonic() - begun
    timed = loads.end(process, mixed, BUSY_CLIENTS)
    return Busy(
        seconds=seconds, requests=timed.requests, failed=timed.failed, failures=timed.failures, p95=timed.p95,
        working_seconds=round(working, 1), job=f"{done.state.value}: {done.stage or done.message}",
    )  # fmt: skip
