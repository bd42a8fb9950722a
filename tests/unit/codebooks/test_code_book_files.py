"""Code books go out and come back whole, in every kind of file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings

from nlp.codebooks import BOOKS, guid, read_book, write_book
from nlp.codebooks.tables import harmed, harmless
from nlp.domain.codebook import CodeBook, Entry
from nlp.themes.catalogue import parse_catalogue
from tests.unit.codebooks.books import BOOK, anything, bare, books, kept


def there_and_back(ending: str, book: CodeBook) -> tuple[Entry, ...]:
    name = f"buch{ending}"
    return read_book(name, write_book(name, book).content).book.entries


@pytest.mark.parametrize("ending", [".toml", ".csv", ".xlsx"])
def test_our_own_files_hold_all_of_a_book(ending: str) -> None:
    assert there_and_back(ending, BOOK) == BOOK.entries


@given(book=books())
@settings(max_examples=60, deadline=None)
def test_any_titles_and_texts_come_back_as_files_can_hold_them(book: CodeBook) -> None:
    whole = kept(book).entries
    for ending in (".toml", ".csv", ".xlsx"):
        assert there_and_back(ending, book) == whole, ending
    own = {guid("theme", one.id): one for one in whole}
    back = there_and_back(".qdc", book)
    assert {one.id for one in back} == own.keys()
    for one in back:
        meant = bare(own[one.id])
        parent = guid("theme", meant.parent) if meant.parent else ""
        assert one == replace(meant, id=one.id, parent=parent)


def test_a_sign_no_file_can_hold_is_replaced_and_told() -> None:
    book = replace(BOOK, entries=(Entry(id="a", title="Bus\x01se", description="halb \ud800 und \uffff"),))
    for ending in BOOKS:
        made = write_book(f"b{ending}", book)
        (back,) = read_book(f"b{ending}", made.content).book.entries
        assert (back.title, back.description) == ("Bus\ufffdse", "halb \ufffd und \ufffd")
        assert made.notes == ("In 2 Texten standen Zeichen, die Dateien nicht aufnehmen können; dort steht jetzt �.",)


@pytest.mark.parametrize("ending", BOOKS)
def test_what_looks_like_a_number_or_an_escape_stays_the_text_it_is(ending: str) -> None:
    titles = ("007", "1e5", "2024-01-01", "_x0041_ _x000D_", "&amp;", "\\u0041", "ja")
    book = replace(BOOK, entries=tuple(Entry(id=f"t{place}", title=title) for place, title in enumerate(titles)))
    assert tuple(one.title for one in there_and_back(ending, book)) == titles


@pytest.mark.parametrize("ending", BOOKS)
def test_the_same_book_makes_the_same_file(ending: str) -> None:
    assert write_book(f"a{ending}", BOOK).content == write_book(f"a{ending}", BOOK).content


def test_no_cell_becomes_a_formula() -> None:
    texts = ("=1+1", "@SUM(A1)", "+49", "-x", "\tx")
    entries = tuple(Entry(id=f"t{place}", title=text or "x", description=text) for place, text in enumerate(texts))
    book = replace(BOOK, entries=entries)
    lines = write_book("a.csv", book).content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[1][:2] for line in lines] == ["'=", "'@", "'+", "'-", "x"]
    sheet = openpyxl.load_workbook(BytesIO(write_book("a.xlsx", book).content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


@given(text=anything)
def test_what_guards_against_formulas_comes_off_again(text: str) -> None:
    assert harmed(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_code_book_is_a_theme_catalogue_without_what_is_hidden_and_without_sub_themes() -> None:
    text = write_book("a.toml", BOOK).content.decode()
    catalogue = parse_catalogue(text, file="a.toml")
    assert [(one.id, one.title) for one in catalogue.themes] == [("bus", "Bus & Bahn <öffentlich> 😀")]
    assert catalogue.themes[0].seeds == ("Der Bus fährt zu selten", "=1+1", "Bus", "Takt")
    assert (catalogue.id, catalogue.title) == ("codebuch", "Musterstadt")


def test_a_theme_catalogue_is_a_code_book() -> None:
    text = '[[themes]]\ntitle = "Grün"\nphrases = ["Mehr Bäume"]\nwords = ["Park"]\nseeds = ["Wiese"]\n'
    read = read_book("k.toml", text.encode())
    (entry,) = read.book.entries
    assert (entry.id, entry.title, entry.words, entry.anchors[0].text) == ("", "Grün", ("Park",), "Mehr Bäume")
    assert read.notes == ("Nicht gelesen: „seeds“.",)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('Code,Memo,Farbe\nBusse,"Fährt, oder nicht",rot\n,ohne,blau\n', "utf-8"),
        ("Code;Memo;Farbe\r\nBusse;Fährt, oder nicht;rot\r\n;ohne;blau\r\n", "cp1252"),
        ("CODE\tMEMO\tFarbe\nBusse\tFährt, oder nicht\trot\n\tohne\tblau\n", "utf-16"),
    ],
)
def test_tables_of_other_programs_are_read_and_what_was_not_is_told(content: str, encoding: str) -> None:
    read = read_book("codes.csv", content.encode(encoding))
    assert [(one.title, one.description) for one in read.book.entries] == [("Busse", "Fährt, oder nicht")]
    assert read.notes == ("Nicht gelesene Spalten: „Farbe“.", "Ohne Titel und deshalb nicht gelesen: Zeile 3.")


def test_numbers_in_a_workbook_are_read_as_people_see_them() -> None:
    made = openpyxl.Workbook()
    made.active.append(["Thema", "Besonders geschützt"])
    made.active.append([2024, True])
    file = BytesIO()
    made.save(file)
    (entry,) = read_book("a.xlsx", file.getvalue()).book.entries
    assert (entry.title, entry.sensitive) == ("2024", True)


def test_a_cell_that_is_too_long_for_a_workbook_is_cut_and_told() -> None:
    made = write_book("a.xlsx", replace(BOOK, entries=(Entry(id="a", title="A", description="x" * 40_000),)))
    assert len(read_book("a.xlsx", made.content).book.entries[0].description) == 32_767
    assert made.notes == ("1 Zelle war länger, als eine Arbeitsmappe zulässt, und ist gekürzt; TOML hält alles.",)
