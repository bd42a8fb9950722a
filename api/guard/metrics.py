"""Figures for Prometheus: how often, how long, and what waits. No ids, no queries, no names in the labels."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib.metadata import version

from fastapi import FastAPI
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nlp.domain.jobs import JobKind, JobState
from nlp.ports import Jobs

MEDIA_TYPE = CONTENT_TYPE_LATEST
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Any other word a caller makes up counts as OTHER, so that nobody can fill the memory with labels."""
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
NEWEST_JOBS = 500
"""Jobs are counted among so many of the newest."""


class JobsCollector(Collector):
    """Jobs by kind and state, looked at when somebody asks."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge; kinds and states without a job stand there with a nought."""
        told = GaugeMetricFamily("oton_jobs", f"Jobs among the newest {NEWEST_JOBS}.", labels=("kind", "state"))
        found = [(one.kind, one.state) for one in self._jobs.jobs(NEWEST_JOBS)]
        for kind in JobKind:
            for state in JobState:
                told.add_metric((kind.value, state.value), found.count((kind, state)))
        yield told


class Metrics:
    """The figures of one application, in a registry of its own."""

    def __init__(self, jobs: Jobs) -> None:
        # Without it every series would have a twin with its birthday.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library is typed in parts
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter("oton_requests", "Answered requests.", labels, registry=self.registry)
        self.seconds = Histogram(
            "oton_request_seconds", "Time to answer.", ("route", "method"), buckets=SECONDS, registry=self.registry
        )
        self.open = Gauge("oton_requests_open", "Requests being answered.", registry=self.registry)
        built = Gauge("oton_build_info", "The version that runs.", ("version",), registry=self.registry)
        built.labels(version("oton")).set(1)
        self.registry.register(JobsCollector(jobs))
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)

    def told(self) -> bytes:
        """All figures in Prometheus's text format."""
        return generate_latest(self.registry)


class Counting:
    """Counts and times what passes."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through and notes how it ended; one that ends in an error counts as 500."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        begun = time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._metrics.open.inc()
        try:
            await self._app(scope, receive, noted)
        finally:
            self._metrics.open.dec()
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            self._metrics.requests.labels(template(scope), method, status).inc()
            self._metrics.seconds.labels(template(scope), method).observe(time.perf_counter() - begun)


def template(scope: Scope) -> str:
    """The route as it was declared, such as `/thema/{id}`: never what somebody typed; empty where none fits."""
    declared = getattr(scope.get("route"), "path", None)
    if declared is None and "endpoint" in scope:
        # Plain routes and mounted folders do not say which they are; what answered does.
        routes = scope["app"].router.routes
        answering = (one for one in routes if getattr(one, "endpoint", getattr(one, "app", None)) is scope["endpoint"])
        declared = getattr(next(answering, None), "path", None)
    return str(declared or "")


def install(app: FastAPI) -> None:
    """Counts every request of this application; `/metrics` tells the figures (`api.rest.health`)."""
    metrics = Metrics(app.state.house.jobs)
    app.state.metrics = metrics
    app.add_middleware(Counting, metrics=metrics)
