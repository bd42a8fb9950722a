"""Double coding on pages: drawn for some, coded blind by each, told once all are done, taken over if somebody wants."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from nlp.commands.double_coding import draw_sample
from nlp.domain.edits import Confirm, Move, Rename
from nlp.domain.reviewing import Sample
from tests.api.conftest import Home, Street
from tests.api.desk import Office, decided, did, log, sent, words

NOT_YET = "sobald alle fertig zugeordnet haben"


def samples(home: Home) -> list[Sample]:
    with home.house.store() as store:
        return store.samples()


def drawn(home: Home, size: str = "4", names: str = "Kim, Alex") -> Sample:
    told = sent(home, "/doppelt", titel="Probe", anzahl=size, namen=names)
    assert told.status_code == 303, told.text
    return samples(home)[0]


def open_statement(page: str) -> str:
    found = re.search(r'name="aussage" value="([^"]+)"', page)
    return html.unescape(found[1]) if found else ""


def coded(home: Home, sample: Sample, coder: str, themes: Sequence[str]) -> None:
    """A coder says the same of every statement, page after page, as the form leads on."""
    told = home.web.get(f"/doppelt/{sample.id}?als={coder}")
    while statement := open_statement(words(told)):
        deed = "zuordnen" if themes else "keines"
        told = sent(home, f"/doppelt/{sample.id}", als=coder, aussage=statement, thema=themes, tat=deed)
        assert told.status_code == 303, told.text
        told = home.web.get(told.headers["location"])
    assert re.search("Sie haben alles zugeordnet|Alle sind fertig", told.text)


@pytest.fixture
def office(street: Street, tmp_path: Path) -> Office:
    return Office(street, tmp_path)


def test_a_sample_is_drawn_and_stands_in_the_list_with_how_far_all_are(small: Home) -> None:
    told = sent(small, "/doppelt", titel=" Probe  im März ", anzahl="4", namen="Kim; Alex,\nSam")
    (sample,) = samples(small)
    assert (sample.title, len(sample.statements), sample.coders) == ("Probe im März", 4, ("Kim", "Alex", "Sam"))
    page = words(small.web.get(told.headers["location"]))
    assert "„Probe im März“ ist gezogen: 4 Aussagen für Kim, Alex und Sam." in page
    assert page.count("0 von 4") == 3
    assert did(small) == ["sample.add"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"titel": " "}, "einen Namen"),
        ({"anzahl": "0"}, "Stichprobe von 0"),
        ({"anzahl": "6"}, "von 1 bis 5"),
        ({"anzahl": "²"}, "Stichprobe von 0"),
        ({"anzahl": "9" * 30}, "Stichprobe von 0"),
        ({"namen": "Kim"}, "mindestens zwei verschiedene"),
        ({"namen": "Kim, kim"}, "mindestens zwei verschiedene"),
        ({"namen": ",".join(f"p{number}" for number in range(21))}, "höchstens 20 Namen"),
        ({"namen": f"Kim, {'x' * 61}"}, "höchstens 20 Namen"),
    ],
)
def test_a_wrong_wish_draws_nothing_and_what_was_typed_stays(wrong: dict[str, str], said: str, small: Home) -> None:
    form = {"titel": "Probe <b>", "anzahl": "3", "namen": "Kim, Alex", "nach-thema": "on", **wrong}
    page = words(sent(small, "/doppelt", **form), 422)
    assert said in page
    assert f'value="{form["namen"]}"' in page
    assert samples(small) == []
    assert did(small) == []


def test_a_coder_sees_statement_and_themes_and_nothing_of_anybody_else(small: Home) -> None:
    sample = drawn(small)
    choose = words(small.web.get(f"/doppelt/{sample.id}"))
    assert "Wer sind Sie?" in choose
    assert f'href="/doppelt/{sample.id}?als=Alex"' in choose
    coded(small, sample, "Alex", ["kita"])
    page = words(small.web.get(f"/doppelt/{sample.id}?als=Kim"))
    main = page[page.index("<main") : page.index("</main>")]
    assert "0 von 4 Aussagen zugeordnet" in main
    assert "checked" not in main
    for told in ("Maschine", "Alex", "/zitat/", "/thema/", "fest", "unsicher"):
        assert told not in main
    assert "Wer sind Sie?" in words(small.web.get(f"/doppelt/{sample.id}?als=Niemand"))


def test_what_somebody_said_stays_and_can_be_changed_until_all_are_done(small: Home) -> None:
    sample = drawn(small)
    here = f"/doppelt/{sample.id}"
    first = open_statement(words(small.web.get(f"{here}?als=Kim")))
    told = sent(small, here, als="Kim", aussage=first, thema="kita", tat="zuordnen")
    second = open_statement(words(small.web.get(told.headers["location"])))
    assert second != first
    again = words(small.web.get(f"{here}?als=Kim&aussage={first}"))
    assert "schon zugeordnet" in again
    assert re.search(r'value="kita" checked', again)
    sent(small, here, als="Kim", aussage=first, tat="keines", thema="kita")
    with small.house.store() as store:
        assert [(one.coder, one.themes) for one in store.codings(sample.id)] == [("Kim", ())]
    assert did(small)[::-1] == ["sample.add", "coding.add", "coding.add"]

    for coder in ("Kim", "Alex"):
        coded(small, sample, coder, ["kita"])
    assert "Alle sind fertig" in words(small.web.get(f"{here}?als=Kim&aussage={first}"))
    refused = words(sent(small, here, als="Kim", aussage=first, thema="kita", tat="zuordnen"), 422)
    assert "Hier ändert sich nichts mehr" in refused or "hier ändert sich nichts mehr" in refused.lower()


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"tat": "zuordnen"}, 422, "Bitte kreuzen Sie mindestens ein Thema an"),
        ({"tat": "zuordnen", "thema": "nirgends"}, 404, "steht in der Stichprobe nicht zur Wahl"),
        ({"tat": "fliegen", "thema": "kita"}, 422, ""),
        ({"tat": "keines", "aussage": "nirgends"}, 404, "gehört nicht zur Stichprobe"),
        ({"tat": "zuordnen", "aussage": "nirgends"}, 404, "gehört nicht zur Stichprobe"),
        ({"tat": "keines", "als": "Niemand"}, 403, "ordnet in „Probe“ nichts zu"),
    ],
)
def test_a_form_that_does_not_fit_says_nothing_for_anybody(
    form: dict[str, str], status: int, said: str, small: Home
) -> None:
    sample = drawn(small)
    whole = {"als": "Kim", "aussage": sample.statements[0], **form}
    assert said in words(sent(small, f"/doppelt/{sample.id}", **whole), status)
    with small.house.store() as store:
        assert store.codings(sample.id) == []


def test_the_result_waits_for_all_and_then_tells_who_agrees_with_whom(small: Home) -> None:
    sample = drawn(small, "5")
    here = f"/doppelt/{sample.id}"
    coded(small, sample, "Kim", ["kita"])
    for path in ("ergebnis", "uebernehmen"):
        assert NOT_YET in words(small.web.get(f"{here}/{path}"), 403)
    assert NOT_YET in words(sent(small, f"{here}/uebernehmen", seen="0"), 403)
    statement = open_statement(words(small.web.get(f"{here}?als=Alex")))
    sent(small, here, als="Alex", aussage=statement, tat="keines")
    coded(small, sample, "Alex", ["kita"])
    page = words(small.web.get(f"{here}/ergebnis"))
    assert "Kim und Alex haben 4 von 5 Aussagen gleich zugeordnet" in page
    assert "Kim und Maschine" in page
    assert "Alex – Maschine" in page
    assert "Worüber sie sich nicht einig sind (1)" in page
    assert f"/zitat/{statement}" in page
    assert "keines davon" in page
    assert "Ergebnis ansehen" in words(small.web.get("/doppelt"))


def test_what_all_agree_on_is_weighed_and_taken_over(small: Home) -> None:
    sample = drawn(small, "5")
    here = f"/doppelt/{sample.id}"
    for coder in ("Kim", "Alex"):
        coded(small, sample, coder, ["kita"])
    assert "Einig zugeordnet: 5. Bestätigt oder ergänzt würden 5" in words(small.web.get(f"{here}/ergebnis"))
    page = words(small.web.get(f"{here}/uebernehmen"))
    assert "Was dann im Einzelnen geschieht" in page
    assert log(small) == []
    told = sent(small, f"{here}/uebernehmen", seen="0")
    assert told.status_code == 303, told.text
    assert told.headers["location"].startswith("/entscheidungen?getan=1-")
    assert all(isinstance(one, Confirm | Move) for one in log(small))
    assert {one.removeprefix("decision.") for one in did(small)[: len(log(small))]} == {"take"}
    assert "Doppelt zugeordnet: Probe" in words(small.web.get("/entscheidungen"))
    assert "ist keine zu übernehmen" in words(small.web.get(f"{here}/uebernehmen"))
    assert "nichts (mehr) zu übernehmen" in words(sent(small, f"{here}/uebernehmen", seen="9"), 422)


def test_whoever_takes_over_learns_of_what_others_did_meanwhile(small: Home) -> None:
    sample = drawn(small, "5")
    for coder in ("Kim", "Alex"):
        coded(small, sample, coder, ["kita"])
    with small.house.store() as store:
        bus = next(one.id for one in store.statements() if "selten" in one.text)
    decided(small, Rename(theme="kita", title="Kita"), Move(statements=(bus,), themes=()))
    page = words(sent(small, f"/doppelt/{sample.id}/uebernehmen", seen="0"), 409)
    assert "Inzwischen hat jemand etwas entschieden" in page
    assert len(log(small)) == 2
    assert sent(small, f"/doppelt/{sample.id}/uebernehmen", seen="2").status_code == 303


def test_in_a_house_with_accounts_everybody_codes_as_themselves(office: Office) -> None:
    page = office.get("kim", "/doppelt")
    assert "Kim Beispiel" in page
    assert "Sam Beispiel" not in page, "who may not review cannot code"
    told = office.post("kim", "/doppelt", titel="Probe", anzahl="3", wer=["kim", "alex", "sam", "niemand"])
    assert told.status_code == 303, told.text
    (sample,) = samples(office.home)
    assert sample.coders == ("kim", "alex")
    here = f"/doppelt/{sample.id}"
    for name in ("kim", "alex"):
        while statement := open_statement(office.get(name, here)):
            # Who says to be somebody else speaks for themselves all the same.
            told = office.post(name, here, aussage=statement, tat="keines", als="alex")
            assert told.status_code == 303, told.text
    page = office.get("kim", f"{here}/ergebnis")
    assert "Kim Beispiel und Alex Beispiel haben 3 von 3 Aussagen gleich zugeordnet" in page
    for path in ("", "/ergebnis", "/uebernehmen"):
        assert office.home.web.get(here + path, headers=office.headers["sam"]).status_code == 403


def test_somebody_who_does_not_code_sees_how_far_it_is_and_a_coder_does_not(office: Office) -> None:
    with office.home.house.store() as store:
        sample = draw_sample(store, title="Probe", size=3, coders=("kim", "max"), who="alex")
    here = f"/doppelt/{sample.id}"
    page = office.get("alex", f"{here}/ergebnis")
    assert "Es fehlen: Kim Beispiel noch 3 und max noch 3 von 3 Aussagen." in page
    assert "Übereinstimmendes übernehmen" not in page
    assert "Zwischenstand" in office.get("alex", "/doppelt")
    told = office.home.web.get(f"{here}/ergebnis", headers=office.headers["kim"])
    assert NOT_YET in words(told, 403)
    assert "ordnet in „Probe“ nichts zu" in words(office.home.web.get(here, headers=office.headers["alex"]), 403)
    assert words(office.post("alex", f"{here}/uebernehmen", seen="0"), 403)
