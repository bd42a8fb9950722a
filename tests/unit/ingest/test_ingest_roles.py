from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from nlp.domain.corpus import ColumnRole, Role
from nlp.errors import ColumnProblem, InputError
from nlp.ingest import ColumnMap, Wishes, dump_map, load_map, propose, read

Save = Callable[..., Path]

NAMES = ["Anna Beispiel", "Jonas Muster", "Petra Probe", "Ali Erfunden", "Frau Dr. Eva Frei", "Lose, Karin"]
ANSWERS = [
    "Es fehlen Busse am Abend",
    "Mehr Kitaplätze im Norden",
    "Der Park ist zu dunkel",
    "Ärzte gibt es kaum noch",
    "Wohnungen sind zu teuer",
    "Ein Treff für die Jugend",
]


def proposed(save_csv: Save, name: str, values: Sequence[str]) -> ColumnRole:
    rows = [["lfd", name, "Was fehlt?"], *([str(i), *pair] for i, pair in enumerate(zip(values, ANSWERS, strict=True)))]
    return propose(save_csv(rows)).columns[1]


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("Name", ["Beispiel", "Muster", "Probe", "Frei", "Lose", "Los"], "Namen"),
        ("Wer?", NAMES, "Namen"),
        ("E-Mail-Adresse", ["", "", "ja bitte an die Schule", "", "", "privat"], "E-Mail-Adressen"),
        ("Rückfragen", [f"person{i}@beispiel.de" for i in range(6)], "E-Mail-Adressen"),
        ("Herkunft", [f"192.168.0.{i}" for i in range(6)], "IP-Adressen"),
        ("Erreichbar", [f"0365 / 83 10{i}4" for i in range(6)], "Telefonnummern"),
        (
            "Code2",
            ["aX3kLm9Pq2", "Zt7wQe4Rb1", "mN5vCx8Ys6", "Kp2jHg7Fd3", "uI9oLk1Mn4", "Wr6tYu3Io8"],
            "Zugangsschlüssel",
        ),
        ("Geburtsdatum", [f"0{i}.03.1980" for i in range(1, 7)], "Geburtsdaten"),
        ("Straße", ["Erfundener Weg 1", "Ring 2", "Gasse 3", "Allee 4", "Platz 5", "Ufer 6"], "Anschriften"),
    ],
)
def test_personal_columns_are_dropped_with_the_reason(
    save_csv: Save, name: str, values: Sequence[str], told: str
) -> None:
    role = proposed(save_csv, name, values)
    assert role.role is Role.DROP
    assert role.why == f"personenbezogen: {told}"


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("Name der Einrichtung", ["Haus Nord", "Haus Süd", "Treff", "Verein Ost", "Club", "Tafel"], Role.ORGANISATION),
        ("Ortsteil", ["Nord", "Süd", "Nord", "Ost", "West", "Mitte"], Role.GROUP),
        ("Telefon", ["Ja", "Nein", "Ja", "Ja", "Nein", "Nein"], Role.GROUP),
        ("Gewichtung", ["1,2", "0,8", "1", "1,1", "0,9", "1,0"], Role.WEIGHT),
        ("Eingangsdatum", [f"0{i}.09.2022" for i in range(1, 7)], Role.DATE),
        ("Welche Straßen sind schlecht?", ["Ring", "Allee", "Ufer", "Gasse", "Platz", "Weg"], Role.TEXT),
        ("Link", [f"https://beispiel.de/{i}" for i in range(6)], Role.DROP),
        ("Welle", ["2022"] * 6, Role.DROP),
        ("Punktzahl", ["12", "17", "25", "31", "44", "58"], Role.DROP),
        ("Kommentar", ["gut", "gut", "schlecht", "gut", "gut", "gut"], Role.TEXT),
    ],
)
def test_other_columns_are_known_by_header_and_values(
    save_csv: Save, name: str, values: Sequence[str], role: Role
) -> None:
    found = proposed(save_csv, name, values)
    assert found.role is role
    assert found.why


def test_personal_columns_stay_when_asked_for_and_never_reach_a_respondent_otherwise(save_csv: Save) -> None:
    path = save_csv(
        [["lfd", "Name", "Was fehlt?"], *([str(i), *p] for i, p in enumerate(zip(NAMES, ANSWERS, strict=True)))]
    )
    assert all(NAMES[0] not in str(one) for one in read(path).respondents)
    kept = read(path, wishes=Wishes(keep_personal=True))
    assert kept.respondents[0].groups == {"Name": NAMES[0]}


def test_wishes_win_over_the_map_and_the_map_over_the_proposal(save_csv: Save) -> None:
    header = ["nr", "eins", "zwei", "ort"]
    path = save_csv([header, *([str(i), a, a[::-1], "Nord"] for i, a in enumerate(ANSWERS))])
    assert [role.role for role in propose(path).columns] == [Role.ID, Role.TEXT, Role.TEXT, Role.DROP]
    kept = ColumnMap(
        columns=(
            ColumnRole(column="zwei", role=Role.TEXT, question="Die zweite Frage?"),
            ColumnRole(column="ort", role=Role.GROUP),
        )
    )
    mapped = propose(path, wishes=Wishes(map=kept)).columns
    assert [role.role for role in mapped] == [Role.ID, Role.DROP, Role.TEXT, Role.GROUP]
    assert mapped[2].question == "Die zweite Frage?"
    wished = propose(path, wishes=Wishes(map=kept, text=("eins", "zwei"), id="ort")).columns
    assert [role.role for role in wished] == [Role.DROP, Role.TEXT, Role.TEXT, Role.ID]
    assert wished[2].question == "Die zweite Frage?"


def test_a_map_comes_back_as_it_was_written(save: Save) -> None:
    columns = (
        ColumnRole(column='Was "fehlt"?\\', role=Role.TEXT, question="Was „fehlt“?\nund warum", why="lange Texte"),
        ColumnRole(column="Name", role=Role.DROP, why="personenbezogen: Namen"),
    )
    kept = ColumnMap(columns=columns, addressees="adressaten.csv")
    assert load_map(save("map.toml", dump_map(kept))) == kept
    assert dump_map(kept).startswith("# Was die Spalten sind.")


def test_a_map_speaks_german_too(save: Save) -> None:
    kept = load_map(save("map.toml", '[[column]]\nname = "Ort"\nrole = "Gruppe"\n'))
    assert kept.columns == (ColumnRole(column="Ort", role=Role.GROUP),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[column]\n", "kein gültiges TOML"),
        ('[[column]]\nname = "a"\nrole = "quatsch"\n', "im 1. Abschnitt [[column]] role = „quatsch“"),
        ('[[column]]\nrole = "text"\n', "kein name"),
        ("column = 3\n", "je Spalte ein Abschnitt"),
    ],
)
def test_a_broken_map_is_said_with_its_place(save: Save, text: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        load_map(save("map.toml", text))
    assert told in str(refused.value)
    assert "„map.toml“" in str(refused.value)


def test_a_map_for_another_file_names_the_missing_column(save_csv: Save) -> None:
    kept = ColumnMap(columns=(ColumnRole(column="Wunsch", role=Role.TEXT),))
    with pytest.raises(ColumnProblem, match="Die Spalte „Wunsch“ gibt es in „umfrage.csv“ nicht".replace(".", r"\.")):
        read(save_csv([["id", "Wünsche"], ["1", "Bus"]]), wishes=Wishes(map=kept))
