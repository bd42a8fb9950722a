"""Decisions about sub-themes, about what people made before, and what each decision has come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import assume, given

from nlp.domain.clashes import in_the_way
from nlp.domain.edits import (
    Board,
    Confirm,
    Create,
    Decision,
    Edit,
    Fate,
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
from nlp.domain.themes import Flag, Origin, Run, SummaryQuote, Theme, Voice
from nlp.themes.replay import replay
from tests.unit.logs import EDIT, LOG, NAMES, OTHER_SUB, PLACES, RUN, SUB, SUB_OF_B, SUBS, numbered, run_of, within


def after(*edits: Edit, run: Run = RUN) -> Run:
    """The run after decisions that all hold."""
    board = replay(run, numbered(*edits))
    assert not board.unapplied
    return board.run


def theme_of(run: Run, wanted: str) -> Theme:
    return next(one for one in run.themes if one.id == wanted)


def families(*edits: Edit) -> list[set[str]]:
    """Themes that each edit speaks of, each with its family."""
    named = []
    for one in edits:
        told = [getattr(one, name) for name in ("theme", "into", "to", "made") if hasattr(one, name)]
        named.append({SUBS.get(theme, theme) for theme in (*told, *getattr(one, "themes", ()))})
    return named


@given(PLACES, LOG)
def test_who_is_in_a_sub_theme_is_in_its_theme_before(where: dict[str, Sequence[str]], log: list[Decision]) -> None:
    run = replay(run_of(where), log).run
    parents = {one.id: one.parent for one in run.themes}
    for name in NAMES:
        inside = [one.theme for one in run.memberships if one.statement == name]
        assert all(inside.index(parents[one]) < inside.index(one) for one in inside if parents[one])
        assert sum(one.primary for one in run.memberships if one.statement == name) == bool(inside)


@given(PLACES, LOG)
def test_every_decision_holds_or_was_taken_back_or_is_told(
    where: dict[str, Sequence[str]], log: list[Decision]
) -> None:
    board = replay(run_of(where), log)
    fates = {one.number: board.fate(one.number) for one in log}
    told = {one.number for one in board.unapplied}
    assert told <= fates.keys()
    assert {number for number, fate in fates.items() if fate is Fate.UNDONE} == set(board.undone)
    assert {number for number, fate in fates.items() if fate in {Fate.PARTLY, Fate.UNAPPLIED}} == told
    assert not board.undone.keys() & (told | board.applied)
    for one in log:
        if fates[one.number] is Fate.PARTLY and isinstance(one.edit, Split | Confirm | Lock):
            missed = {name for part in board.unapplied if part.number == one.number for name in part.statements}
            assert missed < set(one.edit.statements)
    with pytest.raises(KeyError):
        board.fate(99)


@given(PLACES, LOG)
def test_laying_the_log_over_twice_changes_nothing(where: dict[str, Sequence[str]], log: list[Decision]) -> None:
    run = run_of(where)
    assert replay(run, [*log, *log]) == replay(run, log) == replay(run, log)


@given(PLACES, EDIT, EDIT)
def test_decisions_that_do_not_get_in_each_others_way_come_in_any_order(
    where: dict[str, Sequence[str]], one: Edit, other: Edit
) -> None:
    run = run_of(where)
    assume(not isinstance(one, Undo) and not isinstance(other, Undo))
    there = {theme.id for theme in run.themes}
    assume(all(name in there or name == getattr(it, "made", "") for it in (one, other) for name in _named(it)))
    first, second = numbered(one, other)
    assume(not in_the_way(one, [second]) and not in_the_way(other, [first]))
    # What two say of one family is told apart by their statements only, which nobody knows without the board.
    mine, theirs = families(one, other)
    assume(not mine & theirs or not (_moves_many(one) or _moves_many(other)))
    boards = [replay(run, numbered(*order)) for order in permutations((one, other))]
    assert _standing(boards[0]) == _standing(boards[1])


def _named(edit: Edit) -> list[str]:
    told = [getattr(edit, name) for name in ("theme", "into", "made") if hasattr(edit, name)]
    return [*told, *getattr(edit, "themes", ())]


def _moves_many(edit: Edit) -> bool:
    return isinstance(edit, Merge | Reassign)


def _standing(board: Board) -> object:
    """Who is where and why, whatever the numbers of decisions are."""
    inside = {
        name: [(one.theme, one.confirmed) for one in board.run.memberships if one.statement == name] for name in NAMES
    }
    themes = {one.id: (one.title, one.description, one.parent, one.hidden) for one in board.run.themes}
    return inside, themes, board.locked, set(board.decided)


def test_a_sub_theme_brings_its_theme_along() -> None:
    for edit in (Move(statements=("s7",), themes=(SUB,)), Confirm(theme=SUB, statements=("s7",))):
        assert within(after(edit), "s7") == ("a", SUB)
    assert within(after(Move(statements=("s4",), themes=("c", SUB))), "s4") == ("c", "a", SUB)
    assert within(after(Confirm(theme=SUB, statements=("s4",))), "s4") == ("c", "a", SUB)
    assert within(after(Lock(theme=SUB, title="A1", statements=("s4",))), "s4") == ("a", SUB, "c")
    assert within(after(Merge(theme="c", into=SUB)), "s5") == ("a", SUB, "d")


def test_who_leaves_a_theme_leaves_its_sub_themes() -> None:
    assert within(after(Move(statements=("s1",), themes=("c",))), "s1") == ("c",)
    assert within(after(Split(theme="a", made="n", title="N", statements=("s1",))), "s1") == ("n",)


def test_what_is_split_off_a_sub_theme_is_one_beside_it() -> None:
    run = after(Split(theme=SUB, made="n", title="N", statements=("s1",)))
    assert within(run, "s1") == ("a", "n")
    assert theme_of(run, "n").parent == "a"


def test_a_sub_theme_that_goes_elsewhere_takes_its_statements_out_of_the_theme() -> None:
    away = Merge(theme=SUB, into="b")
    assert within(after(away), "s1") == ("b",)
    assert within(after(Confirm(theme="a", statements=("s1",)), away), "s1") == ("a", "b")
    assert within(after(Confirm(theme=SUB, statements=("s7",)), away), "s7") == ("b",), "nobody spoke of the theme"
    assert within(after(Confirm(theme=OTHER_SUB, statements=("s1",)), away), "s1") == ("a", "b", OTHER_SUB)
    assert within(after(Merge(theme=SUB, into="a")), "s1") == ("a",)
    assert within(after(Merge(theme=SUB, into=OTHER_SUB)), "s1") == ("a", OTHER_SUB)
    assert within(after(Merge(theme=SUB, into=SUB_OF_B)), "s1") == ("b", SUB_OF_B)


def test_no_theme_becomes_a_part_of_itself() -> None:
    turned = after(Merge(theme="a", into=SUB))
    assert within(turned, "s1") == (SUB,)
    assert (theme_of(turned, SUB).parent, theme_of(turned, OTHER_SUB).parent) == ("", SUB)
    assert theme_of(after(Confirm(theme=SUB, statements=("s1",)), Merge(theme="a", into=SUB_OF_B)), SUB).parent == "b"
    circle = replay(RUN, numbered(Merge(theme="a", into="b"), Merge(theme="b", into="a")))
    assert [(one.number, one.why) for one in circle.unapplied] == [(2, Misfit.TARGET_GONE)]


def test_a_run_that_has_learnt_a_theme_from_people_gives_it_to_the_decision_that_made_it() -> None:
    made = Split(theme="b", made="p-0123456789", title="Nachtbus", statements=("s3",))
    for origin in Origin:
        learnt = replace(RUN, themes=(*RUN.themes, Theme(id=made.made, title="Bus", origin=origin)))
        run = after(made, Create(made="p-1111111111", title="Leer"), run=learnt)
        assert within(run, "s3") == (made.made,)
        assert (theme_of(run, made.made).title, theme_of(run, made.made).origin) == ("Nachtbus", Origin.PERSON)
        twice = replay(learnt, numbered(made, made))
        assert [(one.number, one.why) for one in twice.unapplied] == [(2, Misfit.THERE_ALREADY)]


def test_a_theme_that_people_emptied_stays_and_says_nothing_of_what_left() -> None:
    said = (SummaryQuote(statement="s4", voice=Voice.CENTRAL, alike=2),)
    told = replace(theme_of(RUN, "c"), central=("s4",), summary=said, twins=("d",),
                   flags=(Flag.TOO_LARGE, Flag.TOO_SIMILAR, Flag.CANDIDATE))  # fmt: skip
    run = replace(RUN, themes=tuple(told if one.id == "c" else one for one in RUN.themes))
    empty = theme_of(after(Move(statements=("s4", "s5"), themes=("d",)), run=run), "c")
    assert (empty.central, empty.summary, empty.flags) == ((), (), (Flag.TOO_SIMILAR,))
    grown = theme_of(after(Merge(theme="d", into="c"), run=run), "c")
    assert (grown.central, grown.summary, grown.twins, grown.flags) == (("s4",), said, (), (Flag.TOO_LARGE,))
    fresh = after(Split(theme="c", made="n", title="N", statements=("s4",)), run=run)
    assert theme_of(fresh, "n").central == ("s4",)


def test_who_is_out_of_sight_says_so_with_its_sub_themes() -> None:
    board = replay(RUN, numbered(Hide(theme="a")))
    assert {one.id for one in board.run.themes if one.hidden} == {"a", SUB, OTHER_SUB}
    assert board.hidden == {"a"}
    shown = replay(RUN, numbered(Hide(theme="a"), Undo(number=1)))
    assert shown.run is RUN
    assert (shown.fate(1), shown.fate(2)) == (Fate.UNDONE, Fate.APPLIED)


def test_what_nobody_touched_is_the_very_same() -> None:
    run = after(Move(statements=("s0",), themes=("c",)), Rename(theme="d", title="Neu"))
    same = {id(one) for one in RUN.memberships}
    assert all(id(one) in same for one in run.memberships if one.statement != "s0")


def test_a_rival_that_went_into_another_is_that_one() -> None:
    torn = replace(
        RUN, memberships=tuple(replace(one, rival="c") if one.statement == "s3" else one for one in RUN.memberships)
    )
    assert (
        next(one.rival for one in after(Merge(theme="c", into="d"), run=torn).memberships if one.statement == "s3")
        == "d"
    )
    assert (
        next(one.rival for one in after(Merge(theme="c", into="b"), run=torn).memberships if one.statement == "s3")
        == ""
    )
