"""A survey asked twice, laid down by hand: what people speak of more, less, for the first time and no longer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nlp import compose
from nlp.domain.themes import Flag
from tests.unit.results import sealed
from tests.unit.surveys import ASKED, survey

OLDER, NEWER, VOLUNTEERS = "familie22", "familie26", "freiwillig"
SAID = {
    "bus": "Der Bus kommt zu selten",
    "kita": "Zu wenige Plätze in der Kita",
    "park": "Mehr Bänke im Park",
    "markt": "Ein Markt am Samstag",
    "telefonzelle": "Die Telefonzelle soll bleiben",
    "hitze": "Im Sommer fehlt Schatten gegen die Hitze",
    "sonstiges": "Weiß nicht",
}
TITLES = {
    "bus": "Bus und Bahn",
    "kita": "Familie und Kinderbetreuung",
    "park": "Parks und Plätze",
    "markt": "Märkte",
    "telefonzelle": "Telefonzellen",
    "hitze": "Hitze und Schatten",
}
WAVES = {
    OLDER: {"bus": 20, "kita": 48, "park": 30, "telefonzelle": 9, "sonstiges": 13},
    NEWER: {"bus": 52, "kita": 24, "park": 29, "markt": 8, "hitze": 12, "sonstiges": 5},
    VOLUNTEERS: {"bus": 9, "park": 6},
}
"""Source → theme → how many people speak of it, each of one."""


def two_waves(database: Path) -> Path:
    """Surveys of 2022 and 2026 by random samples, one of volunteers, and a run over all; „hitze“ is a candidate."""
    with compose.opened(database) as store:
        for name, themes in WAVES.items():
            people = [theme for theme, count in themes.items() for _ in range(count)]
            answers = {f"p{number}": [(ASKED, SAID[theme])] for number, theme in enumerate(people)}
            year = {OLDER: "2022", NEWER: "2026"}.get(name, "2025")
            made = survey(name, answers, year=year, random=name != VOLUNTEERS)
            store.save_import(replace(made, source=replace(made.source, title=f"Befragung {year}", invented=True)))
        of = {theme: [one.id for one in store.statements() if SAID[theme] in one.text] for theme in TITLES}
        run = sealed(of)
        titled = (
            replace(one, title=TITLES[one.id], flags=(Flag.CANDIDATE,) * (one.id == "hitze")) for one in run.themes
        )
        rest = tuple(one.id for one in store.statements() if one.id not in run.statements)
        store.save_run(replace(run, themes=tuple(titled), unassigned=rest))
    return database
