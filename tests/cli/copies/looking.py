"""Looks at copies from outside."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from nlp.store.migrations import APPLICATION_ID
from tests.conftest import ROOT


def sound(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "nlp.cli.main", *map(str, arguments)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}


def undisturbed(*arguments: str | Path) -> float:
    """Seconds a command takes here and now, so that the moments fall into its work on any machine."""
    begun = time.monotonic()
    subprocess.run(command(*arguments), check=True, cwd=ROOT, capture_output=True)
    return time.monotonic() - begun


def killed_within(seconds: float, chance: random.Random, *arguments: str | Path) -> None:
    """Runs a command and kills it at a moment by chance, most likely while it works."""
    child = subprocess.Popen(command(*arguments), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0.3, 1.0) * seconds)
    child.send_signal(signal.SIGKILL)
    child.wait()
