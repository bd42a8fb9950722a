"""Files at fault: one German sentence with place and remedy each, and nothing is opened that should stay shut."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from nlp import settings
from nlp.codebooks import archive, load, read_book, read_project, write_book, write_project
from nlp.errors import ColumnProblem, FileUnreadable, NothingToDo
from tests.unit.codebooks.books import BOOK, project

REMEDY = re.compile(r"[Bb]itte")
QDC = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{}</Codes></CodeBook>'


def zipped(**members: str | bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_qde", ".qde"), content)
    return file.getvalue()


def workbook(*rows: tuple[str, ...]) -> bytes:
    made, file = openpyxl.Workbook(), BytesIO()
    for row in rows:
        made.active.append(list(row))
    made.save(file)
    return file.getvalue()


BAD: dict[str, tuple[str, bytes, str]] = {
    "no TOML": ("b.toml", b'[[themes]]\ntitle = "A"\n[[themes]]\ntitle = "B\n', "„b.toml“, Zeile 4"),
    "no theme in TOML": ("b.toml", b'title = "x"\n', "enthält kein Thema"),
    "themes that are none": ("b.toml", b"themes = [1, 2]\n", "enthält kein Thema"),
    "TOML without a title": ("b.toml", b'[[themes]]\ntitle = "A"\n[[themes]]\nid = "b"\n', "Thema Nr. 2"),
    "a title that is a number": ("b.toml", b"[[themes]]\ntitle = 7\n", "fehlt ein Titel"),
    "a description that is a list": ("b.toml", b'[[themes]]\ntitle = "A"\ndescription = []\n', "muss ein Text"),
    "phrases that are a text": ("b.toml", b'[[themes]]\ntitle = "A"\nphrases = "x"\n', "muss eine Liste"),
    "hidden that is a word": ("b.toml", b'[[themes]]\ntitle = "A"\nhidden = "ja"\n', "true oder false"),
    "deeply nested TOML": ("b.toml", b"a = " + b"[" * 20_000, "gültiges TOML"),
    "a picture": ("b.toml", b"\x89PNG\r\n\x1a\n\x00\x00", "keinen lesbaren Text"),
    "zeros": ("b.csv", b"\x00" * 100, "keinen lesbaren Text"),
    "half of UTF-16": ("b.csv", "Thema;x\n".encode("utf-16") + b"\xd8", "keinen lesbaren Text"),
    "a table without titles": ("b.csv", b"Name1;Nr\nx;1\n", "fehlt die Spalte"),
    "a table that never ends a quote": ("b.csv", b'Thema\n"A\n', "keine saubere CSV-Tabelle"),
    "a table of blanks": ("b.csv", b";;\n;;\n", "ist leer"),
    "no workbook": ("b.xlsx", b"PK\x03\x04kaputt", "beschädigt"),
    "a zip that is no workbook": ("b.xlsx", zipped(a="x"), "keine lesbare Arbeitsmappe"),
    "a workbook without titles": ("b.xlsx", workbook(("a", "b"), ("c", "d")), "fehlt die Spalte"),
    "an empty workbook": ("b.xlsx", workbook(), "ist leer"),
    "no XML": ("b.qdc", b"Thema: Busse", "„b.qdc“, Zeile 1"),
    "half an XML": ("b.qdc", b"<CodeBook>\n<Codes>\n<Code", "„b.qdc“, Zeile 3"),
    "a wrong encoding": ("b.qdc", QDC.format('<Code name="Büsse"/>').encode("cp1252"), "gültiges XML"),
    "another XML": ("b.qdc", b"<html/>", "kein Codebuch"),
    "no codes": ("b.qdc", QDC.format("").encode(), "enthält kein Thema"),
    "deeply nested codes": ("b.qdc", QDC.format('<Code name="x">' * 5000).encode(), "gültiges XML"),
    "a DOCTYPE": ("b.qdc", b'<!DOCTYPE a [<!ENTITY e "x">]>\n<CodeBook/>', "DOCTYPE"),
    "another ending": ("b.docx", b"x", "endet weder auf"),
    "no zip": ("b.qdpx", b"x" * 100, "beschädigt"),
    "half a zip": ("b.qdpx", write_project(project()).content[:-40], "beschädigt"),
    "a zip without a project": ("b.qdpx", zipped(a="x"), "liegt kein Projekt"),
    "a project that is none": ("b.qdpx", zipped(a_qde="<CodeBook/>"), "ist kein Projekt"),
    "a project that is no XML": ("b.qdpx", zipped(a_qde="x"), "gültiges XML"),
    "a project with a DOCTYPE": ("b.qdpx", zipped(a_qde='<!DOCTYPE a SYSTEM "b"[]><Project/>'), "DOCTYPE"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_file_at_fault_is_refused_with_place_and_remedy(fault: str) -> None:
    name, content, said = BAD[fault]
    with pytest.raises((FileUnreadable, ColumnProblem)) as told:
        read_project(name, content) if name.endswith(".qdpx") else read_book(name, content)
    message = str(told.value)
    assert said in message
    assert f"„{name}“" in message
    assert REMEDY.search(message)
    assert message.endswith(".")


def test_a_file_that_is_missing_empty_a_folder_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, large = tmp_path / "leer.toml", tmp_path / "gross.toml"
    empty.write_bytes(b" \n")
    large.write_bytes(b"x" * 2_000_000)
    monkeypatch.setattr(settings, "LARGEST_FILE", 1_000_000)
    for path, said in (
        (tmp_path / "fehlt.toml", "gibt es nicht"),
        (empty, "ist leer"),
        (tmp_path, "ist ein Ordner"),
        (large, "ist größer als"),
        (Path("/dev/null"), "keine gewöhnliche Datei"),
    ):
        with pytest.raises(FileUnreadable, match=said) as told:
            load(path)
        assert REMEDY.search(str(told.value))


def test_no_other_file_is_read_by_way_of_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM", encoding="utf-8")
    for declared in (f'<!ENTITY e SYSTEM "{secret.as_uri()}">', f'<!ENTITY % e SYSTEM "{secret.as_uri()}">%e;'):
        text = f"<!DOCTYPE a [{declared}]>" + QDC.format('<Code name="x"><Description>&e;</Description></Code>')
        with pytest.raises(FileUnreadable) as told:
            read_book("b.qdc", text.encode())
        assert "GEHEIM" not in str(told.value)


def test_entities_that_unfold_into_billions_are_refused() -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE a [<!ENTITY e0 "lol">{layers}]>' + QDC.format('<Code name="&e11;"/>')
    with pytest.raises(FileUnreadable):
        read_book("b.qdc", text.encode())


def test_a_container_that_would_unfold_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(a_qde=b"<Project>" + b" " * 60_000_000)
    with pytest.raises(FileUnreadable, match="viel zu groß"):
        read_project("b.qdpx", bomb)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    with pytest.raises(FileUnreadable, match="viel zu groß"):
        read_book("b.xlsx", write_book("b.xlsx", BOOK).content)
    with pytest.raises(FileUnreadable, match="viel zu groß"):
        read_project("b.qdpx", write_project(project()).content)


def test_a_container_with_a_password_is_told_to_come_without() -> None:
    content = bytearray(write_project(project()).content)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = content.index(mark) + (6 if mark.endswith(b"\x04") else 8)
        content[place] |= 1
    with pytest.raises(FileUnreadable, match="mit einem Kennwort geschützt"):
        read_project("b.qdpx", bytes(content))


def test_paths_that_lead_out_of_the_container_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "geheim.txt"
    outside.write_text("GEHEIM", encoding="utf-8")
    for path in (f"internal://../../../..{outside}", f"absolute://{outside}", outside.as_uri(), "internal://"):
        source = f'<TextSource plainTextPath="{path}"><PlainTextSelection startPosition="0" endPosition="3"><Coding/>'
        text = f"<Project><Sources>{source}</PlainTextSelection></TextSource></Sources></Project>"
        read = read_project("b.qdpx", zipped(a_qde=text, **{"..__geheim.txt": "GEHEIM"}))
        assert read.project.texts == ()
        assert read.elsewhere == (("auf Texte, die in der Datei fehlen", 1),)


def test_a_book_without_a_theme_is_not_written() -> None:
    with pytest.raises(NothingToDo, match="Bitte bilden Sie zuerst Themen"):
        write_book("a.qdc", type(BOOK)(title="", entries=()))
