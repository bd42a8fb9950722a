"""Whole commands, measured from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.errors import NothingToDo

# Runs a command and reports the memory peak of it and its children; ru_maxrss counts kilobytes on Linux.
_WATCHED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
sys.stdout.buffer.write(done.stdout)
sys.stderr.write(f"\\npeak {peak}\\n")
sys.exit(done.returncode)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A finished command: its JSON, wall-clock seconds and the largest process's memory peak in megabytes."""

    told: dict[str, Any]
    seconds: float
    megabytes: float


def oton(*arguments: str, database: Path) -> Measured:
    """Runs `oton … --json` in a process of its own. Raises NothingToDo with the command's words if it fails."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, sys.executable, "-m", "nlp.cli.main", *arguments, "--json"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OTON_DB": str(database)},
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise NothingToDo(f"oton {' '.join(arguments)}: {done.stderr.strip().splitlines()[0]}")
    peak = int(done.stderr.rsplit("peak ", 1)[1])
    return Measured(told=json.loads(done.stdout), seconds=seconds, megabytes=peak / 1024)


def seconds_of(*command: str, times: int) -> float:
    """The median of several runs of a command."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[times // 2]
