"""The log of decisions: who took what back, what has no hold any more, and two ways out of that."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from nlp.domain.edits import Create, Rename, Split
from tests.api.conftest import Home, Street
from tests.api.desk import FIELD, OLDER, Office, decided, did, log, sent, words


@pytest.fixture
def kita(small: Home) -> str:
    """A statement of the theme `kita`."""
    with small.house.store() as store:
        return next(one.id for one in store.statements() if "Norden" in one.text)


@pytest.fixture
def office(street: Street, tmp_path: Path) -> Office:
    return Office(street, tmp_path)


def test_the_log_tells_who_took_what_back_and_offers_to_take_that_back_too(office: Office) -> None:
    decided(office.home, Rename(theme="kita", title="Kita"), who="kim")
    told = office.post("alex", "/entscheidungen/zurueck", nummer="1", seen="1", hier="/entscheidungen")
    assert told.headers["location"] == "/entscheidungen?getan=2-2"
    page = office.get("alex", told.headers["location"])
    assert "<del>Kim Beispiel hat" in page
    assert "Zurückgenommen von Alex Beispiel" in page
    assert "Sie haben die Entscheidung 1 zurückgenommen: Kim Beispiel hat" in page
    assert did(office.home) == ["decision.undo"]
    office.post("kim", "/entscheidungen/zurueck", nummer="2", seen="2", hier="/entscheidungen")
    assert "<del>Kim Beispiel hat „" not in office.get("kim", "/entscheidungen")
    assert "Kita" in office.get("sam", "/thema/kita")


@pytest.mark.parametrize("number", ["", "x", "²", "99999999999999999999", "7"])
def test_only_decisions_that_exist_are_taken_back(number: str, small: Home) -> None:
    assert sent(small, "/entscheidungen/zurueck", nummer=number).status_code in {404, 422}
    assert log(small) == []


@pytest.mark.parametrize("told", ["getan=x", "getan=7-9", "getan=9-1", "notiert=x", "notiert=read&an="])
def test_an_address_that_tells_of_nothing_done_does_no_harm(told: str, small: Home) -> None:
    for path in ("/pruefen", "/entscheidungen", "/thema/kita"):
        words(small.web.get(f"{path}?{told}"))


def test_a_decision_without_a_hold_stands_on_top_with_ways_out(small: Home) -> None:
    decided(small, Rename(theme="bus", title="Busse"), run=OLDER)
    page = words(small.web.get("/entscheidungen"))
    assert "Passt nicht zu dieser Auswertung (1)" in page
    assert page.index("Passt nicht") < page.index("Alle Entscheidungen")
    forms = [one for one in small.web.get("/entscheidungen").text.split("<form") if 'value="ausweg"' in one]
    assert [len(re.findall('name="entscheidung"', one)) for one in forms] == [1, 3]
    ways = [html.unescape(value) for name, value in FIELD.findall(forms[1]) if name == "entscheidung"]
    told = sent(small, "/entscheidungen", tat="ausweg", entscheidung=ways, hier="/entscheidungen")
    assert told.status_code == 303, told.text
    assert ">Busse</h1>" in words(small.web.get(told.headers["location"]))
    assert "Passt nicht zu dieser Auswertung" not in words(small.web.get("/entscheidungen"))


def test_the_log_goes_on_page_by_page(small: Home) -> None:
    decided(small, *(Create(made=f"p-{number}", title=f"Thema {number}") for number in range(1, 61)))
    first, second = (words(small.web.get(f"/entscheidungen?seite={number}")) for number in (1, 2))
    assert "„Thema 60“" in first
    assert "„Thema 10“" not in first
    assert "„Thema 10“" in second
    assert words(small.web.get("/entscheidungen?seite=99")) == second


def test_what_is_hidden_can_be_shown_again(small: Home) -> None:
    assert sent(small, "/entscheidungen", tat="ausblenden", thema="kita").headers["location"].startswith("/entsch")
    page = words(small.web.get("/thema/kita"))
    assert "Wieder zeigen" in page
    sent(small, "/entscheidungen/zurueck", nummer="1", hier="/thema/kita")
    assert "Wieder zeigen" not in words(small.web.get("/thema/kita"))


def test_after_a_split_was_taken_back_nobody_is_sent_to_a_theme_that_is_gone(small: Home, kita: str) -> None:
    made = sent(small, "/entscheidungen", tat="abspalten", thema="kita", titel="Norden", aussage=kita)
    (split,) = log(small)
    assert isinstance(split, Split)
    assert made.headers["location"] == f"/thema/{split.made}?getan=1-1"
    told = sent(small, "/entscheidungen/zurueck", nummer="1", weiter=f"/thema/{split.made}")
    assert told.headers["location"] == "/entscheidungen?getan=2-2"
