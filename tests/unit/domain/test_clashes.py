"""What gets in whose way does not depend on how many are asked about at once."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from nlp.domain.clashes import in_the_way, in_the_way_of
from nlp.domain.edits import KINDS, Decision, Edit, Merge, Rename

FEW = st.sampled_from(["a", "b", "c"])
OF_A_FIELD = {
    "str": FEW,
    "int": st.integers(1, 3),
    "bool": st.booleans(),
    "tuple[str, ...]": st.lists(FEW, max_size=2, unique=True).map(tuple),
}


def any_edit() -> st.SearchStrategy[Edit]:
    """Few names, so that decisions meet."""
    return st.one_of(
        *(st.builds(kind, **{one.name: OF_A_FIELD[str(one.type)] for one in fields(kind)}) for kind in KINDS.values())
    )


def decided(edits: list[Edit]) -> list[Decision]:
    return [Decision(number=number, run="lauf", at="", who="ben", edit=one) for number, one in enumerate(edits, 1)]


@given(edits=st.lists(any_edit(), max_size=4), since=st.lists(any_edit(), max_size=4).map(decided))
def test_in_the_way_of_several_is_what_is_in_the_way_of_one(edits: list[Edit], since: list[Decision]) -> None:
    alone = {one.number for edit in edits for one in in_the_way(edit, since)}
    assert [one.number for one in in_the_way_of(edits, since)] == sorted(alone)


def test_the_same_part_is_in_the_way_and_another_is_not() -> None:
    since = decided([Rename(theme="a", title="A"), Rename(theme="b", title="B"), Merge(theme="a", into="c")])
    assert [one.number for one in in_the_way(Rename(theme="a", title="Neu"), since)] == [1, 3]
