"""What several tests share: the command line as a person calls it, and the example project, made once."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

# A busy machine is no fault: nothing here is measured by the clock.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        told: dict[str, Any] = json.loads(self.out)
        return told


Oton = Callable[..., Ran]


def call(
    *arguments: str | Path,
    database: Path | None = None,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Ran:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("OTON_")}
    environment = {**outside, **(environment or {})}
    if database:
        environment["OTON_DB"] = str(database)
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-m", "nlp.cli.main", *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture(scope="session")
def oton() -> Oton:
    return call


@dataclass(frozen=True)
class Demo:
    """The example project in a database of its own, and what the command told about it."""

    database: Path
    told: dict[str, Any]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # two workers share one
        folder = folder.parent
    database, told = folder / "beispiel.db", folder / "beispiel.json"
    with FileLock(folder / "beispiel.lock"):
        if not told.exists():
            ran = call("demo", "--json", database=database)
            assert ran.code == 0, ran.err
            told.write_text(ran.out, encoding="utf-8")
    return Demo(database, json.loads(told.read_text(encoding="utf-8")))


def lend_vectors(source: Path, target: Path) -> None:
    """Texts that one database has vectors of are not encoded again in another: that is what takes the time."""
    with closing(sqlite3.connect(target)) as db, db:
        db.execute("ATTACH ? AS lender", (str(source),))
        db.execute("INSERT OR IGNORE INTO vectors SELECT * FROM lender.vectors")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public texts; tests on them say so when it is not there."""
    if not SHARED.is_dir():
        pytest.skip("die öffentlichen Vergleichstexte (../shared/data) liegen hier nicht")
    return SHARED
