"""What staff do: look for a word, narrow it down, go back to the whole answer, take a quote along with its citation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import View

BOTH = [View(), View(javascript=False)]


@pytest.mark.parametrize("view", BOTH, ids=str, indirect=True)
def test_a_quote_is_found_narrowed_down_and_led_back(page: Page) -> None:
    page.goto("/zitate")
    page.get_by_label("Wonach suchen Sie?").fill("Spielplätze")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("mark").first).to_have_text(re.compile("spielpl", re.IGNORECASE))
    filters = page.get_by_role("region", name="Eingrenzen")
    filters.get_by_role("link", name="Familie und Kinderbetreuung", exact=True).click()
    filters.get_by_role("link", name=re.compile("Familienbefragung")).first.click()
    expect(page.get_by_role("list", name="Gewählte Filter").get_by_role("listitem")).to_have_count(3)
    assert "theme=familie" in page.url
    assert "source=familie" in page.url
    hit = page.locator("figure.quote").first
    words = hit.locator("blockquote").inner_text()
    hit.get_by_role("link", name=re.compile("Ganze Antwort")).click()
    expect(page.get_by_role("heading", name="Die ganze Antwort")).to_be_visible()
    assert page.locator(".answer mark").first.inner_text() in words
    expect(page.locator("#herkunft")).to_contain_text("familienbefragung_limesurvey.csv")


def test_a_quote_is_copied_with_its_citation(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/zitate?q=Spielplätze")
    hit = page.locator("figure.quote").first
    hit.get_by_role("button", name="Mit Beleg kopieren").click()
    expect(hit.get_by_role("button", name="Kopiert")).to_be_visible()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert hit.locator("blockquote").inner_text() in taken
    assert hit.locator("cite").inner_text() in taken


@pytest.mark.parametrize("view", [View(javascript=False)], ids=str, indirect=True)
def test_without_javascript_the_citation_is_text_beside_the_quote(page: Page) -> None:
    page.goto("/zitate?q=Spielplätze")
    hit = page.locator("figure.quote").first
    expect(hit.locator("cite")).to_contain_text("Beleg")
    expect(hit.get_by_role("button", name="Mit Beleg kopieren")).to_be_hidden()


def test_hits_are_taken_along_as_a_file(page: Page) -> None:
    page.goto("/zitate?q=Spielplätze")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
