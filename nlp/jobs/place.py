"""Where jobs are kept: a small database beside the project's, which the library for durable work keeps in order."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.errors import StoreProblem
from nlp.jobs.telling import ENDED

if TYPE_CHECKING:
    from dbos import DBOSClient

APPLICATION = "oton"
QUEUE = "jobs"
WORKFLOW = "job"
POLL_SECONDS = 0.5
"""So often an idle worker looks for work."""
SILENT = "CRITICAL"
"""The library's log would hold texts of errors, and an invitation to its makers' service."""
MOST_ENDED = 1_000
"""So many jobs that are over stay in the list; older ones are forgotten when a worker starts."""

_prepared: set[tuple[Path, int]] = set()


def jobs_file(database: Path) -> Path:
    """The file with the jobs of a project."""
    return database.resolve().with_name(f"{database.name}.jobs")


def lock_file(database: Path) -> Path:
    """The file that the worker of a project holds as long as it lives."""
    return jobs_file(database).with_name(f"{jobs_file(database).name}.lock")


def jobs_url(database: Path) -> str:
    """The same as an address."""
    return f"sqlite:///{jobs_file(database)}"


def quietly() -> None:
    """Keeps the library to itself: without a log, and blind to variables that would connect it to a service."""
    for name in [name for name in os.environ if name.startswith("DBOS")]:
        del os.environ[name]
    logging.getLogger("dbos").setLevel(SILENT)


@contextmanager
def visiting(database: Path) -> Iterator[DBOSClient]:
    """A short visit to the jobs, from any process and thread. Raises StoreProblem."""
    with speaking(database):
        prepare(database)
        with calling(database) as client:
            yield client


@contextmanager
def calling(database: Path) -> Iterator[DBOSClient]:
    """The library's client for a file that is prepared, with the library's own errors."""
    quietly()
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    client = DBOSClient(
        system_database_url=jobs_url(database),
        # JSON and not pickles: nothing that is read from the file can run.
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        system_database_pool_size=1,
        lazy=True,
    )
    try:
        yield client
    finally:
        client.destroy()


def prepare(database: Path) -> None:
    """Makes the file, its tables and the queue, where one job runs at a time; once per process and file."""
    file = jobs_file(database)
    if file.exists() and (file, file.stat().st_ino) in _prepared:
        return
    quietly()
    from dbos import DBOS
    from sqlalchemy import create_engine

    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(jobs_url(database))
    try:
        with engine.connect() as connection:
            # Readers, such as a page that shows progress, then never wait for a writer.
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    finally:
        engine.dispose()
    DBOS.migrate(jobs_url(database))
    with calling(database) as client:
        client.register_queue(QUEUE, global_concurrency=1, polling_interval_sec=POLL_SECONDS)
    _prepared.add((file, file.stat().st_ino))


def shorten(database: Path, most: int) -> None:
    """Forgets the oldest of the jobs that are over, until so many of those are left."""
    with calling(database) as client:
        found = client.list_workflows(
            name=WORKFLOW, status=list(ENDED), sort_desc=True, offset=most, load_input=False, load_output=False
        )
        client.delete_workflows([one.workflow_id for one in found])


@contextmanager
def speaking(database: Path) -> Iterator[None]:
    """Turns what goes wrong with the file into a StoreProblem with a remedy."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StoreProblem(
            f"Die Liste der Aufträge {jobs_file(database)} lässt sich nicht lesen oder schreiben. "
            "Bitte prüfen Sie Rechte und freien Platz in diesem Ordner.",
            on_page="Die Liste der Aufträge lässt sich gerade nicht lesen oder schreiben. "
            "Bitte wenden Sie sich an Ihre Verwaltung von O-Ton.",
        ) from error
