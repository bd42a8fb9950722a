"""The example project behind a real server, looked at in a real Chromium."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from api.guard.door import COOKIE
from api.house import House
from api.settings import ServeSettings
from nlp import compose
from nlp.commands import people
from nlp.domain.people import Role
from tests.conftest import Demo, call

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
START_SECONDS = 30
PASSWORD = "ein-langes-Passwort-42"


class View(NamedTuple):
    """How a page is looked at."""

    colours: str = "light"
    width: int = 1280
    height: int = 900
    javascript: bool = True

    def __str__(self) -> str:
        return f"{self.colours}-{self.width}{'' if self.javascript else '-ohne-js'}"


VIEWS = tuple(View(colours, width) for colours in ("light", "dark") for width in (1280, 320))
"""Light and dark, on a desk and on a small telephone; 320 px is also 1280 px at 400 % zoom."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running house: where it listens, and what lies behind it."""

    url: str
    house: House
    database: Path


Axed = Callable[[Page], None]


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of a real server with this application on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    thread.start()
    ends = time.monotonic() + START_SECONDS
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < ends, "the server takes too long to start"
        time.sleep(0.02)
    try:
        host, port = server.servers[0].sockets[0].getsockname()
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)


def housed(database: Path, *, open_house: bool) -> House:
    """A house over a database."""
    settings = ServeSettings(db=database, open_house=open_house, port=0, log_level="error")
    return House(settings=settings, people=compose.people(database), jobs=compose.jobs(database))


def copied(database: Path, folder: Path) -> Path:
    """A database of one's own with the same in it.

    By SQLite itself: opening and closing the file otherwise takes away the locks of all connections of the process.
    """
    target = folder / database.name
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)
    return target


@pytest.fixture(scope="session")
def served(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The example project as an open house, with a second, coarser run. Tests that change it take a copy."""
    database = copied(demo.database, tmp_path_factory.mktemp("served"))
    ran = call("cluster", "--granularity", "grob", "--json", database=database)
    assert ran.code == 0, ran.err
    house = housed(database, open_house=True)
    with serving(create_app(house)) as url:
        yield Served(url=url, house=house, database=database)
    house.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A house with accounts and an empty project. Whoever opens it as `leitung` may do everything."""
    database = tmp_path_factory.mktemp("office") / "oton.db"
    house = housed(database, open_house=False)
    people.add_account(
        house.people, by="tests", name="leitung", shown="Erika Leitung", role=Role.ADMIN, password=PASSWORD
    )
    with serving(create_app(house)) as url:
        yield Served(url=url, house=house, database=database)
    house.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    assert chromium, "apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def view(request: pytest.FixtureRequest) -> View:
    """How `page` looks; `@pytest.mark.parametrize("view", VIEWS, ids=str, indirect=True)` looks in several ways."""
    chosen: View = getattr(request, "param", View())
    return chosen


@pytest.fixture
def troubles() -> list[str]:
    """What a page did that it should not; a test that expects one takes it out."""
    return []


@pytest.fixture
def context(browser: Browser, served: Served, view: View, troubles: list[str]) -> Iterator[BrowserContext]:
    """A fresh visitor. Any error on the console and any request to another host fails the test."""
    made = new_context(browser, served.url, view)
    watch(made, served.url, troubles)
    yield made
    made.close()
    assert troubles == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of the visitor; `page.goto("/zitate")` opens a page of the served house."""
    return context.new_page()


@pytest.fixture(scope="session")
def axe() -> Axed:
    """Asserts that axe finds no violation of WCAG 2.2 AA on a page."""
    judge = Axe()

    def check(page: Page) -> None:
        found = judge.run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
        assert found.response["violations"] == [], _told(found.response["violations"])

    return check


def new_context(browser: Browser, url: str, view: View) -> BrowserContext:
    """A visitor who speaks German and looks in this way."""
    context = browser.new_context(
        base_url=url,
        color_scheme="dark" if view.colours == "dark" else "light",
        viewport={"width": view.width, "height": view.height},
        java_script_enabled=view.javascript,
        locale="de-DE",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    return context


def sign_in(context: BrowserContext, office: Served, name: str = "leitung") -> None:
    """Gives a visitor the session of an account, as the form would."""
    came = people.sign_in(office.house.people, name=name, password=PASSWORD, hours=1)
    assert came is not None
    # Chromium sends Secure cookies to this machine without HTTPS too, but takes none laid down for http://.
    secure = office.url.replace("http://", "https://")
    context.add_cookies(
        [{"name": COOKIE, "value": came.key, "url": secure, "secure": True, "httpOnly": True, "sameSite": "Lax"}]
    )


def settled(page: Page) -> None:
    """Waits until the page shows what it first said would take a moment."""
    page.locator("[data-plane-waits]").wait_for(state="detached", timeout=START_SECONDS * 1000)


def watch(context: BrowserContext, url: str, troubles: list[str]) -> None:
    """Writes down whatever goes wrong in a visitor's tabs."""
    context.on("console", lambda said: troubles.append(f"console: {said.text}") if said.type == "error" else None)
    context.on("weberror", lambda error: troubles.append(f"error: {error.error}"))
    context.on("request", lambda asked: troubles.append(f"foreign: {asked.url}") if foreign(asked.url, url) else None)


def foreign(asked: str, url: str) -> bool:
    """Whether an address leaves the served house."""
    return urlsplit(asked).scheme not in {"data", "blob", "about"} and not asked.startswith(f"{url}/")


def _told(violations: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']}: {one['help']}\n" + "\n".join(f"    {node['html'][:200]}" for node in one["nodes"][:5])
        for one in violations
    )
