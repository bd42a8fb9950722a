"""A small run, and logs of any decisions to lay over it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from nlp.domain.edits import (
    Confirm,
    Create,
    Decision,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.domain.themes import Membership, Origin, Run, Theme

THEMES = ("a", "b", "c", "d")
NAMES = tuple(f"s{number}" for number in range(8))
SUB, OTHER_SUB, SUB_OF_B = "a1", "a2", "b1"
SUBS = {SUB: "a", OTHER_SUB: "a", SUB_OF_B: "b"}


def run_of(places: dict[str, Sequence[str]]) -> Run:
    """A run in which each statement is in these themes, the first the primary one."""
    return Run(
        id="lauf", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={},
        themes=(
            *(Theme(id=one, title=one.upper(), origin=Origin.FOUND) for one in THEMES),
            *(Theme(id=one, title=one.upper(), origin=Origin.FOUND, parent=above) for one, above in SUBS.items()),
        ),
        memberships=tuple(
            Membership(statement=name, theme=theme, strength=0.5, primary=place == 0)
            for name, themes in places.items() for place, theme in enumerate(themes)
        ),
        unassigned=tuple(name for name, themes in places.items() if not themes),
    )  # fmt: skip


def whole(themes: Sequence[str]) -> tuple[str, ...]:
    """As a machine would place it: what is in a sub-theme is in its theme, first."""
    return tuple(dict.fromkeys(one for name in themes for one in (SUBS.get(name, name), name)))


RUN = run_of({"s0": "a", "s1": ("a", SUB), "s2": "ab", "s3": "b", "s4": "c", "s5": "cd", "s6": "d", "s7": ""})
theme = st.sampled_from((*THEMES, *SUBS, "n", "fort"))
some = st.lists(st.sampled_from((*NAMES, "weg")), max_size=4, unique=True).map(tuple)
word = st.sampled_from(("Bus", "Kita"))
EDIT: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Rename, theme=theme, title=word),
    st.builds(Describe, theme=theme, description=word),
    st.builds(Merge, theme=theme, into=theme),
    st.builds(Split, theme=theme, made=theme, title=word, statements=some),
    st.builds(Move, statements=some, themes=st.lists(theme, max_size=2).map(tuple)),
    st.builds(Confirm, theme=theme, statements=some),
    st.builds(Lock, theme=theme, title=word, statements=some),
    st.builds(Create, made=theme, title=word),
    st.builds(Hide, theme=theme),
    st.builds(Reassign, theme=theme, to=st.sampled_from(("jugend", "b")), title=word),
    st.builds(Undo, number=st.integers(0, 9)),
)
LOG = st.lists(EDIT, max_size=8).map(lambda edits: numbered(*edits))
PLACES = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from((*THEMES, *SUBS)), max_size=2, unique=True).map(whole) for name in NAMES}
)


def numbered(*edits: Edit) -> list[Decision]:
    return [
        Decision(number=number, run="lauf", at="2026-01-01T00:00:00+00:00", who="kim", edit=edit)
        for number, edit in enumerate(edits, start=1)
    ]


def within(run: Run, statement: str) -> tuple[str, ...]:
    """The themes of a statement, the primary one first."""
    own = [one for one in run.memberships if one.statement == statement]
    assert sum(one.primary for one in own) == bool(own)
    return tuple(one.theme for one in sorted(own, key=lambda one: not one.primary))
