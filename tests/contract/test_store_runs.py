"""What any store does with runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from nlp.domain.themes import Counts
from nlp.errors import NothingToDo, StoreProblem, Unknown
from nlp.ports import Store

KITA, BUS, DARK = "umfrage/a/Mehr Kitaplätze", "umfrage/a/Der Bus fährt zu selten", "umfrage/b/Die Straße ist dunkel"
ANSWERS = [("a", ["Mehr Kitaplätze", "Der Bus fährt zu selten"]), ("b", ["Die Straße ist dunkel"])]


@pytest.fixture
def filled(store: Store, town: Any) -> Store:
    store.save_import(
        town.imported("umfrage", ANSWERS, organisations={"a": "Verein Morgenrot", "b": "Verein Morgenrot"})
    )
    return store


def test_a_run_comes_back_as_it_was_sealed(filled: Store, reopen: Callable[[], Any], town: Any) -> None:
    run = town.run("lauf-1", {"weg": [DARK, BUS], "kita": [KITA, BUS]}, unassigned=["längst fort"])
    filled.save_run(run)
    with closing(reopen()) as again:
        assert again.run("lauf-1") == run
        assert again.run() == run


def test_the_newest_run_comes_first(filled: Store, town: Any) -> None:
    for identity in ("z", "a", "m"):
        filled.save_run(town.run(identity, {}))
    assert filled.runs() == ["m", "a", "z"]
    assert filled.run().id == "m"


def test_the_list_of_runs_says_what_the_whole_runs_would(filled: Store, town: Any) -> None:
    assert filled.headers() == []
    first = town.run("früh", {"kita": [KITA, BUS], "bus": [BUS]}, unassigned=[DARK, "längst fort"])
    under = tuple(replace(one, parent="kita") if one.id == "bus" else one for one in first.themes)
    for run in (replace(first, themes=under), town.run("leer", {}), town.run("lauf", {"weg": [DARK]}, [KITA])):
        filled.save_run(replace(run, previous="davor"))
    assert filled.headers() == [filled.run(one).header for one in ("lauf", "leer", "früh")]
    told = filled.headers()[-1]
    assert (told.themes, told.sub_themes, told.statements, told.unassigned) == (1, 1, 4, 2)


def test_what_a_run_does_not_hold_waits(filled: Store, town: Any) -> None:
    filled.save_run(town.run("lauf", {"kita": [KITA]}, unassigned=[BUS, "längst fort"]))
    assert filled.waiting("lauf") == 1
    filled.save_import(town.imported("mehr", [("c", ["Ein Jugendclub"])]))
    assert filled.waiting("lauf") == 2
    with pytest.raises(Unknown, match="„nie“"):
        filled.waiting("nie")


def test_a_run_is_sealed_once(filled: Store, town: Any) -> None:
    first = town.run("lauf", {"kita": [KITA]})
    filled.save_run(first)
    filled.save_run(town.run("lauf", {"weg": [DARK]}))
    assert filled.run("lauf") == first
    assert filled.runs() == ["lauf"]


def test_a_run_that_contradicts_itself_is_not_kept(filled: Store, town: Any) -> None:
    with pytest.raises(StoreProblem):
        filled.save_run(town.run("lauf", {"kita": [KITA, KITA]}))
    assert filled.runs() == []


def test_runs_that_are_not_there(store: Store) -> None:
    with pytest.raises(NothingToDo, match="oton cluster"):
        store.run()
    with pytest.raises(Unknown, match="„nie“"):
        store.run("nie")
    with pytest.raises(Unknown, match="„nie“"):
        store.counts("nie")


def test_three_counts(filled: Store, town: Any) -> None:
    filled.save_import(town.imported("konferenz", [("a", ["Mehr Licht"])], organisations={"a": "Verein Morgenrot"}))
    light = "konferenz/a/Mehr Licht"
    filled.save_run(town.run("lauf", {"weg": [BUS, KITA, DARK, light], "kita": [KITA], "leer": []}, unassigned=[DARK]))
    assert filled.counts("lauf") == {
        # The same key in two sources is two people; the same body in two sources is one body.
        "weg": Counts(statements=4, respondents=3, organisations=1),
        "kita": Counts(statements=1, respondents=1, organisations=1),
        "leer": Counts(statements=0, respondents=0, organisations=0),
        "": Counts(statements=1, respondents=1, organisations=1),
    }


def test_counts_within_one_source(filled: Store, town: Any) -> None:
    filled.save_import(town.imported("konferenz", [("a", ["Mehr Licht"])]))
    light = "konferenz/a/Mehr Licht"
    filled.save_run(town.run("lauf", {"weg": [BUS, light], "kita": [KITA]}))
    within = filled.counts("lauf", "konferenz")
    assert {theme: count.statements for theme, count in within.items()} == {"weg": 1, "kita": 0, "": 0}


def test_no_organisation_is_not_an_organisation(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    store.save_run(town.run("lauf", {"weg": [BUS, DARK]}))
    assert store.counts("lauf")["weg"] == Counts(statements=2, respondents=2, organisations=0)


def test_counts_only_know_statements_that_still_exist(filled: Store, town: Any) -> None:
    run = town.run("lauf", {"weg": [BUS, DARK], "kita": [KITA]})
    filled.save_run(run)
    assert filled.stale("lauf") == 0.0
    filled.save_import(town.imported("umfrage", [*ANSWERS[:1], ("c", ["Ein neues Wort"])]))
    assert filled.run("lauf") == run
    assert filled.counts("lauf")["weg"].statements == 1
    assert filled.stale("lauf") == pytest.approx(2 / 4)


def test_an_empty_run_over_nothing_is_not_stale(store: Store, town: Any) -> None:
    store.save_run(town.run("lauf", {}))
    assert store.stale("lauf") == 0.0
