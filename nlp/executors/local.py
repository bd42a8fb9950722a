"""Work on the cores of this machine."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _calm() -> None:
    """One thread per process, as more would fight over the same cores, and none without its parent."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    os.environ["OMP_WAIT_POLICY"] = "passive"
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed leaves its helpers behind, who would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


@contextmanager
def processes(workers: int = 0) -> Iterator[Executor]:
    """An executor with one process per core; processes start with the first piece of work.

    Fresh processes, not forks: a fork after the encoder's first use hangs.
    """
    pool = ProcessPoolExecutor(workers or _cores(), mp_context=multiprocessing.get_context("spawn"), initializer=_calm)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
