from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.errors import FileUnreadable
from nlp.ingest import Wishes, read
from nlp.ingest.delimited import find_delimiter, looks_like_table, read_delimited

Save = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id;text\n1;Bus, Bahn, Rad\n2;nichts\n", ";"),
        ("id,text\n1,Bus; Bahn\n2,nichts\n", ","),
        ("id\ttext\n1\ta;b,c\n", "\t"),
        ("id|text\n1|a;b\n", "|"),
        ("id;Was fehlt, was stört?\n1;Bus, Bahn\n", ";"),
        ("id;Was fehlt, was stört, was noch?;x\n1;a;b\n2;c;d\n", ";"),
        ('"id";"text"\n"1";"erste Zeile\nzweite; Zeile"\n', ";"),
        ("id,text\n1,Bus\n2,ohne, Anführung\n3,Rad\n", ","),
        ("Antwort\nBus, Bahn\nRad; Fuß\n", ""),
        ("Was fehlt, was stört?\nBus\nBahn, Rad, Fuß\nnichts\n", ""),
        ("id;text\n", ";"),
        ("Umfrage 2022\nid;alter;text\n1;3;a\n2;4;b\n3;5;c\n", ";"),
        ("", ""),
    ],
)
def test_the_delimiter_follows_a_fixed_rule(text: str, expected: str) -> None:
    assert find_delimiter(text) == expected


def test_line_breaks_and_quotes_inside_a_cell_stay_as_they_stand() -> None:
    grid = read_delimited("x.csv", 'id;text\r\n1;"a\nb\r\nc ""d"" \u2028e\x1cf"\r\n2;g\r\n')
    assert grid.rows == ((1, ["id", "text"]), (2, ["1", 'a\nb\r\nc "d" \u2028e\x1cf']), (3, ["2", "g"]))


def test_old_macintosh_line_ends_part_records() -> None:
    assert [cells for _, cells in read_delimited("x.csv", "id;text\r1;a\r2;b").rows] == [
        ["id", "text"],
        ["1", "a"],
        ["2", "b"],
    ]


def test_blank_lines_count_as_rows_but_hold_no_record() -> None:
    assert [row for row, _ in read_delimited("x.csv", "id;text\n1;a\n\n2;b\n\n\n").rows] == [1, 2, 4]


def test_a_blank_line_in_a_single_column_is_an_empty_cell() -> None:
    rows = read_delimited("x.csv", "text\na\n\nb\n\n").rows
    assert rows == ((1, ["text"]), (2, ["a"]), (3, [""]), (4, ["b"]))


def test_excels_own_line_tells_the_delimiter_and_does_not_count() -> None:
    grid = read_delimited("x.csv", "sep=,\r\nid,text\r\n1,a;b\r\n")
    assert grid.delimiter == ","
    assert grid.rows[1] == (2, ["1", "a;b"])


def test_a_quotation_that_never_ends_is_refused_with_its_row() -> None:
    with pytest.raises(FileUnreadable, match=r"In „x.csv“ öffnet Zeile 3 ein Anführungszeichen"):
        read_delimited("x.csv", 'id;text\n1;a\n2;"offen\n3;b\n')


def test_a_quotation_left_open_in_the_very_last_line_is_read() -> None:
    assert read_delimited("x.csv", 'id;text\n1;"offen').rows[-1] == (2, ["1", "offen"])


def test_the_limit_of_the_csv_module_is_put_back(save_csv: Save) -> None:
    before = csv.field_size_limit()
    long = "Wort " * 250_000
    path: Path = save_csv([["id", "text"], ["1", long], ["2", "kurz und gut"]])
    ingested = read(path, wishes=Wishes(text=("text",)))
    assert ingested.responses[0].text.reveal() == long
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id\ttext\n1\ta\n", True),
        ("id;text\n1;a\n2;b\n", True),
        ("Hallo, Welt\nwir, hier\nihr, dort\n", False),
        ("Eine Zeile; noch eine.\nDritte ohne.\nUnd Schluss; so.\n", False),
        ("Nur Text.\n", False),
    ],
)
def test_running_text_is_a_table_only_where_every_line_is_parted_alike(text: str, expected: bool) -> None:
    assert looks_like_table(text) is expected
