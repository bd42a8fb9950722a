"""A second wave of the example's survey lands in the themes of the first, and what is new in it stands out."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nlp import compose
from nlp.commands.extend import extend
from nlp.commands.import_ import import_file
from nlp.commands.project import project_words
from nlp.domain.corpus import Source
from nlp.domain.themes import Flag, Run
from nlp.ingest import Wishes
from nlp.ports import Store
from nlp.views.waves import Turn, waves
from tests.conftest import Demo

QUESTION = "Was fehlt Ihrer Familie in Elsterau am meisten?"
KNOWN = {
    "Mehr Kitaplätze für unsere Kleinsten": "familie",
    "Die Kita schließt viel zu früh": "familie",
    "Wir finden keinen Krippenplatz": "familie",
    "Der Bus fährt abends nur einmal in der Stunde": "mobilitaet",
    "Sichere Radwege zur Schule": "mobilitaet",
    "Die Bushaltestelle hat kein Dach": "mobilitaet",
    "Bezahlbare Wohnungen für Familien": "wohnen",
    "Eine größere Wohnung ist nicht zu finden": "wohnen",
    "Ein Kinderarzt fehlt im Viertel": "gesundheit",
    "Ein Jugendclub, der am Wochenende offen ist": "jugend",
}
WOLVES = (
    "Der Wolf ist zurück", "Wölfe reißen Schafe", "Angst vor dem Wolf", "Wölfe gehören abgeschossen",
    "Der Wolf kommt bis ans Dorf", "Zäune gegen Wölfe", "Schutz der Herden vor dem Wolf", "Ein Wolf im Wald",
    "Wölfe vertreiben", "Wolfsrudel am Stadtrand", "Entschädigung für gerissene Schafe durch Wölfe", "Wölfe beobachten",
    "Jede Nacht heulen die Wölfe", "Kein Abschuss von Wölfen", "Der Wolf soll im Wald bleiben",
)  # fmt: skip


def quiet(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done <= total or not total


def second_wave(store: Store, folder: Path) -> Run:
    file = folder / "zweite.csv"
    said = "".join(f'{row};"{text}"\n' for row, text in enumerate((*KNOWN, *WOLVES)))
    file.write_text(f"nr;{QUESTION}\n{said}", encoding="utf-8")
    source = Source(id="familie2026", title="Familienbefragung 2026", collected_on="2026-05-01", random_sample=True)
    import_file(file, source=source, wishes=Wishes(text=(QUESTION,), id="nr"), store=store, analyser=compose.analyser())
    recipe = compose.recipe("standard", project_words=project_words(store))
    with ThreadPoolExecutor(1) as executor:
        return extend(store, recipe, analyser=compose.analyser(), executor=executor, progress=quiet).run


def test_a_second_wave_lands_in_the_themes_of_the_first(demo: Demo, tmp_path: Path) -> None:
    database = tmp_path / "zweite.db"
    shutil.copy(demo.database, database)
    with compose.opened(database) as store:
        before = store.run()
        now = second_wave(store, tmp_path)
        old = tuple(one for one in now.memberships if one.statement in before.statements)
        assert old == before.memberships
        texts: dict[str, str] = {one.id: one.text for one in store.statements("familie2026")}
        first = {texts[one.statement]: one.theme for one in now.memberships if one.statement in texts and one.primary}
        assert {text: first.get(text) for text in KNOWN} == KNOWN
        assert {*KNOWN.values()} <= {theme.id for theme in before.themes}

        fresh = [theme for theme in now.themes if theme.id not in {one.id for one in before.themes}]
        assert [theme.flags[0] for theme in fresh if not theme.parent] == [Flag.CANDIDATE]
        assert "olf" in fresh[0].title or "ölf" in fresh[0].title
        inside = {texts[one.statement] for one in now.memberships if one.theme == fresh[0].id}
        assert inside <= {*WOLVES}
        assert len(inside) > len(WOLVES) / 2

        view = waves(store, "familie", "familie2026")
        assert view.comparable, view.reasons
        assert view.questions == (QUESTION,)
        assert view.remarks[-1].endswith("beide Wellen erst in einer neuen Auswertung.")
        rows = {row.theme.id: row for row in view.rows}
        assert view.rows[0].candidate
        assert [row.theme.id for row in view.rows if row.candidate] == [fresh[0].id]
        assert rows[fresh[0].id].turn is Turn.NEW
        assert fresh[0].title in view.finding
        assert rows["familie"].counts[1] == sum(
            one.theme == "familie" and one.statement in texts for one in now.memberships
        )
