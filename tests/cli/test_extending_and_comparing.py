"""New answers into old themes, and two runs side by side, as a person calls them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.cli.conftest import Refused
from tests.conftest import Demo, Oton, lend_vectors

ANSWERS = ["Mehr Kitaplätze im Norden", "Der Bus fährt zu selten", "Ein Jugendclub fehlt", "Radwege zur Schule"]
MORE = ["Die Kita schließt zu früh", "Der Bus ist voll"]


def _import(here: Oton, database: Path, answers: Sequence[str]) -> None:
    file = database.with_suffix(".csv")
    file.write_text("nr;antwort\n" + "".join(f"{nr};{text}\n" for nr, text in enumerate(answers)), encoding="utf-8")
    ran = here("import", file, "--source", "u", "--text", "antwort", "--id", "nr", database=database)
    assert ran.code == 0, ran.err


def test_from_one_run_to_the_next(here: Oton, refused: Refused, demo: Demo, tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    _import(here, database, ANSWERS)
    lend_vectors(demo.database, database)
    refused(here("compare", "--json", database=database))
    refused(here("extend", "--json", database=database))
    first = here("cluster", "--json", database=database).told["run"]
    refused(here("compare", "--json", database=database), first)
    _import(here, database, [*ANSWERS, *MORE])
    added = here("extend", "--json", database=database)
    assert added.code == 0, added.err
    assert added.told["added"]["old"] == len(ANSWERS)
    assert added.told["added"]["new"] == len(MORE)
    assert added.told["waiting"] == 0
    refused(here("extend", "--run", "nie", "--json", database=database), "nie")

    again = here("extend", database=database)
    assert "Seit dieser Auswertung kam nichts hinzu." in again.out
    figures = here("extend", "--run", first, database=database).out
    assert "Von 2 neuen Aussagen kamen " in figures
    assert "4 Aussagen blieben, wo sie waren." in figures

    told = here("compare", "--json", database=database).told
    assert (told["before"], told["now"]) == (first, added.told["run"])
    assert (told["shared"], told["kept"], told["only_before"], told["only_now"], told["rand"]) == (4, 4, 0, 2, 1.0)
    assert sum(flow["statements"] for flow in told["flows"]) == 6
    shown = here("compare", first, added.told["run"], database=database).out
    assert told["summary"] in shown
    for change in told["changes"]:
        assert change["said"] in shown


def test_what_people_confirmed_comes_as_a_table(here: Oton, refused: Refused, demo: Demo, tmp_path: Path) -> None:
    database = tmp_path / "b.db"
    _import(here, database, ANSWERS)
    lend_vectors(demo.database, database)
    first = here("cluster", "--json", database=database).told
    assert first["unapplied"] == []
    statement = first["themes"][0]["quotes"][0]["statement"]
    confirmed = tmp_path / "bestaetigt.csv"
    confirmed.write_text(f"statement,theme\n{statement},Quatsch\n", encoding="utf-8")
    asked = here("cluster", "--confirmed", confirmed, "--granularity", "fein", "--json", database=database)
    refused(asked, "Quatsch")
    confirmed.write_text(f"statement,theme\n{statement},Gesundheit und Prävention\n{statement},f-0\n", encoding="utf-8")
    done = here("cluster", "--confirmed", confirmed, "--granularity", "fein", "--json", database=database)
    assert done.code == 0, done.err
    assert done.told["unapplied"] == [{"statement": statement, "theme": "f-0"}]
    assert "Das hat ein Mensch bestätigt." in here("why", statement, database=database).out
    shown = here("cluster", "--confirmed", confirmed, "--granularity", "fein", database=database).out
    assert "1 Bestätigung findet kein Thema mehr" in shown
    refused(here("cluster", "--confirmed", tmp_path / "nie.csv", "--json", database=database), "nie.csv")
    refused(here("cluster", "--granularity", "winzig", "--json", database=database))
