"""A store as people have left it: nothing changes before the first decision, everything follows after it."""

from __future__ import annotations

import pytest

from nlp.domain.edits import Create, Edit, Hide, Merge, Move, Rename, Split, Undo
from nlp.domain.quotes import Filters
from nlp.domain.themes import Counts, Run
from nlp.errors import NothingToDo, Unknown
from nlp.ports import Boards
from nlp.store.sqlite import SqliteStore
from nlp.views.board import board
from nlp.views.board import told as board_told
from nlp.views.compare import compare
from nlp.views.export import rows
from nlp.views.hidden import TOGETHER
from nlp.views.hits import Finder
from nlp.views.overview import overview
from nlp.views.plane import plane
from nlp.views.reviewed import reviewed
from nlp.views.search import Reader
from nlp.views.theme import theme
from tests.unit.views.conftest import Letters, Words

QUERY = "mehr OR bus OR kein OR an"
NEW = "p-0123456789"


@pytest.fixture
def seen(store: SqliteStore, rich: Run) -> Boards:
    assert rich.id == store.runs()[0]
    return reviewed(store)


def decide(store: Boards, *edits: Edit) -> list[int]:
    return [one.number for one in store.decide(edits, run=store.runs()[0], who="kim")]


def test_without_decisions_all_is_what_the_store_says(store: SqliteStore, seen: Boards) -> None:
    assert seen.board().run == seen.run() == seen.sealed() == store.run()
    for run in ("", *store.runs()):
        for source in ("", "familien"):
            assert seen.counts(run, source) == store.counts(run, source)
        for filters in (
            Filters(),
            Filters(theme="kita"),
            Filters(theme="kita", source="traeger"),
            Filters(group="Nord"),
        ):
            assert seen.filtered(filters, run) == store.filtered(filters, run)
            assert seen.keyword(QUERY, filters, run, 2) == store.keyword(QUERY, filters, run, 2)
        for one in store.statements():
            assert seen.way_back(one.id, run) == store.way_back(one.id, run)
    assert reviewed(seen) is seen


def test_a_decision_that_changes_no_place_leaves_what_is_counted_and_found(store: SqliteStore, seen: Boards) -> None:
    decide(seen, Rename(theme="kita", title="Kitas"))
    for run in store.runs():
        for source in ("", "familien", "traeger", "fort"):
            assert seen.counts(run, source) == store.counts(run, source)
            filters = Filters(theme="kita", source=source)
            assert seen.filtered(filters, run) == store.filtered(filters, run)
            for limit in (0, 1, 2, 50):
                assert seen.keyword(QUERY, filters, run, limit) == store.keyword(QUERY, filters, run, limit)
    assert [one.title for one in seen.run().themes] == ["Bus und Bahn", "Kitas", "Kita im Norden"]
    north = next(one.id for one in store.statements() if "Norden" in one.text)
    assert seen.way_back(north).themes == ("Kitas", "Kita im Norden")


def test_everything_follows_a_decision_and_its_undoing(store: SqliteStore, seen: Boards) -> None:
    free = store.run().unassigned[0]
    (moved,) = decide(seen, Move(statements=(free,), themes=("bus",)))
    before = store.counts("lauf2")["bus"].statements
    assert seen.counts("lauf2")["bus"].statements == before + 1
    assert free in seen.filtered(Filters(theme="bus"), "lauf2")
    assert free not in store.filtered(Filters(theme="bus"), "lauf2")
    assert {one for one, _ in seen.keyword(QUERY, Filters(theme="bus"), "lauf2", 50)} <= set(
        seen.filtered(Filters(theme="bus"), "lauf2")
    )
    assert seen.way_back(free).themes == ("Bus und Bahn",)
    assert seen.board().decided == {(free, "bus"): moved}
    assert seen.sealed() == store.run()
    assert seen.run("lauf1") != store.run("lauf1"), "decisions hold for every run"
    decide(seen, Undo(number=moved))
    assert seen.run() == store.run()
    assert seen.counts("lauf2") == store.counts("lauf2")


def test_themes_of_people_are_counted_too(seen: Boards) -> None:
    kita = [one.statement for one in seen.run().memberships if one.theme == "kita"]
    decide(seen, Split(theme="kita", made=NEW, title="Neu", statements=tuple(kita)), Create(made="p-1", title="Leer"))
    counts = seen.counts("lauf2")
    assert counts[NEW].statements == len(kita)
    assert counts["kita"] == counts["p-1"] == Counts(statements=0, respondents=0, organisations=0)
    assert list(counts) == [*(one.id for one in seen.run().themes), ""]


def test_a_store_without_runs_says_so_as_ever(store: SqliteStore) -> None:
    seen = reviewed(store)
    with pytest.raises(NothingToDo):
        seen.run()
    assert seen.filtered(Filters(theme="kita"), "") == []


def test_an_unknown_run_is_told_after_decisions_too(seen: Boards) -> None:
    decide(seen, Rename(theme="kita", title="Kitas"))
    with pytest.raises(Unknown):
        seen.board("fort")
    with pytest.raises(Unknown):
        seen.counts("fort")


def test_what_is_hidden_is_in_no_list_and_told_of_once(seen: Boards) -> None:
    before = board(seen)
    decide(seen, Hide(theme="kita"))
    view, told = board(seen), overview(seen)
    assert [row.theme.id for row in view.rows] == ["bus"]
    assert (view.unassigned, view.statements) == (before.unassigned, before.statements)
    kita = len({one.statement for one in seen.run().memberships if one.theme == "kita"})
    assert view.hidden.sentence == told.hidden.sentence == f"1 Thema ist ausgeblendet ({kita} Aussagen)."
    assert board_told(view)["hidden"] == {"themes": 1, "statements": kita}
    assert [one.row.theme.id for one in told.themes] == ["bus"]
    assert all(theme.id == "bus" for heat in told.heats.values() for theme, _ in heat.rows)
    assert theme(seen, "kita").theme.hidden
    assert "Kita" in {cell for row in rows(seen, seen.run()) for cell in row[1:4]} | {
        title for row in rows(seen, seen.run()) for cell in row for title in cell.split("; ")
    }


def test_what_is_hidden_is_no_facet_and_has_no_place_of_its_own_on_the_map(seen: Boards) -> None:
    decide(seen, Hide(theme="kita"))
    finder = Finder.of(seen, Reader(analyser=Words(), embedder=Letters()), "lauf2")
    hits = finder.find(seen, "", fewest=1)
    assert "bus" in {one.value for one in hits.facets.themes}
    assert "kita" not in {one.value for one in hits.facets.themes}
    made = plane(finder.stock, finder.space)
    assert "Kita" not in {one.title for one in made.islands}
    assert TOGETHER.title in {one.title for one in made.islands}
    assert sum(one.count for one in made.islands) == finder.stock.size


def test_a_comparison_names_no_hidden_theme_and_loses_no_statement(seen: Boards) -> None:
    before = compare(seen)
    decide(seen, Hide(theme="kita"))
    view = compare(seen)
    named = {part.title for change in view.changes for part in (*change.before, *change.now)}
    assert "Kita" not in named
    assert sum(one.statements for one in view.flows) == sum(one.statements for one in before.flows)


def test_a_theme_merged_on_one_board_is_merged_on_each(seen: Boards) -> None:
    decide(seen, Merge(theme="kita", into="bus"))
    for run in seen.runs():
        assert "kita" not in {one.id for one in seen.run(run).themes}
