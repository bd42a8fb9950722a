from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import FileUnreadable
from nlp.ingest.encoding import decode

GERMAN = "id;Was fehlt?\n1;Mehr Grün für Fußgänger, größere Plätze – „Ökostrom“ über 20 €\n2;Übergänge\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "expected"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
        ("mac_roman", b"", "mac_roman"),
    ],
)
def test_every_encoding_gives_the_same_text(encoding: str, mark: bytes, expected: str) -> None:
    decoded = decode("x.csv", mark + GERMAN.encode(encoding))
    assert decoded.text == GERMAN
    assert decoded.encoding == expected
    assert decoded.notes == ()


def test_plain_ascii_in_utf16_is_not_taken_for_utf8_full_of_nuls() -> None:
    assert decode("x.csv", "id,text\n1,Bus\n".encode("utf-16-le")).text == "id,text\n1,Bus\n"


@pytest.mark.parametrize("text", ["10 € im Monat… § 5", "Preis: 5 €; das war‘s", "naïve Idee, Café, São"])
def test_windows_signs_alone_do_not_make_it_macintosh(text: str) -> None:
    assert decode("x.csv", text.encode("cp1252")).text == text


def test_bytes_that_windows_leaves_undefined_do_not_stop_it() -> None:
    assert decode("x.csv", b"Gr\xfcn und sch\xf6n \x81 hier").text == "Grün und schön \x81 hier"


def test_one_broken_byte_does_not_turn_a_utf8_file_into_windows() -> None:
    decoded = decode("x.csv", ("Bäume, Grün, Öl, Maß " * 5).encode() + b"\xff Ende")
    assert decoded.text.startswith("Bäume, Grün")
    assert decoded.text.endswith("\ufffd Ende")
    assert decoded.notes == ("1 Zeichen ist kein gültiges UTF-8 und steht als � im Text.",)


def test_lone_surrogates_do_not_turn_a_utf8_file_into_windows() -> None:
    assert decode("x.csv", "Bäume \ud83d".encode("utf-8", "surrogatepass")).text == "Bäume \ud83d"


def test_text_spoilt_by_an_earlier_program_is_told() -> None:
    spoilt = "Bäume für größere Plätze".encode().decode("cp1252")
    assert "falsch umgespeichert" in " ".join(decode("x.csv", spoilt.encode()).notes)


def test_high_bytes_without_any_umlaut_are_told() -> None:
    assert "Zeichensatz" in " ".join(decode("x.csv", "Gr\x81n sch\x94n \xe1 \x84".encode("latin-1")).notes)


def test_half_a_character_at_the_end_is_kept_as_a_mark() -> None:
    assert decode("x.csv", codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c").text == "ab\ufffd"


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"\x00" * 500, b"\x01\x02\x03\xfe\xff" * 90])
def test_binary_garbage_is_refused(content: bytes) -> None:
    with pytest.raises(FileUnreadable, match=r"„x\.csv“ enthält keinen lesbaren Text; bitte"):
        decode("x.csv", content)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_unicode_comes_through_utf8_and_marked_utf16(text: str) -> None:
    assert decode("x", codecs.BOM_UTF8 + text.encode()).text == text
    assert decode("x", codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text


@given(st.binary())
def test_no_bytes_break_it(content: bytes) -> None:
    with contextlib.suppress(FileUnreadable):
        assert isinstance(decode("x", content).text, str)
