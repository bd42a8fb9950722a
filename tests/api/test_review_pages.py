"""The pages of the review: one statement after the other, changes weighed before they are made, and their log."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from nlp.domain.edits import Create, Merge, Move, Rename
from nlp.domain.reviewing import MarkKind
from tests.api.conftest import BROWSER, Home, Street
from tests.api.desk import FIELD, NEWER, Office, decided, did, log, places, sent, words


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
        ({"tat": "ausweg", "entscheidung": "[1"}, 422, "laden Sie die Seite neu"),
        ({"tat": "ausweg", "entscheidung": "[" * 100_000}, 422, "laden Sie die Seite neu"),
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


def test_a_form_that_has_seen_what_is_not_there_yet_is_told_why_it_must_ask_again(office: Office) -> None:
    page = words(office.post("alex", "/entscheidungen", tat="umbenennen", thema="kita", titel="Krippe", seen="99"), 409)
    assert "Sicherung zurückgespielt" in page
    assert "Was inzwischen entschieden wurde" not in page
    assert "Trotzdem so entscheiden" in page


def test_a_theme_of_peoples_own_says_so_and_that_it_is_empty(small: Home) -> None:
    decided(small, Create(made="p-1", title="Wege"))
    page = words(small.web.get("/thema/p-1"))
    assert "fest: Menschen haben es so entschieden." in page
    assert "In diesem Thema ist zurzeit keine Aussage." in page


def test_what_cannot_be_any_more_is_told_and_nothing_offered_that_fails(office: Office) -> None:
    decided(office.home, Create(made="p-1", title="Wege"), Merge(theme="kita", into="p-1"), who="kim")
    page = words(office.post("alex", "/entscheidungen", tat="umbenennen", thema="kita", titel="Krippe", seen="0"), 409)
    assert "aufgegangen" in page
    assert "Krippe" in page
    assert "Trotzdem so entscheiden" not in page
    assert "So lassen" in page


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
