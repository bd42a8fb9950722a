"""REFI-QDA: what is written keeps to the standard, and places in texts are the standard's."""

from __future__ import annotations

import os
import re
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiProject
from pyrefiqda.models import Project

from nlp.codebooks import guid, read_project, write_book, write_project
from nlp.domain.codebook import CodeBook, CodedProject
from tests.unit.codebooks.books import BOOK, MIXED, books, project
from tests.unit.codebooks.refi import faults

FIRST, SECOND, THIRD = "Ä😀e\u0301", "Ö", "👨‍👩‍👧 fährt"
SPANS = tuple(
    (MIXED.index(one), MIXED.index(one) + len(one), who) for one, who in ((FIRST, ""), (SECOND, "kim"), (THIRD, ""))
)


def qde(packed: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return archive.read("project.qde")


@pytest.fixture(scope="module")
def made() -> bytes:
    return write_project(project(MIXED, *SPANS)).content


def test_a_code_book_and_a_project_keep_to_the_standard(made: bytes) -> None:
    assert faults(write_book("a.qdc", BOOK).content) == []
    assert faults(qde(made)) == []


def test_files_keep_to_the_schema_itself_where_somebody_has_it(made: bytes) -> None:
    """The schema's files stand in pyrefiqda's source package alone, which no environment installs."""
    folder = Path(os.environ.get("OTON_REFI_SCHEMAS", ""))
    if not (folder / "Project.xsd").is_file():
        pytest.skip("OTON_REFI_SCHEMAS nennt keinen Ordner mit Codebook.xsd und Project.xsd (pyrefiqda, Quellpaket)")
    for name, content in (("Codebook", write_book("a.qdc", BOOK).content), ("Project", qde(made))):
        etree.XMLSchema(etree.parse(folder / f"{name}.xsd")).assertValid(etree.fromstring(content))


@given(book=books())
@settings(max_examples=40, deadline=None)
def test_any_book_keeps_to_the_standard(book: CodeBook) -> None:
    assert faults(write_book("a.qdc", book).content) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<Codes>", '<Codes><Code guid="1" name="x" isCodable="true"/>', "no GUID: 1"),
        ("</Sources>", "</Sources><Links></Links>", "Links is empty"),
        ("<Users>", "<Links/><Users>", "order in Project"),
        ("<Users>", "<Leute/><Users>", "unreadable"),
        (' startPosition="0"', "", "unreadable"),
        (' startPosition="0"', ' startPosition="vorn"', "unreadable"),
        (guid("coder", "kim"), guid("coder", "tom"), ""),
        (f'targetGUID="{guid("theme", "bus")}"', f'targetGUID="{guid("theme", "x")}"', "nothing has the GUID"),
    ],
)
def test_the_check_finds_what_the_standard_forbids(made: bytes, before: str, after: str, said: str) -> None:
    """Otherwise a file at fault would pass; a name for a coder that is replaced everywhere stays right."""
    text = qde(made).decode()
    assert before in text
    found = faults(text.replace(before, after).encode())
    assert any(said in one for one in found) if said else found == []


def test_another_reader_finds_each_stretch_where_it_was(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.qdpx"
    file.write_bytes(made)
    read = RefiProject.load(file, extract_dir=str(tmp_path / "out"))
    assert isinstance(read, Project)
    assert read.sources is not None
    (source,) = read.sources.text_source
    path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "out")
    # Whether a program keeps two signs of a line end or makes one of them, the places are the same.
    for text in (path.read_bytes().decode("utf-8"), path.read_text(encoding="utf-8")):
        spans = [text[one.start_position : one.end_position] for one in source.plain_text_selection]
        assert spans == [FIRST, SECOND, THIRD]
    assert [one.name for one in source.plain_text_selection] == [FIRST, SECOND, THIRD]
    users = {one.guid: one.name for one in read.users.user} if read.users else {}
    coders = [users[one.coding[0].creating_user or ""] for one in source.plain_text_selection]
    assert coders == ["Maschine", "kim", "Maschine"]
    assert read.cases is not None
    assert read.cases.case[0].variable_value[0].text_value == "Nord"


def test_the_same_project_makes_the_same_file(made: bytes) -> None:
    assert write_project(project(MIXED, *SPANS)).content == made


signs = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\r\n😀ä\u0301\ufeff\ud800\x00")), min_size=1, max_size=20
)


@given(text=signs, ends=st.lists(st.integers(min_value=0, max_value=20), min_size=2, max_size=6))
@settings(max_examples=100, deadline=None)
def test_every_stretch_of_any_text_comes_back_with_its_words(text: str, ends: list[int]) -> None:
    cut = sorted({min(one, len(text)) for one in ends})
    # No statement begins or ends between the two signs of a line end.
    cut = [one for one in cut if text[one - 1 : one + 1] != "\r\n"]
    spans = tuple((start, end, "kim") for start, end in pairwise(cut))
    read = read_project("a.qdpx", write_project(project(text, *spans)).content)
    (back,) = read.project.texts
    assert [told(back.text[one.start : one.end]) for one in back.stretches] == [told(text[a:b]) for a, b, _ in spans]
    assert read.codings == len(spans) == sum(len(one.marks) for one in back.stretches)
    assert read.elsewhere == ()


def told(text: str) -> str:
    """A text as it can leave the house: one kind of line end, no half characters, no mark of a file's start."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "\u2060")
    return re.sub("[\ud800-\udfff]", "\ufffd", lines)


def test_places_of_a_program_that_counts_utf_16_are_understood() -> None:
    content = write_project(project("😀😀 Bus fährt", (3, 6, "kim"), (7, 12, "kim"))).content
    text = qde(content).decode()
    for place in (12, 7, 6, 3):
        text = text.replace(f'Position="{place}"', f'Position="{place + 2}"')
    (back,) = read_project("a.qdpx", repacked(content, text)).project.texts
    assert [back.text[one.start : one.end] for one in back.stretches] == ["Bus", "fährt"]


def repacked(content: bytes, text: str, **more: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name.endswith(".qde") else old.read(name))
        for name, inside in more.items():
            new.writestr(name, inside)
    return file.getvalue()


def test_an_empty_project_has_no_codes_and_is_right_all_the_same() -> None:
    empty = CodedProject(book=CodeBook(title="", entries=()), texts=())
    content = write_project(empty).content
    assert faults(qde(content)) == []
    assert read_project("a.qdpx", content).project.texts == ()
