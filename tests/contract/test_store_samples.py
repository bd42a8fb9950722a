"""What any store does with samples for double coding and what their coders say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from nlp.domain.reviewing import Sample
from nlp.errors import NotAllowed, Unknown
from nlp.ports import Store

KITA, DARK, BUS = "umfrage/a/Mehr Kitaplätze", "umfrage/b/Die Straße ist dunkel", "umfrage/b/Der Bus kommt nie"
ANSWERS = [("a", ["Mehr Kitaplätze"]), ("b", ["Die Straße ist dunkel", "Der Bus kommt nie"])]
SAMPLE = Sample(
    id="st-1",
    title="Erste Runde",
    run="lauf",
    seen=0,
    themes=(("weg", "Wege"), ("kita", "Kita & Hort")),
    statements=(DARK, KITA),
    coders=("ben", "ayse"),
    who="carla",
    at="2026-03-01T10:00:00+00:00",
)


@pytest.fixture
def house(store: Store, town: Any) -> Store:
    store.save_import(town.imported("umfrage", ANSWERS))
    store.save_run(town.run("lauf", {"kita": [KITA], "weg": [DARK, BUS]}))
    return store


def test_samples_come_back_as_they_were_drawn_the_newest_first(house: Store, reopen: Callable[[], Any]) -> None:
    assert house.samples() == []
    second = replace(SAMPLE, id="st-0", at="2026-02-01T10:00:00+00:00", seen=7, coders=("ben", "carla", "özlem"))
    for one in (SAMPLE, second):
        house.save_sample(one)
    with closing(reopen()) as again:
        assert again.samples() == [second, SAMPLE]


def test_a_sample_that_is_there_stays_as_it_is(house: Store) -> None:
    house.save_sample(SAMPLE)
    before = house.state()
    house.save_sample(replace(SAMPLE, title="Anders", statements=(BUS,)))
    assert (house.samples(), house.state()) == ([SAMPLE], before)


@pytest.mark.parametrize("change", [{"run": "nirgends"}, {"run": ""}, {"statements": (KITA, "fort")}])
def test_a_sample_is_drawn_from_what_is_there(house: Store, change: dict[str, Any]) -> None:
    with pytest.raises(Unknown):
        house.save_sample(replace(SAMPLE, **change))
    assert house.samples() == []


def test_the_last_word_of_each_coder_counts(house: Store, reopen: Callable[[], Any]) -> None:
    house.save_sample(SAMPLE)
    house.save_sample(replace(SAMPLE, id="st-2"))
    assert house.codings("st-1") == []
    house.code("st-1", DARK, ["kita"], coder="ben")
    other = house.code("st-1", DARK, ["weg", "kita", "weg"], coder="ayse")
    nothing = house.code("st-1", KITA, [], coder="ben")
    house.code("st-2", DARK, ["weg"], coder="ben")
    again = house.code("st-1", DARK, ["weg"], coder="ben")
    with closing(reopen()) as elsewhere:
        assert elsewhere.codings("st-1") == [other, nothing, again]
    assert [(one.statement, one.coder, one.themes) for one in (other, nothing, again)] == [
        (DARK, "ayse", ("weg", "kita")),
        (KITA, "ben", ()),
        (DARK, "ben", ("weg",)),
    ]


@pytest.mark.parametrize(
    ("sample", "statement", "themes"),
    [("st-9", DARK, ["weg"]), ("st-1", BUS, ["weg"]), ("st-1", "fort", []), ("st-1", DARK, ["weg", "bus"])],
)
def test_what_is_not_in_the_sample_is_not_coded(house: Store, sample: str, statement: str, themes: list[str]) -> None:
    house.save_sample(SAMPLE)
    with pytest.raises(Unknown):
        house.code(sample, statement, themes, coder="ben")
    assert house.codings("st-1") == []


def test_only_its_coders_code_a_sample(house: Store) -> None:
    house.save_sample(SAMPLE)
    with pytest.raises(NotAllowed, match="„carla“"):
        house.code("st-1", DARK, ["weg"], coder="carla")
    assert house.codings("st-1") == []


def test_codings_of_a_sample_that_is_not_there_are_not_none(house: Store) -> None:
    with pytest.raises(Unknown, match="„st-1“"):
        house.codings("st-1")


def test_a_sample_and_its_codings_outlive_the_statements(house: Store, town: Any) -> None:
    house.save_sample(SAMPLE)
    given = house.code("st-1", DARK, ["weg"], coder="ben")
    house.save_import(town.imported("umfrage", []))
    assert (house.samples(), house.codings("st-1")) == ([SAMPLE], [given])


def test_samples_and_codings_move_the_state_and_leave_that_of_the_corpus(house: Store) -> None:
    states, corpus = [house.state()], house.corpus_state()
    house.save_sample(SAMPLE)
    states.append(house.state())
    for _ in range(2):
        house.code("st-1", DARK, ["weg"], coder="ben")
        states.append(house.state())
    assert len(set(states)) == 4
    assert house.corpus_state() == corpus
