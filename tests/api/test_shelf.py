"""Read models are made once for each state of the store, also where many ask at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from api.remembering import remembering
from api.shelf import Shelf, corpus
from nlp import compose
from nlp.domain.corpus import Import, Respondent, ResponseRecord, Source, Statement
from nlp.domain.edits import Move
from nlp.domain.quotes import Filters
from nlp.domain.text import SafeText
from nlp.domain.themes import Membership, Origin, Run, Theme
from nlp.ports import Boards, Store

EIGHT = 8


class Stating:
    """A store of which only the state is asked."""

    def __init__(self) -> None:
        self.now = "a"

    def state(self) -> str:
        return self.now


@pytest.fixture
def stating() -> Stating:
    return Stating()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Boards]:
    with compose.opened(tmp_path / "haus.db") as opened:
        yield opened


def said(stating: Stating) -> Store:
    return cast("Store", stating)


def test_a_new_state_empties_the_shelf(stating: Stating) -> None:
    shelf, made = Shelf(), iter(range(9))
    seen = [shelf.seen(said(stating), "k", lambda: next(made)) for _ in range(3)]
    stating.now = "b"
    assert [*seen, shelf.seen(said(stating), "k", lambda: next(made))] == [0, 0, 0, 1]


def test_many_who_ask_at_once_wait_for_one(stating: Stating) -> None:
    shelf, made, together = Shelf(), [], threading.Barrier(EIGHT)

    def make() -> int:
        made.append(1)
        together.wait(10)  # nobody goes on before all have asked
        return len(made)

    def ask(number: int) -> int:
        if number:
            together.wait(10)
        return shelf.seen(said(stating), "k", make)

    with ThreadPoolExecutor(EIGHT) as pool:
        assert set(pool.map(ask, range(EIGHT))) == {1}
    assert len(made) == 1


def test_what_was_made_while_somebody_wrote_is_not_kept(stating: Stating) -> None:
    shelf = Shelf()

    def half() -> str:
        stating.now = "b"
        return "half old, half new"

    assert shelf.seen(said(stating), "k", half) == "half old, half new"
    stating.now = "a"
    assert shelf.seen(said(stating), "k", lambda: "whole") == "whole"


def test_what_could_not_be_made_is_tried_again(stating: Stating) -> None:
    shelf = Shelf()

    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        shelf.seen(said(stating), "k", fail)
    assert shelf.seen(said(stating), "k", lambda: "now") == "now"


def test_the_one_not_asked_for_longest_goes_first(stating: Stating) -> None:
    shelf = Shelf(2)
    made: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        shelf.seen(said(stating), key, partial(made.append, key))
    assert made == ["a", "b", "c", "b"]


def test_two_read_models_that_share_a_key_are_told_instead_of_waiting_for_ever(stating: Stating) -> None:
    shelf = Shelf()

    def make() -> str:
        return shelf.seen(said(stating), "k", lambda: "inner")

    with pytest.raises(RuntimeError, match="share a key"):
        shelf.seen(said(stating), "k", make)


def _import(source: str, *words: str) -> Import:
    records = []
    for row, one in enumerate(words):
        statement = Statement(
            id=f"{source}/{one}", source=source, row=row, column="t", question="?", respondent=one, start=0,
            end=len(one), text=SafeText(one),
        )  # fmt: skip
        records.append(
            ResponseRecord(
                row=row,
                column="t",
                question="?",
                respondent=one,
                text=SafeText(one),
                redactions=(),
                statements=(statement,),
            )
        )
    return Import(
        source=Source(id=source, title=source), file="f", columns=(), rows=len(words), cells=len(words),
        respondents=tuple(Respondent(key=one) for one in words), responses=tuple(records), left_out=(),
    )  # fmt: skip


def test_a_store_that_remembers_tells_the_same_as_the_store(store: Boards) -> None:
    remembered = remembering(store, Shelf(), Shelf(), Shelf(now=corpus))
    for imported in (_import("eins", "Bus", "Bahn"), _import("zwei", "Rad"), _import("eins", "Fähre")):
        store.save_import(imported)
        for _ in range(2):
            assert remembered.statements() == store.statements()
            assert remembered.statements("eins") == store.statements("eins")
            assert remembered.respondents() == store.respondents()
            assert remembered.sources() == store.sources()
        assert remembered.statements() is remembered.statements()


def test_a_remembering_store_reads_what_other_processes_write(store: Boards, tmp_path: Path) -> None:
    remembered = remembering(store, Shelf(), Shelf(), Shelf(now=corpus))
    assert remembered.statements() == []
    with compose.opened(tmp_path / "haus.db") as other:
        other.save_import(_import("eins", "Bus"))
    assert [one.id for one in remembered.statements()] == ["eins/Bus"]


def test_a_decision_leaves_what_was_read_of_the_corpus(store: Boards) -> None:
    remembered = remembering(store, Shelf(), Shelf(), Shelf(now=corpus))
    store.save_import(_import("eins", "Bus", "Bahn"))
    store.save_run(
        Run(
            id="lauf", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
            created_at="2026-01-01T00:00:00+00:00", quality={},
            themes=(Theme(id="a", title="A", origin=Origin.FOUND),),
            memberships=(Membership(statement="eins/Bus", theme="a", strength=1.0),), unassigned=("eins/Bahn",),
        )
    )  # fmt: skip
    statements, sealed, board = remembered.statements(), remembered.sealed(), remembered.board()
    assert remembered.counts("lauf")["a"].statements == 1
    store.decide([Move(statements=("eins/Bahn",), themes=("a",))], run="lauf", who="kim")
    assert remembered.statements() is statements
    assert remembered.sealed() is sealed
    assert remembered.board() is remembered.board() is not board
    assert remembered.run() is remembered.board().run
    assert remembered.counts("lauf")["a"].statements == 2
    assert remembered.filtered(Filters(theme="a"), "lauf") == ["eins/Bahn", "eins/Bus"]
