"""A planner reviews: by keyboard alone, without JavaScript, beside somebody else, and several rows at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from nlp.commands import people
from nlp.domain.edits import Confirm, Move, Rename, Split
from nlp.domain.people import Role
from nlp.domain.reviewing import MarkKind
from tests.browser.conftest import (
    PASSWORD,
    Axed,
    Served,
    View,
    copied,
    housed,
    new_context,
    serving,
    sign_in,
    watch,
)

WITHOUT = View(javascript=False)
LOOKS = (View(), View("dark"), View("light", 320), View("dark", 320))
CLASH = "status of 409"
REVIEWED = 30


@pytest.fixture
def served(served: Served, tmp_path: Path) -> Iterator[Served]:
    """The example as an open house that a test may change."""
    database = copied(served.database, tmp_path)
    house = housed(database, open_house=True)
    with serving(create_app(house)) as url:
        yield Served(url=url, house=house, database=database)
    house.close()


@pytest.fixture
def planners(served: Served) -> Iterator[Served]:
    """The same as a house with accounts: Kim and Alex plan."""
    house = housed(served.database, open_house=False)
    for name, role in (("leitung", Role.ADMIN), ("kim", Role.PLANNER), ("alex", Role.PLANNER)):
        shown = f"{name.title()} Beispiel"
        people.add_account(house.people, by="tests", name=name, shown=shown, role=role, password=PASSWORD)
    with serving(create_app(house)) as url:
        yield Served(url=url, house=house, database=served.database)
    house.close()


def open_words(page: Page) -> str:
    return page.locator("[data-quote-text]").inner_text()


def pressed(page: Page, key: str) -> None:
    """Presses one key that leads to another page, and waits until that is ready for the next one."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("#offen")).to_be_focused()


def to_change(page: Page, summary: str) -> None:
    page.locator("#aendern").get_by_text(summary, exact=True).click()


def asked(page: Page) -> None:
    page.locator("#aendern details[open]").get_by_role("button", name="Ansehen, was dann geschieht").click()


def test_thirty_statements_are_reviewed_by_keyboard_alone(page: Page, served: Served) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent.trim()") != "Prüfen":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Prüfliste")
    seen: list[str] = []
    for number, key in enumerate("b1b2gbomb3" * (REVIEWED // 10)):
        words = open_words(page)
        assert words not in seen[-3:], f"statement {number} came twice"
        seen.append(words)
        pressed(page, key)
        expect(page.get_by_role("status").first).to_contain_text(re.compile(r"Sie haben|Gemerkt|gelesen"))
    assert len(seen) == REVIEWED
    with served.house.store() as store:
        edits = [one.edit for one in store.decisions()]
        marks = [one.kind for one in store.marks()]
    moved = [one for one in edits if isinstance(one, Move)]
    confirmed = {one.statements for one in edits if isinstance(one, Confirm)}
    # What has no theme is confirmed by leaving it there.
    assert len(moved) + len(confirmed) == REVIEWED - len(marks)
    assert sorted(marks) == [*[MarkKind.FLAG] * 3, *[MarkKind.READ] * 3]


def test_one_key_takes_back_what_the_one_before_did(page: Page, served: Served) -> None:
    page.goto("/pruefen")
    words = open_words(page)
    pressed(page, "b")
    assert open_words(page) != words
    pressed(page, "u")
    assert open_words(page) == words
    expect(page.locator("#jetzt")).to_contain_text("Maschine")
    pressed(page, "n")
    pressed(page, "p")
    assert open_words(page) == words
    with served.house.store() as store:
        assert store.board().decided == {}


def test_single_keys_leave_fields_alone_and_can_be_switched_off(page: Page, served: Served) -> None:
    page.goto("/pruefen")
    address = page.url
    note = page.get_by_label("Was anderen auffallen sollte")
    note.focus()
    page.keyboard.type("bgm1u")
    expect(note).to_have_value("bgm1u")
    page.get_by_role("button", name="Einzelne Tasten").focus()
    page.keyboard.press("?")
    expect(page.get_by_text("nächste Aussage")).to_be_visible()
    page.get_by_role("button", name="Einzelne Tasten").press("Enter")
    page.locator("#offen").focus()
    page.keyboard.press("b")
    page.reload()
    expect(page.get_by_role("button", name="Einzelne Tasten", pressed=False)).to_contain_text("aus")
    page.locator("#offen").focus()
    page.keyboard.press("b")
    page.wait_for_timeout(300)
    assert page.url == address
    with served.house.store() as store:
        assert store.decisions() == []


@pytest.mark.parametrize("view", [WITHOUT, View("light", 320, javascript=False)], ids=str, indirect=True)
def test_everything_works_without_javascript(page: Page, served: Served) -> None:
    page.goto("/pruefen")
    words = open_words(page)
    expect(page.get_by_role("button", name="Einzelne Tasten")).to_have_count(0)
    page.get_by_role("button", name="Stimmt so").click()
    expect(page.get_by_role("status")).to_contain_text("Sie haben bestätigt")
    assert open_words(page) != words
    page.get_by_role("button", name="Rückgängig").click()
    assert open_words(page) == words
    page.get_by_label("Was anderen auffallen sollte").fill("Gehört das hierher?")
    page.get_by_role("button", name="Kommentieren").click()
    expect(page.locator("#notizen")).to_contain_text("Gehört das hierher?")

    page.goto("/thema/mobilitaet")
    to_change(page, "Umbenennen")
    page.get_by_label("Neuer Titel").fill("Unterwegs sein")
    asked(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieses Thema umbenennen?")
    page.get_by_label("Warum?").fill("So sagen es die Leute")
    page.get_by_role("button", name="So entscheiden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Unterwegs sein")
    expect(page.get_by_role("status")).to_contain_text("umbenannt")

    rows = page.locator("#aussagen tbody tr")
    for number in range(3):
        rows.nth(number).get_by_role("checkbox").check()
    page.get_by_label("Als neues Thema, Titel").fill("Abends unterwegs")
    page.get_by_role("button", name="Abspalten").click()
    expect(page.locator("main")).to_contain_text("3 Aussagen")
    page.get_by_role("button", name="So entscheiden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abends unterwegs")
    expect(rows).to_have_count(3)
    page.goto("/entscheidungen")
    expect(page.locator("main")).to_contain_text("Grund: „So sagen es die Leute“")
    with served.house.store() as store:
        kinds = [type(one.edit) for one in store.decisions()]
    assert kinds[-2:] == [Rename, Split]


def test_several_rows_are_ticked_by_keyboard_and_split_off_in_a_dialog(page: Page, served: Served, axe: Axed) -> None:
    page.goto("/thema/mobilitaet")
    boxes = page.locator("[data-tick]")
    boxes.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-ticked]")).to_have_text("3 Aussagen angekreuzt")
    boxes.nth(6).click(modifiers=["Shift"])
    expect(page.locator("[data-ticked]")).to_have_text("7 Aussagen angekreuzt")
    title = page.get_by_label("Als neues Thema, Titel")
    title.fill("Abends unterwegs")
    title.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("7 Aussagen")
    axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(title).to_have_value("Abends unterwegs")
    page.get_by_role("button", name="Abspalten").press("Enter")
    dialog.get_by_role("button", name="So entscheiden").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Abends unterwegs")
    expect(page.get_by_role("status").first).to_contain_text("7 Aussagen")
    with served.house.store() as store:
        (split,) = [one.edit for one in store.decisions()]
    assert isinstance(split, Split)
    assert len(split.statements) == 7


@pytest.mark.parametrize("way", [View(), WITHOUT], ids=str)
def test_of_two_who_edit_a_theme_at_once_the_second_is_told_and_decides(
    browser: Browser, planners: Served, troubles: list[str], axe: Axed, way: View
) -> None:
    with ExitStack() as stack:
        pages = {}
        for name, title in (("kim", "Bus und Bahn"), ("alex", "Wege & Straßen")):
            context = new_context(browser, planners.url, way)
            stack.callback(context.close)
            watch(context, planners.url, troubles)
            sign_in(context, planners, name)
            pages[name] = page = context.new_page()
            page.goto("/thema/mobilitaet")
            to_change(page, "Umbenennen")
            page.get_by_label("Neuer Titel").fill(title)
            asked(page)
            page.get_by_label("Warum?").fill(f"Vorschlag von {name}")
        for page in pages.values():
            page.get_by_role("button", name="So entscheiden").click()
        expect(pages["kim"].get_by_role("heading", level=1)).to_have_text("Bus und Bahn")
        second = pages["alex"]
        expect(second.get_by_role("heading", level=1)).to_have_text("Inzwischen hat sich etwas geändert")
        for told in ("Kim Beispiel hat", "Bus und Bahn", "Vorschlag von kim", "Wege & Straßen", "Vorschlag von alex"):
            expect(second.locator("main")).to_contain_text(told)
        with planners.house.store() as store:
            assert [one.who for one in store.decisions()] == ["kim"]
        if way.javascript:
            axe(second)
        second.get_by_role("button", name="Trotzdem so entscheiden").click()
        expect(second.get_by_role("heading", level=1)).to_have_text("Wege & Straßen")
        with planners.house.store() as store:
            assert [(one.who, one.why) for one in store.decisions()] == [
                ("kim", "Vorschlag von kim"),
                ("alex", "Vorschlag von alex"),
            ]
    assert [one for one in troubles if CLASH not in one] == []
    troubles.clear()


@pytest.mark.parametrize("view", LOOKS, ids=str, indirect=True)
def test_what_is_only_there_after_a_decision_has_no_barrier_and_fits_its_screen(
    page: Page, served: Served, axe: Axed, view: View
) -> None:
    with served.house.store() as store:
        run = store.run()
        member = run.memberships[0].statement
        store.decide(
            [Rename(theme="nirgends", title="Weg"), Move(statements=(member,), themes=())], run=run.id, who="kim"
        )
        store.decide([Rename(theme="mobilitaet", title="Unterwegs sein")], run=run.id, who="kim", why="kürzer")
        store.mark([member], MarkKind.COMMENT, who="kim", text="Gehört das hierher?")
    for address in (
        "/entscheidungen?getan=3-3",
        f"/pruefen?aussage={member}&von={member}&getan=1-3",
        f"/zitat/{member}",
        "/thema/mobilitaet?getan=3-3",
    ):
        page.goto(address)
        for fold in page.locator("main details:visible").all():
            fold.evaluate("one => { one.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= view.width, address
        axe(page)
    page.locator("#aendern").get_by_label("Neuer Titel").fill("Anders")
    asked_first = page.locator("#aendern").get_by_role("button", name="Ansehen, was dann geschieht").first
    asked_first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    axe(page)
