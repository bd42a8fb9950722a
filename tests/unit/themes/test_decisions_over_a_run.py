"""Decisions are laid over any run: nothing gets lost, what does not fit is told, what is taken back never was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.domain.edits import (
    KINDS,
    Confirm,
    Create,
    Decision,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Misfit,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.domain.themes import Origin, Run, Theme, Unplaced
from nlp.themes.replay import replay
from tests.unit.logs import LOG, NAMES, PLACES, RUN, SUB, numbered, run_of, within


def test_without_decisions_a_run_is_what_it_was() -> None:
    assert replay(RUN, []).run == RUN


@given(PLACES, LOG)
def test_no_statement_is_lost_or_placed_twice(where: dict[str, Sequence[str]], decisions: list[Decision]) -> None:
    run = run_of(where)
    board = replay(run, decisions)
    assert board.run.statements == run.statements
    pairs = [(one.statement, one.theme) for one in board.run.memberships]
    assert len(pairs) == len(set(pairs))
    assert not {name for name, _ in pairs} & set(board.run.unassigned)
    known = {one.id for one in board.run.themes}
    assert {one for _, one in pairs} <= known
    assert {one.parent for one in board.run.themes} <= known | {""}
    assert set(board.decided) <= set(pairs)
    assert all(within(board.run, name) or name in board.run.unassigned for name in NAMES)


@given(LOG, st.randoms(use_true_random=False))
def test_the_number_alone_decides_the_order(decisions: list[Decision], dice: object) -> None:
    shuffled = list(decisions)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a random.Random
    assert replay(RUN, shuffled) == replay(RUN, decisions)


@given(LOG, st.integers(1, 8))
def test_what_is_undone_was_never_decided(decisions: list[Decision], number: int) -> None:
    without = [one for one in decisions if one.number != number]
    if len(without) == len(decisions) or any(isinstance(one.edit, Undo) for one in decisions):
        return
    undone = [*decisions, *(replace(one, number=90) for one in numbered(Undo(number=number)))]
    board, never = replay(RUN, undone), replay(RUN, without)
    assert (board.run, board.unapplied, board.decided) == (never.run, never.unapplied, never.decided)
    again = [*undone, *(replace(one, number=91) for one in numbered(Undo(number=90)))]
    assert replay(RUN, again).run == replay(RUN, decisions).run


@given(PLACES, st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), LOG)
def test_what_is_locked_does_not_move(
    where: dict[str, Sequence[str]], locked: list[str], decisions: list[Decision]
) -> None:
    first = replace(numbered(Lock(theme="a", title="A", statements=tuple(locked)))[0], number=0)
    later = [one for one in decisions if not isinstance(one.edit, Undo)]
    board = replay(run_of(where), [first, *later])
    assert {within(board.run, name)[0] for name in locked} == {"a"}
    assert board.locked >= set(locked)


def test_a_locked_theme_that_a_run_no_longer_has_is_there_again() -> None:
    board = replay(RUN, numbered(Lock(theme="alt", title="Alt", statements=("s3",))))
    assert within(board.run, "s3") == ("alt", "b")
    assert next(one.title for one in board.run.themes if one.id == "alt") == "Alt"


@given(
    st.lists(st.sampled_from((Rename(theme="a", title="x"), Merge(theme="a", into="b"), Confirm(theme="b",
        statements=("s3",)), Move(statements=("s0",), themes=("b",)), Hide(theme="b"))), max_size=3),
    st.lists(st.sampled_from((Rename(theme="c", title="y"), Merge(theme="d", into="c"), Confirm(theme="c",
        statements=("s4",)), Move(statements=("s6",), themes=("c",)), Create(made="n", title="N"))), max_size=3),
)  # fmt: skip
def test_decisions_about_different_themes_come_in_any_order(one: list[Edit], other: list[Edit]) -> None:
    first, second = replay(RUN, numbered(*one, *other)).run, replay(RUN, numbered(*other, *one)).run
    assert set(first.memberships) == set(second.memberships)
    assert {theme.id: theme for theme in first.themes} == {theme.id: theme for theme in second.themes}


def test_each_kind_does_what_it_says() -> None:
    def after(*edits: Edit) -> Run:
        board = replay(RUN, numbered(*edits))
        assert not board.unapplied
        return board.run

    def theme_of(run: Run, wanted: str) -> Theme:
        return next(one for one in run.themes if one.id == wanted)

    assert theme_of(after(Rename(theme="a", title="Bus")), "a").title == "Bus"
    assert theme_of(after(Describe(theme="a", description="Linien")), "a").description == "Linien"
    merged = after(Merge(theme="a", into="b"))
    assert [within(merged, name) for name in ("s0", "s1", "s2")] == [("b",), ("b", SUB), ("b",)]
    assert theme_of(merged, SUB).parent == "b"
    split = after(Split(theme="a", made="n", title="Neu", statements=("s1", "s2")))
    assert [within(split, name) for name in ("s0", "s1", "s2")] == [("a",), ("n",), ("n", "b")]
    assert SUB not in {one.id for one in split.themes}, "a sub-theme without statements tells of nothing"
    assert within(after(Move(statements=("s7",), themes=("c", "a"))), "s7") == ("c", "a")
    out = after(Move(statements=("s0",), themes=()))
    assert "s0" in out.unassigned
    assert out.reasons["s0"] is Unplaced.PEOPLE
    assert within(after(Confirm(theme="d", statements=("s4",))), "s4") == ("c", "d")
    assert within(after(Lock(theme="b", title="B", statements=("s2",))), "s2") == ("b", "a")
    assert theme_of(after(Create(made="n", title="Neu")), "n").origin is Origin.PERSON
    given = after(Reassign(theme="d", to="jugend", title="Jugend", sensitive=True))
    assert within(given, "s6") == ("jugend",)
    assert theme_of(given, "jugend").sensitive
    assert replay(RUN, numbered(Hide(theme="a"))).hidden == {"a"}


@pytest.mark.parametrize(
    ("edits", "why", "statements"),
    [
        ((Rename(theme="fort", title="x"),), Misfit.THEME_GONE, ()),
        ((Merge(theme="a", into="a"),), Misfit.SAME, ()),
        ((Merge(theme="a", into="fort"),), Misfit.TARGET_GONE, ()),
        ((Merge(theme="a", into="b"), Merge(theme="b", into="a")), Misfit.TARGET_GONE, ()),
        ((Split(theme="a", made="n", title="N", statements=()),), Misfit.STATEMENTS_GONE, ()),
        ((Split(theme="a", made="b", title="N", statements=("s0",)),), Misfit.THERE_ALREADY, ()),
        ((Move(statements=("s0", "weg"), themes=("b",)),), Misfit.STATEMENTS_GONE, ("weg",)),
        ((Move(statements=("s0",), themes=("fort",)),), Misfit.TARGET_GONE, ()),
        ((Move(statements=("s0",), themes=("b", "fort")),), Misfit.TARGET_GONE, ("s0",)),
        ((Lock(theme="a", title="A", statements=("s0",)), Merge(theme="a", into="b")), Misfit.LOCKED, ("s0",)),
        ((Lock(theme="a", title="A", statements=("s0",)), Move(statements=("s0",), themes=())), Misfit.LOCKED, ("s0",)),
        ((Create(made="a", title="A"),), Misfit.THERE_ALREADY, ()),
        ((Undo(number=7),), Misfit.NO_SUCH_EDIT, ()),
        ((Undo(number=1),), Misfit.NO_SUCH_EDIT, ()),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_reason(
    edits: tuple[Edit, ...], why: Misfit, statements: tuple[str, ...]
) -> None:
    (told,) = replay(RUN, numbered(*edits)).unapplied
    assert (told.number, told.why, told.statements) == (len(edits), why, statements)


def test_who_put_a_statement_where_it_is_stays_known() -> None:
    board = replay(RUN, numbered(Move(statements=("s0",), themes=("c",)), Merge(theme="c", into="d")))
    assert board.decided == {("s0", "d"): 1}
    assert next(one for one in board.run.memberships if one.statement == "s0").confirmed
    assert not next(one for one in board.run.memberships if one.statement == "s4").confirmed


def test_every_kind_has_a_name() -> None:
    assert len(KINDS) == 11
    assert KINDS["reassign"] is Reassign
