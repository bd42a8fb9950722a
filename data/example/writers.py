"""The five source files, each in the shape in which such files really arrive, byte for byte the same."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.style import WD_STYLE_TYPE
from openpyxl.styles import Alignment, Font

STAMP = dt.datetime(2024, 1, 15, 9, tzinfo=dt.UTC)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def excel_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as German Excel saves them: semicolons, CRLF rows, LF inside cells, Windows-1252."""

    def cell(value: str) -> str:
        special = any(sign in value for sign in ';"\n')
        return '"' + value.replace('"', '""') + '"' if special else value

    return "".join(";".join(map(cell, row)) + "\r\n" for row in rows).encode("cp1252")


def limesurvey_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as LimeSurvey exports them: commas, every cell quoted, UTF-8 with BOM."""
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    return "".join(lines).encode("utf-8-sig")


def workbook(header: Sequence[str], rows: Iterable[Sequence[Any]], notes: Sequence[str]) -> bytes:
    """Return a workbook with the sheets "Daten" and "Lies mich"."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Daten"
    sheet.append(list(header))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        sheet.append(list(row))
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGH", (6, 7, 12, 18, 16, 60, 60, 60), strict=True):
        sheet.column_dimensions[column].width = width
    readme = book.create_sheet("Lies mich")
    for note in notes:
        readme.append([note])
    readme.column_dimensions["A"].width = 110
    book.properties.creator = "Stadt Elsterau (erfunden)"
    book.properties.title = "Jugendstudie Elsterau 2020 (erfunden)"
    book.properties.created = STAMP
    target = BytesIO()
    book.save(target)
    return same_zip(target.getvalue())


def minutes(title: str, intro: str, sections: Iterable[Mapping[str, Any]]) -> bytes:
    """Return minutes in Word's format: title, introduction, headings, bullets."""
    document = docx.Document()
    slim(document)
    document.add_heading(title, level=0)
    document.add_paragraph(intro)
    for section in sections:
        document.add_heading(section["heading"], level=section["level"])
        for bullet in section["bullets"]:
            document.add_paragraph(bullet, style="List Bullet")
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Stadt Elsterau (erfunden)"
    properties.title, properties.comments = title, "Erfundenes Beispiel"
    properties.created = properties.modified = STAMP
    properties.revision = 1
    target = BytesIO()
    document.save(target)
    return same_zip(target.getvalue())


def slim(document: Any) -> None:
    """Take away the table styles and the old copy of all styles: nine tenths of an empty document."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and not style.element.default:
            style.delete()
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("stylesWithEffects")]:
        del relations[key]


def same_zip(content: bytes) -> bytes:
    """Return the archive with fixed order, time stamps and attributes.

    Members are stored, not deflated: compressors differ between machines, and with them the bytes.
    """
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, date_time=STAMP.timetuple()[:6])
            member.create_system, member.external_attr = 3, 0o600 << 16
            stamp = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            data = MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", old.read(name))
            new.writestr(member, data)
    return target.getvalue()


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file below the folder, making the folders it needs."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
