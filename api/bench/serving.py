"""A real web server and a real worker for the time of a measurement, and how much memory they take."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import NothingToDo

ADDRESS = re.compile(r"http://([\d.]+):(\d+)")
STOP_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where the pages are, and the two processes."""

    host: str
    port: int
    web: int
    worker: int


@contextmanager
def served(database: Path, folder: Path) -> Iterator[Served]:
    """Opens the house without accounts on a free port of this machine. Raises NothingToDo where it does not open."""
    oton = [sys.executable, "-m", "nlp.cli.main"]
    place = ["--db", str(database)]
    settings = {**os.environ, "OTON_LOG_LEVEL": "info"}
    with (folder / "web.log").open("wb") as lines, (folder / "worker.log").open("wb") as others:
        web = subprocess.Popen(
            [*oton, "serve", "--open-house", "--web-only", "--port", "0", *place],
            stdout=subprocess.PIPE, stderr=lines, env=settings, start_new_session=True,
        )  # fmt: skip
        worker = subprocess.Popen(
            [*oton, "worker", *place], stdout=others, stderr=others, env=settings, start_new_session=True
        )
        try:
            host, port = _address(web, folder)
            yield Served(host=host, port=port, web=web.pid, worker=worker.pid)
        finally:
            for process in (web, worker):
                process.terminate()
            for process in (web, worker):
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            if web.stdout:
                web.stdout.close()


def _address(web: subprocess.Popen[bytes], folder: Path) -> tuple[str, int]:
    for line in web.stdout or ():
        found = ADDRESS.search(line.decode("utf-8", "replace"))
        if found:
            return found[1], int(found[2])
    said = (folder / "web.log").read_text("utf-8", "replace").strip().splitlines()
    raise NothingToDo(f"„oton serve“ hat nicht geöffnet: {said[-1] if said else 'ohne Meldung'}")


def megabytes(process: int) -> float:
    """The largest memory a process and its living children ever took, added up; 0 where the system does not tell."""
    total = 0
    for one in (process, *_children(process)):
        try:
            told = Path(f"/proc/{one}/status").read_text("utf-8")
        except OSError:
            continue
        found = re.search(r"VmHWM:\s+(\d+) kB", told)
        total += int(found[1]) if found else 0
    return round(total / 1024, 1)


def _children(process: int) -> list[int]:
    try:
        direct = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    except OSError:
        return []
    return [found for one in direct for found in (int(one), *_children(int(one)))]
