from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from nlp.commands import people
from nlp.domain.people import Right, Role
from nlp.errors import BadName, NotAllowed, Unknown, WeakPassword
from nlp.keys import hashed
from nlp.store import SqlitePeople

PASSWORD = "Morgens fährt der Bus"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SqlitePeople]:
    with closing(SqlitePeople(tmp_path / "oton.db")) as known:
        yield known


@pytest.fixture
def admin(house: SqlitePeople) -> str:
    return people.add_account(
        house, by=people.CONSOLE, name="ayse", shown="Ayşe B.", role=Role.ADMIN, password=PASSWORD
    ).name


def log(house: SqlitePeople) -> list[tuple[str, str, str]]:
    return [(one.who, one.did, one.object) for one in house.entries()][::-1]


def test_the_first_account_comes_by_the_key_of_the_console(house: SqlitePeople) -> None:
    key = people.offer_setup(house)
    with pytest.raises(NotAllowed, match="gilt nicht mehr"):
        people.first_admin(house, key=key + "x", name="ayse", shown="", password=PASSWORD)
    with pytest.raises(WeakPassword):
        people.first_admin(house, key=key, name="ayse", shown="", password="kurz")
    made = people.first_admin(house, key=key, name=" ayse ", shown="", password=PASSWORD)
    assert (made.name, made.shown, made.role) == ("ayse", "ayse", Role.ADMIN)
    assert log(house) == [("ayse", "account.add", "ayse")]
    with pytest.raises(NotAllowed, match="gilt nicht mehr"):
        people.first_admin(house, key=key, name="ben", shown="", password=PASSWORD)
    assert people.offer_setup(house) == ""


def test_the_key_of_the_console_lasts_an_hour(house: SqlitePeople, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "SETUP_LASTS", -people.SETUP_LASTS)
    key = people.offer_setup(house)
    with pytest.raises(NotAllowed, match="gilt nicht mehr"):
        people.first_admin(house, key=key, name="ayse", shown="", password=PASSWORD)
    assert house.accounts() == []


@pytest.mark.parametrize(
    "name", ["", "a", "x" * 61, "mit leer", "(Konsole)", "-ayse", "ayse.", "a/b", "a\nb", "<b>x</b>"]
)
def test_names_that_cannot_serve(house: SqlitePeople, name: str) -> None:
    with pytest.raises(BadName, match="2 bis 60 Zeichen"):
        people.add_account(house, by="x", name=name, shown="", role=Role.ADMIN, password=PASSWORD)
    assert house.accounts() == []


def test_a_name_for_others_is_one_line(house: SqlitePeople) -> None:
    made = people.add_account(
        house, by="x", name="özlem.ß-1@amt", shown=" Öz\nlem \u202e K. ", role=Role.ADMIN, password=PASSWORD
    )
    assert made.shown == "Öz lem K."
    with pytest.raises(BadName, match="80 Zeichen"):
        people.change_account(house, by="x", name=made.name, shown="x" * 81)


def test_the_first_account_manages_the_others(house: SqlitePeople) -> None:
    with pytest.raises(NotAllowed, match="admin"):
        people.add_account(house, by=people.CONSOLE, name="ben", shown="", role=Role.ANALYST, password=PASSWORD)
    assert house.accounts() == []


def test_changes_stand_in_the_log_and_no_change_does_not(house: SqlitePeople, admin: str) -> None:
    people.add_account(house, by=admin, name="ben", shown="", role=Role.STAFF, password=PASSWORD)
    people.change_account(house, by=admin, name="BEN", role=Role.PLANNER, active=True)
    people.change_account(house, by=admin, name="ben", role=Role.PLANNER)
    people.change_account(house, by=admin, name="ben", active=False)
    assert log(house)[2:] == [("ayse", "account.change", "ben"), ("ayse", "account.change", "ben")]
    assert [one.detail for one in house.entries(limit=2)] == ["active = False", "role = planner"]
    with pytest.raises(NotAllowed, match="„ayse“"):
        people.change_account(house, by=admin, name=admin, active=False)
    with pytest.raises(Unknown, match="„carla“"):
        people.change_account(house, by=admin, name="carla", active=False)
    assert len(house.entries()) == 4


def test_who_signs_in_gets_a_new_session_each_time(house: SqlitePeople, admin: str) -> None:
    came = [people.sign_in(house, name="Ayse", password=PASSWORD, hours=1) for _ in range(2)]
    keys = {one.key for one in came if one}
    assert len(keys) == 2
    for key in keys:
        found = house.session(hashed(key), people.moment())
        assert found is not None
        assert found.name == admin
        assert house.session(hashed(key), "2999-01-01T00:00:00+00:00") is None
    first = keys.pop()
    people.sign_out(house, by=admin, key=first)
    assert house.session(hashed(first), people.moment()) is None
    assert house.session(hashed(keys.pop()), people.moment()) is not None
    assert [did for _, did, _ in log(house)] == ["account.add", "session.open", "session.open", "session.close"]


def test_who_does_not_fit_stays_outside_and_what_was_typed_is_not_kept(house: SqlitePeople, admin: str) -> None:
    people.add_account(house, by=admin, name="ben", shown="", role=Role.STAFF, password=PASSWORD)
    people.change_account(house, by=admin, name="ben", active=False)
    for name, password in (
        (admin, "falsch geschrieben"),
        ("Mein Passwort ist hier", PASSWORD),
        ("ben", PASSWORD),
        ("", ""),
    ):
        assert people.sign_in(house, name=name, password=password, hours=1) is None
    refused = [(who, on) for who, did, on in log(house) if did == "session.refused"]
    assert refused == [("ayse", ""), ("", ""), ("ben", ""), ("", "")]


def test_a_weak_hash_is_made_stronger_by_signing_in(house: SqlitePeople, admin: str) -> None:
    from pwdlib.hashers.argon2 import Argon2Hasher

    old = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD.encode())
    house.change_password(people.known(house, admin), old)
    assert people.sign_in(house, name=admin, password=PASSWORD, hours=1) is not None
    kept = house.account(admin)
    assert kept is not None
    assert kept[1] != old
    assert people.still(house, name=admin, password=PASSWORD)
    assert not people.still(house, name=admin, password="falsch geschrieben")


def test_a_new_password_ends_what_was_open(house: SqlitePeople, admin: str) -> None:
    came = people.sign_in(house, name=admin, password=PASSWORD, hours=1)
    assert came is not None
    people.set_password(house, by=admin, name=admin, password="Abends fährt keiner mehr")
    assert house.session(hashed(came.key), people.moment()) is None
    assert not people.still(house, name=admin, password=PASSWORD)
    assert people.still(house, name=admin, password="Abends fährt keiner mehr")


def test_a_key_for_a_program_is_told_once_and_ends(house: SqlitePeople, admin: str, tmp_path: Path) -> None:
    made = people.make_token(house, by=admin, owner=admin, label=" Bericht\n", rights=[Right.READ], days=7)
    found = house.token(hashed(made.key), people.moment())
    assert found is not None
    assert found[0].label == "Bericht"
    lasts = datetime.fromisoformat(made.token.expires_at) - datetime.fromisoformat(made.token.created_at)
    assert lasts.days == 7
    people.revoke(house, by=admin, token=made.token.id)
    assert house.token(hashed(made.key), people.moment()) is None
    with closing(sqlite3.connect(tmp_path / "oton.db")) as connection:
        held = "\n".join(connection.iterdump())
    assert made.key not in held
    assert hashed(made.key) in held
    assert PASSWORD not in held


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"rights": [Right.READ, Right.ACCOUNTS]}, NotAllowed, "nicht mehr als sein Konto"),
        ({"rights": []}, NotAllowed, "mindestens ein Recht"),
        ({"days": 0}, NotAllowed, "1 bis 366 Tage"),
        ({"days": 367}, NotAllowed, "1 bis 366 Tage"),
        ({"label": " \n"}, BadName, "wofür"),
        ({"label": "x" * 81}, BadName, "80 Zeichen"),
        ({"owner": "carla"}, Unknown, "„carla“"),
    ],
)
def test_keys_that_are_not_made(
    house: SqlitePeople, admin: str, change: dict[str, Any], error: type[Exception], says: str
) -> None:
    people.add_account(house, by=admin, name="ben", shown="", role=Role.ANALYST, password=PASSWORD)
    asked: dict[str, Any] = {"owner": "ben", "label": "Bericht", "rights": [Right.READ], "days": 7}
    with pytest.raises(error, match=says):
        people.make_token(house, by=admin, **{**asked, **change})
    assert house.tokens() == []
    assert "token.add" not in json.dumps(log(house))
