"""One theme, one statement, and the board with all that a run may know, as a person meets them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.themes import (
    Evidence,
    Flag,
    Membership,
    Origin,
    Run,
    Stability,
    Stance,
    SummaryQuote,
    Theme,
    Unplaced,
    Voice,
)
from nlp.ingest import Wishes
from nlp.store import open_store
from tests.cli.conftest import Held, Refused
from tests.conftest import Oton
from tests.unit.views.conftest import Words

ANSWERS = ["Mehr Kitaplätze", "Mehr Krippenplätze", "Kita bis 17 Uhr", "Die Kita ist zu teuer", "Mehr Kitaplätze bitte"]
BUS, LONELY, LATE = "Der Bus fährt zu selten", "Tja nun", "Ein Badesee"


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, str]:
    """Statement ids by their words; two runs stand in the database, „alt“ and the newer „neu“."""
    with open_store(tmp_path / "a.db") as store:
        for name, answers in (("familie", [*ANSWERS, BUS, LONELY]), ("spät", [LATE])):
            if name == "spät":
                old = plain({one.text: one.id for one in store.statements()})
                store.save_run(old)
                store.save_run(knowing(old, {one.text: one.id for one in store.statements()}))
            file = tmp_path / f"{name}.csv"
            rows = "".join(f"{nr};{one};Nord\n" for nr, one in enumerate(answers))
            file.write_text(f"nr;antwort;Bezirk\n{rows}", encoding="utf-8")
            wishes = Wishes(text=("antwort",), id="nr", group=("Bezirk",))
            source = Source(id=name, title=name.title(), invented=True)
            import_file(file, source=source, wishes=wishes, store=store, analyser=Words())
        return {str(one.text): one.id for one in store.statements()}


@pytest.fixture
def database(ids: dict[str, str], tmp_path: Path) -> Path:
    assert ids
    return tmp_path / "a.db"


def plain(ids: dict[str, str]) -> Run:
    def theme(name: str, title: str, members: list[str]) -> Theme:
        return Theme(
            id=name, title=title, origin=Origin.CATALOGUE, terms=(title,), stability=0.9, grade=Stability.FIRM,
            central=tuple(ids[one] for one in members),
        )  # fmt: skip

    return Run(
        id="alt", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={},
        themes=(theme("kita", "Kita und Krippe", ANSWERS), theme("bus", "Bus", [BUS])),
        memberships=(
            *(Membership(statement=ids[one], theme="kita", strength=0.8) for one in ANSWERS),
            Membership(statement=ids[BUS], theme="bus", strength=0.7),
        ),
        unassigned=(ids[LONELY],),
    )  # fmt: skip


def knowing(old: Run, ids: dict[str, str]) -> Run:
    kita, bus = old.themes
    finer = Theme(id="f-1", title="Öffnungszeiten", origin=Origin.FOUND, parent="kita", flags=(Flag.ONE_VOICE,))
    summary = (
        SummaryQuote(statement=ids[ANSWERS[0]], voice=Voice.CENTRAL, alike=3),
        SummaryQuote(statement=ids[ANSWERS[3]], voice=Voice.MINORITY),
    )
    terms = Evidence(terms=("Kita",), nearest="zu wenig Kitaplätze", nearness=0.71)
    near = Evidence(nearest=ids[LONELY], is_statement=True, nearness=0.4)
    return replace(
        old,
        id="neu",
        previous="alt",
        themes=(
            replace(kita, description="Alles um die Kita.", summary=summary, flags=(Flag.TOO_SIMILAR,), twins=("bus",)),
            bus,
            finer,
        ),
        memberships=(
            *(
                replace(one, stability=0.92, evidence=terms if one.theme == "kita" else near, rival=rival)
                for one in old.memberships
                for rival in ("kita" if one.theme == "bus" else "",)
            ),
            Membership(statement=ids[ANSWERS[2]], theme="f-1", strength=0.5, primary=False, stability=0.3),
        ),
        reasons={ids[LONELY]: Unplaced.FEW_WORDS},
        stances={ids[ANSWERS[0]]: Stance.NEED, ids[ANSWERS[3]]: Stance.CRITICISM},
    )


def test_a_theme_by_its_title_without_quotation_marks(here: Oton, database: Path) -> None:
    shown = here("theme", "kita", "und", "Krippe", database=database)
    assert shown.code == 0, shown.err
    for said in (
        "5 Aussagen · fest (90 %) · aus dem Katalog · Kennung kita",
        "Alles um die Kita.",
        "Unterthemen:   Öffnungszeiten",
        "Erkannt an:    Kita (5)",
        "Nah an:        „zu wenig Kitaplätze“ (5)",
        "Hinweis:       sehr ähnlich wie „Bus“: bitte prüfen, ob es dasselbe ist",
        "im Mittelpunkt; 3 Personen sagen Ähnliches",
        "von wenigen gesagt\n",
        "Kritik: 1 Aussage\n",
        "familie, Bezirk: Nord: 5 von 7",
    ):
        assert said in shown.out
    assert "Zitate" not in shown.out
    assert all(len(line) <= 100 for line in shown.out.splitlines())


def test_a_sub_theme_names_its_theme(here: Oton, database: Path) -> None:
    shown = here("theme", "f-1", database=database).out
    assert "in den Antworten gefunden" in shown
    assert "Teil von:      Kita und Krippe" in shown
    assert "nur eine Person oder Einrichtung spricht davon" in shown
    assert "1 kleine Gruppe wird zu ihrem Schutz nicht gezeigt." in shown


def test_why_a_statement_has_its_theme(here: Oton, database: Path, ids: dict[str, str]) -> None:
    kita = here("why", ids["Kita bis 17 Uhr"], database=database).out
    assert "Haltung: neutral" in kita
    assert "Kita und Krippe: Stärke 0,80, fest (92 %)" in kita
    assert "Dafür sprechen die Wörter: Kita" in kita
    assert "Aus dem Katalog liegt am nächsten: „zu wenig Kitaplätze“ (Nähe 0,71)" in kita
    assert "Kita und Krippe › Öffnungszeiten: Stärke 0,50, unsicher (30 %)" in kita
    bus = here("why", ids[BUS], database=database).out
    assert "Die Aussage liegt zwischen „Bus“ und „Kita und Krippe“." in bus
    assert f"Von den Aussagen liegt am nächsten: „{LONELY}“  [{ids[LONELY]}] (Nähe 0,40)" in bus


def test_why_a_statement_has_none(here: Oton, database: Path, ids: dict[str, str]) -> None:
    assert "Ohne Thema: sagt zu wenig" in here("why", ids[LONELY], database=database).out
    assert here("why", ids[LONELY], "--run", "alt", database=database).out.endswith("\nOhne Thema\n")
    assert "Noch nicht ausgewertet" in here("why", ids[LATE], database=database).out


def test_the_board_with_sub_themes_remarks_stances_and_reasons(here: Oton, database: Path) -> None:
    shown = here("themes", database=database).out
    assert "2 Themen mit 1 Unterthema aus 8 Aussagen" in shown
    assert "    Öffnungszeiten" in shown
    assert "  Hinweis: sehr ähnlich wie „Bus“\n" in shown
    assert "    Hinweis: nur eine Person oder Einrichtung spricht davon\n" in shown
    assert "  Haltung: 1 Bedarf · 1 Kritik · 3 neutral\n" in shown
    assert "Ohne Thema: 1 Aussage\n      1  sagt zu wenig\n" in shown


def test_an_older_run_shows_what_it_knows_and_nothing_odd(here: Oton, database: Path, ids: dict[str, str]) -> None:
    board = here("themes", "--run", "alt", database=database).out
    theme = here("theme", "kita", "--run", "alt", database=database).out
    why = here("why", ids[BUS], "--run", "alt", database=database).out
    for shown in (board, theme, why):
        assert not any(line.rstrip().endswith(":") for line in shown.splitlines())
        for word in ("Hinweis", "Haltung", "Unterthem", "(0 %)", "None", "()", "Erkannt", "sagt zu wenig"):
            assert word not in shown
    assert "Zitate\n" in theme
    assert why.endswith("\nBus: Stärke 0,70\n  Wörter des Themas: Bus\n")


@pytest.mark.parametrize("run", ["alt", "neu"])
def test_programs_get_one_object(here: Oton, database: Path, ids: dict[str, str], run: str) -> None:
    theme = here("theme", "kita", "--run", run, "--json", database=database).told
    why = here("why", ids[BUS], "--run", run, "--json", database=database).told
    board = here("themes", "--run", run, "--json", database=database).told
    assert (theme["run"], why["run"], board["run"]) == (run, run, run)
    assert {"reasons", "previous"} <= set(board)
    assert {"flags", "twins", "parent", "stances", "summary"} <= set(board["themes"][0]) & set(theme)
    assert {"stance", "reason", "waiting", "themes"} <= set(why)


def test_the_table_for_programs(here: Oton, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "alles.json"
    assert here("export", file, "--json", database=database).told["statements"] == len(ANSWERS) + 3
    assert len(json.loads(file.read_text("utf-8"))["statements"]) == len(ANSWERS) + 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["theme", "gibtesnicht"],
        ["theme", ""],
        ["theme", "\udcff"],
        ["theme", "kita", "--run", "gibtesnicht"],
        ["theme", "f-1", "--run", "alt"],
        ["why", "gibtesnicht"],
        ["why", ""],
        ["why", "\udcff"],
    ],
)
def test_what_is_not_there_is_said(
    *, arguments: list[str], here: Oton, refused: Refused, held: Held, database: Path
) -> None:
    before = held(database)
    refused(here(*arguments, "--json", database=database))
    assert held(database) == before


@pytest.mark.parametrize("command", ["theme", "why"])
def test_without_a_run_the_way_to_one_is_told(here: Oton, refused: Refused, tmp_path: Path, command: str) -> None:
    refused(here(command, "kita", "--json", database=tmp_path / "leer.db"), "oton cluster")
