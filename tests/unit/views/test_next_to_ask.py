"""What people are asked about next, from a board and the vectors that are kept."""

from __future__ import annotations

from dataclasses import replace

from nlp.domain.edits import Board
from nlp.domain.themes import Run
from nlp.store.sqlite import SqliteStore
from nlp.vectors.memory import MemoryCache
from nlp.views.asking import next_to_ask
from tests.unit.views.conftest import Letters

READERS = [Letters()]


def asked(store: SqliteStore, board: Board, settled: tuple[str, ...] = (), count: int = 20) -> tuple[str, ...]:
    return next_to_ask(board, store.statements(), store, READERS, settled=settled, count=count)


def test_everything_that_nobody_has_spoken_of_is_asked_about_once(store: SqliteStore, rich: Run) -> None:
    confirmed = {one.statement for one in rich.memberships if one.confirmed}
    found = asked(store, Board(run=rich))
    assert confirmed
    assert sorted(found) == sorted(rich.statements - confirmed)
    assert found[:2] == asked(store, Board(run=rich), count=2)


def test_decided_and_settled_statements_are_left_out(store: SqliteStore, run: Run) -> None:
    moved, left = run.memberships[0].statement, run.unassigned[0]
    board = Board(run=run, decided={(moved, run.memberships[0].theme): 1})
    assert run.statements - {moved, left} == set(asked(store, board, settled=(left, "längst fort")))


def test_hidden_themes_are_not_asked_about(store: SqliteStore, run: Run) -> None:
    in_sight = {one.statement for one in run.memberships if one.theme != "kita"} | set(run.unassigned)
    assert set(asked(store, Board(run=run, hidden=frozenset({"kita"})))) == in_sight


def test_new_statements_and_those_without_vectors_wait(store: SqliteStore, run: Run) -> None:
    without = run.unassigned[0]
    fewer = replace(run, unassigned=run.unassigned[1:])
    assert set(asked(store, Board(run=fewer))) == run.statements - {without}
    assert next_to_ask(Board(run=run), store.statements(), MemoryCache(), READERS) == ()
    assert next_to_ask(Board(run=run), [], store, READERS) == ()
