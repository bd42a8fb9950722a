from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nlp.domain.corpus import LeftOut, Reason, Role
from nlp.errors import ColumnProblem, FileUnreadable
from nlp.ingest import Wishes, read
from nlp.ingest.spreadsheet import shown

Save = Callable[..., Path]

OPEN = Wishes(id="Nr.", text=("text",))
ODS_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
ODS_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODS_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def workbook(*sheets: Sequence[Sequence[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Blatt{place}")
        for row in rows:
            sheet.append(list(row))
    return book


def as_bytes(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_ods(rows: Sequence[Sequence[str | float]]) -> bytes:
    def cell(value: str | float) -> str:
        kind = "string" if isinstance(value, str) else "float"
        number = "" if isinstance(value, str) else f' office:value="{value}"'
        return f'<table:table-cell office:value-type="{kind}"{number}><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    spaces = f'xmlns:office="{ODS_OFFICE}" xmlns:table="{ODS_TABLE}" xmlns:text="{ODS_TEXT}"'
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blatt1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0, "3"),
        (3.5, "3,5"),
        (0.1, "0,1"),
        (1e21, "1000000000000000000000"),
        (-2.0, "-2"),
        (float("nan"), ""),
        (7, "7"),
        (True, "WAHR"),
        ("3.0", "3.0"),
        (dt.date(2022, 9, 3), "2022-09-03"),
        (dt.datetime(2022, 9, 3), "2022-09-03"),  # noqa: DTZ001 - spreadsheets know no time zones
        (dt.datetime(2022, 9, 3, 10, 30), "2022-09-03 10:30:00"),  # noqa: DTZ001 - see above
        (dt.time(8, 5), "08:05:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
    ],
)
def test_cells_are_written_as_people_see_them(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_workbook_is_read_with_its_row_numbers(save: Save) -> None:
    rows: list[list[Any]] = [
        ["Nr.", "Alter", "text"],
        [1, 14, "Ein Kino\nund ein Park"],
        [2, 15, None],
        [None] * 3,
        [4, 14.5, "Bus"],
    ]
    ingested = read(save("jugend.xlsx", as_bytes(workbook(rows))), wishes=Wishes(text=("text",), group=("Alter",)))
    assert [(one.row, one.respondent) for one in ingested.responses] == [(2, "1"), (5, "4")]
    assert ingested.responses[0].text.reveal() == "Ein Kino\nund ein Park"
    assert [(left.row, left.reason) for left in ingested.left_out] == [(3, Reason.EMPTY), (4, Reason.EMPTY)]
    assert [dict(one.groups) for one in ingested.respondents] == [{"Alter": "14"}, {"Alter": "15"}, {"Alter": "14,5"}]
    assert ingested.columns[0].role is Role.ID


def test_a_formula_gives_its_value_and_an_error_is_told(save: Save) -> None:
    book = workbook([["Nr.", "text"], [1, "Bus"], [2, "#DIV/0!"], [3, "x"], [4, "y"]])
    sheet = book.worksheets[0]
    sheet["B3"].data_type = "e"
    sheet["B4"] = '="ohne berechneten Wert"'
    ingested = read(save("x.xlsx", as_bytes(book)), wishes=OPEN)
    assert ingested.left_out == (
        LeftOut(row=3, column="text", reason=Reason.UNREADABLE),
        LeftOut(row=4, column="text", reason=Reason.EMPTY),
    )
    assert [one.row for one in ingested.responses] == [2, 5]


def test_the_fullest_sheet_is_read_and_the_others_told(save: Save) -> None:
    data: list[list[Any]] = [["Nr.", "text"], [1, "Bus"], [2, "Weg"]]
    book = workbook([["Lies mich"]], data, [["leer"]], [])
    book.worksheets[2].sheet_state = "hidden"
    path = save("x.xlsx", as_bytes(book))
    ingested = read(path, wishes=OPEN)
    assert ingested.notes == ("Gelesen wurde das Blatt „Blatt2“; nicht gelesen: „Blatt1“.",)
    assert read(path, wishes=Wishes(id="Nr.", text=("text",), sheet="Blatt2")).responses == ingested.responses
    with pytest.raises(ColumnProblem, match="hat kein Blatt „Daten“; vorhanden sind „Blatt1“, „Blatt2“"):
        read(path, wishes=Wishes(sheet="Daten"))


def test_a_cell_far_out_is_refused_before_it_fills_the_memory(save: Save) -> None:
    book = workbook([["Nr.", "text"], [1, "Bus"]])
    book.worksheets[0].cell(row=1_048_576, column=16_384, value="hier")
    with pytest.raises(
        FileUnreadable, match=r"weit außerhalb der Tabelle \(Zeile 1\.048\.576, Spalte 16\.384\); bitte"
    ):
        read(save("x.xlsx", as_bytes(book)))


def test_too_many_columns_in_a_workbook_are_refused(save: Save) -> None:
    header = [f"s{i}" for i in range(5000)]
    with pytest.raises(FileUnreadable, match=r"hat 5\.000 Spalten"):
        read(save("x.xlsx", as_bytes(workbook([header, header]))))


def test_an_empty_workbook_is_refused(save: Save) -> None:
    with pytest.raises(FileUnreadable, match="kein Blatt mit Inhalt"):
        read(save("x.xlsx", as_bytes(workbook([]))))


def test_an_opendocument_table_is_read(save: Save) -> None:
    ingested = read(save("x.ods", as_ods([["Nr.", "text"], [1.0, "Mehr Busse"], [2.0, "#DIV/0!"]])), wishes=OPEN)
    assert [(one.respondent, one.text.reveal()) for one in ingested.responses] == [("1", "Mehr Busse")]
    assert ingested.left_out == (LeftOut(row=3, column="text", reason=Reason.UNREADABLE),)


def test_an_encrypted_opendocument_table_is_said_to_be_one(save: Save) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(FileUnreadable, match="mit einem Kennwort geschützt"):
        read(save("x.ods", target.getvalue()))
