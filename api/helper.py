"""The worker that `oton serve` keeps running beside the pages."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STOP_SECONDS = 30.0
"""So long a worker may need to leave its job; it gives itself twenty seconds."""
PAUSE_SECONDS, LONGEST_PAUSE = 0.5, 30.0
HEALTHY_SECONDS = 60.0
"""A worker that lived so long is begun anew at once; one that dies right away, after longer and longer pauses."""


@contextmanager
def kept_at_work(database: Path, tell: Callable[[str], None], ending: Callable[[], bool]) -> Iterator[None]:
    """A worker process for the time of a `with`, begun anew whenever it dies, unless the house is `ending` already."""
    keeper = _Keeper(database, tell, ending)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    def __init__(self, database: Path, tell: Callable[[str], None], ending: Callable[[], bool]) -> None:
        super().__init__(name="keeper", daemon=True)
        self._database, self._tell, self._ending = database, tell, ending
        self._stopping, self._replacing = threading.Event(), threading.Lock()
        self._worker = self._begun()

    def run(self) -> None:
        pause = PAUSE_SECONDS
        while not self._stopping.is_set():
            begun = time.monotonic()
            self._worker.wait()
            pause = PAUSE_SECONDS if time.monotonic() - begun > HEALTHY_SECONDS else min(2 * pause, LONGEST_PAUSE)
            if self._stopping.wait(pause) or self._ending():
                return
            self._replace()

    def stop(self) -> None:
        with self._replacing:
            self._stopping.set()
        self._let_go()
        try:
            self._worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            self._worker.wait()

    def _replace(self) -> None:
        with self._replacing:
            if self._stopping.is_set():
                return
            self._tell("Der Arbeitsprozess ist ausgefallen und beginnt neu; ein angefangener Auftrag geht weiter.")
            self._let_go()
            self._worker = self._begun()

    def _begun(self) -> subprocess.Popen[bytes]:
        # A session of its own: CTRL-C in the terminal reaches us alone, and the closing pipe tells the worker, also
        # where we are killed outright.
        return subprocess.Popen(
            [sys.executable, "-m", "nlp.cli.main", "worker", "--leash", "--db", str(self._database.resolve())],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _let_go(self) -> None:
        if self._worker.stdin:
            self._worker.stdin.close()
