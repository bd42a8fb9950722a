"""Two people code the same statements blind, by keyboard and without JavaScript; and two waves are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from api.app import create_app
from nlp.commands.double_coding import draw_sample
from nlp.domain.reviewing import Sample
from tests.api.surveyed import NEWER, OLDER, VOLUNTEERS, two_waves
from tests.browser.conftest import VIEWS, Axed, Served, View, housed, serving
from tests.browser.test_contrast import TEXT, contrast
from tests.browser.test_every_page import script

WITHOUT = (View(javascript=False), View("light", 320, javascript=False))
SIZE = 5
NOTHING_TICKED = "status of 422"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A survey asked twice, as an open house."""
    database = two_waves(tmp_path / "wellen.db")
    house = housed(database, open_house=True)
    with serving(create_app(house)) as url:
        yield Served(url=url, house=house, database=database)
    house.close()


@pytest.fixture
def sample(served: Served) -> Sample:
    with served.house.store() as store:
        return draw_sample(store, title="Probe", size=SIZE, coders=("Kim", "Alex"), who="tests", seed="gleich")


def said(served: Served, sample: Sample) -> list[tuple[str, tuple[str, ...]]]:
    with served.house.store() as store:
        return [(one.coder, one.themes) for one in store.codings(sample.id)]


def pressed(page: Page, key: str) -> None:
    """Presses a key that leads to another page, and waits until that is ready."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("[data-arrived]")).to_be_focused()


def test_a_coder_does_it_all_by_keyboard(page: Page, served: Served, sample: Sample) -> None:
    titles = [title for _, title in sample.themes]
    page.goto(f"/doppelt/{sample.id}?als=Kim")
    page.keyboard.press("2")
    expect(page.get_by_label(titles[1])).to_be_checked()
    page.keyboard.press("3")
    page.keyboard.press("2")
    expect(page.get_by_label(titles[1])).not_to_be_checked()
    pressed(page, "s")
    pressed(page, "o")
    pressed(page, "p")
    expect(page.locator("#offen")).to_contain_text("schon zugeordnet")
    pressed(page, "n")

    page.keyboard.press("f")
    field = page.get_by_label("Themen eingrenzen")
    expect(field).to_be_focused()
    page.keyboard.type("markte")
    expect(page.locator("[data-choice]:visible")).to_have_count(1)
    expect(page.get_by_text("1 Thema", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Märkte")).to_be_checked()
    expect(page.locator("[data-choice]:visible")).to_have_count(len(titles))
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    told = said(served, sample)
    assert told == [("Kim", (sample.themes[2][0],)), ("Kim", ()), ("Kim", ("markt",))]

    for _ in range(SIZE - len(told)):
        pressed(page, "o")
    expect(page.get_by_role("status").first).to_have_text("Sie haben alles zugeordnet. Danke!")


def test_a_filter_hides_nothing_that_is_ticked(page: Page, sample: Sample) -> None:
    page.goto(f"/doppelt/{sample.id}?als=Kim")
    page.get_by_label("Bus und Bahn").check()
    page.get_by_label("Themen eingrenzen").fill("gibt es nicht")
    expect(page.locator("[data-choice]:visible")).to_have_count(1)
    expect(page.get_by_label("Bus und Bahn")).to_be_visible()
    page.get_by_label("Themen eingrenzen").press("Escape")
    expect(page.locator("[data-choice]:visible")).to_have_count(len(sample.themes))
    expect(page.locator("#offen")).to_be_focused()


@pytest.mark.parametrize("view", WITHOUT, ids=str, indirect=True)
def test_from_drawing_to_taking_over_it_works_without_javascript(
    page: Page, served: Served, troubles: list[str]
) -> None:
    page.goto("/doppelt")
    page.get_by_label("Titel").fill("Probe im März")
    page.get_by_label("Wie viele Aussagen").fill("2")
    page.get_by_label("Wer zuordnet").fill("Kim, Alex")
    page.get_by_role("button", name="Ziehen").click()
    expect(page.get_by_role("status")).to_contain_text("„Probe im März“ ist gezogen: 2 Aussagen für Kim und Alex.")
    for name in ("Kim", "Alex"):
        page.goto("/doppelt")
        page.get_by_role("link", name="Zuordnen", exact=True).click()
        page.get_by_role("link", name=name).click()
        page.get_by_role("button", name="Zuordnen").click()
        expect(page.get_by_role("alert")).to_contain_text("Bitte kreuzen Sie mindestens ein Thema an")
        for _ in range(2):
            page.get_by_label("Parks und Plätze").check()
            page.get_by_role("button", name="Zuordnen").click()
    page.get_by_role("link", name="Ergebnis ansehen").click()
    expect(page.locator("main")).to_contain_text("Kim und Alex haben 2 von 2 Aussagen gleich zugeordnet")
    page.get_by_role("link", name="Ansehen, was dann geschieht").click()
    page.get_by_role("button", name="So übernehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entscheidungen")
    expect(page.get_by_role("status")).to_contain_text("Sie haben")
    with served.house.store() as store:
        board = store.board()
    assert {theme for _, theme in board.decided} == {"park"}
    assert len(board.decided) == 2
    assert [one for one in troubles if NOTHING_TICKED not in one] == []
    troubles.clear()


@pytest.mark.parametrize("view", WITHOUT, ids=str, indirect=True)
def test_a_code_book_goes_out_and_comes_back_without_javascript(page: Page, tmp_path: Path) -> None:
    page.goto("/codebuch")
    with page.expect_download() as download:
        page.get_by_role("link", name="TOML").click()
    book = tmp_path / "buch.toml"
    book.write_text(
        download.value.path().read_text(encoding="utf-8").replace("Märkte", "Wochenmarkt"), encoding="utf-8"
    )
    page.get_by_label("Codebuch oder Projekt").set_input_files(book)
    page.get_by_role("button", name="Hochladen und ansehen").click()
    expect(page.locator("main")).to_contain_text("Übernommen würde: 1 Thema umbenannt.")
    page.get_by_role("button", name="So übernehmen").click()
    expect(page.get_by_role("status")).to_contain_text("„Märkte“ in „Wochenmarkt“ umbenannt")
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("status")).to_contain_text("zurückgenommen")


@pytest.mark.parametrize("view", VIEWS, ids=str, indirect=True)
def test_waves_and_coding_have_no_barrier_and_fit_their_screen(
    page: Page, sample: Sample, axe: Axed, view: View
) -> None:
    for address in (
        f"/wellen?a={OLDER}&b={NEWER}",
        f"/wellen?a={VOLUNTEERS}&b={NEWER}",
        f"/doppelt/{sample.id}?als=Kim",
        "/doppelt",
        "/codebuch",
    ):
        page.goto(address)
        for fold in page.locator("main details:visible").all():
            fold.evaluate("one => { one.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= view.width, address
        assert page.evaluate(script("overflow.js")) == []
        axe(page)


@pytest.mark.parametrize("view", [View(), View("dark")], ids=str, indirect=True)
def test_words_in_the_chart_of_waves_can_be_read(page: Page, view: View) -> None:
    page.goto(f"/wellen?a={OLDER}&b={NEWER}")
    drawn = page.evaluate(script("svg_words.js"))
    assert {"2022", "2026", "40 %"} <= {one[0] for one in drawn}
    assert [one for one in drawn if contrast(one[1], one[2]) < TEXT] == []
    ground = "rgb(0, 0, 0)" if view.colours == "dark" else "rgb(255, 255, 255)"
    assert page.locator(".chart-box").evaluate("one => getComputedStyle(one).backgroundColor") == ground


def test_what_lies_beneath_reviewing_is_reached_from_every_page_of_it(page: Page) -> None:
    page.goto("/pruefen")
    for name, heading in (
        ("Entscheidungen", "Entscheidungen"),
        ("Übereinstimmung", "Übereinstimmung"),
        ("Doppelt zuordnen", "Doppelt zuordnen"),
        ("Wellen", "Wellen vergleichen"),
        ("Codebuch", "Codebuch"),
        ("Prüfliste", "Prüfliste"),
    ):
        beneath = page.get_by_role("navigation", name="Prüfen", exact=True)
        beneath.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(heading))
        expect(beneath.locator("[aria-current]")).to_have_text(name)
    page.goto("/quellen")
    expect(page.get_by_role("navigation", name="Prüfen", exact=True)).to_have_count(0)
