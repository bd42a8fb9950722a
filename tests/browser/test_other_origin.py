"""Another page asks the house in a visitor's name, in a real Chromium: by a form and by a script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.app import create_app
from api.guard.door import COOKIE
from nlp.commands import people
from nlp.domain.people import Role
from tests.browser.conftest import PASSWORD, Served, View, housed, new_context, serving, sign_in

FORM = '<form method="post" action="{url}"><input name="name" value="boese"><button>Gewinnspiel</button></form>'
PATHS = ("/konten", "/abmelden", "/laeufe", "/api/tokens", "/api/runs/extend")


class Stranger(BaseHTTPRequestHandler):
    """Serves the form that the address asks for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(FORM.format(url=self.path.partition("?")[2]).encode())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - http.server's word
        """Says nothing."""


@pytest.fixture(scope="module")
def stranger() -> Iterator[int]:
    """The port of another server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@dataclass(frozen=True, slots=True)
class Heard:
    """A request that came to the house, and what it was answered."""

    path: str
    site: str
    cookie: bool
    status: int


@dataclass
class Ear:
    """Listens between the wire and the house: browsers keep from a page, and so from a test, what it may not see."""

    app: ASGIApp
    heard: list[Heard]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["method"] == "POST":
                headers = Headers(scope=scope)
                site, cookie = headers.get("sec-fetch-site", ""), COOKIE in headers.get("cookie", "")
                self.heard.append(Heard(scope["path"], site, cookie, message["status"]))
            await send(message)

        await self.app(scope, receive, told)


@dataclass(frozen=True, kw_only=True)
class Overheard:
    """A running house, and what it was asked to change."""

    served: Served
    heard: list[Heard]

    def state(self) -> tuple[object, ...]:
        """What a stranger might have changed."""
        known = self.served.house.people
        return known.accounts(), known.tokens(), known.entries(), self.served.house.jobs.jobs()


@pytest.fixture(params=[True, False], ids=["open", "accounts"])
def overheard(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Overheard]:
    """An open house, and one with an account."""
    with ExitStack() as stack:
        house = housed(tmp_path / "oton.db", open_house=request.param)
        stack.callback(house.close)
        people.add_account(house.people, by="x", name="leitung", shown="", role=Role.ADMIN, password=PASSWORD)
        app, heard = create_app(house), list[Heard]()
        app.add_middleware(Ear, heard=heard)
        url = stack.enter_context(serving(app))
        yield Overheard(served=Served(url=url, house=house, database=tmp_path / "oton.db"), heard=heard)


def click(page: Page) -> None:
    """Presses the stranger's button."""
    with page.expect_navigation():
        page.get_by_role("button").click()


def fetch(page: Page, url: str) -> None:
    """The same by a script that brings the visitor's cookies along."""
    asked = "url => fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include', body: 'name=boese'})"
    page.evaluate(f"url => ({asked})(url).catch(() => null)", url)


@pytest.mark.parametrize(("host", "site"), [("127.0.0.1", "same-site"), ("localhost", "cross-site")])
def test_a_stranger_changes_nothing_in_a_visitors_name(
    browser: Browser, overheard: Overheard, stranger: int, host: str, site: str
) -> None:
    served = overheard.served
    context = new_context(browser, served.url, View())
    sign_in(context, served)
    before, page = overheard.state(), context.new_page()
    for path in PATHS:
        page.goto(f"http://{host}:{stranger}/?{served.url}{path}")
        fetch(page, f"{served.url}{path}")
        click(page)
    travels = site == "same-site"
    assert overheard.heard == [Heard(path, site, travels, 403) for path in PATHS for _ in range(2)]
    assert overheard.state() == before
    page.goto("/hilfe")
    assert page.url == f"{served.url}/hilfe"
    context.close()
