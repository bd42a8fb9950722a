"""A disk without room: one sentence, nothing half-written, the database as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Held, Refused
from tests.conftest import Oton

ROWS = "".join(f"{nr};Mehr Busse in der Straße {nr} und Kitaplätze für alle {nr * 7} Kinder\n" for nr in range(3000))


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "klein"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("ein kleiner Datenträger lässt sich hier nicht einhängen")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def database(here: Oton, tmp_path: Path) -> Path:
    file = tmp_path / "gut.csv"
    file.write_text("nr;antwort\n1;Mehr Kitaplätze\n", encoding="utf-8")
    assert here("import", file, "--source", "gut", "--text", "antwort", database=tmp_path / "a.db").code == 0
    return tmp_path / "a.db"


def test_an_import_that_does_not_fit(here: Oton, refused: Refused, held: Held, small: Path, tmp_path: Path) -> None:
    good, large = tmp_path / "gut.csv", tmp_path / "viel.csv"
    good.write_text("nr;antwort\n1;Mehr Kitaplätze\n", encoding="utf-8")
    large.write_text("nr;antwort\n" + ROWS, encoding="utf-8")
    assert here("import", good, "--source", "u", "--text", "antwort", database=small / "a.db").code == 0
    before = held(small / "a.db")
    refused(
        here("import", large, "--source", "u", "--text", "antwort", "--json", database=small / "a.db"), "a.db", "Platz"
    )
    assert held(small / "a.db") == before


def fill(place: Path) -> None:
    with (place / "voll").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_an_export_that_does_not_fit(name: str, here: Oton, refused: Refused, small: Path, database: Path) -> None:
    assert here("cluster", "--catalogue", "none", database=database).code == 0
    fill(small)
    ran = here("export", small / name, "--json", database=database)
    refused(ran, "Datenträger")
    assert "Exception ignored" not in ran.err
    assert [path.name for path in small.iterdir()] == ["voll"]


def test_a_map_that_does_not_fit_does_not_undo_an_import(here: Oton, small: Path, database: Path) -> None:
    file = small / "neu.csv"
    file.write_text("nr;antwort\n1;Ein Jugendclub\n", encoding="utf-8")
    fill(small)
    ran = here("import", file, "--source", "neu", "--text", "antwort", "--json", database=database)
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in small.iterdir()) == ["neu.csv", "voll"]
    assert here("search", "Jugendclub", "--json", database=database).told["total"] >= 1
