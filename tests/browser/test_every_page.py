"""What holds for every page: no barrier, no sideways scrolling, no error, nothing from elsewhere, all by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute, APIRouter
from playwright.sync_api import Browser, Page
from starlette.routing import BaseRoute

from api.pages import ROUTERS
from tests.browser import addresses
from tests.browser.addresses import EXAMPLE, NO_PAGES, OFFICE, SIGNED_OUT, Names
from tests.browser.conftest import VIEWS, Axed, Served, View, new_context, settled, sign_in, watch

WHERE = [
    *(pytest.param("example", address, id=f"example{address}") for address in EXAMPLE),
    *(pytest.param("office", address, id=f"office{address}") for address in OFFICE),
    *(pytest.param("stranger", address, id=f"stranger{address}") for address in SIGNED_OUT),
]

WIDE = 1280
"""Barriers are looked for at this width, light and dark: narrow pages are the same document."""


@pytest.fixture(scope="module")
def names(served: Served, office: Served) -> Names:
    return addresses.names(served, office)


@pytest.fixture
def opened(
    *, browser: Browser, served: Served, office: Served, names: Names, who: str, address: str, view: View,
    troubles: list[str],
) -> Iterator[Page]:  # fmt: skip
    """The page, as somebody who may open it sees it."""
    house = served if who == "example" else office
    context = new_context(browser, house.url, view)
    watch(context, house.url, troubles)
    if who == "office":
        sign_in(context, office)
    page = context.new_page()
    filled = address.format(**(names.example if who == "example" else names.office))
    told = page.goto(filled)
    assert told is not None
    assert told.status == 200, f"{filled}: {told.status}"
    settled(page)
    yield page
    context.close()
    assert troubles == []


def plain(path: str) -> str:
    """A path with its variables made alike."""
    return re.sub(r"\{[^}]*\}", "{}", path.split("?", maxsplit=1)[0])


def paths(routes: Iterable[BaseRoute]) -> Iterator[str]:
    """What can be fetched, in routers inside of routers too."""
    for route in routes:
        inner: APIRouter | None = getattr(route, "original_router", None)
        if inner is not None:
            yield from paths(inner.routes)
        elif isinstance(route, APIRoute) and "GET" in (route.methods or ()):
            yield plain(route.path)


def test_no_page_of_the_house_is_forgotten_here() -> None:
    looked_at = {plain(address) for address in (*EXAMPLE, *OFFICE, *SIGNED_OUT)}
    there = {path for router in ROUTERS for path in paths(router.routes)}
    assert there - {plain(path) for path in NO_PAGES} == looked_at


@pytest.mark.parametrize("view", VIEWS, ids=str, indirect=True)
@pytest.mark.parametrize(("who", "address"), WHERE)
def test_a_page_has_no_barrier_fits_its_screen_and_says_whose_it_is(
    opened: Page, axe: Axed, view: View, who: str
) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") <= view.width
    assert opened.evaluate(script("overflow.js")) == []
    assert opened.title().endswith(" – O-Ton")
    assert opened.locator("h1").count() == 1
    head = opened.locator("header.head")
    assert head.get_by_role("link", name="O-Ton").is_visible()
    assert (opened.get_by_text("frei erfunden").count() > 0) == (who == "example")
    assert (opened.get_by_role("navigation", name="Hauptnavigation").count() > 0) == (who != "stranger")
    if view.width >= WIDE:
        axe(opened)


@pytest.mark.parametrize("view", [View(width=320, height=256)], ids=["400-percent"], indirect=True)
@pytest.mark.parametrize(("who", "address"), WHERE)
def test_the_keyboard_reaches_everything_in_its_order_and_shows_where_it_is(opened: Page) -> None:
    wanted = opened.evaluate(script("focusable.js"))
    assert wanted
    for number, name in enumerate(wanted):
        here, seen, inside = tabbed(opened, number)
        assert here == number, f"instead of {name} (number {number}) the focus is on {here}"
        assert seen, f"the focus on {name} cannot be seen"
        assert inside, f"{name} has the focus outside of the screen"


def tabbed(page: Page, number: int) -> tuple[int, bool, bool]:
    """Where the next Tab leads; fields for a day have several stops inside."""
    while True:
        page.keyboard.press("Tab")
        here, seen, inside, has_stops = page.evaluate(script("focused.js"))
        if not (has_stops and here == number - 1):
            return here, seen, inside


def script(name: str) -> str:
    """The text of a script that looks at a page."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
