"""What every answer tells the browser to keep out, and how long a file may be kept."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from api.assets import FOLDER, FOREVER, OUTDATED, stamp, static
from api.guard.door import COOKIE
from api.guard.headers import ASKED_ANEW, NOT_KEPT, SAFE
from nlp.commands import people
from tests.browser.conftest import PASSWORD, Served, View, new_context

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def web(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url) as client:
        yield client


@pytest.mark.parametrize("address", ["/hilfe", "/nirgends", "/healthz", "/openapi.json", "/static/0/oton.css"])
def test_every_answer_keeps_foreign_things_out(web: httpx.Client, address: str) -> None:
    told = web.get(address, headers=HTML)

    assert {name: told.headers.get(name) for name in SAFE} == SAFE
    assert "unsafe" not in told.headers["content-security-policy"]
    assert told.headers["content-security-policy"].startswith("default-src 'none'; ")


def test_a_stranger_is_refused_with_the_same_headers(office: Served) -> None:
    told = httpx.get(f"{office.url}/zitate", headers=HTML)

    assert told.status_code == 303
    assert {name: told.headers.get(name) for name in SAFE} == SAFE


def test_pages_of_somebody_signed_in_stay_on_no_disk(office: Served, web: httpx.Client) -> None:
    came = people.sign_in(office.house.people, name="leitung", password=PASSWORD, hours=1)
    assert came is not None
    told = httpx.get(f"{office.url}/hilfe", headers={**HTML, "Cookie": f"{COOKIE}={came.key}"})

    assert told.headers["cache-control"] == NOT_KEPT
    assert web.get("/hilfe", headers=HTML).headers["cache-control"] == ASKED_ANEW


def test_files_are_kept_for_ever_by_their_stamp_and_asked_anew_without_it(web: httpx.Client) -> None:
    assert web.get(static("oton.css")).headers["cache-control"] == FOREVER
    outdated = web.get("/static/000000000000/oton.css")
    assert outdated.headers["cache-control"] == OUTDATED
    assert outdated.content == (FOLDER / "oton.css").read_bytes()


@pytest.mark.parametrize("name", ["nichts.css", "../app.py", "..%2f..%2fapp.py", "vendor", ""])
def test_nothing_else_can_be_had_under_static(web: httpx.Client, name: str) -> None:
    assert web.get(f"/static/{stamp()}/{name}").status_code == 404


def test_a_template_cannot_name_a_file_that_is_not_there() -> None:
    with pytest.raises(LookupError, match=r"no static file nichts\.css"):
        static("nichts.css")


def test_an_inline_script_that_got_into_a_page_does_not_run(browser: Browser, served: Served) -> None:
    context = new_context(browser, served.url, View())
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route(
        "**/hilfe",
        lambda route: route.fulfill(
            body="<!doctype html><title>x</title><h1 onclick='window.ran=1'>x</h1><script>window.ran = 1</script>",
            headers={**SAFE, "content-type": "text/html"},
        ),
    )
    page.goto("/hilfe")
    page.locator("h1").click()

    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in one for one in said)
    context.close()
