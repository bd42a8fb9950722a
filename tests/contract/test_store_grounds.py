"""What a run knows beyond themes comes back from any store as it was sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.domain.themes import (
    Evidence,
    Flag,
    Membership,
    Origin,
    Run,
    Stability,
    Stance,
    SummaryQuote,
    Theme,
    Unplaced,
    Voice,
)
from nlp.errors import StoreProblem
from nlp.ports import Store

STATEMENTS = tuple("abcdef")
THEMES = ("kita", "bus", "weg")

shares = st.floats(0, 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
statements = st.sampled_from(STATEMENTS)
lists = st.lists(texts, max_size=3).map(tuple)
evidence = st.builds(Evidence, terms=lists, nearest=texts, is_statement=st.booleans(), nearness=st.floats(-1, 1))
quotes = st.builds(
    SummaryQuote, statement=statements, voice=st.sampled_from(Voice), alike=st.integers(min_value=0, max_value=10**6)
)


def theme(identity: str) -> st.SearchStrategy[Theme]:
    return st.builds(
        Theme,
        id=st.just(identity),
        title=texts,
        origin=st.sampled_from(Origin),
        terms=lists,
        stability=shares,
        grade=st.sampled_from(Stability),
        central=st.lists(statements, max_size=3).map(tuple),
        sensitive=st.booleans(),
        field_of_action=texts,
        description=texts,
        parent=st.sampled_from(("", *THEMES)),
        summary=st.lists(quotes, max_size=3).map(tuple),
        flags=st.lists(st.sampled_from(Flag), max_size=3).map(tuple),
        twins=st.lists(st.sampled_from(THEMES), max_size=2).map(tuple),
    )


def membership(place: tuple[str, str]) -> st.SearchStrategy[Membership]:
    return st.builds(
        Membership,
        statement=st.just(place[0]),
        theme=st.just(place[1]),
        strength=shares,
        primary=st.booleans(),
        stability=shares,
        rival=st.sampled_from(("", *THEMES)),
        confirmed=st.booleans(),
        evidence=evidence,
    )


@st.composite
def runs(draw: st.DrawFn) -> Run:
    places = draw(st.lists(st.tuples(statements, st.sampled_from(THEMES)), unique=True, max_size=8))
    unassigned = draw(st.lists(statements, unique=True))
    return Run(
        id="",
        recipe=draw(texts),
        recipe_fingerprint="1",
        corpus_fingerprint="2",
        code_version="3",
        created_at="2026-03-01T10:00:00+00:00",
        quality=draw(st.dictionaries(texts, shares, max_size=2)),
        themes=tuple(draw(theme(one)) for one in THEMES),
        memberships=tuple(draw(membership(place)) for place in places),
        unassigned=tuple(unassigned),
        previous=draw(texts),
        reasons=draw(st.dictionaries(st.sampled_from(unassigned), st.sampled_from(Unplaced))) if unassigned else {},
        stances=draw(st.dictionaries(statements, st.sampled_from(Stance))),
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=runs())
def test_any_run_comes_back_whole(store: Store, made: Run) -> None:
    run = replace(made, id=f"lauf {len(store.runs())}")
    store.save_run(run)
    assert store.run(run.id) == run


def test_a_reason_for_a_statement_that_has_a_theme_is_not_kept(store: Store, town: Any) -> None:
    with pytest.raises(StoreProblem):
        store.save_run(replace(town.run("lauf", {"kita": ["s1"]}), reasons={"s1": Unplaced.ALONE}))
    assert store.runs() == []


def test_a_run_as_large_as_a_city_comes_back_whole(store: Store) -> None:
    places = [f"{number:016x}" for number in range(20_000)]
    why = Evidence(terms=("Kita", "Plätze"), nearest="zu wenig Kitaplätze", nearness=0.61)
    run = Run(
        id="stadt",
        recipe="standard",
        recipe_fingerprint="1",
        corpus_fingerprint="2",
        code_version="3",
        created_at="2026-03-01T10:00:00+00:00",
        quality={},
        themes=tuple(Theme(id=one, title=one.title(), origin=Origin.FOUND) for one in THEMES),
        memberships=tuple(
            Membership(statement=one, theme=THEMES[at % 3], strength=0.5, stability=0.7, rival="bus", evidence=why)
            for at, one in enumerate(places)
        ),
        unassigned=("längst fort",),
        reasons={"längst fort": Unplaced.FEW_WORDS},
        stances=dict.fromkeys(places[::2], Stance.CRITICISM),
    )
    store.save_run(run)
    assert store.run() == run
