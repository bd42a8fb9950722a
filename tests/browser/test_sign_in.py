"""Coming in as a person does: the first account, signing in and out, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from nlp.commands import people
from tests.browser.conftest import PASSWORD, VIEWS, Axed, Served, View, housed, new_context, serving, watch

BARE = View(javascript=False)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Served]:
    """A house with accounts in which there is none yet."""
    with ExitStack() as stack:
        house = housed(tmp_path / "oton.db", open_house=False)
        stack.callback(house.close)
        yield Served(url=stack.enter_context(serving(create_app(house))), house=house, database=tmp_path / "oton.db")


@pytest.fixture
def visitor(browser: Browser, fresh: Served, view: View, troubles: list[str]) -> Iterator[Page]:
    """A tab of somebody who has never been here."""
    context = new_context(browser, fresh.url, view)
    watch(context, fresh.url, troubles)
    yield context.new_page()
    context.close()
    # A form that comes back with an error is told on the console too.
    assert [one for one in troubles if "status of 401" not in one and "status of 422" not in one] == []


def _typed(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(text)


@pytest.mark.parametrize("view", [View(), BARE], ids=str, indirect=True)
def test_the_first_day_of_a_house(visitor: Page, fresh: Served) -> None:
    visitor.goto("/zitate")
    expect(visitor.get_by_text("Noch gibt es kein Konto")).to_be_visible()
    visitor.goto(f"/einrichten?schluessel={people.offer_setup(fresh.house.people)}")
    _typed(visitor, Anmeldename="ayse", Name_für_andere="Ayşe B.", Passwort="kurz und gut", Passwort_noch_einmal="kurz")
    visitor.get_by_role("button", name="Konto anlegen").click()
    visitor.get_by_role("link", name="Die beiden Passwörter sind verschieden").click()
    expect(visitor.locator(":focus")).to_have_attribute("id", "again")
    _typed(visitor, Passwort=PASSWORD, Passwort_noch_einmal=PASSWORD)
    visitor.get_by_role("button", name="Konto anlegen").click()
    expect(visitor.get_by_role("link", name="Ayşe B.")).to_be_visible()

    visitor.get_by_role("link", name="Konten", exact=True).click()
    _typed(visitor, Anmeldename="ben", Passwort=PASSWORD, Passwort_noch_einmal=PASSWORD)
    visitor.get_by_label("Planung").check()
    visitor.get_by_role("button", name="Konto anlegen").click()
    expect(visitor.get_by_role("row").filter(has_text="ben")).to_contain_text("Planung")

    visitor.get_by_role("button", name="Abmelden").click()
    visitor.goto("/konto")
    _typed(visitor, Anmeldename="ben", Passwort="falsch geschrieben")
    visitor.get_by_role("button", name="Anmelden").click()
    expect(visitor.get_by_text("passen nicht zusammen")).to_be_visible()
    _typed(visitor, Passwort=PASSWORD)
    visitor.get_by_role("button", name="Anmelden").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Mein Konto")
    expect(visitor.get_by_role("link", name="Konten", exact=True)).to_have_count(0)

    _typed(visitor, Wofür="Bericht")
    visitor.get_by_role("button", name="Zugangsschlüssel anlegen").click()
    expect(visitor.locator("code.key")).to_contain_text("oton_")
    visitor.goto("/konto")
    visitor.get_by_role("row").filter(has_text="Bericht").get_by_role("button").click()
    expect(visitor.get_by_role("row").filter(has_text="Bericht")).to_contain_text("widerrufen")


@pytest.mark.parametrize("view", VIEWS, ids=str, indirect=True)
def test_the_page_of_the_first_account_is_open_to_everybody(visitor: Page, axe: Axed) -> None:
    visitor.goto("/einrichten")
    axe(visitor)
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor.get_by_label("Schlüssel von der Konsole").fill("x")
    visitor.get_by_label("Anmeldename").fill("ayse")
    visitor.get_by_label("Passwort", exact=True).fill("kurz")
    visitor.get_by_label("Passwort noch einmal").fill("kurz")
    visitor.get_by_role("button", name="Konto anlegen").click()
    expect(visitor.get_by_role("alert").first).to_contain_text("mindestens 12 Zeichen")
    axe(visitor)
