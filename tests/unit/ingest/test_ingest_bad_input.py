from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from nlp import settings
from nlp.errors import FileUnreadable, InputError
from nlp.ingest import Wishes, is_known, read

Save = Callable[..., Path]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in members.items():
            writer.writestr(name, content)
    return target.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append([1, "Es fehlen Busse"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("leer.csv", b"", "ist leer"),
        ("leer.xlsx", b"", "ist leer"),
        ("kopf.csv", b"id;text\n", "nur eine Kopfzeile"),
        ("luft.csv", b"\n\n  \n", "keine Zeile mit Inhalt"),
        ("luft.txt", b"\n\n  \n", "keinen Absatz mit Text"),
        ("muell.csv", bytes(range(256)) * 9, "keinen lesbaren Text"),
        ("geheim.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort geschützt"),
        ("alt.doc", OLE + "WordDocument".encode("utf-16-le"), "als DOCX"),
        ("alt.xls", OLE + "Workbook".encode("utf-16-le"), "beschädigt"),
        ("fremd.xls", OLE, "kein Format"),
        ("kaputt.xlsx", b"PK\x03\x04kaputt", "beschädigt oder unvollständig"),
        ("halb.xlsx", workbook()[:-300], "beschädigt oder unvollständig"),
        ("archiv.zip", archive({"a.csv": b"id;text\n1;a\n"}), "ist ein ZIP-Archiv"),
        ("hohl.xlsx", archive({"xl/workbook.xml": b"<kaputt"}), "beschädigt"),
        ("hohl.docx", archive({"word/document.xml": b"<kaputt"}), "beschädigt"),
        ("text.odt", archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "als DOCX"),
        ("bild.csv", b"\x89PNG\r\n\x1a\n....", "ein Bild"),
        ("seite.csv", b"<!DOCTYPE html><html><body>a;b</body></html>", "Webseite"),
        ("seite.xls", b"\xef\xbb\xbf<html><table>", "Webseite"),
        ("kaputt.pdf", b"%PDF-1.4 und weiter nichts", "beschädigt"),
        ("daten.json", b'{"a": "b"}', "Die Endung .json kennt O-Ton nicht"),
    ],
)
def test_bad_files_give_one_german_sentence_with_the_file_and_a_remedy(
    save: Save, name: str, content: bytes, told: str
) -> None:
    with pytest.raises(InputError) as refused:
        read(save(name, content))
    message = str(refused.value)
    assert told in message
    assert f"„{name}“" in message
    assert re.search(r"bitte|gelesen werden", message)
    assert message.endswith(".")
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"„fehlt\.csv“ gibt es nicht"):
        read(tmp_path / "fehlt.csv")
    with pytest.raises(FileUnreadable, match="ist ein Ordner"):
        read(tmp_path)


def test_a_file_over_the_limit_is_refused(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LARGEST_FILE", 3 * 2**20)
    with pytest.raises(FileUnreadable, match=r"„groß\.csv“ ist größer als 3 MB"):
        read(save("groß.csv", b"id;text\n" + b"1;a\n" * 2**20))


def test_a_zip_bomb_is_refused_unopened(save: Save) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as writer, writer.open("xl/workbook.xml", "w") as member:
        for _ in range(260):
            member.write(bytes(1_000_000))
    with pytest.raises(FileUnreadable, match=r"„bombe\.xlsx“ würde ausgepackt 0,3 GB groß; bitte"):
        read(save("bombe.xlsx", target.getvalue()))


def test_five_thousand_columns_are_refused(save_csv: Save) -> None:
    header = [f"s{i}" for i in range(5000)]
    with pytest.raises(FileUnreadable, match=r"hat 5\.000 Spalten, gelesen werden höchstens 2\.000"):
        read(save_csv([header, header]))


@pytest.mark.parametrize("name", ["umfrage.csv", "umfrage.txt", "umfrage.docx", "umfrage"])
def test_a_workbook_of_another_name_is_read_as_one(save: Save, name: str) -> None:
    ingested = read(save(name, workbook()))
    assert [one.text.reveal() for one in ingested.responses] == ["Es fehlen Busse"]
    assert any("passt nicht zum Inhalt; gelesen als Excel" in note for note in ingested.notes) is ("." in name)


def test_a_csv_that_calls_itself_a_workbook_is_read_as_text(save: Save) -> None:
    ingested = read(save("umfrage.xlsx", "id;text\n1;Es fehlen Busse\n"), wishes=Wishes(text=("text",)))
    assert [one.text.reveal() for one in ingested.responses] == ["Es fehlen Busse"]
    assert "Die Endung .xlsx passt nicht zum Inhalt; gelesen als Textdatei." in ingested.notes


def test_known_files_are_known_by_name_or_content(save: Save) -> None:
    assert is_known(save("a.csv", "x"))
    assert is_known(save("ohne_endung", workbook()))
    assert not is_known(save("a.json", "{}"))
    assert not is_known(save("b.bin", b"\x89PNG...."))


def test_column_wishes_for_running_text_are_refused(save: Save) -> None:
    with pytest.raises(InputError, match="fortlaufender Text ohne Spalten; bitte lassen Sie die Angabe „text“ weg"):
        read(save("a.txt", "Hallo Welt"), wishes=Wishes(text=("text",)))
