"""One worker for each project: a second one waits until the first has gone, in whatever way."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT_SECONDS = 0.5


@contextmanager
def only_one(file: Path, stop: threading.Event, waiting: Callable[[], None]) -> Iterator[bool]:
    """Whether this process is the one: waits for that, tells once that it waits, and gives up when told to stop.

    The system takes the lock away from a process that dies, so nobody has to tidy up after a crash.
    """
    held = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        ours = _locked(held)
        if not ours:
            waiting()
        while not ours and not stop.wait(WAIT_SECONDS):
            ours = _locked(held)
        yield ours
    finally:
        os.close(held)


def _locked(held: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def at_work(file: Path) -> bool:
    """Whether a worker lives at this moment; the look itself holds the lock for no longer than it takes."""
    try:
        held = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _locked(held)
    finally:
        os.close(held)
