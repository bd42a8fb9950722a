from __future__ import annotations

import pytest

from nlp.domain.corpus import Statement
from nlp.domain.text import SafeText
from nlp.store import index_text


def indexed(text: str, lead: str | None = None, lemmas: str = "", parts: str = "") -> tuple[str, str, str]:
    return index_text(
        Statement(
            id="s",
            source="q",
            row=1,
            column="t",
            question="",
            respondent="",
            start=0,
            end=len(text),
            text=SafeText(text),
            lead=None if lead is None else SafeText(lead),
            lemmas=lemmas,
            parts=parts,
        )
    )


@pytest.mark.parametrize(
    ("text", "written", "joined"),
    [
        ("Kita-Plätze", "kita-plaetze", "kitaplaetze"),
        ("STRASSE und Straße", "strasse und strasse", ""),
        ("Erzieher:innen", "erzieher:innen", "erzieherinnen"),
        ("Bürger*innenbüro", "buerger*innenbuero", "buergerinnenbuero"),
        ("Lehrer/-innen, Ärzt(innen)", "lehrer/-innen, aerzt(innen)", "lehrerinnen aerztinnen"),
        ("Kinder\u00adgarten", "kindergarten", ""),
        ("Kinder-\ngarten", "kindergarten", ""),
        ("Kinder- und Jugendarbeit", "kinder- und jugendarbeit", ""),
        ("Kinder-\nUnd", "kinder-\nund", ""),
        ("Pla\u0308tze", "plaetze", ""),
        ("", "", ""),
    ],
)
def test_one_spelling_for_many(text: str, written: str, joined: str) -> None:
    assert indexed(text) == (written, "", joined)


def test_lemmas_parts_and_lead() -> None:
    assert indexed("Bänke", lead="Es fehlen:", lemmas="Kita-Platz Bank", parts="Kita Platz") == (
        "baenke",
        "kita-platz bank",
        "kita platz kitaplatz es fehlen:",
    )
