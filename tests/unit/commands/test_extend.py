"""New answers come into a sealed run's themes, and nothing that was there moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import compose
from nlp.commands.cluster import cluster
from nlp.commands.extend import extend, themes_with
from nlp.commands.import_ import import_file
from nlp.commands.material import Material
from nlp.domain.corpus import Source, Statement
from nlp.domain.language import Analysis, Token
from nlp.domain.text import SafeText
from nlp.domain.themes import Flag, Membership, Recipe, Run
from nlp.errors import NothingToDo, Unknown
from nlp.ingest import Wishes
from nlp.ports import Store
from tests.unit.results import sealed

ANSWERS = [
    "Mehr Kitaplätze im Nordhang", "Die Kita soll länger öffnen", "Der Bus fährt abends nicht", "Nachtbus am Freitag",
    "Radweg zur Schule", "Jugendclub am Wochenende öffnen", "Ein Kinderarzt fehlt", "bezahlbare Wohnungen", "Danke!",
]  # fmt: skip
MORE = ["Krippenplätze in der Kita", "Der Bus kommt zu selten", "Kitaplatz für Geschwister", "Hm ja"]


def nothing(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done <= total or not total


def answered(store: Store, folder: Path, answers: Sequence[str]) -> None:
    file = folder / "a.csv"
    file.write_text("nr,antwort\n" + "\n".join(f"{row},{text}" for row, text in enumerate(answers)), "utf-8")
    import_file(
        file,
        source=Source(id="u", title="U"),
        wishes=Wishes(text=("antwort",), id="nr"),
        store=store,
        analyser=compose.analyser(),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with compose.opened(tmp_path / "a.db") as opened:
        answered(opened, tmp_path, ANSWERS)
        yield opened


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def recipe() -> Recipe:
    return replace(compose.recipe("standard"), embedders=("use",))


def test_new_answers_come_in_and_old_ones_stay_where_they_are(store: Store, executor: Executor, tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match="oton cluster"):
        extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
    before = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing).run
    same = extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
    assert same.reused
    assert same.run == before
    answered(store, tmp_path, [*ANSWERS, *MORE])
    done = extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing)
    assert not done.reused
    assert done.run.previous == before.id != done.run.id
    assert done.run.statements == {one.id for one in store.statements()}
    assert of(done.run.memberships, before.statements) == before.memberships
    new = {one.id: one.words for one in store.statements() if one.id not in before.statements}
    first = {new[one.statement]: one.theme for one in done.run.memberships if one.statement in new and one.primary}
    assert first.items() >= {(MORE[0], "familie"), (MORE[1], "mobilitaet"), (MORE[2], "familie")}
    quality = done.run.quality
    assert (quality["old"], quality["new"]) == (len(before.statements), len(new))
    assert quality["placed"] + quality["candidates"] + quality["left"] == quality["new"]
    again = extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing, run=before.id)
    assert again.reused
    assert again.run.id == done.run.id
    with pytest.raises(Unknown):
        extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing, run="nie")


def test_statements_that_are_no_more_drop_out_with_the_themes_they_were_alone_in(
    store: Store, executor: Executor, tmp_path: Path
) -> None:
    before = cluster(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing).run
    answered(store, tmp_path, ANSWERS[:2])
    run = extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing).run
    there = {one.id for one in store.statements()}
    assert run.statements == there
    assert run.memberships == of(before.memberships, there)
    assert {theme.id for theme in run.themes} == {one.theme for one in run.memberships}
    assert all(set(theme.central) <= there for theme in run.themes)


def of(memberships: Sequence[Membership], statements: set[str] | frozenset[str]) -> tuple[Membership, ...]:
    return tuple(one for one in memberships if one.statement in statements)


SAID = ("Bad", "Bus", "Kita", "Park")


def material(names: Sequence[str], places: Sequence[int]) -> Material:
    """Statements around a few places in a small space; each says the word of its place and one of its own."""
    chance = np.random.default_rng(1)
    noise = {name: chance.normal(size=8) for name in sorted(names)}
    rows = np.array([3 * np.eye(8)[place] + 0.4 * noise[name] for name, place in zip(names, places, strict=True)])
    texts = [f"{SAID[place]} {name}" for name, place in zip(names, places, strict=True)]
    return Material(
        statements=[
            Statement(
                id=name,
                source="u",
                row=1,
                column="a",
                question="",
                respondent=name,
                start=0,
                end=1,
                text=SafeText(text),
            )
            for name, text in zip(names, texts, strict=True)
        ],
        texts=texts,
        words=[
            Analysis(
                tokens=tuple(
                    Token(text=word, lemma=word, pos="NOUN", parts=(), start=0, stop=False) for word in text.split()
                )
            )
            for text in texts
        ],
        views=[np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)],
        given=None,
        given_words=[],
        given_views=[],
    )


BARE = Recipe(name="standard", embedders=())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["old", "new", "gone", "left"])), max_size=40
    )
)
def test_whatever_comes_or_goes_an_old_statement_keeps_its_memberships(told: list[tuple[int, int, str]]) -> None:
    rows = [(f"s{row:02d}", place, theme, what) for row, (place, theme, what) in enumerate(told)]
    themes = {
        f"t{number}": [name for name, _, theme, what in rows if theme == number and what in {"old", "gone"}]
        for number in range(4)
    }
    before = sealed({key: own for key, own in themes.items() if own}, [row[0] for row in rows if row[3] == "left"])
    there = [(name, place) for name, place, _, what in rows if what != "gone"]
    if not there:
        return
    made = themes_with(material([name for name, _ in there], [place for _, place in there]), BARE, before).built
    present = {name for name, _ in there}
    old = {row[0] for row in rows if row[3] == "old"}
    assert of(made.memberships, old) == of(before.memberships, old)
    assert {one for one in made.unassigned if one in before.unassigned} == set(before.unassigned)
    placed = {one.statement for one in made.memberships}
    assert placed | set(made.unassigned) == present
    assert placed.isdisjoint(made.unassigned)
    assert {one.theme for one in made.memberships} == {theme.id for theme in made.themes}
    firsts = [one.statement for one in made.memberships if one.primary]
    assert len(firsts) == len(set(firsts)) == len(placed)


def test_what_belongs_together_and_to_no_theme_becomes_a_candidate() -> None:
    names = [f"s{row:02d}" for row in range(52)]
    before = sealed({"bad": names[:20], "bus": names[20:40]}, titles={"bad": "Bad", "bus": "Bus"})
    made = themes_with(material(names, [0] * 20 + [1] * 20 + [3] * 12), BARE, before)
    fresh = [theme for theme in made.built.themes if Flag.CANDIDATE in theme.flags]
    assert [theme.title for theme in fresh] == ["Park"]
    assert {one.statement for one in made.built.memberships if one.theme == fresh[0].id} == set(names[40:])
    assert (made.placed, made.candidates, made.candidate_themes, made.left) == (0, 12, 1, 0)


def test_a_run_of_another_recipe_takes_no_new_catalogue_themes(
    store: Store, executor: Executor, tmp_path: Path
) -> None:
    bare = replace(recipe(), catalogue=None)
    before: Run = cluster(store, bare, analyser=compose.analyser(), executor=executor, progress=nothing).run
    answered(store, tmp_path, [*ANSWERS, *MORE])
    run = extend(store, recipe(), analyser=compose.analyser(), executor=executor, progress=nothing).run
    assert of(run.memberships, before.statements) == before.memberships
    assert not {theme.id for theme in run.themes} & {"familie", "mobilitaet"}
