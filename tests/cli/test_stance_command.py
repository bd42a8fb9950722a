"""`oton evaluate stance` as a person calls it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Oton

ROWS = """frage;antwort;code
Was gefällt Ihnen gut?;Sommerbad;Lob
Was fehlt Ihnen?;Mehr Bänke;Bedarf
Was fehlt Ihnen?;Turnhalle;Bedarf
"""


def test_the_table_and_the_json_say_the_same(here: Oton, tmp_path: Path) -> None:
    file = tmp_path / "haltung.csv"
    file.write_text(ROWS, encoding="utf-8")
    call = ("evaluate", "stance", file, "--text", "antwort", "--label", "code", "--question", "frage")
    told = here(*call, "--json").told
    assert (told["n"], told["accuracy"], told["stances"]["Bedarf"]["n"]) == (3, 1.0, 2)
    shown = here(*call).out
    for words in ("Bedarf", "Kritik", "Lob", "neutral", "Genauigkeit", "3 Aussagen", "Verwechselt: keine"):
        assert words in " ".join(shown.split())


def test_a_wrong_code_is_one_german_sentence(here: Oton, tmp_path: Path) -> None:
    file = tmp_path / "haltung.csv"
    file.write_text("antwort;code\nMehr Bänke;Freude\n", encoding="utf-8")
    ran = here("evaluate", "stance", file, "--text", "antwort", "--label", "code")
    assert ran.code != 0
    assert "„Freude“" in ran.err
    assert "Traceback" not in ran.err
