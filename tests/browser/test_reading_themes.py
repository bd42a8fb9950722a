"""A planner reads: from the overview to a theme, to a statement and back; with JavaScript and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import View

WITH_AND_WITHOUT = (View(), View(width=320), View(javascript=False))


@pytest.mark.parametrize("view", WITH_AND_WITHOUT, ids=str, indirect=True)
def test_a_planner_reads_a_theme_down_to_the_whole_answer_and_comes_back(page: Page, view: View) -> None:
    del view
    page.goto("/")
    expect(page.get_by_role("heading", name="Themen", exact=True)).to_be_visible()
    page.locator("#themen tbody").get_by_role("link", name="Mobilität und Verkehr").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mobilität und Verkehr")

    page.get_by_role("combobox", name="Haltung").select_option("Kritik")
    page.get_by_role("button", name="Filtern").click()
    rows = page.locator("#aussagen tbody tr")
    expect(rows.first.locator(".stance")).to_contain_text("Kritik")
    expect(rows.locator(".stance-bedarf, .stance-lob")).to_have_count(0)
    page.locator("#aussagen thead").get_by_role("link", name="Quelle").click()
    expect(page.locator("#aussagen th[aria-sort]")).to_contain_text("Quelle")
    expect(page.get_by_role("combobox", name="Haltung")).to_have_value("Kritik")

    link = rows.first.get_by_role("link").first
    words = (link.text_content() or "").strip("„“")
    link.click()
    page.wait_for_url("**/zitat/*")
    expect(page.locator("main")).to_contain_text(words)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mobilität und Verkehr")
    expect(page.get_by_role("combobox", name="Haltung")).to_have_value("Kritik")
    page.get_by_label("Sie sind hier").get_by_role("link", name="Übersicht").click()
    expect(page).to_have_title("Übersicht – O-Ton")


def test_the_statements_are_sorted_and_opened_by_keyboard(page: Page) -> None:
    page.goto("/thema/mobilitaet")
    page.locator("#aussagen thead").get_by_role("link", name="Haltung").focus()
    page.keyboard.press("Enter")
    sorted_by = page.locator("#aussagen th[aria-sort]")
    expect(sorted_by).to_contain_text("Haltung")
    expect(sorted_by).to_have_attribute("aria-sort", "ascending")
    page.locator("#aussagen thead").get_by_role("link", name="Liegt auch nah an").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox").nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zitat/*")


@pytest.mark.parametrize("view", [View(javascript=False)], ids=str, indirect=True)
def test_source_and_group_are_chosen_without_javascript(page: Page, view: View) -> None:
    del view
    page.goto("/")
    themes, groups = page.locator("#themen"), page.locator("#gruppen")
    themes.get_by_role("combobox", name="Quelle").select_option("familie")
    themes.get_by_role("button", name="Zeigen").click()
    expect(themes.locator(".finding")).to_contain_text("aus „Familienbefragung")
    groups.get_by_role("combobox", name="Gruppe").select_option("familie~G01Q02")
    groups.get_by_role("button", name="Zeigen").click()
    expect(themes.get_by_role("combobox", name="Quelle")).to_have_value("familie")
    groups.get_by_text("als Tabelle").click()
    expect(groups.get_by_role("columnheader", name="Paar mit Kindern")).to_be_visible()
