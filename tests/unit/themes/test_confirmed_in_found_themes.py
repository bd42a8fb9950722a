from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nlp.themes.confirming import confirm
from nlp.themes.result import Built
from tests.unit.results import sealed

RUN = sealed({"f-bus": ["a", "b"], "f-kita": ["c", "d"], "f-klein": ["d"]}, ["e"])
BUILT = Built(
    themes=tuple(replace(one, parent="f-kita" if one.id == "f-klein" else "") for one in RUN.themes),
    memberships=RUN.memberships,
    unassigned=RUN.unassigned,
)


def of(built: Built, statement: str) -> list[tuple[str, bool, bool]]:
    return [(one.theme, one.primary, one.confirmed) for one in built.memberships if one.statement == statement]


def test_a_confirmed_statement_is_in_its_theme_and_in_no_other() -> None:
    made, lost = confirm(BUILT, [("a", "f-kita"), ("e", "f-bus")])
    assert of(made, "a") == [("f-kita", True, True)]
    assert of(made, "e") == [("f-bus", True, True)]
    assert made.unassigned == ()
    assert lost == ()
    assert {one.strength for one in made.memberships if one.confirmed} == {1.0}


def test_what_is_in_a_sub_theme_is_in_its_theme_first() -> None:
    made, _ = confirm(BUILT, [("a", "f-klein")])
    assert of(made, "a") == [("f-kita", True, True), ("f-klein", False, True)]


def test_what_finds_nothing_to_hold_on_to_is_told() -> None:
    made, lost = confirm(BUILT, [("a", "f-weg"), ("nie", "f-bus")])
    assert lost == (("a", "f-weg"), ("nie", "f-bus"))
    assert made == BUILT


def test_a_theme_that_nobody_is_left_in_is_gone_and_nobodys_rival() -> None:
    torn = replace(BUILT, memberships=tuple(replace(one, rival="f-bus") for one in BUILT.memberships))
    made, _ = confirm(torn, [("a", "f-kita"), ("b", "f-kita")])
    assert "f-bus" not in {theme.id for theme in made.themes}
    assert all(one.rival != "f-bus" for one in made.memberships)


@given(st.lists(st.tuples(st.sampled_from("abcdex"), st.sampled_from(["f-bus", "f-kita", "f-klein", "f-nie"]))))
def test_nobody_is_lost_and_everybody_has_one_first_theme(pairs: list[tuple[str, str]]) -> None:
    made, lost = confirm(BUILT, pairs)
    placed = {one.statement for one in made.memberships}
    assert placed | set(made.unassigned) == set("abcde")
    assert placed.isdisjoint(made.unassigned)
    assert sorted(one.statement for one in made.memberships if one.primary) == sorted(placed)
    held = {(one.statement, one.theme) for one in made.memberships if one.confirmed}
    assert set(pairs) == {pair for pair in pairs if pair in held} | set(lost)
    assert {one.theme for one in made.memberships} == {theme.id for theme in made.themes}
