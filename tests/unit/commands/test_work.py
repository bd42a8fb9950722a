"""What jobs do, with the quick encoder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands import uploads
from nlp.commands.cluster import cluster
from nlp.commands.work import Tools, column_roles, tidy, work
from nlp.domain.corpus import Role, SourceKind
from nlp.domain.edits import Create, Move, Undo
from nlp.domain.jobs import JobKind
from nlp.errors import InputError, NothingToDo, Unknown
from nlp.ports import Store
from nlp.views.reviewed import reviewed

ANSWERS = [
    "Mehr Kitaplätze im Nordhang", "Die Kita soll länger öffnen", "Der Bus fährt abends nicht", "Nachtbus am Freitag",
    "Radweg zur Schule", "Jugendclub am Wochenende öffnen", "Ein Kinderarzt fehlt", "bezahlbare Wohnungen",
]  # fmt: skip
ROLES = [{"column": "nr", "role": "id"}, {"column": "antwort", "role": "text", "question": "Was fehlt?"}]


def nothing(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done <= total or not total


class Desk:
    """A database, its store, and work on it."""

    def __init__(self, database: Path, store: Store, tools: Tools) -> None:
        self.database, self.store, self.tools = database, store, tools

    def upload(self, answers: list[str]) -> str:
        rows = [f"{row},{text}" for row, text in enumerate(answers)]
        return uploads.kept(self.database, "umfrage.csv", ["\n".join(["nr,antwort", *rows]).encode()]).id

    def work(self, kind: JobKind, asked: Mapping[str, str]) -> dict[str, str]:
        return work(kind, asked, database=self.database, store=self.store, tools=self.tools, progress=nothing)

    def read(self, answers: list[str], source: str = "u", **more: str) -> dict[str, str]:
        asked = {"upload": self.upload(answers), "source": source, "map": json.dumps(ROLES), **more}
        return self.work(JobKind.IMPORT, asked)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("OTON_EMBEDDERS", "use")
    database = tmp_path / "oton.db"
    with compose.opened(database) as store, ThreadPoolExecutor(1) as executor:
        tools = Tools(analyser=compose.analyser(), executor=executor, recipe=compose.recipe)
        yield Desk(database, store, tools)


def test_what_takes_the_place_of_invented_answers_is_marked_as_invented(desk: Desk) -> None:
    desk.read(ANSWERS)
    held = desk.store.imported("u")
    assert held is not None
    assert not held.source.invented
    desk.store.save_import(replace(held, source=replace(held.source, invented=True)))
    desk.read([*ANSWERS, "Mehr Bänke"], title="Berichtigt")
    desk.read(ANSWERS[:2], source="anders")
    assert [(one.title, one.invented) for one in desk.store.sources()] == [("anders", False), ("Berichtigt", True)]


def test_an_uploaded_file_becomes_a_source_and_is_taken_away_afterwards(desk: Desk) -> None:
    asked = {"upload": desk.upload(ANSWERS), "source": "u", "title": "Umfrage", "kind": "study",
             "population": "40", "random_sample": "1", "collected_on": "2026", "map": json.dumps(ROLES)}  # fmt: skip
    assert desk.work(JobKind.IMPORT, asked) == desk.work(JobKind.IMPORT, asked) == {"source": "u"}
    (source,) = desk.store.sources()
    assert (source.title, source.kind, source.population) == ("Umfrage", SourceKind.STUDY, 40)
    assert (source.random_sample, source.collected_on, source.file) == (True, "2026", "umfrage.csv")
    assert {one.question for one in desk.store.statements()} == {"Was fehlt?"}
    tidy(JobKind.IMPORT, asked, database=desk.database)
    with pytest.raises(Unknown):
        desk.work(JobKind.IMPORT, asked)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "brief"}, "Art der Quelle „brief“ gibt es nicht"),
        ({"population": "viele"}, "Zahl der Angefragten „viele“ passt nicht"),
        ({"map": "{"}, "Rollen der Spalten sind nicht zu verstehen"),
        ({"map": '[{"column": "nr", "role": "chef"}]'}, "Rollen der Spalten sind nicht zu verstehen"),
        ({"map": "7"}, "Rollen der Spalten sind nicht zu verstehen"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_and_changes_nothing(
    desk: Desk, wrong: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        desk.read(ANSWERS, **wrong)
    assert desk.store.sources() == []


def test_roles_are_read_in_both_shapes() -> None:
    assert [(one.column, one.role) for one in column_roles('{"nr": "id", "antwort": "text"}')] == [
        ("nr", Role.ID), ("antwort", Role.TEXT),
    ]  # fmt: skip
    assert column_roles(json.dumps(ROLES))[1].question == "Was fehlt?"


def test_a_run_is_made_once_however_often_it_is_asked_for(desk: Desk) -> None:
    with pytest.raises(NothingToDo):
        desk.work(JobKind.CLUSTER, {"catalogue": "none"})
    desk.read(ANSWERS)
    asked = {"granularity": "grob", "themes": "", "catalogue": "none"}
    made = desk.work(JobKind.CLUSTER, asked)
    assert desk.work(JobKind.CLUSTER, asked) == made
    other = desk.work(JobKind.CLUSTER, {**asked, "themes": "2"})
    assert desk.store.runs() == [other["run"], made["run"]]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"granularity": "sehr"}, "Feinheit „sehr“ gibt es nicht"),
        ({"themes": "0"}, "Zahl der Themen „0“ passt nicht"),
        ({"catalogue": "/etc/passwd"}, "Den Katalog „/etc/passwd“ gibt es nicht"),
    ],
)
def test_settings_that_do_not_exist_are_refused(desk: Desk, wrong: dict[str, str], said: str) -> None:
    desk.read(ANSWERS)
    with pytest.raises(InputError, match=said):
        desk.work(JobKind.CLUSTER, wrong)
    assert desk.store.runs() == []


def test_what_people_confirmed_holds_for_the_next_run_and_makes_no_second_one(desk: Desk) -> None:
    desk.read(ANSWERS)
    bus, home = (next(one.id for one in desk.store.statements() if word in one.text) for word in ("Bus", "Wohn"))
    pair, lost = (bus, "gesundheit"), (home, "f-0123456789")
    recipe = replace(compose.recipe("standard"), confirmed=tuple(sorted((pair, lost))))
    tools = desk.tools
    cluster(desk.store, recipe, analyser=tools.analyser, executor=tools.executor, progress=nothing)
    asked = {"granularity": "fein", "themes": "", "catalogue": "sozialplan"}
    made = desk.work(JobKind.CLUSTER, asked)
    held = {(one.statement, one.theme) for one in desk.store.run(made["run"]).memberships if one.confirmed}
    assert held == {pair}
    assert desk.work(JobKind.CLUSTER, asked) == made
    assert len(desk.store.runs()) == 2
    desk.read([answer for answer in ANSWERS if "Bus" not in answer])
    corrected = desk.work(JobKind.CLUSTER, asked)
    assert not any(one.confirmed for one in desk.store.run(corrected["run"]).memberships)


def test_new_answers_are_placed_by_the_recipe_of_the_run_before(desk: Desk) -> None:
    desk.read(ANSWERS)
    first = desk.work(JobKind.CLUSTER, {"granularity": "grob", "catalogue": "none"})
    assert desk.work(JobKind.EXTEND, {}) == first
    desk.read(["Mehr Plätze in der Kita am Fluss", "Der Bus kommt zu selten"], source="v")
    grown = desk.work(JobKind.EXTEND, {})
    assert desk.work(JobKind.EXTEND, {}) == grown != first
    run = desk.store.run(grown["run"])
    assert run.previous == first["run"]
    assert run.recipe_fingerprint == desk.store.run(first["run"]).recipe_fingerprint


def test_what_people_decided_is_learnt_by_the_next_run_and_forgotten_when_taken_back(desk: Desk) -> None:
    desk.read(ANSWERS)
    asked = {"granularity": "grob", "themes": "", "catalogue": "sozialplan"}
    first = desk.work(JobKind.CLUSTER, asked)["run"]
    bus, home = (next(one.id for one in desk.store.statements() if word in one.text) for word in ("Bus", "Wohn"))
    themes = [one.id for one in desk.store.run().themes if not one.parent]
    made = "p-0123456789"
    moved, _, _ = desk.store.decide(
        [
            Move(statements=(bus,), themes=(themes[-1],)),
            Create(made=made, title="Wohnen"),
            Move(statements=(home,), themes=(made,)),
        ],
        run=first,
        who="kim",
    )
    second = desk.work(JobKind.CLUSTER, asked)["run"]
    sealed = reviewed(desk.store).sealed(second)
    assert sealed.previous == first
    assert [one.theme for one in sealed.memberships if one.statement == bus and one.confirmed] == [themes[-1]]
    assert [one.theme for one in desk.store.run(second).memberships if one.statement == home] == [made]
    assert desk.work(JobKind.CLUSTER, asked) == {"run": second}
    desk.store.decide([Undo(number=moved.number)], run=second, who="kim")
    third = desk.work(JobKind.CLUSTER, asked)["run"]
    assert not [one for one in reviewed(desk.store).sealed(third).memberships if one.statement == bus and one.confirmed]
