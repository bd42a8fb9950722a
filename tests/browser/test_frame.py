"""The frame around every page: colours, the way on by keyboard, copying a quote, troubles, no JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import example
from tests.browser.conftest import Served, View, new_context, watch

PAINTED = """([selector, property]) => {
  const pixel = document.createElement("canvas").getContext("2d");
  pixel.fillStyle = getComputedStyle(document.querySelector(selector))[property];
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""
BLACK, WHITE = [0, 0, 0], [255, 255, 255]
WITHOUT = View(javascript=False)


def ground(page: Page) -> list[int]:
    """Red, green and blue of the page behind everything."""
    found: list[int] = page.evaluate(PAINTED, ["body", "backgroundColor"])
    return found


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.goto("/hilfe")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    expect(skip).to_be_focused()
    assert skip.bounding_box() is not None

    page.keyboard.press("Enter")
    expect(page.locator("#inhalt")).to_be_focused()


def test_chosen_colours_stay_and_come_with_the_page_itself(page: Page) -> None:
    page.goto("/hilfe")
    assert ground(page) == WHITE
    page.get_by_role("button", name="Dunkle Farben").click()
    assert ground(page) == BLACK

    told = page.goto("/docs")
    assert told is not None
    assert 'data-kern-theme="dark"' in told.text()
    assert ground(page) == BLACK
    page.get_by_role("button", name="Helle Farben").click()
    assert ground(page) == WHITE


def test_a_quote_is_copied_with_its_citation(page: Page, served: Served) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/zitat/{example(served)['statement']}")
    page.get_by_role("button", name="Mit Beleg kopieren").first.click()
    expect(page.get_by_role("button", name="Kopiert").first).to_be_visible()

    copied = page.evaluate("navigator.clipboard.readText()")
    words = page.locator("[data-quote-text]").first.inner_text().strip()
    cite = page.locator("[data-quote-cite]").first.inner_text().strip()
    assert copied == f"„{words}“ ({cite})"


@pytest.mark.parametrize("view", [View(), View("dark", 320), WITHOUT], ids=str, indirect=True)
def test_an_unknown_address_is_a_page_with_a_way_on(page: Page, troubles: list[str]) -> None:
    told = page.goto("/nirgends")
    assert told is not None
    assert told.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Seite nicht gefunden")
    page.get_by_role("link", name="Zur Hilfe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hilfe")
    assert len(troubles) <= 1, "the browser itself notes the 404, nothing else"
    troubles.clear()


@pytest.mark.parametrize("view", [WITHOUT], ids=str, indirect=True)
def test_without_javascript_nothing_is_offered_that_needs_it(page: Page, served: Served) -> None:
    page.goto(f"/zitat/{example(served)['statement']}")
    expect(page.get_by_role("button", name="Mit Beleg kopieren")).to_have_count(0)
    expect(page.get_by_role("button", name="Dunkle Farben")).to_have_count(0)
    assert page.locator("[data-quote-text]").first.is_visible()


def test_the_help_explains_figures_with_those_of_the_project(page: Page, served: Served) -> None:
    with served.house.store() as store:
        run = store.run()
        counts, unassigned = store.counts(run.id, "traeger"), store.counts(run.id)[""]
    largest = max((theme for theme in run.themes if theme.id in counts), key=lambda theme: counts[theme.id].statements)
    page.goto("/hilfe")

    shown = page.locator(".example")
    expect(shown).to_contain_text("„Trägerbefragung zum Sozialplan Elsterau 2022“")
    expect(shown.get_by_role("link", name=largest.title)).to_be_visible()
    assert shown.locator("dd").all_inner_texts() == [
        f"{figure:,}".replace(",", ".")
        for figure in (
            counts[largest.id].statements,
            counts[largest.id].respondents,
            counts[largest.id].organisations,
        )
    ]
    expect(page.get_by_text(f"Hier: {sum(one.grade == 'fest' for one in run.themes)} Themen").first).to_be_visible()
    expect(page.locator("#ohne-thema")).to_contain_text(f"{unassigned.statements} von 1.008 Aussagen")


def test_the_documentation_names_every_operation_of_the_interface(page: Page, served: Served) -> None:
    document = page.request.get("/openapi.json").json()
    wanted = {
        f"{method.upper()} {path}"
        for path, item in document["paths"].items()
        for method in item
        if method in {"get", "post", "put", "patch", "delete"}
    }
    page.goto("/docs")
    named = {" ".join(one.replace("\u200b", "").split()) for one in page.locator(".operation-head").all_inner_texts()}
    assert named == wanted
    del served


@pytest.mark.parametrize("view", [View("dark")], ids=str, indirect=True)
def test_printed_pages_are_black_on_white(browser: Browser, served: Served, view: View, troubles: list[str]) -> None:
    context = new_context(browser, served.url, view)
    watch(context, served.url, troubles)
    page = context.new_page()
    page.goto("/hilfe")
    page.emulate_media(media="print", color_scheme="dark")

    assert ground(page) == WHITE
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_hidden()
    assert page.evaluate(PAINTED, ["main li", "color"]) == BLACK
    assert max(page.evaluate(PAINTED, ["main .lead", "color"])) < 64
    context.close()
    assert troubles == []
