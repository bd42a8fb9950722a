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
from pathlib import Path

import pytest

from tests.conftest import ROOT, Oton

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


def _killed_after(seconds: float, database: Path, *arguments: str | Path) -> None:
    environment = {**os.environ, "OTON_DB": str(database), "PYTHONPATH": str(ROOT), "OTON_EMBEDDERS": "use"}
    process = subprocess.Popen(
        [sys.executable, "-m", "nlp.cli.main", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    # Already done is one of the moments too.
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _sound(database: Path) -> None:
    if not database.exists():
        return
    db = sqlite3.connect(database)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, oton: Oton) -> tuple[Path, dict[str, object], dict[str, object]]:
    """The file, and what undisturbed commands tell about it."""
    folder = tmp_path_factory.mktemp("whole")
    file = _file(folder)
    command = ("import", file, "--source", "u", "--text", "antwort", "--id", "nr", "--json")
    imported = oton(*command, database=folder / "a.db").told
    clustered = oton("cluster", "--json", database=folder / "a.db", environment={"OTON_EMBEDDERS": "use"}).told
    return file, imported, clustered


def test_killed_at_random_moments(
    whole: tuple[Path, dict[str, object], dict[str, object]], oton: Oton, tmp_path: Path
) -> None:
    file, imported, clustered = whole
    chance = random.Random(20260)
    command = ("import", file, "--source", "u", "--text", "antwort", "--id", "nr", "--json")
    for moment in range(MOMENTS):
        database = tmp_path / f"{moment}.db"
        _killed_after(chance.uniform(0.1, 3), database, *command)
        _sound(database)
        assert oton(*command, database=database).told == imported
        _killed_after(chance.uniform(0.3, 9), database, "cluster", "--json")
        _sound(database)
        again = oton("cluster", "--json", database=database, environment={"OTON_EMBEDDERS": "use"})
        told = json.loads(again.out)
        assert told["themes"] == clustered["themes"]
        assert told["run"] == clustered["run"]
