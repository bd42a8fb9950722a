"""A process killed at any moment leaves a database that opens and a command that can be run again."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.conftest import ROOT, Demo, Oton, lend_vectors

MOMENTS = 10
ANSWERS = [
    "Mehr Kitaplätze im Nordhang. Und längere Öffnungszeiten!", "Der Bus fährt abends nicht", "Radweg zur Schule",
    "Jugendclub am Wochenende öffnen", "Ein Kinderarzt fehlt", "bezahlbare Wohnungen", "Schulsozialarbeit ausbauen",
    "Barrierefreie Haltestellen; Aufzug am Bahnhof", "Sprachkurse mit Kinderbetreuung", "Pflegeberatung vor Ort",
]  # fmt: skip


def _file(folder: Path) -> Path:
    path = folder / "umfrage.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["nr", "antwort"])
        writer.writerows([[str(number), ANSWERS[number % 10] + f" ({number})"] for number in range(60)])
    return path


class Nest:
    """Begins commands in processes that have loaded all they need."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OTON_EMBEDDERS": "use"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.nest"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def begun(self, *arguments: str | Path) -> int:
        """The id of the process."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([*map(str, arguments)]).encode() + b"\n")
        self._process.stdin.flush()
        return self._heard()

    def ended(self) -> int:
        """The exit code of what was begun, when it is over."""
        return self._heard()

    def _heard(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def nest() -> Iterator[Nest]:
    with closing(Nest()) as opened:
        yield opened


def _killed_after(seconds: float, nest: Nest, *command: str | Path) -> bool:
    """Whether the command was still at work when it was killed; already done is one of the moments too."""
    process = nest.begun(*command)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    return nest.ended() == -signal.SIGKILL


def _sound(database: Path) -> None:
    if not database.exists():
        return
    db = sqlite3.connect(database)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def _undisturbed(nest: Nest, *command: str | Path) -> float:
    """Seconds a command takes here and now, so that the moments fall into its work on any machine."""
    nest.begun(*command)
    begun = time.monotonic()
    assert nest.ended() == 0
    return time.monotonic() - begun


def test_killed_at_random_moments(here: Oton, nest: Nest, demo: Demo, tmp_path: Path) -> None:
    chance = random.Random(20260)
    read = ("import", _file(tmp_path), "--source", "u", "--text", "antwort", "--id", "nr", "--json")
    group = ("cluster", "--json")
    whole = tmp_path / "whole.db"
    reading = _undisturbed(nest, *read, "--db", whole)
    lend_vectors(demo.database, whole)
    grouping = _undisturbed(nest, *group, "--db", whole)
    imported = here(*read, database=whole).told
    clustered = here(*group, database=whole).told
    alive = 0
    for moment in range(MOMENTS):
        database = tmp_path / f"{moment}.db"
        alive += _killed_after(chance.uniform(0.2, 1.05) * reading, nest, *read, "--db", database)
        _sound(database)
        assert here(*read, database=database).told == imported
        lend_vectors(demo.database, database)  # the catalogue's, so that the moments fall into work on the answers
        alive += _killed_after(chance.uniform(0.2, 1.05) * grouping, nest, *group, "--db", database)
        _sound(database)
        told = here(*group, database=database).told
        assert told["themes"] == clustered["themes"]
        assert told["run"] == clustered["run"]
        assert here("themes", "--json", database=database).told["statements"] == imported["statements"]
    print(f"killed at work {alive} times of {2 * MOMENTS}")  # noqa: T201 - a figure for whoever runs this with -s
    assert alive, "every command was done before it was killed: this has shown nothing"
