"""`oton codebook` as a person calls it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nlp.compose import opened
from nlp.themes.catalogue import load_catalogue
from tests.cli.conftest import Held, Refused
from tests.conftest import Demo, Oton


@pytest.fixture
def database(demo: Demo, tmp_path: Path) -> Path:
    path = tmp_path / "beispiel.db"
    shutil.copy(demo.database, path)
    return path


@pytest.mark.parametrize("ending", [".toml", ".csv", ".xlsx", ".qdc", ".qdpx"])
def test_the_example_goes_out_and_comes_back(ending: str, here: Oton, database: Path, tmp_path: Path) -> None:
    file = tmp_path / f"buch{ending}"
    out = here("codebook", "export", file, database=database)
    assert (out.code, out.out) == (0, f"Gespeichert in {file}.\n"), out.err
    back = here("codebook", "import", file, "--json", database=database)
    assert back.code == 0, back.err
    assert (back.told["decisions"], back.told["not_taken"], back.told["absent"]) == ([], [], 0)
    if ending == ".qdpx":
        assert back.told["codings"]["total"] == back.told["codings"]["used"] > 1000


def test_a_changed_title_comes_back_under_a_name(here: Oton, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text("Kennung;Thema\njugend;Jugend & Treffpunkte\n", encoding="utf-8")
    ran = here("codebook", "import", file, "--who", "erika", database=database)
    assert ran.code == 0, ran.err
    first, undo, absent, *_ = ran.out.splitlines()
    assert first == "Übernommen: 1 Thema umbenannt."
    assert undo == "Jede Entscheidung (Nr. 1) lässt sich zurücknehmen."
    assert absent.endswith("Themen von hier stehen nicht in der Datei; hier bleibt alles.")
    with opened(database) as store:
        assert [(one.who, one.why) for one in store.decisions()] == [("erika", "Aus der Datei „b.csv“")]
    assert "Jugend & Treffpunkte" in here("themes", database=database).out


def test_an_exported_code_book_serves_as_a_catalogue(here: Oton, demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    assert here("codebook", "export", file, database=demo.database).code == 0
    catalogue = load_catalogue(file)
    assert {"jugend", "gesundheit", "wohnen"} <= {one.id for one in catalogue.themes}
    assert all(one.seeds for one in catalogue.themes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.toml", b""),
        ("kaputt.qdpx", b"PK\x03\x04kaputt"),
        ("kein.qdc", b"<html/>"),
        ("ohne.csv", b"Nr;Farbe\n1;rot\n"),
        ("was.docx", b"x"),
        ("ordner.toml", None),
        ("fehlt.toml", None),
    ],
)
def test_a_code_book_at_fault(
    *, name: str, content: bytes | None, here: Oton, refused: Refused, held: Held, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    elif name.startswith("ordner"):
        file.mkdir()
    before = held(database)
    refused(here("codebook", "import", file, "--json", database=database), name)
    assert held(database) == before


def test_an_export_at_fault(here: Oton, refused: Refused, database: Path, tmp_path: Path) -> None:
    refused(here("codebook", "export", tmp_path / "a.docx", "--json", database=database), "a.docx")
    refused(here("codebook", "export", tmp_path / "nie" / "a.qdc", "--json", database=database), "nie")
    unknown = here("codebook", "export", tmp_path / "a.qdc", "--run", "nie", "--json", database=database)
    refused(unknown, "nie")
    assert [one.name for one in tmp_path.iterdir()] == ["beispiel.db"]
