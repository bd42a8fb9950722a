from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nlp.commands import people
from nlp.domain.people import Entry, Right, Role
from nlp.store import SqlitePeople
from nlp.views.people import RIGHTS, ROLES, ROLES_EXPLAINED, deed, detail
from tests.conftest import ROOT

PASSWORD = "Morgens fährt der Bus"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SqlitePeople]:
    with closing(SqlitePeople(tmp_path / "oton.db")) as known:
        people.add_account(known, by="x", name="ayse", shown="", role=Role.ADMIN, password=PASSWORD)
        people.add_account(known, by="x", name="ben", shown="", role=Role.STAFF, password=PASSWORD)
        yield known


def newest(house: SqlitePeople) -> Entry:
    return house.entries(limit=1)[0]


def test_every_role_and_right_has_its_words() -> None:
    assert set(ROLES) == set(ROLES_EXPLAINED) == set(Role)
    assert set(RIGHTS) == set(Right)


def test_the_log_tells_in_words_what_was_written(house: SqlitePeople) -> None:
    assert (deed(newest(house).did), detail(newest(house))) == ("hat ein Konto angelegt", "Rolle Lesen")
    people.change_account(house, by="x", name="ben", role=Role.PLANNER)
    assert detail(newest(house)) == "Rolle Planung"
    people.change_account(house, by="x", name="ben", active=False, shown="Ben, role = admin")
    assert detail(newest(house)) == "stillgelegt, Name für andere: Ben, role = admin"
    people.change_account(house, by="x", name="ben", active=True, role=Role.STAFF)
    assert detail(newest(house)) == "Rolle Lesen, aktiv"
    people.make_token(house, by="x", owner="ayse", label="x", rights=[Right.EXPORT, Right.READ], days=30)
    assert detail(newest(house)) == "ayse, 30 Tage: Lesen und suchen, Zitate als Datei speichern"


def test_what_nobody_foresaw_stands_for_itself() -> None:
    line = Entry(number=1, at="", who="x", did="neue.tat", detail="so war es")
    assert (deed(line.did), detail(line)) == ("neue.tat", "so war es")


def test_whatever_the_house_writes_down_has_its_words() -> None:
    written = {
        did
        for folder in ("nlp", "api")
        for path in (ROOT / folder).rglob("*.py")
        for did in re.findall(r'\bdid="([\w.]+)"', path.read_text("utf-8"))
    }
    assert "run.publish" in written
    assert {did for did in written if deed(did) == did} == set()
