"""A process killed at any moment leaves a database that opens and a command that can be run again."""

from __future__ import annotations

import csv
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

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


def _command(database: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "OTON_DB": str(database), "PYTHONPATH": str(ROOT), "OTON_EMBEDDERS": "use"}
    return subprocess.Popen(
        [sys.executable, "-m", "nlp.cli.main", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _killed_after(seconds: float, database: Path, *arguments: str | Path) -> bool:
    """Whether the command was still at work when it was killed; already done is one of the moments too."""
    process = _command(database, *arguments)
    time.sleep(seconds)
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return alive


def _sound(database: Path) -> None:
    if not database.exists():
        return
    db = sqlite3.connect(database)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()


def _undisturbed(database: Path, *arguments: str | Path) -> float:
    """Seconds a command takes here and now, so that the moments fall into its work on any machine."""
    begun = time.monotonic()
    assert _command(database, *arguments).wait() == 0
    return time.monotonic() - begun


def test_killed_at_random_moments(here: Oton, demo: Demo, tmp_path: Path) -> None:
    chance = random.Random(20260)
    read = ("import", _file(tmp_path), "--source", "u", "--text", "antwort", "--id", "nr", "--json")
    group = ("cluster", "--json")
    whole = tmp_path / "whole.db"
    reading = _undisturbed(whole, *read)
    lend_vectors(demo.database, whole)
    grouping = _undisturbed(whole, *group)
    imported = here(*read, database=whole).told
    clustered = here(*group, database=whole).told
    alive = 0
    for moment in range(MOMENTS):
        database = tmp_path / f"{moment}.db"
        alive += _killed_after(chance.uniform(0.2, 1.05) * reading, database, *read)
        _sound(database)
        assert here(*read, database=database).told == imported
        lend_vectors(demo.database, database)  # the catalogue's, so that the moments fall into work on the answers
        alive += _killed_after(chance.uniform(0.2, 1.05) * grouping, database, *group)
        _sound(database)
        told = here(*group, database=database).told
        assert told["themes"] == clustered["themes"]
        assert told["run"] == clustered["run"]
        assert here("themes", "--json", database=database).told["statements"] == imported["statements"]
    print(f"killed at work {alive} times of {2 * MOMENTS}")  # noqa: T201 - a figure for whoever runs this with -s
    assert alive, "every command was done before it was killed: this has shown nothing"
