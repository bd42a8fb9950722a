"""The way back to a copy of the house."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from nlp.commands.backup import COPYING, Copied, same, told
from nlp.errors import InputError
from nlp.jobs import at_work, jobs_file, lock_file
from nlp.ports import Progress
from nlp.store import copying


def restore(database: Path, file: Path, *, progress: Progress) -> Copied:
    """Puts a copy in the place of the database, which stays beside it under a dated name; whole or not at all.

    Who was signed in has to sign in again, and no job begins on a state it was not asked for: the list of jobs goes
    aside with the database. Raises StoreProblem where the copy is foreign, newer or damaged, or where somebody has the
    database open or a worker lives.
    """
    begun = time.perf_counter()
    if same(file, database):
        raise InputError(f"„{file}“ ist die Datenbank selbst. Bitte nennen Sie eine Sicherung.")
    if at_work(lock_file(database)):
        raise copying.in_use(database)
    copying.examined(file)
    database.parent.mkdir(parents=True, exist_ok=True)
    aside = None
    with copying.part(database) as made:
        census = copying.copied(file, made, told=lambda done, total: progress(COPYING, done, total))
        copying.signed_out(made)
        copying.settled(made)
        if database.exists():
            with copying.alone(database), _jobs_aside(database) as put:
                aside = _kept_aside(database)
                put(aside)
                made.replace(database)
        else:
            copying.rested(database)
            with _jobs_aside(database) as put:
                put(next(_dated(database)))
                made.replace(database)
    copying.settled(database.parent)
    return told(database, census, begun, aside)


def _kept_aside(database: Path) -> Path:
    """A second name for the database, so that at every moment there is one in its place."""
    for aside in _dated(database):
        try:
            os.link(database, aside)
        except FileExistsError:
            continue
        except OSError:  # a disk that knows no second names
            if aside.exists():
                continue
            database.rename(aside)
        return aside
    raise AssertionError  # there is always another name


@contextmanager
def _jobs_aside(database: Path) -> Iterator[Callable[[Path], object]]:
    """What gives the list of jobs, which nobody else has open, to the database of another name."""
    held = jobs_file(database)
    if held.exists():
        with copying.alone(held, mark=0):
            yield lambda aside: held.rename(jobs_file(aside))
    else:
        yield lambda _: None


def _dated(database: Path) -> Iterator[Path]:
    """Names that say until when a database was the one in use."""
    stem = f"{database.stem}.bis-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    for turn in count(1):  # two restores in one second, the first killed halfway: the name is taken
        aside = database.with_name(f"{stem}{f'-{turn}' if turn > 1 else ''}{database.suffix}")
        if not jobs_file(aside).exists():
            yield aside
