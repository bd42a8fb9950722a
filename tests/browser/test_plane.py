"""The plane of statements: read with the pointer, with the arrow keys, and without any script as a table."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from api.assets import FOLDER
from tests.browser.conftest import View
from tests.browser.test_contrast import GRAPHIC, contrast, palettes

GROUNDS = {"light": "#ffffff", "dark": "#0e0f1a"}


def test_arrow_keys_read_quotes_and_enter_opens_the_answer(page: Page) -> None:
    page.goto("/karte")
    plane = page.get_by_role("application", name="Karte der Aussagen")
    expect(plane).to_have_attribute("data-ready", "")
    plane.focus()
    reader = page.locator("[data-plane-read]")
    page.keyboard.press("ArrowRight")
    expect(reader).to_contain_text("„")
    first = reader.locator("p").first.inner_text()
    page.keyboard.press("ArrowRight")
    expect(reader.locator("p").first).not_to_have_text(first)
    expect(reader).to_have_attribute("aria-live", "polite")
    read = reader.locator("p").first.inner_text().strip("„“")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/zitat/"))
    assert page.locator("figure.quote blockquote").first.inner_text().strip("„“") == read


def test_the_pointer_reads_what_lies_under_it(page: Page) -> None:
    page.goto("/karte?theme=familie")
    expect(page.get_by_role("application")).to_have_attribute("data-ready", "")
    page.locator("svg.plane use").nth(3).hover()
    expect(page.locator("[data-plane-read]")).to_contain_text("Mit der Eingabetaste")


@pytest.mark.parametrize("view", [View(javascript=False)], ids=str, indirect=True)
def test_without_javascript_the_plane_is_there_and_the_same_stands_in_a_table(page: Page) -> None:
    page.goto("/karte")
    expect(page.locator("svg.plane")).to_be_visible()
    page.get_by_label("Thema").select_option("familie")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page).to_have_url(re.compile("theme=familie"))
    row = page.get_by_role("table", name="Aussagen", exact=True).get_by_role("row").nth(1)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Die ganze Antwort")).to_be_visible()


@pytest.mark.parametrize(("of", "ground"), [(":root", "light"), ('[data-kern-theme="dark"]', "dark")])
def test_signs_stand_out_from_the_ground(of: str, ground: str) -> None:
    colours = palettes((FOLDER / "plane.css").read_text(encoding="utf-8"))[of]
    assert len(colours) == 6
    for name, colour in colours.items():
        assert contrast(colour, GROUNDS[ground]) >= GRAPHIC, name
