"""What an analyst comes for, from a file to a published run, with a real worker; with JavaScript and without."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from tests.browser.conftest import Axed, Served, View, housed, new_context, serving, watch
from tests.conftest import ROOT

PATIENCE_SECONDS = 240
NEEDS = ("Plätze in der Kita", "Busse am Abend", "Radwege zur Schule", "Treffpunkte für Jugendliche")
PLACES = ("im Norden", "am Fluss", "im Süden", "rund um den Markt", "in der Altstadt")
ANSWERS = [f"Es fehlen {need} {place}." for need in NEEDS for place in PLACES]
TABLE = "Nr;Name;Bezirk;Was fehlt Ihnen?\n" + "".join(
    f"{nr};Anna Beispiel;{('Nord', 'Süd')[nr % 2]};{words}\n" for nr, words in enumerate(ANSWERS, start=1)
)
WAYS = (View(javascript=True), View(javascript=False))


@pytest.fixture(scope="module", params=WAYS, ids=str)
def way(request: pytest.FixtureRequest) -> View:
    chosen: View = request.param
    return chosen


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Served]:
    """An empty open house, and a worker in a process of its own that ends with the test."""
    database = tmp_path / "haus" / "oton.db"
    database.parent.mkdir()
    house = housed(database, open_house=True)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("OTON_")}
    environment = {**outside, "OTON_EMBEDDERS": "use", "PYTHONPATH": str(ROOT)}
    with house.store():
        pass  # makes the database before two processes reach for it
    worker = [sys.executable, "-m", "nlp.cli.main", "worker", "--leash", "--db", str(database)]
    with ExitStack() as stack:
        url = stack.enter_context(serving(create_app(house)))
        leash = subprocess.Popen(worker, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        stack.enter_context(leash)  # leaving closes its standard input, at which the worker ends
        yield Served(url=url, house=house, database=database)
    house.close()


@pytest.fixture
def page(browser: Browser, place: Served, way: View, troubles: list[str]) -> Iterator[Page]:
    context = new_context(browser, place.url, way)
    watch(context, place.url, troubles)
    yield context.new_page()
    context.close()
    assert troubles == []


def arrive(page: Page, where: re.Pattern[str], *, javascript: bool) -> None:
    """Waits for long work: the page moves on by itself, or by its link."""
    if javascript:
        page.wait_for_url(where, timeout=PATIENCE_SECONDS * 1000)
        return
    ends = time.monotonic() + PATIENCE_SECONDS
    while not where.search(page.url):
        assert time.monotonic() < ends, page.locator("main").inner_text()
        page.get_by_role("link", name="Aktualisieren", exact=True).click()
        page.wait_for_timeout(500)


def evaluated(page: Page, how: str, *, javascript: bool) -> str:
    """Starts a run on the form; the id of what came of it."""
    page.goto("/laeufe")
    page.get_by_label(re.compile(how)).check()
    page.get_by_role("radio", name="ohne Katalog").check()
    page.get_by_role("button", name="Auswertung beginnen").click()
    expect(page).to_have_url(re.compile(r"/laeufe/(auftrag/)?\w+"))
    arrive(page, re.compile(r"/laeufe/[0-9a-f]{10}\?neu=1"), javascript=javascript)
    return page.url.rsplit("/", 1)[1].split("?")[0]


def test_an_analyst_reads_a_file_evaluates_compares_and_publishes(
    page: Page, place: Served, way: View, axe: Axed
) -> None:
    javascript = way.javascript
    page.goto("/quellen")
    page.get_by_role("link", name="Datei einlesen").first.click()
    page.get_by_label("Datei mit Antworten").set_input_files(
        {"name": "Umfrage.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_role("button", name="Hochladen und ansehen").click()
    expect(page.get_by_role("heading", name="Stimmt das so?")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Anna")
    expect(page.get_by_label("Rolle der Spalte Name")).to_have_value("drop")
    page.get_by_label("Rolle der Spalte Bezirk").select_option("Gruppe")
    page.get_by_label("Wie viele gefragt wurden").fill("80")
    if javascript:
        axe(page)
    page.get_by_role("button", name="Einlesen").click()
    arrive(page, re.compile(r"/quellen/umfrage\?neu=1"), javascript=javascript)
    expect(page.locator("main")).to_contain_text("20 von 80 (25 %)")
    assert not list((place.database.parent / "uploads").iterdir())

    first = evaluated(page, "^grob", javascript=javascript)
    expect(page.locator("main")).to_contain_text("ohne Katalog")
    page.get_by_role("link", name="Freigeben").click()
    expect(page.locator("main")).to_contain_text("Die Leserinnen und Leser sehen dann")
    page.get_by_role("button", name="Freigeben").click()
    expect(page.locator("main")).to_contain_text("Diese Auswertung sehen alle")

    second = evaluated(page, "^fein", javascript=javascript)
    assert second != first
    expect(page.locator("main")).to_contain_text("erst, wenn sie freigegeben ist")
    page.get_by_role("link", name="Mit der vorigen vergleichen").click()
    expect(page.locator("main")).to_contain_text("Von 20 Aussagen in beiden")
    expect(page.get_by_role("img")).to_be_visible()
    if javascript:
        axe(page)
    with place.house.store() as store:
        assert [one.run for one in store.publications()] == [first]
    assert [one.did for one in place.house.people.entries()][:2] == ["run.start", "run.publish"]


@pytest.mark.parametrize("way", [View()], ids=str, indirect=True)
def test_progress_moves_without_a_new_page_and_can_be_stopped(page: Page, place: Served) -> None:
    page.goto("/quellen/neu")
    rows = "".join(f"{nr};Es fehlen Bänke in der Straße Nummer {nr} und Bäume dazu.\n" for nr in range(4000))
    page.get_by_label("Datei mit Antworten").set_input_files(
        {"name": "lang.csv", "mimeType": "text/csv", "buffer": f"Nr;Was fehlt?\n{rows}".encode()}
    )
    page.get_by_role("button", name="Hochladen und ansehen").click()
    page.get_by_role("button", name="Einlesen").click()
    told = page.locator("[data-progress-sentence]")
    expect(told).to_have_text("Antworten werden geprüft und zerlegt …", timeout=PATIENCE_SECONDS * 1000)
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Aktualisieren", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.get_by_role("heading", name="Einlesen abgebrochen")).to_be_visible()
    with place.house.store() as store:
        assert store.sources() == []
