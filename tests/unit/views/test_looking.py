"""Board, export, trace and search on a small real store."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.quotes import Filters
from nlp.domain.themes import Run
from nlp.errors import FileUnreadable, NothingToDo, Unknown
from nlp.ingest import Wishes
from nlp.store.sqlite import SqliteStore
from nlp.views import board, export, search, trace
from tests.unit.views.conftest import Letters, Words


def add(store: SqliteStore, folder: Path, text: str) -> None:
    file = folder / "mehr.csv"
    file.write_text(f"nr;antwort\n9;{text}\n", encoding="utf-8")
    wishes = Wishes(text=("antwort",), id="nr")
    import_file(file, source=Source(id="mehr", title="Mehr"), wishes=wishes, store=store, analyser=Words())


def test_the_board_counts_and_adds_up(store: SqliteStore, run: Run) -> None:
    view = board.board(store)
    kita, bus = (next(row for row in view.rows if row.theme.id == name) for name in ("kita", "bus"))
    assert (kita.counts.statements, kita.counts.respondents) == (3, kita.counts.respondents)
    assert (bus.counts.statements, bus.counts.respondents, bus.counts.organisations) == (2, 2, 1)
    assert bus.by_source["familien"].organisations == 0
    assert bus.by_source["traeger"].organisations == 1
    for row in view.rows:
        assert sum(one.statements for one in row.by_source.values()) == row.counts.statements
    assert view.rows[0] is kita
    assert view.statements == len(run.statements) == 4 + view.unassigned.statements
    assert view.waiting == 0
    assert [one.id for one in kita.quotes] == list(kita.theme.central[:2])


def test_quotes_are_limited_and_unknown_runs_are_named(store: SqliteStore, run: Run) -> None:
    assert all(row.quotes == () for row in board.board(store, run.id, quotes=0).rows)
    with pytest.raises(Unknown):
        board.board(store, "gibtesnicht")


def test_without_a_run_there_is_no_board(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(NothingToDo):
        board.board(store)
    with pytest.raises(NothingToDo):
        export.export(store, tmp_path / "x.csv")
    assert list(tmp_path.glob("*x*.csv")) == []


def test_what_came_after_the_run_is_counted_apart(store: SqliteStore, run: Run, tmp_path: Path) -> None:
    add(store, tmp_path, "Ein Spielplatz")
    view = board.board(store)
    assert view.waiting == 1
    assert view.statements == len(run.statements) + 1
    assert board.told(view)["waiting"] == 1
    themes = {row[1]: row[3] for row in export.rows(store, run)}
    assert themes["Ein Spielplatz"] == export.WAITING


def lines(store: SqliteStore, path: Path) -> list[dict[str, str]]:
    export.export(store, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_statement_is_exported_with_its_way_back(store: SqliteStore, run: Run, tmp_path: Path) -> None:
    told = {row["Aussage"]: row for row in lines(store, tmp_path / "x.csv")}
    assert set(told) == run.statements
    for one in store.statements():
        row = told[one.id]
        assert row["Text"].removeprefix("'") == one.text
        assert (int(row["Zeile"]), int(row["Von Zeichen"]), int(row["Bis Zeichen"])) == (one.row, one.start, one.end)
        assert (row["Themen"] == "Ohne Thema") is (one.id in run.unassigned)
    two = next(row for row in told.values() if ";" in row["Themen"])
    assert two["Themen"] == "Bus und Bahn; Kita"
    assert {row["Einrichtung"] for row in told.values()} == {"", "Verein Lichtblick"}
    assert {row["Gruppen"] for row in told.values()} == {"", "Bezirk: Nord", "Bezirk: Süd"}


def test_sub_themes_stand_below_their_theme(store: SqliteStore, rich: Run) -> None:
    view = board.board(store)
    assert [(row.theme.id, row.depth) for row in view.rows] == [("kita", 0), ("kita-norden", 1), ("bus", 0)]
    told = {theme["id"]: theme for theme in board.told(view)["themes"]}  # type: ignore[attr-defined]  # plain values
    assert told["kita-norden"]["parent"] == {"id": "kita", "title": "Kita"}
    assert told["kita"]["twins"] == [{"id": "bus", "title": "Bus und Bahn"}]
    assert told["kita"]["flags"][0].startswith("sehr groß")
    assert [one["voice"] for one in told["kita"]["summary"]] == ["central", "minority"]
    assert sum(one["statements"] for one in told["kita"]["stances"]) == told["kita"]["statements"]
    assert board.told(view)["reasons"] == [{"reason": "sagt zu wenig", "statements": len(rich.reasons)}]


def test_a_run_that_knows_less_shows_nothing_odd(store: SqliteStore, run: Run) -> None:
    told = board.told(board.board(store, run.id))
    assert (told["previous"], told["reasons"]) == (None, [])
    for theme in told["themes"]:  # type: ignore[attr-defined]  # plain values
        assert (theme["flags"], theme["twins"], theme["parent"], theme["stances"]) == ([], [], None, [])
    assert {tuple(row[14:]) for row in export.rows(store, run)} == {("", "", "", "")}


def test_themes_that_stand_above_each_other_are_not_lost(store: SqliteStore, run: Run) -> None:
    parents = {"bus": "kita", "kita": "bus"}
    circle = replace(run, id="kreis", themes=tuple(replace(one, parent=parents[one.id]) for one in run.themes))
    store.save_run(circle)
    assert {row.theme.id for row in board.board(store, "kreis").rows} == {"bus", "kita"}


def test_the_export_tells_how_sure_and_why_not(store: SqliteStore, rich: Run, tmp_path: Path) -> None:
    rows = {row["Aussage"]: row for row in lines(store, tmp_path / "x.csv")}
    two = next(row for row in rows.values() if row["Themen"] == "Bus und Bahn; Kita")
    assert (two["Festigkeit"], two["Liegt auch nah an"], two["Haltung"]) == ("0,60; 0,20", "Kita", "Kritik")
    for one in rich.unassigned:
        assert rows[one]["Grund für Ohne Thema"] == ("sagt zu wenig" if one in rich.reasons else "")
        assert (rows[one]["Festigkeit"], rows[one]["Haltung"]) == ("", "neutral")


def test_the_export_for_programs_says_the_same(store: SqliteStore, rich: Run, tmp_path: Path) -> None:
    add(store, tmp_path, "Ein Spielplatz")
    count = export.export(store, tmp_path / "x.json")
    told = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert told["run"] == rich.id
    assert len(told["statements"]) == count == len(store.statements())
    rows = {row[0]: row for row in export.rows(store, rich)}
    for one in told["statements"]:
        row = rows[one["statement"]]
        assert one["text"] == row[1]
        without = export.WAITING if one["waiting"] else export.NO_THEME
        assert ("; ".join(theme["title"] for theme in one["themes"]) or without) == row[3]
        assert (one["stance"] or "", one["reason"] or "") == (row[16], row[17])
        assert all(0 <= theme["stability"] <= 1 for theme in one["themes"])
    export.export(store, tmp_path / "alt.json", rich.previous)
    before = json.loads((tmp_path / "alt.json").read_text("utf-8"))
    assert {theme["stability"] for one in before["statements"] for theme in one["themes"]} == {None}


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert export.harmless(text) == f"'{text}"
    assert export.harmless(f"x{text}") == f"x{text}"


def test_formulas_stay_text_in_both_kinds_of_table(store: SqliteStore, run: Run, tmp_path: Path) -> None:
    texts = {row["Text"] for row in lines(store, tmp_path / "x.csv")}
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)
    assert any("2+5" in text for text in texts)
    export.export(store, tmp_path / "x.xlsx", run.id)
    sheet = load_workbook(tmp_path / "x.xlsx")["Aussagen"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {one.text for one in store.statements()} <= {cell.value for cell in cells}


@pytest.mark.usefixtures("run")
def test_a_failed_export_leaves_what_was_there(store: SqliteStore, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("alt", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Unknown):
        export.export(store, file, "gibtesnicht")
    with pytest.raises(FileUnreadable, match=r"x\.doc"):
        export.export(store, tmp_path / "x.doc")
    with pytest.raises(FileUnreadable, match="fehlt"):
        export.export(store, tmp_path / "fehlt" / "x.csv")
    assert file.read_text(encoding="utf-8") == "alt"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("run")
def test_the_way_back_reaches_the_cell(store: SqliteStore) -> None:
    one = next(one for one in store.statements() if "[PERSON]" in one.text)
    told = trace.told(trace.trace(store, one.id))
    assert (told["file"], told["row"], told["column"]) == ("traeger.csv", 2, "antwort")
    assert told["organisation"] == "Verein Lichtblick"
    assert "Kunze" not in str(told)
    assert "0171" not in str(told)
    bus = next(one for one in store.statements() if "Bus fährt" in one.text)
    way = trace.trace(store, bus.id)
    assert "Mehr Kitaplätze im Norden." in way.answer
    assert "Bus und Bahn" in way.themes
    with pytest.raises(Unknown):
        trace.trace(store, "gibtesnicht")


def test_the_way_back_needs_no_run(store: SqliteStore) -> None:
    assert trace.trace(store, store.statements()[0].id).themes == ()


@pytest.fixture
def searcher(store: SqliteStore, run: Run) -> search.Searcher:
    assert store.runs() == [run.id]
    return search.Searcher(store, analyser=Words(), embedder=Letters())


def sources(found: search.Found) -> set[str]:
    return {quote.statement.source for quote in found.quotes}


def test_words_come_before_what_is_only_near(searcher: search.Searcher) -> None:
    found = searcher.search("Kitaplätze")
    assert all("Kitaplätze" in quote.statement.text for quote in found.quotes[:2])
    assert [quote.score for quote in found.quotes] == sorted((quote.score for quote in found.quotes), reverse=True)


def test_filters_hold_for_words_and_for_meaning(searcher: search.Searcher, run: Run) -> None:
    assert sources(searcher.search("Bus")) == {"familien", "traeger"}
    assert sources(searcher.search("Bus", filters=Filters(source="traeger"))) == {"traeger"}
    only = searcher.search("Bus", filters=Filters(theme="kita"))
    assert only.quotes
    assert {quote.statement.id for quote in only.quotes} <= {
        one.statement for one in run.memberships if one.theme == "kita"
    }
    by_title = searcher.search("Bus", filters=Filters(theme="bus UND bahn"))
    assert all("Bus und Bahn" in quote.themes for quote in by_title.quotes)
    south = searcher.search("Kitaplätze", filters=Filters(group="Süd"))
    assert {quote.statement.respondent for quote in south.quotes} <= {"2", "3"}
    assert searcher.search("Bus", filters=Filters(group="nirgends")).total == 0
    assert searcher.search("Bus", filters=Filters(question="nirgends")).total == 0


def test_filters_that_mean_nothing_are_named(searcher: search.Searcher) -> None:
    with pytest.raises(Unknown, match=r"„nirgends“.*familien, traeger"):
        searcher.search("Bus", filters=Filters(source="nirgends"))
    with pytest.raises(Unknown, match=r"„nirgends“.*Bus und Bahn, Kita"):
        searcher.search("Bus", filters=Filters(theme="nirgends"))


def test_the_limit_limits_what_is_shown_not_what_is_counted(searcher: search.Searcher) -> None:
    found = searcher.search("Bus", limit=1)
    assert len(found.quotes) == 1
    assert found.total > 1
    assert set(search.told(found)) == {"total", "quotes", "corrected"}


@pytest.mark.parametrize("query", ["", " ", "\udcff", "\x00", '"', "a" * 5000])
def test_odd_queries_are_answered(searcher: search.Searcher, query: str) -> None:
    assert searcher.search(query).total >= 0
    assert search.typed(query).encode("utf-8").decode("utf-8") == search.typed(query)


def test_searching_an_empty_store(tmp_path: Path) -> None:
    from nlp.store import open_store

    with open_store(tmp_path / "leer.db") as empty:
        assert search.Searcher(empty, analyser=Words(), embedder=Letters()).search("Bus").total == 0
