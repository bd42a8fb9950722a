"""The walk from statements to a sealed run, with the quick encoder."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands.cluster import cluster
from nlp.commands.identity import keep_ids
from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source, SourceKind
from nlp.domain.themes import Recipe, Stance
from nlp.errors import NothingToDo
from nlp.ingest import Wishes
from nlp.ports import Store

ANSWERS = [
    "Mehr Kitaplätze im Nordhang", "Die Kita soll länger öffnen", "Der Bus fährt abends nicht", "Nachtbus am Freitag",
    "Radweg zur Schule", "Jugendclub am Wochenende öffnen", "Ein Kinderarzt fehlt", "bezahlbare Wohnungen", "Danke!",
]  # fmt: skip


def nothing(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done <= total or not total


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "a.csv"
    file.write_text("nr,antwort\n" + "\n".join(f"{row},{text}" for row, text in enumerate(ANSWERS)), "utf-8")
    with compose.opened(tmp_path / "a.db") as opened:
        import_file(
            file,
            source=Source(id="u", title="U"),
            wishes=Wishes(text=("antwort",), id="nr"),
            store=opened,
            analyser=compose.analyser(),
        )
        yield opened


def recipe(name: str = "standard") -> Recipe:
    return replace(compose.recipe(name), embedders=("use",))


def test_every_statement_stands_somewhere_and_the_run_is_found_again(store: Store) -> None:
    with ThreadPoolExecutor(1) as executor:
        first = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
        second = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
        anew = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing, fresh=True)
    placed = {membership.statement for membership in first.run.memberships}
    assert placed | set(first.run.unassigned) == {one.id for one in store.statements()}
    assert placed.isdisjoint(first.run.unassigned)
    assert not first.reused
    assert second.reused
    assert (second.run.themes, second.run.memberships) == (first.run.themes, first.run.memberships)
    assert (anew.run.themes, anew.run.memberships) == (first.run.themes, first.run.memberships)
    assert {"familie", "mobilitaet"} <= {theme.id for theme in first.run.themes}


def test_what_decides_a_result_makes_another_run(store: Store) -> None:
    with ThreadPoolExecutor(1) as executor:
        plain = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
        imported = store.imported("u")
        assert imported is not None
        told = replace(imported, source=replace(imported.source, kind=SourceKind.CONFERENCE))
        store.save_import(keep_ids(imported, told))
        other = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
    assert other.run.id != plain.run.id
    assert store.run().id == other.run.id


def test_without_statements_there_is_nothing_to_do(tmp_path: Path) -> None:
    with (
        compose.opened(tmp_path / "leer.db") as empty,
        ThreadPoolExecutor(1) as executor,
        pytest.raises(NothingToDo, match="oton import"),
    ):
        cluster(empty, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)


def test_a_run_tells_stances_reasons_and_the_run_before_it(store: Store) -> None:
    bare = replace(recipe(), catalogue=None)
    with ThreadPoolExecutor(1) as executor:
        first = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing).run
        second = cluster(store, bare, analyser=compose.analyser(), executor=executor, progress=nothing).run
        again = cluster(store, bare, analyser=compose.analyser(), executor=executor, progress=nothing, fresh=True).run
    assert (first.previous, second.previous, again.previous) == ("", first.id, first.id)
    assert (again.themes, again.memberships) == (second.themes, second.memberships)
    assert set(first.reasons) == set(first.unassigned)
    words = {one.id: one.words for one in store.statements()}
    stances = {words[one]: stance for one, stance in first.stances.items()}
    assert stances["Ein Kinderarzt fehlt"] in {Stance.NEED, Stance.CRITICISM}
    assert Stance.NEUTRAL not in stances.values()
    assert all(theme.summary and theme.central for theme in first.themes)


def test_what_is_confirmed_stays_and_what_finds_no_theme_is_told(store: Store) -> None:
    named = {one.words: one.id for one in store.statements()}
    bus, thanks = named["Nachtbus am Freitag"], named["Danke!"] if "Danke!" in named else named["Radweg zur Schule"]
    pairs = ((bus, "familie"), (thanks, "f-0000000000"))
    with ThreadPoolExecutor(1) as executor:
        done = cluster(
            store,
            replace(recipe(), confirmed=pairs),
            analyser=compose.analyser(),
            executor=executor,
            progress=nothing,
        )
        again = cluster(
            store,
            replace(recipe(), confirmed=pairs),
            analyser=compose.analyser(),
            executor=executor,
            progress=nothing,
        )
    held = [one for one in done.run.memberships if one.statement == bus]
    assert [(one.theme, one.primary, one.confirmed, one.strength) for one in held] == [("familie", True, True, 1.0)]
    assert done.unapplied == again.unapplied == ((thanks, "f-0000000000"),)
    assert again.reused


def test_a_statement_confirmed_for_a_found_theme_comes_back_into_it(store: Store) -> None:
    bare = replace(recipe(), catalogue=None, themes=2)
    with ThreadPoolExecutor(1) as executor:
        first = cluster(store, bare, analyser=compose.analyser(), executor=executor, progress=nothing).run
        moved = next(one for one in first.memberships if one.theme == first.themes[0].id)
        other = first.themes[1].id
        told = replace(bare, confirmed=((moved.statement, other),))
        second = cluster(store, told, analyser=compose.analyser(), executor=executor, progress=nothing)
    assert second.unapplied == ()
    assert [one.theme for one in second.run.memberships if one.statement == moved.statement] == [other]
