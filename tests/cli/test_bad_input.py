"""Files at fault: refused in one sentence, or read with every cell accounted for."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Held, Refused
from tests.conftest import Oton

GOOD = "nr;antwort;bereich\n1;Mehr Kitaplätze im Norden;A\n2;Der Bus fährt zu selten;B\n3;Ein Jugendclub fehlt;A\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def _workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["nr", "antwort"])
    book.active.append([1, "Mehr Busse am Abend"])
    book.active.append([2, '=CONCATENATE("Mehr ", "Kitas")'])
    book.save(path)
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "gut.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def database(good: Path, here: Oton, tmp_path: Path) -> Path:
    """A database that holds something which must stay."""
    path = tmp_path / "a.db"
    assert here("import", good, "--source", "gut", "--text", "antwort", "--id", "nr", database=path).code == 0
    return path


BAD = {
    "leer.csv": b"",
    "leer.xlsx": b"",
    "kopf.csv": b"nr;antwort\n",
    "zahlen.csv": b"nr;note\n1;3\n2;4\n3;5\n",
    "bild.csv": bytes(range(256)) * 40,
    "null.csv": b"\x00" * 3000,
    "foto.csv": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "daten.json": b'{"a": "b"}',
    "geheim.xlsx": OLE + "EncryptedPackage".encode("utf-16-le"),
    "kaputt.xlsx": b"PK\x03\x04kaputt",
    "breit.csv": (";".join(f"s{place}" for place in range(5000)) + "\n" + ";".join(["Text"] * 5000)).encode(),
    "kaputt.pdf": b"%PDF-1.7 und weiter nichts",
}


@pytest.mark.parametrize("name", [*BAD, "fehlt.csv", "ordner"])
def test_a_file_at_fault(
    *, name: str, here: Oton, refused: Refused, held: Held, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / name
    if name in BAD:
        file.write_bytes(BAD[name])
    elif name == "ordner":
        file.mkdir()
    before = held(database)
    refused(here("import", file, "--source", "gut", "--json", database=database), f"„{name}“")
    assert held(database) == before
    assert not (tmp_path / f"{name}.oton.toml").exists()


def test_a_file_of_two_hundred_megabytes(here: Oton, refused: Refused, held: Held, database: Path) -> None:
    file = database.with_name("groß.csv")
    with file.open("wb") as made:
        made.truncate(200 * 2**20)
    before = held(database)
    refused(here("import", file, "--source", "gut", "--json", database=database), "„groß.csv“", "100 MB")
    assert held(database) == before


@pytest.mark.parametrize(
    ("options", "place"),
    [
        (["--text", "antwrt"], "„antwort“"),
        (["--text", "antwort", "--id", "fehlt"], "„fehlt“"),
        (["--text", "antwort", "--id", "antwort"], "zwei Rollen"),
        (["--text", "antwort", "--group", "region"], "„region“"),
        (["--text", "antwort", "--addressees", "fehlt.csv"], "„fehlt.csv“"),
        (["--text", "antwort", "--text", "bereich", "--question", "Was fehlt?"], "--question"),
        (["--map", "fehlt.toml"], "„fehlt.toml“"),
    ],
)
def test_columns_that_do_not_fit(
    *, options: list[str], place: str, here: Oton, refused: Refused, held: Held, good: Path, database: Path
) -> None:
    before = held(database)
    refused(here("import", good, "--source", "gut", *options, "--json", database=database), place)
    assert held(database) == before


@pytest.mark.parametrize(
    "content",
    [
        b"[[column]\nname=",
        b"\xff\xfe\x00",
        b"column = 3\n",
        b'[[column]]\nname = "antwort"\nrole = "quatsch"\n',
        b'[[column]]\nname = "fehlt"\nrole = "text"\n',
    ],
)
def test_a_broken_map(content: bytes, here: Oton, refused: Refused, good: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_bytes(content)
    message = refused(here("import", good, "--source", "u", "--map", plan, "--json", database=tmp_path / "b.db"))
    assert "„plan.toml“" in message or "„fehlt“" in message
    remembered = tmp_path / "gut.csv.oton.toml"
    remembered.write_bytes(content)
    message = refused(here("import", good, "--source", "u", "--json", database=tmp_path / "b.db"))
    assert "„gut.csv.oton.toml“" in message or "„fehlt“" in message


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 300, "a/b", "../x", "..", ".", "a\\b", "a\x1bb", "a\nb", "-x", "/etc/x"]
)
def test_a_source_that_cannot_be_called_so(name: str, here: Oton, refused: Refused, good: Path, tmp_path: Path) -> None:
    database = tmp_path / "tief" / "innen" / "b.db"
    refused(here("import", good, f"--source={name}", "--text", "antwort", "--json", database=database), "--source")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gut.csv"]


def test_umlauts_in_a_source_are_one_source_however_they_are_typed(here: Oton, good: Path, tmp_path: Path) -> None:
    for typed in ("Träger 2022", "Tra\u0308ger 2022", " Träger 2022 "):
        ran = here("import", good, "--source", typed, "--text", "antwort", "--json", database=tmp_path / "b.db")
        assert ran.told["source"] == "Träger 2022"
    found = here("search", "Bus", "--source", "Träger 2022", "--json", database=tmp_path / "b.db").told
    assert found["total"] == 1


READ = {
    "nul.csv": (b"nr;antwort\n1;Mehr\x00 Busse\x00 am Abend\n2;\x00\n", 1),
    "surrogat.csv": (b"nr;antwort\n1;Mehr \xed\xa0\x80 Busse am Abend\n2;Kita\n", 2),
    "surrogat16.csv": (
        b"\xff\xfe" + "nr;antwort\n1;Mehr ".encode("utf-16-le") + b"\x00\xd8 \x00B\x00u\x00s\x00\n\x00",
        1,
    ),
    "halb16.csv": ("nr;antwort\n1;Mehr Busse\n".encode("utf-16")[:-1], 1),
    "eine.csv": (b"nr;antwort\n1;Mehr Busse am Abend\n", 1),
    "keine.csv": (b"nr;antwort\n1;k. A.\n2;-\n3;nichts\n4;\n", 0),
    "ohne_endung": (GOOD.encode(), 3),
}


@pytest.mark.parametrize("name", READ)
def test_odd_files_are_read_and_accounted_for(name: str, here: Oton, tmp_path: Path) -> None:
    content, responses = READ[name]
    file = tmp_path / name
    file.write_bytes(content)
    ran = here("import", file, "--source", "u", "--text", "antwort", "--json", database=tmp_path / "b.db")
    assert ran.code == 0, ran.err
    assert ran.told["responses"] == responses
    assert ran.told["cells"] == responses + len(ran.told["left_out"])
    ran.out.encode("utf-8")


def test_formula_cells_do_not_stop_an_import(here: Oton, tmp_path: Path) -> None:
    file = _workbook(tmp_path / "formel.xlsx")
    ran = here("import", file, "--source", "u", "--text", "antwort", "--json", database=tmp_path / "b.db")
    assert ran.code == 0, ran.err
    assert ran.told["cells"] == ran.told["responses"] + len(ran.told["left_out"]) == 2


@pytest.mark.parametrize(("sentence", "times"), [("Mehr Busse. ", 8_000), ("Herr Kunze hilft. ", 4_000), ("x", 10**6)])
def test_a_very_large_cell(sentence: str, times: int, here: Oton, tmp_path: Path) -> None:
    # What grows with the square of a cell's length would not come back within hours here.
    file = tmp_path / "lang.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows([["nr", "antwort"], ["1", sentence * times], ["2", "Kita"]])
    ran = here("import", file, "--source", "u", "--text", "antwort", "--json", database=tmp_path / "b.db")
    assert ran.code == 0, ran.err
    assert ran.told["responses"] == 2
    assert ran.told["statements"] == (times if " " in sentence else 1) + 1
