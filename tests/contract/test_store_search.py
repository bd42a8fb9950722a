"""What any store finds, and the vectors it keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from nlp.domain.quotes import Filters
from nlp.errors import InputError, Unknown
from nlp.ports import Store

KITA, BUS, DARK = "umfrage/a/Mehr Kita-Plätze", "umfrage/a/Der Bus fährt zu selten", "umfrage/b/Die Straße ist dunkel"
EVERYTHING = Filters()


@pytest.fixture
def filled(store: Store, town: Any) -> Store:
    answers = [("a", ["Mehr Kita-Plätze", "Der Bus fährt zu selten"]), ("b", ["Die Straße ist dunkel"])]
    groups = {"a": {"Bezirk": "Nord", "Alter": "30"}, "b": {"Bezirk": "Süd", "Hausnummer": "30"}}
    store.save_import(town.imported("umfrage", answers, groups=groups))
    store.save_import(town.imported("konferenz", [("a", ["Der Bus hält nicht"])]))
    store.save_run(town.run("alt", {"weg": [BUS, DARK]}))
    store.save_run(town.run("neu", {"weg": [DARK]}))
    return store


def found(store: Store, expression: str, filters: Filters = EVERYTHING, run: str = "", limit: int = 10) -> list[str]:
    return [identity for identity, _ in store.keyword(expression, filters, run, limit)]


def test_words_are_found_as_they_are_folded(filled: Store) -> None:
    assert found(filled, '"strasse"') == [DARK]
    assert found(filled, '"kitaplaetze"') == [KITA]
    assert found(filled, '"kita plaetze"') == [KITA]
    assert found(filled, '"Straße"') == []
    assert found(filled, "") == found(filled, "   ") == []


def test_better_hits_come_first_and_equal_ones_by_id(filled: Store) -> None:
    ranked = filled.keyword('"bus" OR "faehrt"', EVERYTHING, "", 10)
    assert [identity for identity, _ in ranked] == [BUS, "konferenz/a/Der Bus hält nicht"]
    assert ranked[0][1] > ranked[1][1] > 0
    assert found(filled, '"bus" OR "faehrt"', limit=1) == [BUS]
    assert found(filled, '"bus"', limit=0) == []


@pytest.mark.parametrize(
    ("filters", "run", "expected"),
    [
        (Filters(), "", {KITA, BUS, DARK, "konferenz/a/Der Bus hält nicht"}),
        (Filters(source="umfrage"), "", {KITA, BUS, DARK}),
        (Filters(theme="weg"), "", {DARK}),
        (Filters(theme="weg"), "alt", {BUS, DARK}),
        (Filters(theme="nie"), "", set()),
        (Filters(group="Nord"), "", {KITA, BUS}),
        (Filters(group="30"), "", {KITA, BUS, DARK}),
        (Filters(group="Alter=30"), "", {KITA, BUS}),
        (Filters(question="antwort", source="konferenz"), "", {"konferenz/a/Der Bus hält nicht"}),
        (Filters(question="Was fehlt in Musterstadt?", group="Süd"), "", {DARK}),
        (Filters(question="Was ist gut?"), "", set()),
        (Filters(source="' OR 1=1 --"), "", set()),
    ],
)
def test_filters_let_through(filled: Store, filters: Filters, run: str, expected: set[str]) -> None:
    assert filled.filtered(filters, run) == sorted(expected)
    assert set(found(filled, '"der" OR "die" OR "mehr"', filters, run)) == expected


def test_a_filter_names_a_run_that_is_not_there(filled: Store) -> None:
    with pytest.raises(Unknown, match="„nie“"):
        filled.filtered(Filters(theme="weg"), "nie")


def test_an_expression_that_makes_no_sense_is_the_callers_fault(filled: Store) -> None:
    for broken in ('"offen', "AND", "a AND OR b", "nirgends : x", "*"):
        with pytest.raises(InputError):
            filled.keyword(broken, EVERYTHING, "", 5)


def test_the_vocabulary_keeps_in_step(filled: Store, reopen: Callable[[], Any], town: Any) -> None:
    words = filled.vocabulary()
    assert (words["bus"], words["strasse"], words["kitaplaetze"]) == (2, 1, 1)
    with closing(reopen()) as other:
        other.save_import(town.imported("konferenz", [("a", ["Ganz anderes"])]))
    assert filled.vocabulary()["bus"] == 1
    filled.save_import(town.imported("konferenz", []))
    assert "anderes" not in filled.vocabulary()


def test_vectors_are_kept_by_model_and_text(store: Store, reopen: Callable[[], Any]) -> None:
    one, two = np.array([0.6, 0.8], dtype=np.float32), np.array([1.0, 0.0], dtype=np.float32)
    store.save_vectors("modell-1", {"x": one, "y": two})
    store.save_vectors("modell-1", {"x": two})
    store.save_vectors("modell-2", {"x": two})
    with closing(reopen()) as again:
        held = again.load_vectors("modell-1", ["y", "x", "z"])
        assert set(held) == {"x", "y"}
        assert held["x"].dtype == np.float32
        assert np.array_equal(held["x"], one)
        assert np.array_equal(again.load_vectors("modell-2", ["x"])["x"], two)
        assert again.load_vectors("modell-3", ["x"]) == {}
