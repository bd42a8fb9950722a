"""A small town with a code book: two answers, four statements, two themes and a sub-theme."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from nlp.codebooks import coding_guid, guid
from nlp.commands.codebook import export_project
from nlp.domain.edits import Edit
from nlp.domain.themes import Run
from nlp.ports import Store
from nlp.store import open_store
from nlp.themes.replay import replay
from tests.contract.conftest import Town

BUS, KITA, PARK, ALONE = "Der Bus 😀 fährt zu selten", "Mehr Kita-Plätze", "Der Park ist schön", "Tja"
TOWN = Town()


def name(said: str) -> str:
    return TOWN.id_of("umfrage", "erste" if said in {BUS, KITA} else "zweite", said)


BUS_ID, KITA_ID, PARK_ID = name(BUS), name(KITA), name(PARK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two answers with four statements in two themes and a sub-theme."""
    with closing(open_store(tmp_path / "oton.db")) as opened:
        groups = {"erste": {"Ortsteil": "Nord"}}
        opened.save_import(TOWN.imported("umfrage", [("erste", [BUS, KITA]), ("zweite", [PARK, ALONE])], groups=groups))
        opened.save_run(run())
        yield opened


def run() -> Run:
    made = TOWN.run("r1", {"verkehr": [BUS_ID], "kinder": [KITA_ID, PARK_ID], "kita": [KITA_ID]}, [name(ALONE)])
    under = {"kita": "kinder"}
    themes = tuple(replace(one, parent=under.get(one.id, ""), description=f"Zu {one.id}") for one in made.themes)
    return replace(made, themes=themes)


@pytest.fixture
def decide(store: Store) -> Callable[..., None]:
    def done(*edits: Edit, who: str = "erika") -> None:
        store.decide(edits, run="r1", who=who, why="besser so")

    return done


def themes_of(store: Store, statement: str) -> list[str]:
    board = replay(store.run(), store.decisions()).run
    own = [one for one in board.memberships if one.statement == statement]
    return [one.theme for one in sorted(own, key=lambda one: not one.primary)]


def exported(store: Store, tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "p.qdpx"
    export_project(store, path)
    with zipfile.ZipFile(path) as archive:
        return path, archive.read("project.qde").decode()


def changed(path: Path, text: str) -> Path:
    """The project with another XML in it, as another program hands it back."""
    file = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.namelist():
            new.writestr(member, text if member.endswith(".qde") else old.read(member))
    path.write_bytes(file.getvalue())
    return path


def coding(text: str, statement: str, theme: str) -> str:
    """The XML of one of our codings."""
    start = text.index(f'<Coding guid="{coding_guid(statement, theme)}"')
    return text[start : text.index("</Coding>", start) + len("</Coding>")]


def by(person: str, theme: str) -> str:
    mine, user = guid("x", person, theme), guid("y", person)
    return f'<Coding guid="{mine}" creatingUser="{user}"><CodeRef targetGUID="{theme}"/></Coding>'


def with_user(text: str, person: str) -> str:
    return text.replace("</Users>", f'<User guid="{guid("y", person)}" name="{person}"/></Users>')
