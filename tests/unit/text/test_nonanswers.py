"""Answers that say nothing, and short ones that do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.nonanswers import is_non_answer

SAY_NOTHING = [
    "k. A.",
    "k.A.",
    "K.A.!!",
    "keine Angabe",
    "keine Angaben",
    "weiß nicht",
    "weis nich",
    "Weiß ich nicht",
    "weiß ich gerade nicht",
    "keine Ahnung",
    "keine ahnug",
    "s. o.",
    "S.O.",
    "siehe oben",
    "nix",
    "nichts",
    "nein",
    "keine",
    "-",
    "./.",
    "---",
    "entfällt",
    "n/a",
    "N/A",
    "dito",
    "kein Kommentar",
    "fällt mir nichts ein",
    "Mir fällt gerade nichts ein",
    "da fällt mir jetzt spontan nichts ein.",
    "momentan gar nichts",
    "weiß nich 🤷",
    "Nichts!",
    "",
    "   ",
    "...",
    "?",
    "👍",
    "Nein, leider nicht",
    "leider nichts",
    "keine weiteren Anmerkungen",
    "siehe Frage 2",
    "vgl. Antwort zu Frage 2",
    "siehe vorherige Frage",
    "kann ich nicht beurteilen",
    "Dazu kann ich nichts sagen",
    "Keine Angabe, keine Angabe",
    "keine keine",
    "k.p.",
    "hmm",
    "xxx",
    "ich weiß es leider nicht",
    "Weiß net",
    "nichts Konkretes",
    "keine Agnabe",
    "Ich möchte dazu nichts sagen",
    "Keine Meinung",
    "(keine)",
    "„nichts“",
    "o. A.",
    "kein Plan, sorry 😅",
    "habe ich keine Meinung dazu",
    "Nein.",
    "kein Bedarf",
    "mir fällt nichts ein",
    "Im Moment nichts",
    "\u200bk.\u00a0A.",
    "NICHTS",
    "Nein danke",
]
SAY_SOMETHING = [
    "alles gut so",
    "passt",
    "alles gut hier 👍",
    "k. A., wir sind erst im August hergezogen.",
    "Nichts funktioniert",
    "nichts ändern",
    "keine Kitaplätze",
    "keine Zeit",
    "Sonst weiß ich nichts von Angeboten für Senioren",
    "Ruhe",
    "Geld",
    "Alles.",
    "alles",
    "keinen abschluss",
    "was für uns halt",
    "der Krieg",
    "niemand",
    "Keine Busse",
    "weiß nicht wie ich die Miete zahlen soll",
    "Ich weiß nicht, wo man Hilfe bekommt",
    "nichts als Ärger",
    "Danke",
    "Bus",
    "WLAN",
    "Notendruck",
    "keine Mahnung",
    "Zeit",
    "keine Angst mehr",
    "keine ahnung warum die busse nie kommen",
    "siehe Plakat",
    "Nein zu Windrädern",
    "KiTa",
    "Ja, mehr Busse",
    "schlecht",
    "Keine Ampel",
    "kein Arzt",
    "Ideen der Jugend",
    "keine lehrer",
]


@pytest.mark.parametrize("text", SAY_NOTHING)
def test_says_nothing(text: str) -> None:
    assert is_non_answer(text)


@pytest.mark.parametrize("text", SAY_SOMETHING)
def test_says_something(text: str) -> None:
    assert not is_non_answer(text)


@given(st.text(max_size=300))
def test_content_beside_it_makes_it_an_answer(text: str) -> None:
    assert not is_non_answer(f"{text} Der Spielplatz am Nordhang braucht eine neue Rutsche")


def test_long_text_is_an_answer_and_long_nothing_is_not() -> None:
    assert not is_non_answer("nichts " * 1_000)
    assert is_non_answer("- " * 1_000)
