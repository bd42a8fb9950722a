"""One theme in full, and why a statement has it, on a small real store."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.themes import Membership, Origin, Run, Stance, Theme
from nlp.errors import NothingToDo, Unknown
from nlp.ingest import Wishes
from nlp.store.sqlite import SqliteStore
from nlp.views import theme, why
from tests.unit.views.conftest import Words


def told(store: SqliteStore, wanted: str, run: str = "") -> dict[str, Any]:
    """As a program gets it."""
    plain: dict[str, Any] = json.loads(json.dumps(theme.told(theme.theme(store, wanted, run))))
    return plain


@pytest.mark.usefixtures("rich")
def test_a_theme_is_told_with_all_that_hangs_on_it(store: SqliteStore) -> None:
    kita = told(store, "kita")
    assert (kita["run"], kita["title"], kita["origin"], kita["grade"]) == ("lauf2", "Kita", "found", "fest")
    assert kita["description"] == "Plätze und Zeiten in der Kita."
    assert (kita["statements"], kita["by_source"]["familien"]["statements"]) == (3, 2)
    assert kita["flags"][0].startswith("sehr groß")
    assert kita["children"] == [{"id": "kita-norden", "title": "Kita im Norden"}]
    assert kita["evidence"] == {
        "terms": [{"term": "Kitaplatz", "statements": 1}],
        "seeds": [{"seed": "zu wenig Kitaplätze", "statements": 1}],
    }
    assert told(store, "kita-norden")["parent"] == {"id": "kita", "title": "Kita"}


@pytest.mark.usefixtures("rich")
def test_what_is_no_longer_there_is_left_out(store: SqliteStore) -> None:
    kita = told(store, "kita")
    assert kita["twins"] == [{"id": "bus", "title": "Bus und Bahn"}]
    assert [(one["text"], one["voice"], one["alike"]) for one in kita["summary"]] == [
        ("Mehr Kitaplätze im Norden.", "central", 2),
        ("Der Bus hält nicht am Heim.", "minority", 1),
    ]


@pytest.mark.usefixtures("rich")
def test_stances_add_up_and_are_quoted(store: SqliteStore) -> None:
    kita = theme.theme(store, "kita")
    assert [(one.stance, one.statements) for one in kita.stances] == [
        (Stance.NEED, 1), (Stance.CRITICISM, 1), (Stance.PRAISE, 0), (Stance.NEUTRAL, 1),
    ]  # fmt: skip
    assert sum(one.statements for one in kita.stances) == kita.counts.statements
    assert [quote.text for quote in kita.stances[0].quotes] == ["Mehr Kitaplätze im Norden."]


@pytest.mark.usefixtures("rich")
def test_the_same_words_are_quoted_once(store: SqliteStore, tmp_path: Path) -> None:
    people = add_people(store, tmp_path, ["Mehr Licht"] * 3 + ["mehr licht", "Mehr Bänke"])
    store.save_run(people)
    quotes = next(one for one in theme.theme(store, "licht").stances if one.stance is Stance.NEED).quotes
    assert len(quotes) == 2
    assert {quote.words.casefold() for quote in quotes} == {"mehr licht", "mehr bänke"}


def add_people(store: SqliteStore, folder: Path, answers: list[str]) -> Run:
    """Everybody in the district „Nord“ wants light; a run that says so."""
    file = folder / "licht.csv"
    file.write_text(
        "nr;antwort;Bezirk\n" + "".join(f"{at};{one};Nord\n" for at, one in enumerate(answers)), encoding="utf-8"
    )
    wishes = Wishes(text=("antwort",), id="nr", group=("Bezirk",))
    import_file(file, source=Source(id="licht", title="Licht"), wishes=wishes, store=store, analyser=Words())
    return one_theme([one.id for one in store.statements("licht")])


def one_theme(members: list[str]) -> Run:
    return Run(
        id="licht", recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
        created_at="2026-01-01T00:00:00+00:00", quality={},
        themes=(Theme(id="licht", title="Licht", origin=Origin.FOUND),),
        memberships=tuple(Membership(statement=one, theme="licht", strength=0.5) for one in members),
        unassigned=(), stances=dict.fromkeys(members, Stance.NEED),
    )  # fmt: skip


@pytest.mark.usefixtures("run")
def test_groups_name_their_whole(store: SqliteStore, tmp_path: Path) -> None:
    assert told(store, "kita")["groups"] == [{"source": "familien", "name": "Bezirk", "values": [], "hidden": 2}]
    store.save_run(add_people(store, tmp_path, ["Mehr Licht"] * 6))
    values = [{"value": "Nord", "respondents": 6, "of": 6}]
    assert told(store, "licht")["groups"] == [{"source": "licht", "name": "Bezirk", "values": values, "hidden": 0}]


@pytest.mark.usefixtures("run")
def test_a_run_that_knows_less_tells_less(store: SqliteStore) -> None:
    kita = told(store, "kita")
    assert [kita[name] for name in ("flags", "twins", "children", "summary", "stances")] == [[], [], [], [], []]
    assert kita["parent"] is None
    assert kita["evidence"] == {"terms": [], "seeds": []}
    assert kita["quotes"]
    view = why.why(store, kita["quotes"][0]["statement"])
    assert (view.stance, view.reason, view.themes[0].grade) == (None, None, None)
    assert why.told(view)["themes"][0]["stability"] is None  # type: ignore[index]  # plain values are objects here


@pytest.mark.parametrize("wanted", ["bus", "BUS", "Bus und Bahn", " bus  UND bahn "])
@pytest.mark.usefixtures("run")
def test_a_theme_is_found_by_id_and_by_title(store: SqliteStore, wanted: str) -> None:
    assert theme.theme(store, wanted).theme.id == "bus"


def test_a_theme_that_is_not_there_is_named_with_what_was_meant(store: SqliteStore, rich: Run) -> None:
    with pytest.raises(Unknown, match=r"„Kitta“.*Meinten Sie „Kita“"):
        theme.theme(store, "Kitta")
    with pytest.raises(Unknown, match="„Bus und Bahn“"):
        theme.theme(store, "bahnn")
    with pytest.raises(Unknown, match=r"gibt es in dieser Auswertung nicht\. Alle nennt"):
        theme.theme(store, "xyz")
    with pytest.raises(Unknown):
        theme.theme(store, "kita-norden", rich.previous)


def test_two_themes_of_one_title_are_told_apart_by_id() -> None:
    themes = tuple(Theme(id=one, title="Licht", origin=Origin.FOUND) for one in ("f-2", "f-1"))
    both = replace(one_theme([]), themes=themes)
    with pytest.raises(Unknown, match="f-1, f-2"):
        theme.chosen(both, "Licht")
    assert theme.chosen(both, "f-2").id == "f-2"


def test_why_names_words_neighbour_rival_and_how_sure(store: SqliteStore, rich: Run) -> None:
    of = {one.words: one.id for one in store.statements()}
    north, bus = why.why(store, of["Mehr Kitaplätze im Norden."]), why.why(store, of["Der Bus hält nicht am Heim."])
    assert [one.theme.id for one in north.themes] == ["kita", "kita-norden"]
    first, finer = north.themes
    assert (first.seed, first.nearest, first.membership.confirmed) == ("zu wenig Kitaplätze", None, True)
    assert (first.grade, finer.grade, finer.parent) == ("fest", "brauchbar", first.theme)
    assert north.stance is Stance.NEED
    assert [(one.theme.id, one.grade) for one in bus.themes] == [("bus", "brauchbar"), ("kita", "unsicher")]
    assert bus.themes[0].rival == first.theme
    assert bus.themes[0].nearest is not None
    assert bus.themes[0].nearest.words == "Der Bus fährt zu selten."
    plain = json.loads(json.dumps(why.told(bus)))
    assert plain["themes"][0]["nearest"] == {
        "statement": of["Der Bus fährt zu selten."], "text": "Der Bus fährt zu selten.", "nearness": 0.5,
    }  # fmt: skip
    assert plain["run"] == rich.id


def test_without_a_theme_there_is_a_reason(store: SqliteStore, rich: Run, tmp_path: Path) -> None:
    view = why.why(store, rich.unassigned[0])
    assert (view.themes, view.reason, view.stance) == ((), "sagt zu wenig", "neutral")
    assert not view.waiting
    add_people(store, tmp_path, ["Mehr Licht"])
    late = why.why(store, store.statements("licht")[0].id)
    assert late.waiting
    assert (late.stance, late.reason) == (None, None)


def test_why_of_nothing(store: SqliteStore, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NothingToDo):
        why.why(store, store.statements()[0].id)
    request.getfixturevalue("run")
    with pytest.raises(Unknown, match="„gibtesnicht“"):
        why.why(store, "gibtesnicht")
