from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.themes import Run
from nlp.errors import NothingToDo, Unknown
from nlp.store.sqlite import SqliteStore
from nlp.views.compare import Comparison, Kind, changes, compare, sentence, summary, told
from tests.unit.results import sealed

TITLES = {"bus": "Bus", "rad": "Rad", "kita": "Kita", "f-1": "Freibad", "f-2": "Hallenbad", "f-9": "Bäder"}
PLACES = st.dictionaries(
    st.integers(0, 30).map(lambda number: f"s{number:02d}"), st.sampled_from(["f-1", "f-2", "kita", "bus", ""])
)


def numbered(first: int, last: int) -> list[str]:
    return [f"s{number:03d}" for number in range(first, last)]


def run(themes: dict[str, list[str]], unassigned: list[str] | None = None, name: str = "lauf") -> Run:
    return sealed(themes, unassigned or [], titles=TITLES, catalogue=["kita", "bus"], identity=name)


def partition(places: dict[str, str]) -> Run:
    themes = {theme: [one for one, where in places.items() if where == theme] for theme in sorted({*places.values()})}
    nothing = themes.pop("", [])
    return run(themes, nothing)


def said(view: Comparison, kind: Kind) -> list[str]:
    return [sentence(change) for change in view.of(kind)]


def test_what_stayed_tells_who_came_and_went() -> None:
    before = run({"bus": numbered(0, 10), "kita": numbered(10, 20)}, numbered(20, 22))
    now = run({"bus": [*numbered(0, 8), "s020", *numbered(50, 53)], "kita": numbered(8, 19)}, ["s021"])
    view = changes(before, now)
    assert said(view, Kind.STAYED) == [
        "„Bus“ blieb: 8 Aussagen wie bisher, 1 kam von anderswo, 2 gingen weg und 3 sind neu eingelesen.",
        "„Kita“ blieb: 9 Aussagen wie bisher, 2 kamen von anderswo und 1 steht nicht mehr in den Daten.",
    ]
    assert (view.shared, view.kept, view.only_before, view.only_now) == (21, 18, 1, 3)
    assert summary(view) == (
        "Alle 2 Themen blieben. Von 21 Aussagen in beiden behielten 18 ihr Thema (86 %). "
        "Außerdem stehen 3 Aussagen nur in der neueren Auswertung und 1 Aussage nur in der älteren Auswertung."
    )


def test_a_theme_that_was_split() -> None:
    before = run({"f-9": numbered(0, 20), "bus": numbered(20, 30)})
    now = run({"f-1": numbered(0, 12), "f-2": numbered(12, 19), "bus": numbered(19, 30)})
    view = changes(before, now)
    assert said(view, Kind.SPLIT) == [
        "„Bäder“ wurde geteilt: in „Freibad“ (12 Aussagen, 60 %) und „Hallenbad“ (7 Aussagen, 35 %)."
    ]
    assert (view.of(Kind.SPLIT)[0].left, view.of(Kind.SPLIT)[0].came) == (1, 0)
    assert summary(view).startswith("Von 2 Themen blieb 1 und 1 wurde geteilt. Von 30 Aussagen")


def test_themes_that_became_one() -> None:
    before = run({"f-1": numbered(0, 12), "f-2": numbered(12, 20), "bus": numbered(20, 30)})
    view = changes(before, run({"f-9": numbered(0, 20), "bus": numbered(20, 30)}))
    assert said(view, Kind.MERGED) == [
        "„Bäder“ vereint jetzt „Freibad“ (12 Aussagen, 60 %) und „Hallenbad“ (8 Aussagen, 40 %)."
    ]
    assert summary(view).startswith("Von 3 Themen blieb 1 und 2 gingen zusammen. ")


def test_a_small_theme_that_went_into_a_large_one_is_told_as_such() -> None:
    before = run({"f-1": numbered(0, 40), "f-2": numbered(40, 43)})
    view = changes(before, run({"f-1": numbered(0, 43)}))
    assert [part.title for part in view.of(Kind.MERGED)[0].before] == ["Freibad", "Hallenbad"]


def test_what_appeared_and_what_vanished() -> None:
    before = run({"f-1": numbered(0, 10), "kita": numbered(10, 20), "bus": numbered(20, 30)}, numbered(30, 34))
    now = run(
        {"kita": [*numbered(10, 20), *numbered(0, 5)], "bus": [*numbered(20, 30), *numbered(5, 9)], "f-2":
         [*numbered(30, 34), *numbered(60, 64)]}, ["s009"],
    )  # fmt: skip
    view = changes(before, now)
    assert said(view, Kind.VANISHED) == [
        "„Freibad“ gibt es nicht mehr: von 10 Aussagen 5 jetzt in „Kita“ und 4 jetzt in „Bus“."
    ]
    assert said(view, Kind.APPEARED) == [
        "„Hallenbad“ ist neu: 8 Aussagen, davon 4 bisher ohne Thema und 4 neu eingelesen."
    ]
    assert summary(view).startswith("Von 3 Themen blieben 2 und 1 gibt es nicht mehr; 1 Thema kam neu hinzu. ")


def test_another_name_for_the_same() -> None:
    view = changes(run({"f-1": numbered(0, 10)}), run({"f-9": numbered(0, 9)}, ["s009"]))
    assert said(view, Kind.RENAMED) == ["„Freibad“ heißt jetzt „Bäder“: 9 Aussagen wie bisher und 1 ging weg."]
    assert view.same == {"f-9": "f-1"}


def test_what_is_in_a_subtheme_counts_in_the_theme_above() -> None:
    before = run({"bus": numbered(0, 10)})
    now = run({"bus": numbered(0, 6), "f-1": numbered(0, 3), "f-2": numbered(6, 10)})
    now = replace(now, themes=tuple(replace(one, parent="bus" if one.id != "bus" else "") for one in now.themes))
    view = changes(before, now)
    assert [change.kind for change in view.changes] == [Kind.STAYED]
    assert view.kept == 10


def test_runs_over_other_statements_are_compared_by_their_catalogue() -> None:
    view = changes(run({"bus": ["a"], "f-1": ["b"]}), run({"bus": ["c", "d"], "f-2": ["e"]}))
    assert view.rand is None
    assert [change.kind for change in view.changes] == [Kind.STAYED, Kind.APPEARED, Kind.VANISHED]
    assert "Keine Aussage steht in beiden Auswertungen" in summary(view)


@settings(max_examples=40)
@given(PLACES, PLACES)
def test_every_theme_and_every_statement_is_told(old: dict[str, str], new: dict[str, str]) -> None:
    before, now = partition(old), partition(new)
    view = changes(before, now)
    assert {part.theme for change in view.changes if change.kind is not Kind.APPEARED for part in change.before} >= {
        theme.id for theme in before.themes
    }
    assert {part.theme for change in view.changes if change.kind is not Kind.VANISHED for part in change.now} >= {
        theme.id for theme in now.themes
    }
    assert sum(flow.statements for flow in view.flows) == len(old.keys() | new.keys())
    assert view.shared + view.only_before + view.only_now == len(old.keys() | new.keys())
    assert 0 <= view.kept <= view.shared
    assert all(sentence(change).startswith("„") for change in view.changes)
    assert json.loads(json.dumps(told(view))) == told(view)


@settings(max_examples=40)
@given(PLACES, PLACES)
def test_looked_at_backwards_what_was_split_was_merged(old: dict[str, str], new: dict[str, str]) -> None:
    before, now = partition(old), partition(new)
    there, back = changes(before, now), changes(now, before)
    mirror = {Kind.SPLIT: Kind.MERGED, Kind.APPEARED: Kind.VANISHED, Kind.STAYED: Kind.STAYED}
    for kind, other in mirror.items():
        assert len(there.of(kind)) == len(back.of(other))
    assert (there.kept, there.rand) == (back.kept, back.rand)


@settings(max_examples=40)
@given(PLACES)
def test_a_run_beside_itself_has_all_themes_as_they_were(places: dict[str, str]) -> None:
    view = changes(partition(places), partition(places))
    assert {change.kind for change in view.changes} <= {Kind.STAYED}
    assert view.kept == view.shared == len(places)
    assert all(flow.source == flow.target for flow in view.flows)


def test_without_names_the_last_two_runs_are_compared(store: SqliteStore) -> None:
    ids = [one.id for one in store.statements()]
    with pytest.raises(NothingToDo, match="noch keine Auswertung"):
        compare(store)
    store.save_run(run({"bus": ids}, name="eins"))
    with pytest.raises(NothingToDo, match="eins"):
        compare(store)
    for name in ("zwei", "drei"):
        store.save_run(run({"bus": ids}, name=name))
    view = compare(store)
    assert (view.before.id, view.now.id) == ("zwei", "drei")
    assert compare(store, "eins").before.id == "eins"
    assert compare(store, now="zwei").before.id == "eins"
    with pytest.raises(Unknown, match="nie"):
        compare(store, "nie")
