"""What any keeper of people does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from nlp.domain.people import Account, Right, Role, Token
from nlp.errors import BadName, NotAllowed, Unknown
from nlp.ports import People

BEFORE, NOW, LATER = "2026-03-01T09:00:00+00:00", "2026-03-01T10:00:00+00:00", "2026-03-01T20:00:00+00:00"
FAR = "2126-03-01T20:00:00+00:00"


def account(name: str, role: Role = Role.STAFF) -> Account:
    return Account(id=f"id-{name}", name=name, shown=name.title(), role=role, created_at=BEFORE)


def token(owner: Account, identity: str = "t1", **other: Any) -> Token:
    given = {"label": "Bericht", "rights": frozenset({Right.READ, Right.EXPORT}), "created_at": BEFORE}
    return Token(id=identity, account=owner.id, **{**given, "expires_at": LATER, **other})


AYSE = account("ayse", Role.ADMIN)
BEN = account("ben")


@pytest.fixture
def house(people: People) -> People:
    people.add_account(BEN, "hash-ben")
    people.add_account(AYSE, "hash-ayse")
    return people


def test_accounts_come_back_by_name(house: People, gather: Callable[[], Any]) -> None:
    with closing(gather()) as again:
        assert again.accounts() == house.accounts() == [AYSE, BEN]
        assert again.account("ayse") == (AYSE, "hash-ayse")
        assert again.account("niemand") is None
        assert again.account("' OR 1=1 --") is None


@pytest.mark.parametrize(("name", "same"), [("özlem", "ÖZLEM"), ("özlem", "o\u0308zlem"), ("Ben", " ben ")])
def test_a_name_is_one_however_it_is_typed(people: People, name: str, same: str) -> None:
    people.add_account(account(name), "h")
    found = people.account(same)
    assert found is not None
    assert found[0].name == name
    with pytest.raises(BadName, match="schon vergeben"):
        people.add_account(replace(account(same), id="andere"), "h")
    assert len(people.accounts()) == 1


def test_an_account_changes(house: People) -> None:
    changed = replace(BEN, shown="Ben B.", role=Role.PLANNER)
    house.change_account(changed)
    assert house.account("ben") == (changed, "hash-ben")
    with pytest.raises(Unknown, match="„carla“"):
        house.change_account(account("carla"))


def test_a_new_password_changes_nothing_else_whatever_happened_meanwhile(house: People) -> None:
    left = replace(BEN, active=False, role=Role.STAFF)
    house.change_account(left)
    house.change_password(BEN, "neu")
    assert house.account("ben") == (left, "neu")
    with pytest.raises(Unknown, match="„carla“"):
        house.change_password(account("carla"), "neu")


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.ANALYST}])
def test_the_last_admin_stays(house: People, change: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed, match="„ayse“"):
        house.change_account(replace(AYSE, **change))
    assert house.account("ayse") == (AYSE, "hash-ayse")
    house.change_account(replace(BEN, role=Role.ADMIN))
    house.change_account(replace(AYSE, **change))
    with pytest.raises(NotAllowed, match="„ben“"):
        house.change_account(replace(BEN, **change))


def test_of_two_admins_who_leave_at_once_one_stays(people: People) -> None:
    admins = [account(f"admin{number}", Role.ADMIN) for number in range(4)]
    for one in admins:
        people.add_account(one, "h")

    def leave(one: Account) -> bool:
        try:
            people.change_account(replace(one, active=False))
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(leave, admins)) == [False, True, True, True]
    assert sum(one.active for one in people.accounts()) == 1


def test_a_session_lives_until_it_ends(house: People, gather: Callable[[], Any]) -> None:
    house.open_session("s1", BEN.id, FAR)
    with closing(gather()) as again:
        assert again.session("s1", NOW) == BEN
        assert again.session("s2", NOW) is None
        assert again.session("s1", FAR) is None
        again.close_session("s2")
        again.close_session("s1")
    assert house.session("s1", NOW) is None


def test_a_new_password_and_a_farewell_end_sessions_and_nothing_else_does(house: People) -> None:
    for key, owner in (("s1", BEN), ("s2", BEN), ("s3", AYSE)):
        house.open_session(key, owner.id, FAR)
    planner = replace(BEN, role=Role.PLANNER)
    house.change_account(planner)
    assert house.session("s1", NOW) == planner
    house.change_password(planner, "neu")
    assert [house.session(key, NOW) for key in ("s1", "s2", "s3")] == [None, None, AYSE]
    house.open_session("s4", BEN.id, FAR)
    house.change_account(replace(planner, active=False))
    assert house.session("s4", NOW) is None
    house.change_account(planner)
    assert house.session("s4", NOW) is None


def test_sessions_that_are_over_are_not_kept(house: People) -> None:
    house.open_session("alt", BEN.id, NOW)
    house.open_session("neu", BEN.id, FAR)
    assert house.session("alt", BEFORE) is None


def test_a_key_opens_until_it_expires_or_is_revoked(house: People) -> None:
    given = token(BEN)
    house.add_token(given, "k1")
    house.add_token(token(AYSE, "t2"), "k2")
    assert house.tokens() == [token(AYSE, "t2"), given]
    assert house.tokens(BEN.id) == [given]
    assert house.token("k1", NOW) == (given, BEN)
    assert house.token("nie gesehen", NOW) is None
    assert house.token("k1", LATER) is None
    house.revoke_token("t1")
    assert house.token("k1", NOW) is None
    assert house.tokens(BEN.id)[0].revoked
    assert house.token("k2", NOW) is not None
    with pytest.raises(Unknown, match="„t9“"):
        house.revoke_token("t9")


def test_a_key_remembers_its_last_use_by_the_minute(house: People) -> None:
    house.add_token(token(BEN), "k1")
    for moment, remembered in (
        (NOW, NOW),
        ("2026-03-01T10:00:30+00:00", NOW),
        ("2026-03-01T10:01:00+00:00", "2026-03-01T10:01:00+00:00"),
    ):
        house.token("k1", moment)
        assert house.tokens()[0].used_at == remembered


def test_a_key_sleeps_while_its_owner_is_away(house: People) -> None:
    house.add_token(token(BEN), "k1")
    house.change_account(replace(BEN, active=False))
    assert house.token("k1", NOW) is None
    house.change_account(BEN)
    assert house.token("k1", NOW) is not None


def test_the_first_account_needs_the_key_of_the_console(people: People) -> None:
    assert not people.set_up(AYSE, "h", "key", NOW)
    people.offer_setup("früher", LATER)
    people.offer_setup("key", LATER)
    assert not people.set_up(AYSE, "h", "früher", NOW)
    assert not people.set_up(AYSE, "h", "key", LATER)
    assert people.accounts() == []
    assert people.set_up(AYSE, "h", "key", NOW)
    assert people.account("ayse") == (AYSE, "h")


def test_the_key_of_the_console_works_once_and_only_while_nobody_is_there(people: People) -> None:
    people.offer_setup("key", LATER)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda nr: people.set_up(account(f"a{nr}", Role.ADMIN), "h", "key", NOW), range(4)))
    assert sorted(done) == [False, False, False, True]
    assert len(people.accounts()) == 1
    people.offer_setup("neu", LATER)
    assert not people.set_up(BEN, "h", "neu", NOW)


def test_the_log_is_read_backwards_in_pieces(people: People, gather: Callable[[], Any]) -> None:
    for number in range(5):
        people.log(who="ayse", did="run.publish", object=f"lauf{number}", detail="zur Probe")
    with closing(gather()) as again:
        newest = again.entries(limit=2)
        rest = again.entries(before=newest[-1].number)
    assert [one.object for one in (*newest, *rest)] == ["lauf4", "lauf3", "lauf2", "lauf1", "lauf0"]
    assert {(one.who, one.did, one.detail) for one in rest} == {("ayse", "run.publish", "zur Probe")}
    assert datetime.fromisoformat(rest[0].at).utcoffset() is not None


def test_many_threads_use_the_same_people(house: People) -> None:
    def visit(number: int) -> bool:
        house.open_session(f"s{number}", BEN.id, FAR)
        house.log(who="ben", did="session.open", object=str(number))
        return house.session(f"s{number}", NOW) == BEN

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(visit, range(40)))
    assert len(house.entries()) == 40
