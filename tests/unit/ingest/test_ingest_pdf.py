from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from nlp.domain.corpus import Reason
from nlp.errors import FileUnreadable
from nlp.ingest import read

Save = Callable[..., Path]
Line = tuple[int, int, int, str]


def pdf(pages: Sequence[Sequence[Line]]) -> bytes:
    """A small PDF; each line is (from the left, from below, size of type, words)."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, lines in enumerate(pages):
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {font} /Contents {5 + 2 * place} 0 R >>")
        drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in lines)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
    content, places = b"%PDF-1.4\n", []
    for number, told in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{told}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF"
    return content + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


PAGES: list[list[Line]] = [
    [
        (72, 780, 18, "Was fehlt?"),
        (72, 745, 11, "• Mehr Plätze in der Kita und Unter-"),
        (80, 732, 11, "stützung für Eltern"),
        (72, 719, 11, "• Bus"),
        (72, 690, 11, "Ein Absatz, der nach"),
        (72, 677, 11, "einer Zeile weitergeht."),
        (72, 645, 11, "Noch ein Absatz, der auf"),
        (290, 30, 9, "Seite 1 von 2"),
    ],
    [(72, 780, 11, "der nächsten Seite endet."), (72, 750, 11, "Schluss."), (290, 30, 9, "Seite 2 von 2")],
]


def test_a_pdf_is_read_by_headings_bullets_and_gaps(save: Save) -> None:
    ingested = read(save("fachtag.pdf", pdf(PAGES)))
    assert {one.question for one in ingested.responses} == {"Was fehlt?"}
    assert [one.text.reveal() for one in ingested.responses] == [
        "Mehr Plätze in der Kita und Unter-\nstützung für Eltern",
        "Bus",
        "Ein Absatz, der nach\neiner Zeile weitergeht.",
        "Noch ein Absatz, der auf\nder nächsten Seite endet.",
        "Schluss.",
    ]
    assert [left.reason for left in ingested.left_out] == [Reason.NO_WORDS] * 2
    assert ingested.cells == 7
    assert ingested.notes == ("2 Kopf- und Fußzeilen und Seitenzahlen ausgelassen.",)


def test_a_scan_is_said_to_need_text_recognition(save: Save) -> None:
    with pytest.raises(FileUnreadable, match=r"„scan\.pdf“ enthält nur Bilder und keinen Text; bitte"):
        read(save("scan.pdf", pdf([[]])))


def test_a_page_without_text_is_told(save: Save) -> None:
    ingested = read(save("x.pdf", pdf([[(72, 700, 11, "Ein Satz.")], []])))
    assert [one.text.reveal() for one in ingested.responses] == ["Ein Satz."]
    assert ingested.notes == ("Seiten ohne Text (vielleicht Bilder): 2.",)
