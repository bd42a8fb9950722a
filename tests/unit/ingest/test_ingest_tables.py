from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.domain.corpus import LeftOut, Reason, Role
from nlp.errors import ColumnProblem, FileUnreadable
from nlp.ingest import Wishes, read

Save = Callable[..., Path]

OPEN = Wishes(id="id", text=("text",))


def test_an_empty_a_wordless_and_an_unreadable_cell_stand_in_the_report(save_csv: Save) -> None:
    cells = ["Mehr Busse", "", "  ", "./.", "???", "…", "#NAME?", "k. A.", "Err:502", "😀"]
    ingested = read(save_csv([["id", "text"], *([str(i), cell] for i, cell in enumerate(cells))]), wishes=OPEN)
    reasons = {left.row: left.reason for left in ingested.left_out}
    empty, wordless, unreadable = Reason.EMPTY, Reason.NO_WORDS, Reason.UNREADABLE
    expected = {3: empty, 4: empty, 5: wordless, 6: wordless, 7: wordless, 8: unreadable, 10: unreadable, 11: wordless}
    assert reasons == expected
    assert [response.row for response in ingested.responses] == [2, 9]


def test_a_row_told_twice_is_left_out_once(save_csv: Save) -> None:
    rows = [["id", "text"], ["1", "Bus"], ["2", "Bahn"], ["1", "Bus"], ["1", "Bus"]]
    ingested = read(save_csv(rows), wishes=OPEN)
    assert ingested.left_out == tuple(LeftOut(row=row, column="text", reason=Reason.DUPLICATE_ROW) for row in (4, 5))
    assert [one.key for one in ingested.respondents] == ["1", "2"]
    assert "Zeilen 4 und 5: gleiche Kennung und gleicher Inhalt" in ingested.notes[0]


def test_an_id_told_twice_with_other_words_keeps_both(save_csv: Save) -> None:
    rows = [["id", "text"], ["1", "Bus"], ["1", "Bahn"], ["1 (2)", "Rad"]]
    ingested = read(save_csv(rows), wishes=OPEN)
    keys = {response.text.reveal(): response.respondent for response in ingested.responses}
    assert {keys["Bus"], keys["Bahn"]} == {"1", "1 (3)"}
    assert keys["Rad"] == "1 (2)"
    assert any("Zeilen 2 und 3: gleiche Kennung, aber anderer Inhalt" in note for note in ingested.notes)


def test_without_ids_equal_rows_are_two_people(save_csv: Save) -> None:
    ingested = read(save_csv([["text"], ["Mehr Busse"], ["Bahn"], ["Mehr Busse"]]), wishes=Wishes(text=("text",)))
    first, second, third = (response.respondent for response in ingested.responses)
    assert third == f"{first} (2)"
    assert second not in (first, third)
    assert ingested.left_out == ()


def test_a_row_without_its_id_is_somebody_too(save_csv: Save) -> None:
    ingested = read(save_csv([["id", "text"], ["1", "Bus"], [" ", "Bahn"]]), wishes=OPEN)
    assert len({response.respondent for response in ingested.responses}) == 2
    assert any("Zeile 3: ohne Kennung" in note for note in ingested.notes)


def test_weights_dates_and_groups_are_read_the_german_way(save_csv: Save) -> None:
    header = ["id", "text", "Gewicht", "Datum", "Ortsteil", "Einrichtung"]
    rows = [
        header,
        ["1", "Mehr Busse bitte", "1,25", "03.09.2022", " Nord ", " Verein Nord"],
        ["2", "Mehr Bahnen bitte", "viel", "2022-09-04 10:00", "Süd", ""],
        ["3", "Mehr Räder bitte", "0.5", "im Mai", "", "Haus Süd"],
    ]
    wishes = Wishes(id="id", text=("text",), weight="Gewicht", date="Datum", group=("Ortsteil",))
    ingested = read(save_csv(rows), wishes=wishes)
    one, two, three = ingested.respondents
    assert (one.weight, one.date, one.groups, one.organisation) == (
        1.25,
        "2022-09-03",
        {"Ortsteil": "Nord"},
        "Verein Nord",
    )
    assert (two.weight, two.date, two.groups) == (1.0, "2022-09-04", {"Ortsteil": "Süd"})
    assert (three.weight, three.date, three.groups) == (0.5, "im Mai", {})
    assert "Zeile 3, Spalte „Gewicht“: kein gültiges Gewicht, es gilt 1,0." in ingested.notes


def test_nul_and_lone_surrogates_are_replaced_one_for_one_and_told(save: Save) -> None:
    content = "id;text\n1;Bus\x00Bahn \ud800 Rad\n".encode("utf-8", "surrogatepass")
    ingested = read(save("x.csv", content), wishes=OPEN)
    assert ingested.responses[0].text.reveal() == "Bus\ufffdBahn \ufffd Rad"
    assert "2 unlesbare Zeichen stehen als � im Text." in ingested.notes


def test_short_rows_are_empty_and_long_ones_lose_nothing(save: Save) -> None:
    path = save("x.csv", "id;text\n1\n2;Bus; Bahn; Rad\n3;gut;;\n4;schön\n5;Weg\n")
    ingested = read(path, wishes=OPEN)
    assert [left.row for left in ingested.left_out] == [2]
    assert [one.text.reveal() for one in ingested.responses] == ["Bus; Bahn; Rad", "gut", "schön", "Weg"]
    assert any("Zeile 3: mehr Zellen als die Kopfzeile" in note for note in ingested.notes)


def test_surplus_cells_behind_a_closed_column_stand_in_the_report(save: Save) -> None:
    path = save("x.csv", "id;text;ort\n1;Bus;Bahn;Nord\n2;Weg;Süd\n3;Rad;Süd\n")
    ingested = read(path, wishes=OPEN)
    assert LeftOut(row=2, column="überzählige Zellen", reason=Reason.UNREADABLE) in ingested.left_out
    assert ingested.cells == 4 == len(ingested.responses) + len(ingested.left_out)


def test_mostly_ragged_rows_mean_a_wrong_delimiter(save: Save) -> None:
    path = save("x.csv", "id,text\n1,Bus, Bahn, Rad\n2,Weg, Steg\n3,Rad\n")
    with pytest.raises(
        FileUnreadable, match=r"In „x.csv“ haben Zeilen 2 und 3 mehr Zellen als die Kopfzeile .*„,“.*; bitte"
    ):
        read(path, wishes=OPEN)


def test_columns_of_one_name_are_told_apart(save_csv: Save) -> None:
    rows = [["id", "text", "text", ""], ["1", "Bus fährt nicht", "Bahn fährt nicht", "Rad"]]
    ingested = read(save_csv(rows), wishes=Wishes(text=("text", "text (2)")))
    assert [one.column for one in ingested.responses] == ["text", "text (2)"]
    assert [role.column for role in ingested.columns][3] == "Spalte 4"
    assert "Spalten heißen gleich und wurden durchnummeriert: „text“." in ingested.notes


def test_titles_above_the_header_are_passed_over_and_told(save: Save) -> None:
    path = save("x.csv", "Umfrage 2022;;\n\nid;ort;text\n1;Nord;Bus\n2;Süd;Rad\n3;Süd;Weg\n")
    ingested = read(path, wishes=OPEN)
    assert [one.row for one in ingested.responses] == [4, 5, 6]
    assert "Zeile 1 über der Kopfzeile nicht gelesen (Titel)." in ingested.notes


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        (Wishes(text=("Texte",)), "Die Spalte „Texte“ gibt es in „umfrage.csv“ nicht; meinten Sie „text“?"),
        (Wishes(text=("xyz",)), "Die Spalte „xyz“ gibt es in „umfrage.csv“ nicht; vorhanden sind „id“, „text“."),
        (Wishes(text=("text",), id="text"), "Die Spalte „text“ in „umfrage.csv“ wurde mit zwei Rollen genannt"),
    ],
)
def test_a_wrong_column_names_the_right_ones(save_csv: Save, wishes: Wishes, message: str) -> None:
    with pytest.raises(ColumnProblem) as refused:
        read(save_csv([["id", "text"], ["1", "Bus"]]), wishes=wishes)
    assert str(refused.value).startswith(message)


def test_no_open_column_is_said_with_the_columns_there_are(save_csv: Save) -> None:
    rows = [["id", "alter"], *([str(i), str(20 + i % 3)] for i in range(12))]
    with pytest.raises(ColumnProblem, match=r"keine Spalte mit offenen Antworten.*--text.*„id“, „alter“"):
        read(save_csv(rows))


def test_a_question_takes_the_headers_place_for_one_open_column_only(save_csv: Save) -> None:
    path = save_csv([["id", "text", "mehr"], ["1", "Es fehlen Busse", "Es fehlen Bahnen"]])
    ingested = read(path, wishes=Wishes(text=("text",), question="Was fehlt?"))
    assert ingested.responses[0].question == "Was fehlt?"
    assert next(role.question for role in ingested.columns if role.role is Role.TEXT) == "Was fehlt?"
    with pytest.raises(ColumnProblem, match="--question gilt für eine Textspalte"):
        read(path, wishes=Wishes(text=("text", "mehr"), question="Was fehlt?"))


def test_a_passed_over_open_column_is_told(save_csv: Save) -> None:
    path = save_csv([["id", "eins", "zwei"], ["1", "Es fehlen viele Busse", "Es fehlen viele Bahnen"]])
    ingested = read(path, wishes=Wishes(text=("eins",)))
    assert [one.column for one in ingested.responses] == ["eins"]
    assert "Sieht nach offenen Antworten aus, wurde aber nicht als Text genannt: „zwei“." in ingested.notes
