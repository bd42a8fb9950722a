"""Projects of other programs: what lies on plain text is understood, all else is counted and told."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from nlp.codebooks import read_project

A, B = "5215cc69-b628-4e02-afb9-9beeaee55808", "0DCEF2F5-E55C-49DA-8C33-9B0803C7AEB4"
CODING = f'<Coding guid="{A}" creatingUser="{{{B}}}"><CodeRef targetGUID="{{{A.upper()}}}"/></Coding>'
THERE = f'<PlainTextSelection startPosition="0" endPosition="3">{CODING}{CODING}</PlainTextSelection>'


def packed(sources: str, *, more: str = "", texts: dict[str, bytes] | None = None, name: str = "Projekt.QDE") -> bytes:
    users = f'<Users><User guid="{B.lower()}" name="Kim"/></Users>'
    codes = (
        f'<CodeBook><Codes><Code guid="{{{A}}}" name="Ordner" isCodable="false"><Code guid="{B}" name="Bus"/></Code>'
    )
    inside = f"{users}{codes}</Codes></CodeBook><Sources>{sources}</Sources>{more}"
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(
            name, f'<q:Project xmlns:q="urn:QDA-XML:project:1.0" xmlns="urn:QDA-XML:project:1.0">{inside}</q:Project>'
        )
        for path, text in (texts or {}).items():
            made.writestr(path, text)
    return file.getvalue()


def source(selections: str = THERE, path: str = "internal://A.TXT") -> str:
    return f'<TextSource guid="{A}" name="t" plainTextPath="{path}">{selections}</TextSource>'


def test_codes_coders_and_places_are_read_in_whatever_spelling() -> None:
    read = read_project("p.qdpx", packed(source(), texts={"Sources/a.txt": "\ufeffBus fährt".encode()}))
    folder, bus = read.project.book.entries
    assert (folder.title, folder.codable, folder.id) == ("Ordner", False, A)
    assert (bus.title, bus.codable, bus.parent) == ("Bus", True, A)
    (text,) = read.project.texts
    assert (text.text, text.id) == ("Bus fährt", A)
    (stretch,) = text.stretches
    assert text.text[stretch.start : stretch.end] == "Bus"
    assert [(one.code, one.coder) for one in stretch.marks] == [(A, "Kim"), (A, "Kim")]
    assert (read.codings, read.elsewhere, read.notes, read.ours) == (2, (), (), False)


def test_a_text_inside_of_the_project_itself_is_read() -> None:
    told = f'<TextSource guid="{A}"><PlainTextContent>Bus &amp; Bahn</PlainTextContent>{THERE}</TextSource>'
    assert read_project("p.qdpx", packed(told)).project.texts[0].text == "Bus & Bahn"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_kind_come_to_the_same_places(ends: str) -> None:
    text = f"eins{ends}zwei"
    start = text.index("zwei")
    found = f'<PlainTextSelection startPosition="{start}" endPosition="{start + 4}">{CODING}</PlainTextSelection>'
    (read,) = read_project("p.qdpx", packed(source(found), texts={"sources/a.txt": text.encode()})).project.texts
    assert read.text == "eins\nzwei"
    assert read.text[read.stretches[0].start : read.stretches[0].end] == "zwei"


def test_what_is_no_plain_text_is_counted_and_named() -> None:
    pictures = f'<PictureSource guid="{A}"><PictureSelection>{CODING}</PictureSelection>{CODING}</PictureSource>'
    pdf = f"<PDFSource><PDFSelection>{CODING}</PDFSelection><Representation>{THERE}</Representation></PDFSource>"
    film = f"<VideoSource><Transcript><TranscriptSelection>{CODING}</TranscriptSelection></Transcript></VideoSource>"
    more = (
        f"<Notes><Note>{THERE}</Note></Notes><Links><Link/><Link/></Links><Sets><Set name='x'/></Sets>"
        "<Graphs><Graph/></Graphs><Cases><Case/></Cases><Variables><Variable/></Variables>"
    )
    whole = source(f"{CODING}{THERE}") + source(path="relative:///a.txt")
    read = read_project("p.qdpx", packed(whole + pictures + pdf + film, more=more, texts={"sources/a.txt": b"Bus"}))
    assert dict(read.elsewhere) == {
        "auf Bilder": 2,
        "auf PDF-Dokumente": 3,
        "auf Filme": 1,
        "auf Notizen": 2,
        "auf ganze Texte": 1,
        "auf Texte, die in der Datei fehlen": 2,
    }
    understood = sum(len(one.marks) for text in read.project.texts for one in text.stretches)
    assert read.codings == understood + sum(count for _, count in read.elsewhere) == 13
    (note,) = read.notes
    assert note == (
        "Nicht gelesen, weil O-Ton damit nichts anfangen kann: Bilder (1), PDF-Dokumente (1), Filme (1), Notizen (1), "
        "Verknüpfungen (2), Schaubilder (1), Fälle (1), Variablen (1), Gruppen (1)."
    )


@pytest.mark.parametrize(
    ("start", "end"), [("", "3"), ("1", "vorn"), ("-2", "3"), ("3", "1"), ("99", "120"), ("1", "9" * 5000), ("²", "3")]
)
def test_places_that_no_text_has_are_counted(start: str, end: str) -> None:
    told = f'<PlainTextSelection startPosition="{start}" endPosition="{end}">{CODING}</PlainTextSelection>'
    read = read_project("p.qdpx", packed(source(told), texts={"sources/a.txt": b"Bus"}))
    assert read.project.texts[0].stretches == ()
    assert read.elsewhere == (("auf Stellen, die es in ihrem Text nicht gibt", 1),)


def test_bytes_that_are_no_utf_8_become_signs_that_say_so() -> None:
    (text,) = read_project("p.qdpx", packed(source(), texts={"sources/a.txt": b"B\xfcs"})).project.texts
    assert text.text == "B\ufffds"
