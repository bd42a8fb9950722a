"""A small house in which people review, and what is done and read there."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import httpx

from api.guard.door import COOKIE
from nlp.domain.edits import Edit
from nlp.domain.people import Account, Role
from nlp.keys import hashed, new_key
from tests.api.conftest import BROWSER, FAR_AWAY, LONG_AGO, Home, Street
from tests.api.handmade import filled

OLDER, NEWER = "a" * 10, "b" * 10
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def words(told: httpx.Response, status: int = 200) -> str:
    assert told.status_code == status, told.text
    return html.unescape(told.text)


def sent(home: Home, path: str, headers: Any = None, **fields: Any) -> httpx.Response:
    return home.web.post(path, data=fields, headers=headers or {})


def did(home: Home) -> list[str]:
    return [one.did for one in home.house.people.entries()]


def log(home: Home) -> list[Edit]:
    with home.house.store() as store:
        return [one.edit for one in store.decisions()]


def decided(home: Home, *edits: Edit, who: str = "kim", run: str = NEWER) -> None:
    with home.house.store() as store:
        store.decide(edits, run=run, who=who)


def places(home: Home, statement: str) -> tuple[str, ...]:
    with home.house.store() as store:
        members = [one for one in store.run(NEWER).memberships if one.statement == statement]
    return tuple(one.theme for one in sorted(members, key=lambda one: not one.primary))


class Office:
    """The small house with accounts: Kim and Alex plan, Sam reads."""

    def __init__(self, street: Street, folder: Path) -> None:
        self.home = street.home(filled(folder / "klein.db"), open_house=False)
        self.headers = {name: self._came(name, role) for name, role in (
            ("kim", Role.PLANNER), ("alex", Role.PLANNER), ("sam", Role.STAFF)
        )}  # fmt: skip

    def _came(self, name: str, role: Role) -> dict[str, str]:
        people, key = self.home.house.people, new_key()
        shown = f"{name.title()} Beispiel"
        people.add_account(Account(id=name, name=name, shown=shown, role=role, created_at=LONG_AGO), "fits nobody")
        people.open_session(hashed(key), name, FAR_AWAY)
        return {**BROWSER, "Cookie": f"{COOKIE}={key}"}

    def get(self, who: str, path: str) -> str:
        return words(self.home.web.get(path, headers=self.headers[who]))

    def post(self, who: str, path: str, **fields: Any) -> httpx.Response:
        return sent(self.home, path, self.headers[who], **fields)
