"""The first page's figures: sources apart, small groups unseen, everything that waits named."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source, SourceKind
from nlp.domain.themes import Flag, Membership, Origin, Run, Stability, Theme, Unplaced
from nlp.ingest import Wishes
from nlp.store import open_store
from nlp.store.sqlite import SqliteStore
from nlp.views import findings
from nlp.views.overview import all_asked, label, overview
from tests.unit.views.conftest import Words

DISTRICTS = ("Nord",) * 12 + ("Süd",) * 9 + ("West",) * 3


@pytest.fixture
def town(tmp_path: Path) -> SqliteStore:
    """24 of 40 asked households, and minutes that name nobody; buses are everybody's matter, day care that of some."""
    rows = ["nr;antwort;Bezirk"]
    rows += [
        f"{nr};Der Bus Nummer {nr} fährt zu selten.{' Die Kita ist zu weit weg.' if nr % 2 else ''};{district}"
        for nr, district in enumerate(DISTRICTS)
    ]
    (tmp_path / "haushalte.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "treffen.csv").write_text("nr;antwort\n1;Mehr Kita im Norden\n2;Kita bis abends\n", encoding="utf-8")
    store = open_store(tmp_path / "stadt.db")
    for name, kind, population in (("haushalte", SourceKind.SURVEY, 40), ("treffen", SourceKind.MINUTES, 20)):
        wishes = Wishes(text=("antwort",), id="nr", group=("Bezirk",) if name == "haushalte" else ())
        source = Source(id=name, title=name.title(), kind=kind, population=population)
        import_file(tmp_path / f"{name}.csv", source=source, wishes=wishes, store=store, analyser=Words())
    return store


def about(store: SqliteStore, word: str) -> list[str]:
    return [one.id for one in store.statements() if re.search(word, one.text)]


def sealed(store: SqliteStore, identity: str = "lauf1", **themes: list[str]) -> Run:
    placed = {one for members in themes.values() for one in members}
    unassigned = tuple(one.id for one in store.statements() if one.id not in placed)
    run = Run(
        id=identity, recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={},
        themes=tuple(
            Theme(id=name, title=name.title(), origin=Origin.FOUND, stability=0.9, grade=Stability.FIRM)
            for name in themes
        ),
        memberships=tuple(
            Membership(statement=one, theme=name, strength=0.5) for name, members in themes.items() for one in members
        ),
        unassigned=unassigned, reasons=dict.fromkeys(unassigned, Unplaced.ALONE),
    )  # fmt: skip
    store.save_run(run)
    return run


def test_sources_stand_side_by_side_and_every_source_has_the_same_say(town: SqliteStore) -> None:
    sealed(town, bus=about(town, "Bus"), kita=about(town, "Kita"))
    view = overview(town)
    assert [one.row.theme.id for one in view.themes] == ["kita", "bus"]
    assert view.themes[0].share == pytest.approx((12 / 36 + 1) / 2)
    assert [one.row.theme.id for one in view.by("haushalte")] == ["bus", "kita"]
    kita = view.themes[0].row.by_source
    assert (kita["haushalte"].statements, kita["treffen"].statements) == (12, 2)


def test_a_response_rate_stands_only_where_it_is_known(town: SqliteStore) -> None:
    households, meeting = all_asked(town)
    assert (households.respondents, households.rate) == (24, 24 / 40)
    assert (meeting.respondents, meeting.rate) == (None, None)
    assert households.questions == (("antwort", 24, 36),)
    more_than_asked = replace(households, shown=replace(households.shown, rate=1.2))
    assert more_than_asked.rate is None


def test_who_answered_is_told_by_group_without_the_small_ones(town: SqliteStore) -> None:
    ((name, told),) = all_asked(town)[0].groups
    assert name == "Bezirk"
    assert [(cell.value, cell.count) for cell in told.cells] == [("Nord", 12), ("Süd", None), ("West", None)]
    assert told.sentence.startswith("2 Gruppen sind nicht beziffert: Weniger als 5 Befragte")


def test_the_heat_map_shows_no_group_whose_size_is_hidden(town: SqliteStore) -> None:
    sealed(town, bus=about(town, "Bus"), kita=about(town, "Kita"), eins=about(town, "Nummer 1 "))
    (heat,) = overview(town).heats.values()
    assert heat.id == "haushalte~Bezirk"
    shown = {theme.id: [(cell.count, cell.of) for cell in row.cells] for theme, row in heat.rows}
    assert shown == {"bus": [(12, 12), (None, None), (None, None)], "kita": [(6, 12), (None, None), (None, None)]}
    assert heat.left_out == 1
    assert heat.sentence.startswith("4 Felder sind nicht beziffert")
    assert findings.of_heat(heat) == (
        "Den größten Anteil unter den gezeigten Feldern hat „Bus“ in der Gruppe „Nord“: "
        "12 von 12 Befragten (100 %) sprechen dort davon."
    )
    assert findings.of_heat(replace(heat, rows=())) == findings.TOO_FEW


def test_a_smaller_limit_shows_more_and_a_larger_one_less(town: SqliteStore) -> None:
    sealed(town, bus=about(town, "Bus"))
    assert [overview(town, fewest=least).heats["haushalte~Bezirk"].visible for least in (2, 5, 13)] == [3, 1, 0]


def test_the_finding_says_what_comes_first_where(town: SqliteStore) -> None:
    sealed(town, bus=about(town, "Bus"), kita=about(town, "Kita"))
    view = overview(town)
    assert findings.of_themes(view, "treffen") == (
        "Am häufigsten geht es um „Kita“: in 2 von 2 Aussagen (100 %) aus „Treffen“."
    )
    assert findings.of_themes(view) == "An erster Stelle steht „Bus“ und „Kita“ in je 1 von 2 Quellen."
    nothing = overview(town, sealed(town, "leer").id)
    assert findings.of_themes(nothing) == findings.of_themes(nothing, "treffen") == findings.NO_THEMES


def test_sub_themes_are_folded_under_their_theme(town: SqliteStore) -> None:
    run = sealed(town, bus=about(town, "Bus"), kita=about(town, "Kita"), abend=about(town, "Bus Nummer 1"))
    themes = tuple(replace(theme, parent="bus") if theme.id == "abend" else theme for theme in run.themes)
    town.save_run(replace(run, id="lauf2", themes=themes))
    told = {one.row.theme.id: [finer.theme.id for finer in one.finer] for one in overview(town).themes}
    assert told == {"kita": [], "bus": ["abend"]}


def test_what_changed_since_the_last_run_is_said_in_words(town: SqliteStore) -> None:
    first = sealed(town, bus=about(town, "Bus"))
    assert overview(town).news is None
    sealed(town, "lauf2", bus=about(town, "Bus"), kita=about(town, "Kita"))
    news = overview(town).news
    assert news is not None
    assert news.before == first.id
    assert "1 Thema kam neu hinzu" in news.summary
    assert news.changes == ("„Kita“ ist neu: 14 Aussagen, davon 14 bisher ohne Thema.",)
    assert news.more == 0


def test_what_waits_for_somebody_is_named(town: SqliteStore, tmp_path: Path) -> None:
    run = sealed(town, bus=about(town, "Bus"))
    theme = replace(run.themes[0], flags=(Flag.TOO_LARGE,), grade=Stability.UNSURE)
    town.save_run(replace(run, id="lauf2", themes=(theme,)))
    late = tmp_path / "spaet.csv"
    late.write_text("nr;antwort\n1;Mehr Bänke im Park\n", encoding="utf-8")
    source = Source(id="spaet", title="Spät")
    import_file(late, source=source, wishes=Wishes(text=("antwort",), id="nr"), store=town, analyser=Words())
    review = overview(town).review
    assert [row.theme.id for row in review.flagged] == [row.theme.id for row in review.unsure] == ["bus"]
    assert (review.waiting, dict(review.reasons)) == (1, {Unplaced.ALONE: 14})
    assert review.unassigned["treffen"].statements == 2
    assert not review.nothing


def test_a_code_is_explained_by_its_values() -> None:
    source = Source(id="a", title="A", wording=(("G01Q01", "Wie leben Sie?"),))
    assert label(source, "Bezirk", ["Nord"]) == "Bezirk"
    assert label(source, "G01Q01", ["allein", "zu zweit"]) == "Wie leben Sie?"
    assert (
        label(source, "G01Q02", ["Paar", "allein", "Großfamilie", "andere"]) == "G01Q02 (Großfamilie, Paar, allein …)"
    )
    assert label(source, "F3", ["ja"]) == "F3 (ja)"
