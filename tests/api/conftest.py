"""The house as programs see it: the example project behind a real server, and houses of its own for what changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.house import House
from api.settings import ServeSettings
from nlp import compose
from nlp.domain.people import Account, Role, Token
from nlp.keys import hashed, new_key
from tests.api.handmade import Told, filled
from tests.browser.conftest import copied, serving
from tests.conftest import Demo

PROBLEM = "application/problem+json"
BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
"""Headers of a form on one of the house's own pages."""
LONG_AGO, FAR_AWAY = "2026-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"


@dataclass(frozen=True, kw_only=True)
class Home:
    """A running house: how to ask it, and what lies behind it."""

    url: str
    web: httpx.Client
    house: House
    database: Path

    def get(self, path: str, **query: Any) -> Any:
        """What a GET answers, which has to be there."""
        told = self.web.get(path, params=query or None)
        assert told.status_code == 200, told.text
        return told.json()


def detail(told: httpx.Response, status: int) -> str:
    """The one German sentence of a problem document."""
    assert told.status_code == status, told.text
    assert told.headers["content-type"] == PROBLEM
    problem = told.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    sentence: str = problem["detail"]
    assert sentence.endswith((".", "?"))
    assert "Traceback" not in sentence
    return sentence


@dataclass(kw_only=True)
class Street:
    """Opens houses and closes them again."""

    stack: ExitStack = field(default_factory=ExitStack)

    def home(self, database: Path, **settings: Any) -> Home:
        """A running house over a database."""
        told = {"open_house": True, "port": 0, "log_level": "error", "_env_file": None, **settings}
        house = House(
            settings=ServeSettings(db=database, **told), people=compose.people(database), jobs=compose.jobs(database)
        )
        self.stack.callback(house.close)
        url = self.stack.enter_context(serving(create_app(house)))
        web = self.stack.enter_context(httpx.Client(base_url=url, timeout=60, trust_env=False))
        return Home(url=url, web=web, house=house, database=database)


@pytest.fixture(scope="session")
def home(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The example project as an open house; for tests that only look, and leave no more than a line in its log."""
    street = Street()
    with street.stack:
        yield street.home(copied(demo.database, tmp_path_factory.mktemp("home")))


@pytest.fixture
def street() -> Iterator[Street]:
    """For houses of one's own."""
    made = Street()
    with made.stack:
        yield made


@pytest.fixture
def own(demo: Demo, street: Street, tmp_path: Path) -> Home:
    """The example project in a database that the test may change, as an open house."""
    return street.home(copied(demo.database, tmp_path))


@pytest.fixture
def empty(street: Street, tmp_path: Path) -> Home:
    """A house without any source."""
    return street.home(tmp_path / "leer.db")


@pytest.fixture
def jobs() -> Told:
    """Jobs of `small`; a test says what became of them."""
    return Told()


@pytest.fixture
def small(street: Street, tmp_path: Path, jobs: Told) -> Home:
    """The house laid down by hand, asked as a browser does."""
    home = street.home(filled(tmp_path / "klein.db"))
    home.house.jobs = jobs
    home.web.headers.update(BROWSER)
    return home


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """A house with accounts, and a program's key for each role."""

    home: Home
    keys: dict[Role, str]

    def by(self, role: Role) -> dict[str, str]:
        """Headers that show the key."""
        return {"Authorization": f"Bearer {self.keys[role]}"}


@pytest.fixture(scope="session")
def keyed(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    """The example project in a house with accounts; for tests that only look."""
    street = Street()
    with street.stack:
        home = street.home(copied(demo.database, tmp_path_factory.mktemp("konten")), open_house=False)
        yield Keyed(home=home, keys={role: key_of(home.house, role) for role in Role})


def key_of(house: House, role: Role) -> str:
    """A key of a program whose owner has this role; nobody can sign in by a password here."""
    account = Account(id=role.value, name=f"{role}.beispiel", shown=role.value, role=role, created_at=LONG_AGO)
    house.people.add_account(account, "no password fits")
    key = new_key()
    token = Token(
        id=role.value, account=account.id, label="Test", rights=role.rights, created_at=LONG_AGO, expires_at=FAR_AWAY
    )
    house.people.add_token(token, hashed(key))
    return key
