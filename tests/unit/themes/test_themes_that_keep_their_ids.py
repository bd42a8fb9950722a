from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.domain.themes import Membership, Run
from nlp.themes.identity import aligned, heirs, inherit
from nlp.themes.overlap import overlap
from nlp.themes.result import Built
from tests.unit.results import sealed

PLACES = st.dictionaries(
    st.integers(0, 30).map(lambda number: f"s{number:02d}"),
    st.sampled_from(["f-1", "f-2", "f-3", "kita", ""]),
    min_size=1,
)


def numbered(first: int, last: int) -> list[str]:
    return [f"s{number:03d}" for number in range(first, last)]


def built(run: Run) -> Built:
    return Built(themes=run.themes, memberships=run.memberships, unassigned=run.unassigned)


def run_of(result: Built) -> Run:
    return replace(
        sealed({}), themes=result.themes, memberships=result.memberships, unassigned=result.unassigned
    )  # fmt: skip


def partition(places: dict[str, str]) -> Run:
    themes = {theme: [one for one, where in places.items() if where == theme] for theme in sorted({*places.values()})}
    nothing = themes.pop("", [])
    return sealed(themes, nothing, catalogue=["kita"])


def test_a_theme_that_grew_and_lost_a_little_keeps_its_id() -> None:
    before = sealed({"f-1": numbered(0, 10), "f-2": numbered(10, 20)})
    now = sealed({"f-8": numbered(9, 25), "f-9": numbered(0, 9)})
    assert aligned(now, before) == {"f-9": "f-1", "f-8": "f-2"}


def test_of_two_halves_the_larger_keeps_the_id_and_of_equal_ones_that_of_the_same_name() -> None:
    before = sealed({"f-1": numbered(0, 10)}, titles={"f-1": "Radwege"})
    assert aligned(sealed({"f-8": numbered(0, 4), "f-9": numbered(4, 10)}), before) == {"f-9": "f-1"}
    halves = {"f-8": numbered(0, 5), "f-9": numbered(5, 10)}
    for name in halves:
        assert aligned(sealed(halves, titles={name: "radwege"}), before) == {name: "f-1"}


def test_pairs_are_chosen_for_the_whole_not_one_by_one() -> None:
    before = sealed({"f-1": numbered(0, 12), "f-2": numbered(12, 18)})
    now = sealed({"f-8": [*numbered(0, 6), *numbered(12, 18)], "f-9": numbered(6, 12)})
    assert aligned(now, before) == {"f-8": "f-2", "f-9": "f-1"}


def test_a_catalogue_theme_is_itself_whatever_is_in_it() -> None:
    before = sealed({"kita": numbered(0, 5), "f-1": numbered(5, 15)}, catalogue=["kita"])
    now = sealed({"kita": numbered(5, 15), "f-9": numbered(0, 5)}, catalogue=["kita"])
    assert aligned(now, before) == {"kita": "kita"}
    # A found theme that went into the catalogue under its id stays the theme it was.
    assert aligned(sealed({"f-1": numbered(0, 5)}, catalogue=["f-1"]), before) == {"f-1": "f-1"}


def test_what_shares_too_little_is_new() -> None:
    before = sealed({"f-1": numbered(0, 10)})
    assert aligned(sealed({"f-9": numbered(7, 20)}, numbered(0, 7)), before) == {"f-9": "f-1"}
    assert aligned(sealed({"f-9": numbered(8, 20)}, numbered(0, 8)), before) == {}
    assert aligned(sealed({"f-9": numbered(20, 30)}), before) == {}


def test_statements_of_one_run_only_do_not_part_themes() -> None:
    before = sealed({"f-1": numbered(0, 10)})
    assert aligned(sealed({"f-9": [*numbered(5, 10), *numbered(50, 90)]}), before) == {"f-9": "f-1"}


def test_a_second_theme_weighs_half() -> None:
    before = sealed({"a": numbered(0, 4), "b": numbered(0, 4)})
    shared = overlap(before, before, ["a", "b"], ["a", "b"])
    assert shared.common.tolist() == [[4, 2], [2, 2]]
    assert np.allclose(shared.jaccard, [[1, 0.5], [0.5, 1]])


def test_a_title_stays_with_most_of_its_statements_and_the_id_also_without() -> None:
    before = sealed({"f-1": numbered(0, 10), "f-2": numbered(10, 20)}, titles={"f-1": "Bus", "f-2": "Kita"})
    now = sealed(
        {"f-8": numbered(0, 9), "f-9": numbered(15, 20)}, numbered(9, 15), titles={"f-8": "Busse", "f-9": "Krippe"}
    )
    made = inherit(built(now), before)
    assert {theme.id: theme.title for theme in made.themes} == {"f-1": "Bus", "f-2": "Krippe"}


def test_new_statements_in_the_majority_give_the_new_title() -> None:
    before = sealed({"f-1": numbered(0, 10)}, titles={"f-1": "Bus"})
    made = inherit(built(sealed({"f-9": numbered(0, 30)}, titles={"f-9": "Verkehr"})), before)
    assert {theme.id: theme.title for theme in made.themes} == {"f-1": "Verkehr"}


def test_no_title_stands_twice() -> None:
    before = sealed({"f-1": numbered(0, 10), "f-2": numbered(10, 14)}, titles={"f-1": "Bus", "f-2": "Kita"})
    now = sealed({"f-8": numbered(0, 10), "f-9": numbered(20, 30)}, titles={"f-8": "Busse", "f-9": "Bus"})
    made = inherit(built(now), before)
    assert sorted(theme.title for theme in made.themes) == ["Bus", "Busse"]


def test_parents_rivals_and_twins_are_renamed_too() -> None:
    before = sealed({"f-1": numbered(0, 10), "f-2": numbered(10, 20)})
    now = sealed({"f-8": numbered(0, 10), "f-9": numbered(10, 20)})
    themes = (replace(now.themes[0], twins=("f-9",)), replace(now.themes[1], parent="f-8"))
    rivals = tuple(replace(one, rival="f-9" if one.theme == "f-8" else "") for one in now.memberships)
    made = inherit(replace(built(now), themes=themes, memberships=rivals), before)
    assert [(theme.id, theme.parent, theme.twins) for theme in made.themes] == [
        ("f-1", "", ("f-2",)),
        ("f-2", "f-1", ()),
    ]
    assert {(one.theme, one.rival) for one in made.memberships} == {("f-1", "f-2"), ("f-2", "")}


def test_an_id_that_belongs_to_another_theme_is_not_given_again() -> None:
    before = sealed({"f-1": numbered(0, 10), "f-2": numbered(10, 20)})
    now = sealed({"f-2": numbered(0, 10), "f-1": numbered(30, 40)}, numbered(10, 20))
    plan = heirs(built(now), before)
    assert plan.ids == {"f-2": "f-1"}
    assert set(plan.fresh) == {"f-1"}
    ids = {theme.id for theme in inherit(built(now), before).themes}
    assert len(ids) == 2
    assert ids & {"f-1", "f-2"} == {"f-1"}


def test_without_an_earlier_run_nothing_changes() -> None:
    now = built(sealed({"f-1": numbered(0, 3)}))
    assert inherit(now, None) is now


@given(PLACES, PLACES)
def test_inheriting_moves_no_statement_and_is_no_matter_of_order(old: dict[str, str], new: dict[str, str]) -> None:
    before, now = partition(old), partition(new)
    made = inherit(built(now), before)
    ids = [theme.id for theme in made.themes]
    assert len(ids) == len(set(ids)) == len(now.themes)
    assert _groups(made.memberships) == _groups(now.memberships)
    assert {one.theme for one in made.memberships} <= set(ids)
    assert made.unassigned == now.unassigned
    turned = replace(built(now), themes=now.themes[::-1], memberships=now.memberships[::-1])
    mirrored = replace(before, themes=before.themes[::-1], memberships=before.memberships[::-1])
    again = inherit(turned, mirrored)
    assert again.memberships == made.memberships
    assert {theme.id: theme.title for theme in again.themes} == {theme.id: theme.title for theme in made.themes}


@given(PLACES)
def test_the_same_result_inherits_itself(places: dict[str, str]) -> None:
    run = partition(places)
    assert inherit(built(run), run) == built(run)


@given(st.lists(PLACES, min_size=2, max_size=6))
def test_through_a_chain_of_runs_ids_stay_apart(chain: list[dict[str, str]]) -> None:
    earlier: Run | None = None
    for places in chain:
        made = inherit(built(partition(places)), earlier)
        assert max(Counter(theme.id for theme in made.themes).values(), default=1) == 1
        earlier = run_of(made)


def _groups(memberships: tuple[Membership, ...]) -> set[frozenset[str]]:
    return {
        frozenset(one.statement for one in memberships if one.theme == theme)
        for theme in {one.theme for one in memberships}
    }
