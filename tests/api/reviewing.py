"""A small house whose themes people decide on, with accounts: who reads, who reviews, and a second who reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from nlp import compose
from nlp.domain.people import Role
from tests.api.conftest import Home, Street, key_of
from tests.unit.decided import answered, run_of

KIM, SASHA = "planner.beispiel", "analyst.beispiel"
"""Both may review."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """The house; `ids`: statements by their words, `keys`: a program's key for each account."""

    home: Home
    ids: Mapping[str, str]
    keys: Mapping[str, str]

    def ask(self, method: str, path: str, who: str = KIM, **said: Any) -> httpx.Response:
        """What the house answers to somebody."""
        headers = {"Authorization": f"Bearer {self.keys[who]}", **said.pop("headers", {})}
        return self.home.web.request(method, path, headers=headers, **said)

    def get(self, path: str, who: str = KIM, **query: Any) -> Any:
        """What a GET answers, which has to be there."""
        told = self.ask("GET", path, who, params=query or None)
        assert told.status_code == 200, told.text
        return told.json()

    def decide(self, *edits: Mapping[str, Any], who: str = KIM, **said: Any) -> Any:
        """What is told of decisions, which have to be taken."""
        told = self.ask("POST", "/api/decisions", who, json={"edits": list(edits), **said})
        assert told.status_code == 201, told.text
        return told.json()

    def of(self, words: Sequence[str]) -> list[str]:
        """Statements by their words."""
        return [self.ids[one] for one in words]

    def state(self) -> str:
        """Moves with all that readers see."""
        with self.home.house.store() as store:
            return store.state()

    def deeds(self) -> list[tuple[str, str, str]]:
        """The lines of the house's log, the oldest first: who did what to what."""
        return [(one.who, one.did, one.object) for one in reversed(self.home.house.people.entries())]


def office(street: Street, folder: Path) -> Office:
    """The house, in a database of its own."""
    database = folder / "amt.db"
    with compose.opened(database) as store:
        ids = answered(store, folder)
        store.save_run(run_of(ids))
    home = street.home(database, open_house=False)
    return Office(home=home, ids=ids, keys={f"{role}.beispiel": key_of(home.house, role) for role in Role})


def rename(theme: str, title: str) -> dict[str, str]:
    """The edit."""
    return {"kind": "rename", "theme": theme, "title": title}


def move(statements: Sequence[str], *themes: str) -> dict[str, Any]:
    """The edit."""
    return {"kind": "move", "statements": list(statements), "themes": list(themes)}
