from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from nlp.domain.corpus import Ingested, LeftOut, Reason
from nlp.ingest import Wishes, read

Save = Callable[..., Path]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_bytes(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def told(ingested: Ingested) -> list[tuple[str, str]]:
    return [(one.question, one.text.reveal()) for one in ingested.responses]


def test_headings_become_questions_and_bullets_answers(save: Save) -> None:
    document = docx.Document()
    document.add_heading("Protokoll der Konferenz", 0)
    document.add_paragraph("Am 3. September kamen 40 Kinder.")
    document.add_heading("Was fehlt?", 1)
    document.add_paragraph("Ein Kino", style="List Bullet")
    document.add_paragraph("Ein Park\nmit Bank", style="List Number")
    document.add_paragraph("")
    document.add_paragraph("…", style="List Bullet")
    document.add_paragraph("Alle waren sich einig.")
    ingested = read(save("konferenz.docx", as_bytes(document)))
    assert told(ingested) == [
        ("", "Am 3. September kamen 40 Kinder."),
        ("Was fehlt?", "Ein Kino"),
        ("Was fehlt?", "Ein Park\nmit Bank"),
        ("Was fehlt?", "Alle waren sich einig."),
    ]
    assert [(one.row, one.respondent) for one in ingested.responses] == [(1, "1"), (2, "2"), (3, "3"), (5, "5")]
    assert ingested.left_out == (LeftOut(row=4, column="Was fehlt?", reason=Reason.NO_WORDS),)
    assert ingested.rows == ingested.cells == 5
    assert ingested.notes == ("1 Titelzeile des Dokuments nicht als Antwort gelesen.",)


def test_equal_headings_are_told_apart_by_the_one_above(save: Save) -> None:
    document = docx.Document()
    for group, answer in (("AG Jugend", "Kino"), ("AG Alter", "Bänke")):
        document.add_heading(group, 1)
        document.add_heading("Was fehlt?", 2)
        document.add_paragraph(answer)
    document.add_heading("Ausblick", 1)
    ingested = read(save("x.docx", as_bytes(document)))
    assert told(ingested) == [("AG Jugend – Was fehlt?", "Kino"), ("AG Alter – Was fehlt?", "Bänke")]
    assert "Überschriften ohne Text darunter: „Ausblick“." in ingested.notes


def test_cells_of_a_table_are_answers_and_merged_ones_told_once(save: Save) -> None:
    document = docx.Document()
    document.add_heading("Flipchart", 1)
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Kino"
    table.cell(0, 0).add_paragraph("und Park")
    table.cell(0, 1).text = "Bus"
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(1, 0).text = "Weg"
    assert [text for _, text in told(read(save("x.docx", as_bytes(document))))] == ["Kino\nund Park", "Bus", "Weg"]


def test_what_stands_on_the_page_is_read_and_what_was_deleted_is_not(save: Save) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Wir brauchen ")
    paragraph._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>mehr Busse</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>weniger Busse</w:delText></w:r></w:del>"))
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>Karte: Kino</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("Wand")._p.append(parse_xml(f"<w:r {W}><w:pict>{box}</w:pict></w:r>"))
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Aus dem Formular</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))
    texts = [text for _, text in told(read(save("x.docx", as_bytes(document))))]
    assert texts == ["Aus dem Formular", "Wir brauchen mehr Busse", "Wand", "Karte: Kino"]


def test_bold_lines_are_headings_where_there_are_no_others(save: Save) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Was gefällt euch?").bold = True
    document.add_paragraph("Das Schwimmbad")
    ingested = read(save("x.docx", as_bytes(document)))
    assert told(ingested) == [("Was gefällt euch?", "Das Schwimmbad")]
    assert "1 fette Zeile als Überschrift gelesen." in ingested.notes


def test_markdown_gives_headings_bullets_and_paragraphs(save: Save) -> None:
    text = (
        "# Konferenz\n\nVorab\n\n## Was fehlt?\n- Kino\n- Park\n  mit Bank\n* Bus\n\n"
        "Ein Absatz\nüber zwei Zeilen.\n\n1. Klasse\n2. Kino\n\nWeiteres\n--------\nEnde\n"
    )
    ingested = read(save("konferenz.md", text))
    assert told(ingested) == [
        ("Konferenz", "Vorab"),
        ("Was fehlt?", "Kino"),
        ("Was fehlt?", "Park\n  mit Bank"),
        ("Was fehlt?", "Bus"),
        ("Was fehlt?", "Ein Absatz\nüber zwei Zeilen."),
        ("Was fehlt?", "1. Klasse"),
        ("Was fehlt?", "2. Kino"),
        ("Weiteres", "Ende"),
    ]


def test_a_bare_list_has_one_answer_a_line_and_the_question_asked_for(save: Save) -> None:
    ingested = read(save("liste.txt", "Mehr Busse\r\nKino, bitte\r\n-\r\n"), wishes=Wishes(question="Was fehlt?"))
    assert told(ingested) == [("Was fehlt?", "Mehr Busse"), ("Was fehlt?", "Kino, bitte")]
    assert [left.reason for left in ingested.left_out] == [Reason.NO_WORDS]


def test_a_question_right_above_bullets_is_their_heading(save: Save) -> None:
    ingested = read(save("x.txt", "Was fehlt?\n• Kino\n• Park\n\nUnd sonst:\n- Bus\n"))
    assert told(ingested) == [("Was fehlt?", "Kino"), ("Was fehlt?", "Park"), ("Und sonst:", "Bus")]


def test_a_text_file_parted_by_tabs_is_a_table(save: Save) -> None:
    ingested = read(save("x.txt", "id\ttext\n1\tMehr Busse am Abend\n"))
    assert [(one.respondent, one.column) for one in ingested.responses] == [("1", "text")]


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_nul_and_surrogates_are_replaced_in_running_text_too(save: Save, name: str) -> None:
    ingested = read(save(name, "Bus\x00Bahn \ud800\n".encode("utf-8", "surrogatepass")))
    assert told(ingested) == [("", "Bus\ufffdBahn \ufffd")]
    assert ingested.notes == ("2 unlesbare Zeichen stehen als � im Text.",)
