from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.domain.corpus import Role
from nlp.errors import ColumnProblem
from nlp.ingest import Wishes, join_addressees, read, read_addressees

Save = Callable[..., Path]

ASKED = [
    ["ID", "Einrichtung", "Bereich", "Ansprechpartner", "E-Mail"],
    ["T01", "Haus Nord", "Jugend", "Anna Beispiel", "a@beispiel.de"],
    ["T02", "Haus Süd", "Jugend", "Jonas Muster", "b@beispiel.de"],
    ["T03", "Verein Ost", "Kultur", "Petra Probe", "c@beispiel.de"],
    ["T02", "Haus Süd", "Jugend", "Jonas Muster", "b@beispiel.de"],
    ["", "ohne", "Kultur", "Eva Frei", "d@beispiel.de"],
]
ANSWERED = [
    ["Kennung", "Bereich", "text"],
    ["t01", "", "Es fehlen Busse"],
    ["T03", "Sport", ""],
    ["X9", "", "Mehr Parks"],
]


def test_respondents_get_organisation_and_groups_and_silence_is_counted(save_csv: Save) -> None:
    wishes = Wishes(id="Kennung", text=("text",), group=("Bereich",))
    ingested = read(save_csv(ANSWERED), wishes=wishes)
    path = save_csv(ASKED, name="adressaten.csv")
    joined = join_addressees(ingested, path)
    told = [(one.key, one.organisation, dict(one.groups)) for one in joined.respondents]
    assert told == [
        ("t01", "Haus Nord", {"Bereich": "Jugend"}),
        ("T03", "Verein Ost", {"Bereich": "Sport"}),
        ("X9", "", {}),
    ]
    assert joined.responses == ingested.responses
    assert "3 Adressaten angefragt, 1 haben geantwortet (33 %)." in joined.notes
    assert "1 Befragte/r steht nicht in „adressaten.csv“." in joined.notes
    asked = read_addressees(path)
    assert asked.asked == 3
    assert [one.key for one in asked.silent(ingested)] == ["T02", "T03"]
    assert join_addressees(ingested, asked).respondents == joined.respondents


def test_names_and_mail_of_those_asked_are_dropped(save_csv: Save) -> None:
    asked = read_addressees(save_csv(ASKED))
    assert {column.column: column.role for column in asked.columns} == {
        "ID": Role.ID,
        "Einrichtung": Role.ORGANISATION,
        "Bereich": Role.GROUP,
        "Ansprechpartner": Role.DROP,
        "E-Mail": Role.DROP,
    }
    assert any("Zeile 5: Kennung steht schon weiter oben" in note for note in asked.notes)
    assert any("Zeile 6: ohne Kennung" in note for note in asked.notes)


def test_a_table_that_matches_nobody_is_refused(save_csv: Save) -> None:
    ingested = read(save_csv([["id", "text"], ["1", "Es fehlen Busse"]]), wishes=Wishes(id="id", text=("text",)))
    with pytest.raises(ColumnProblem, match=r"Keine Kennung aus „adressaten\.csv“ kommt in den Antworten vor; bitte"):
        join_addressees(ingested, save_csv(ASKED, name="adressaten.csv"))


def test_running_text_is_no_table_of_addressees(save: Save) -> None:
    with pytest.raises(ColumnProblem, match="ist keine Tabelle; bitte"):
        read_addressees(save("x.txt", "Nur ein Satz."))
