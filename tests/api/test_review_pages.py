"""The pages of the review: one statement after the other, changes weighed before they are made, and their log."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.guard.door import COOKIE
from nlp.domain.edits import Create, Edit, Merge, Move, Rename, Split
from nlp.domain.people import Account, Role
from nlp.domain.reviewing import MarkKind
from nlp.keys import hashed, new_key
from tests.api.conftest import BROWSER, FAR_AWAY, LONG_AGO, Home, Street
from tests.api.handmade import filled

OLDER, NEWER = "a" * 10, "b" * 10
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def words(told: httpx.Response, status: int = 200) -> str:
    assert told.status_code == status, told.text
    return html.unescape(told.text)


def sent(home: Home, path: str, headers: Any = None, **fields: Any) -> httpx.Response:
    return home.web.post(path, data=fields, headers=headers or {})


def did(home: Home) -> list[str]:
    return [one.did for one in home.house.people.entries()]


def log(home: Home) -> list[Edit]:
    with home.house.store() as store:
        return [one.edit for one in store.decisions()]


def decided(home: Home, *edits: Edit, who: str = "kim", run: str = NEWER) -> None:
    with home.house.store() as store:
        store.decide(edits, run=run, who=who)


def places(home: Home, statement: str) -> tuple[str, ...]:
    with home.house.store() as store:
        members = [one for one in store.run(NEWER).memberships if one.statement == statement]
    return tuple(one.theme for one in sorted(members, key=lambda one: not one.primary))


@pytest.fixture
def kita(small: Home) -> str:
    """A statement of the theme `kita`."""
    with small.house.store() as store:
        return next(one.id for one in store.statements() if "Norden" in one.text)


@pytest.fixture
def bus(small: Home) -> str:
    """A statement without a theme."""
    with small.house.store() as store:
        return next(one.id for one in store.statements() if "selten" in one.text)


class Office:
    """The small house with accounts: Kim and Alex plan, Sam reads."""

    def __init__(self, street: Street, folder: Path) -> None:
        self.home = street.home(filled(folder / "klein.db"), open_house=False)
        self.headers = {name: self._came(name, role) for name, role in (
            ("kim", Role.PLANNER), ("alex", Role.PLANNER), ("sam", Role.STAFF)
        )}  # fmt: skip

    def _came(self, name: str, role: Role) -> dict[str, str]:
        people, key = self.home.house.people, new_key()
        shown = f"{name.title()} Beispiel"
        people.add_account(Account(id=name, name=name, shown=shown, role=role, created_at=LONG_AGO), "fits nobody")
        people.open_session(hashed(key), name, FAR_AWAY)
        return {**BROWSER, "Cookie": f"{COOKIE}={key}"}

    def get(self, who: str, path: str) -> str:
        return words(self.home.web.get(path, headers=self.headers[who]))

    def post(self, who: str, path: str, **fields: Any) -> httpx.Response:
        return sent(self.home, path, self.headers[who], **fields)


@pytest.fixture
def office(street: Street, tmp_path: Path) -> Office:
    return Office(street, tmp_path)


def test_an_empty_house_has_nothing_to_review(empty: Home) -> None:
    for path in ("/pruefen", "/entscheidungen"):
        assert "noch keine Auswertung" in words(empty.web.get(path, headers=BROWSER))


def test_a_statement_is_confirmed_and_the_next_one_comes(small: Home, kita: str) -> None:
    page = words(small.web.get(f"/pruefen?aussage={kita}"))
    assert "Mehr Kitaplätze im Norden" in page
    assert "Maschine" in page
    fields = dict(FIELD.findall(small.web.get(f"/pruefen?aussage={kita}").text))
    told = sent(
        small, "/pruefen", tat="bestaetigen", platz="kita", aussage=kita, weiter=html.unescape(fields["weiter"])
    )
    assert told.status_code == 303
    assert f"von={kita}" in told.headers["location"]
    assert "getan=1-1" in told.headers["location"]
    page = words(small.web.get(told.headers["location"]))
    assert "Sie haben bestätigt, dass 1 Aussage zu „Plätze <b>& mehr</b>“ gehört." in page
    assert '<p role="status"' in page
    assert did(small) == ["decision.take"]
    assert "Mensch: Offenes Haus" in words(small.web.get(f"/pruefen?aussage={kita}"))


def test_a_statement_goes_into_several_themes_or_none_and_stays_there(small: Home, kita: str, bus: str) -> None:
    decided(small, Create(made="p-1", title="Wege"))
    sent(small, "/pruefen", tat="verschieben", aussage=bus, ziel="p-1", auch=["kita", "p-1"])
    assert places(small, bus) == ("p-1", "kita")
    sent(small, "/pruefen", tat="nach:p-1", aussage=kita)
    assert places(small, kita) == ("p-1",)
    sent(small, "/pruefen", tat="festhalten:p-1", aussage=kita)
    assert "festgehalten" in words(small.web.get(f"/pruefen?aussage={kita}"))
    held = words(sent(small, "/pruefen", tat="ohne", aussage=kita, hier=f"/pruefen?aussage={kita}"), 422)
    assert "Festhalten" in held
    sent(small, "/pruefen", tat="ohne", aussage=bus)
    assert places(small, bus) == ()
    assert "Ohne Thema" in words(small.web.get(f"/pruefen?aussage={bus}"))


@pytest.mark.parametrize(
    ("deed", "kind", "said"),
    [
        ("gelesen", MarkKind.READ, "Als gelesen vermerkt."),
        ("ungelesen", MarkKind.UNREAD, "Als ungelesen vermerkt."),
        ("merken", MarkKind.FLAG, "Gemerkt."),
        ("nicht-merken", MarkKind.UNFLAG, "Nicht mehr gemerkt."),
    ],
)
def test_what_is_noted_can_be_taken_back(deed: str, kind: MarkKind, said: str, small: Home, kita: str) -> None:
    told = sent(small, "/pruefen", tat=deed, aussage=kita, hier="/pruefen", weiter="/pruefen")
    page = words(small.web.get(told.headers["location"]))
    assert said in page
    assert "Rückgängig" in page
    with small.house.store() as store:
        assert [(one.statement, one.kind) for one in store.marks()] == [(kita, kind)]


def test_a_comment_stands_beside_the_statement_for_all(small: Home, kita: str) -> None:
    told = sent(
        small, "/pruefen", tat="kommentieren", aussage=kita, kommentar=" <i>Ob das</i> passt? ", hier="/pruefen"
    )
    assert "notiert=comment" in told.headers["location"]
    assert "<i>Ob das</i> passt?" in words(small.web.get(f"/pruefen?aussage={kita}"))
    assert "leer" in words(sent(small, "/pruefen", tat="kommentieren", aussage=kita), 422)


def test_the_list_is_filtered_and_says_when_nothing_is_left(small: Home, kita: str, bus: str) -> None:
    assert "selten" in words(small.web.get("/pruefen?teil=ohne-thema&aussage=" + bus))
    assert "Hier wartet nichts mehr" in words(small.web.get("/pruefen?teil=gemerkt"))
    sent(small, "/pruefen", tat="merken", aussage=kita)
    assert "Mehr Kitaplätze im Norden" in words(small.web.get("/pruefen?teil=gemerkt"))
    assert "Mehr Kitaplätze" in words(small.web.get("/pruefen?thema=kita"))
    for wrong in ("thema=nirgends", "teil=nirgends", "aussage=nirgends"):
        assert small.web.get(f"/pruefen?{wrong}").status_code == 404


def test_a_change_is_weighed_in_numbers_before_anything_happens(small: Home) -> None:
    decided(small, Create(made="p-1", title="Wege"))
    form = {"tat": "zusammenlegen", "thema": "kita", "ziel": "p-1", "seen": "1", "hier": "/thema/kita", "lauf": NEWER}
    told = sent(small, "/pruefen/vorher", **form)
    page = words(told)
    assert "Diese Themen zusammenlegen?" in page
    assert "2 Aussagen gehen von „Plätze <b>& mehr</b>“ zu „Wege“." in page
    assert len(log(small)) == 1
    again = [(name, html.unescape(value)) for name, value in FIELD.findall(told.text)]
    told = sent(small, "/entscheidungen", **dict(again), warum=" doppelt ")
    assert told.headers["location"] == "/thema/p-1?getan=2-2"
    assert log(small)[1:] == [Merge(theme="kita", into="p-1")]
    assert "Grund: „doppelt“" in words(small.web.get("/entscheidungen"))
    assert did(small) == ["decision.take"]


def test_the_answer_to_htmx_is_what_stands_in_the_dialog(small: Home) -> None:
    told = sent(small, "/pruefen/vorher", {"HX-Request": "true"}, tat="umbenennen", thema="kita", titel="Kita")
    page = words(told)
    assert page.lstrip().startswith('<div class="weighed">')
    assert "<h1" not in page


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"tat": "umbenennen", "thema": "kita", "titel": " "}, 422, "Titel ist leer"),
        ({"tat": "umbenennen", "thema": "nirgends", "titel": "Neu"}, 422, "nirgends"),
        ({"tat": "zusammenlegen", "thema": "kita", "ziel": "kita"}, 422, "nicht mit sich selbst"),
        ({"tat": "zusammenlegen", "thema": "kita"}, 422, "wählen Sie zuerst ein Thema"),
        ({"tat": "abspalten", "thema": "kita", "titel": "Neu"}, 422, "kreuzen Sie zuerst an"),
        ({"tat": "verschieben", "ziel": "kita", "aussage": "nirgends"}, 422, "steht nicht in dieser Auswertung"),
        ({"tat": "zuordnen", "thema": "kita", "katalog": "nirgends"}, 422, "nicht im Katalog"),
        ({"tat": "ausweg", "entscheidung": "[1"}, 422, ""),
        ({"tat": "ausweg", "entscheidung": "[1]"}, 422, ""),
        ({"tat": "ausweg"}, 422, ""),
        ({"tat": "fliegen"}, 422, ""),
        ({}, 422, ""),
    ],
)
def test_a_form_that_does_not_fit_decides_nothing(form: dict[str, str], status: int, said: str, small: Home) -> None:
    for path in ("/pruefen/vorher", "/entscheidungen"):
        assert said in words(sent(small, path, **form), status)
    assert log(small) == []
    assert did(small) == []


def test_what_was_typed_is_there_to_be_put_right(small: Home) -> None:
    page = words(
        sent(small, "/pruefen/vorher", tat="anlegen", titel="Plätze <b>& mehr</b>", beschreibung="Alles Neue"), 422
    )
    assert "heißt schon ein anderes Thema" in page
    assert ">Alles Neue</textarea>" in page


def test_a_form_from_elsewhere_decides_nothing(small: Home, kita: str) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    for path in ("/pruefen", "/pruefen/vorher", "/entscheidungen", "/entscheidungen/zurueck"):
        assert sent(small, path, foreign, tat="ohne", aussage=kita, nummer="1").status_code == 403
    assert log(small) == []


def test_who_only_reads_sees_no_forms_and_no_names(office: Office) -> None:
    with office.home.house.store() as store:
        member = store.run(NEWER).memberships[0].statement
    office.post("kim", "/pruefen", tat="bestaetigen:kita", aussage=member)
    for path in ("/thema/kita", f"/zitat/{member}"):
        reading, planning = office.get("sam", path), office.get("alex", path)
        assert "Mensch: Kim Beispiel" in planning
        assert "Kim Beispiel" not in reading
        assert "Mensch, " in reading
        assert "/pruefen" not in reading
    assert "Dieses Thema ändern" not in office.get("sam", "/thema/kita")
    assert 'type="checkbox"' not in office.get("sam", "/thema/kita")
    assert "Zurücknehmen" not in office.get("sam", "/entscheidungen")
    for path in ("/pruefen", "/pruefen/vorher", "/entscheidungen", "/entscheidungen/zurueck"):
        assert office.post("sam", path, tat="ohne", aussage=member, nummer="1").status_code == 403
    assert len(log(office.home)) == 1


def test_the_second_of_two_learns_what_the_first_did_and_decides(office: Office) -> None:
    form = {"tat": "umbenennen", "thema": "kita", "seen": "0", "hier": "/thema/kita", "weiter": "/thema/kita"}
    assert office.post("kim", "/entscheidungen", **form, titel="Kita", warum="kürzer").status_code == 303
    told = office.post("alex", "/entscheidungen", **form, titel="Krippe & Kita", warum="mit Krippe")
    page = words(told, 409)
    assert "Kim Beispiel hat „Plätze <b>& mehr</b>“ in „Kita“ umbenannt." in page
    assert "kürzer" in page
    assert "Krippe & Kita" in page
    assert "mit Krippe" in page
    assert 'href="/thema/kita"' in page
    assert len(log(office.home)) == 1

    again = {name: html.unescape(value) for name, value in FIELD.findall(told.text)}
    assert again["seen"] == "1"
    assert office.post("alex", "/entscheidungen", **again).headers["location"] == "/thema/kita?getan=2-2"
    assert log(office.home)[1:] == [Rename(theme="kita", title="Krippe & Kita")]


def test_a_preview_tells_what_others_did_since_the_page_was_made(office: Office) -> None:
    decided(office.home, Rename(theme="kita", title="Kita"), who="kim")
    told = office.post("alex", "/pruefen/vorher", tat="umbenennen", thema="kita", titel="Krippe", seen="0")
    assert "Kim Beispiel hat" in words(told)
    assert "was andere entschieden haben" in words(told)


def test_what_cannot_be_any_more_is_told_and_nothing_offered_that_fails(office: Office) -> None:
    decided(office.home, Create(made="p-1", title="Wege"), Merge(theme="kita", into="p-1"), who="kim")
    page = words(office.post("alex", "/entscheidungen", tat="umbenennen", thema="kita", titel="Krippe", seen="0"), 409)
    assert "aufgegangen" in page
    assert "Krippe" in page
    assert "Trotzdem so entscheiden" not in page
    assert "So lassen" in page


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


def test_nobody_is_led_away_from_the_house(small: Home, kita: str) -> None:
    for away in ("https://anderswo.example/", "//anderswo.example", "/\\anderswo.example"):
        told = sent(small, "/pruefen", tat="merken", aussage=kita, weiter=away)
        assert told.headers["location"].startswith("/?notiert=")


def test_several_ticked_rows_are_moved_at_once(small: Home) -> None:
    decided(small, Create(made="p-1", title="Wege"))
    with small.house.store() as store:
        members = [one.statement for one in store.run(NEWER).memberships]
    sent(small, "/entscheidungen", tat="verschieben", thema="kita", aussage=members, ziel="p-1", weiter="/thema/kita")
    assert log(small)[1:] == [Move(statements=tuple(members), themes=("p-1",))]
    assert "Keine Aussagen" in words(small.web.get("/thema/kita"))
