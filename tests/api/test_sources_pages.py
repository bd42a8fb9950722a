"""The pages of sources: a file is looked at before it is read, and what was left out is said."""

from __future__ import annotations

import json
import re
from html import unescape
from io import BytesIO
from pathlib import Path

import httpx
import openpyxl
import pytest

from nlp.commands import uploads
from nlp.domain.jobs import JobState
from tests.api.conftest import BROWSER, Home, Street
from tests.api.handmade import Told

CSV = (
    "Nr;Name;Bezirk;Was fehlt Ihnen?\n1;Anna Kunze;Nord;Mehr Bänke\n2;Peter Meyer;Süd;Ein Bus am Abend, 0171 3920012\n"
)


def words(told: httpx.Response, status: int = 200) -> str:
    assert told.status_code == status, told.text
    return unescape(told.text)


def sent(home: Home, content: str | bytes = CSV, name: str = "Umfrage 2026.csv", quelle: str = "") -> httpx.Response:
    files = {"datei": (name, content if isinstance(content, bytes) else content.encode())}
    return home.web.post("/quellen/neu", files=files, data={"quelle": quelle} if quelle else None)


def form_of(page: str) -> dict[str, str]:
    """The fields as a browser would send them."""
    told = {}
    for field in re.findall(r"<input [^>]*>", page):
        named = dict(re.findall(r'(\w+)="([^"]*)"', field))
        if "name" in named and named.get("type") != "checkbox":
            told[named["name"]] = named.get("value", "")
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        told[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return told


def workbook() -> bytes:
    """Three sheets, the largest first, the last one empty."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    answers = [["Nr", "Was fehlt Ihnen?"], [1, "Mehr Bänke am Fluss"], [2, "Ein Treffpunkt für alle"]]
    for title, rows in (("Antworten", answers), ("Nachtrag", [answers[0], [3, "Ein Bus am Abend"]]), ("Leer", [])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def lying(home: Home) -> list[Path]:
    folder = home.database.parent / "uploads"
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_sources_stand_side_by_side(small: Home) -> None:
    page = words(small.web.get("/quellen"))
    assert "Umfrage im Quartier" in page
    assert "03.2026" in page
    assert "25 %" in page
    assert "nicht zusammengezählt" in page


def test_an_empty_house_shows_the_first_step(empty: Home) -> None:
    page = words(empty.web.get("/quellen", headers=BROWSER))
    assert "Noch keine Quelle" in page
    assert 'href="/quellen/neu"' in page


def test_a_report_says_what_was_left_out_and_why(small: Home) -> None:
    page = words(small.web.get("/quellen/umfrage"))
    assert "6 Antwortfelder in 6 Zeilen: 5 Antworten mit zusammen 5 Aussagen, 1 weggelassen" in page
    assert re.search(r"antwort</th>\s*<td[^>]*>keine Angabe</td>\s*<td[^>]*>1</td>\s*<td[^>]*>7</td>", page)
    assert "Telefonnummern" in page
    assert "Kunze" not in page
    assert 'href="/zitate?source=umfrage"' in page
    words(small.web.get("/quellen/weg"), 404)


def test_a_file_is_looked_at_before_it_is_read(small: Home, jobs: Told) -> None:
    told = sent(small)
    assert told.status_code == 303
    page = words(small.web.get(told.headers["location"]))
    assert "Vorschlag: Weglassen, weil: personenbezogen: Namen" in page
    assert "Ein Bus am Abend, [TELEFON]" in page
    assert "Kunze" not in page
    assert "Meyer" not in page
    assert jobs.jobs() == []
    assert [one.did for one in small.house.people.entries()] == ["upload.add"]


def test_an_import_starts_with_what_was_agreed_to(small: Home, jobs: Told) -> None:
    place = sent(small).headers["location"]
    form = form_of(words(small.web.get(place)))
    form |= {"titel": "Umfrage 2026", "erhoben": "23.9.2026", "gefragt": "1.200", "zufall": "on", "rolle-2": "drop"}
    told = small.web.post(place, data=form)
    assert (told.status_code, told.headers["location"]) == (303, "/quellen/auftrag/auftrag0")
    asked = dict(jobs.job("auftrag0").asked)
    roles = {one["column"]: one["role"] for one in json.loads(asked.pop("map"))}
    assert roles == {"Nr": "id", "Name": "drop", "Bezirk": "drop", "Was fehlt Ihnen?": "text"}
    assert asked == {
        "upload": place.rsplit("/", 1)[1], "source": "umfrage-2026", "title": "Umfrage 2026", "kind": "survey",
        "collected_on": "2026-09-23", "population": "1200", "random_sample": "1",
    }  # fmt: skip
    assert [one.did for one in small.house.people.entries()] == ["source.import", "upload.add"]
    page = words(small.web.get("/quellen/auftrag/auftrag0"))
    assert "Umfrage 2026" in page
    jobs.became("auftrag0", state=JobState.DONE, result={"source": "umfrage"})
    assert small.web.get("/quellen/auftrag/auftrag0").headers["location"] == "/quellen/umfrage?neu=1"


def test_the_sheet_of_a_workbook_can_be_chosen(small: Home, jobs: Told) -> None:
    place = sent(small, workbook(), "mappe.xlsx").headers["location"]
    page = words(small.web.get(place))
    assert re.findall(r'value="(Antworten|Nachtrag|Leer)"( selected)?', page) == [
        ("Antworten", " selected"), ("Nachtrag", ""), ("Leer", ""),
    ]  # fmt: skip
    assert "Mehr Bänke" in page
    page = words(small.web.get(place, params={"blatt": "Nachtrag"}))
    assert "Ein Bus am Abend" in page
    assert "Mehr Bänke" not in page
    assert small.web.post(place, data=form_of(page) | {"gefragt": "viele"}).text.count('value="Nachtrag" selected') == 1
    told = small.web.post(place, data=form_of(page))
    assert jobs.job("auftrag0").asked["sheet"] == "Nachtrag"
    assert "Nachtrag" in words(small.web.get(told.headers["location"]))
    small.web.post("/quellen/auftrag/auftrag0/abbrechen")
    assert f'href="{place}?blatt=Nachtrag"' in words(small.web.get(told.headers["location"]))


@pytest.mark.parametrize(("sheet", "said"), [("Leer", "keine Zeile mit Inhalt"), ("Weg", "kein Blatt „Weg“")])
def test_a_sheet_that_cannot_be_read_is_told_beside_the_others(sheet: str, said: str, small: Home) -> None:
    place = sent(small, workbook(), "mappe.xlsx").headers["location"]
    page = words(small.web.get(place, params={"blatt": sheet}), 422)
    assert said in page
    assert 'value="Antworten" selected' in page
    assert len(lying(small)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rolle-3": "drop"}, "mindestens eine Spalte als „Offene Frage“"),
        ({"rolle-2": "id"}, "„Kennung der Befragten“ kann nur eine Spalte sein"),
        ({"kennung": "../weg"}, "1 bis 60 Buchstaben"),
        ({"kennung": "neu"}, "kann eine Quelle hier nicht heißen"),
        ({"kennung": "umfrage"}, "gibt es schon"),
        ({"erhoben": "neulich"}, "einen Tag wie 23.09.2026"),
        ({"erhoben": "31.02.2026"}, "einen Tag wie 23.09.2026"),
        ({"gefragt": "viele"}, "ganze Zahl ab 1"),
        ({"gefragt": "0"}, "ganze Zahl ab 1"),
        ({"art": "roman"}, "was für eine Quelle das ist"),
        ({"ersetzt": "weg"}, "gibt es nicht mehr"),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_stays(
    changed: dict[str, str], said: str, small: Home, jobs: Told
) -> None:
    place = sent(small).headers["location"]
    form = form_of(words(small.web.get(place))) | {"titel": "Mein <b>Titel</b>"} | changed
    told = small.web.post(place, data=form)
    assert said in words(told, 422)
    assert "Mein &lt;b&gt;Titel" in told.text
    assert jobs.jobs() == []
    assert len(lying(small)) == 1


def test_a_corrected_file_takes_the_place_of_the_one_before(small: Home, jobs: Told) -> None:
    corrected = "nr;antwort;Bezirk\n1;Mehr Kitaplätze im Norden und im Süden;Nord\n"
    assert "„umfrage.csv“" in words(small.web.get("/quellen/neu?quelle=umfrage"))
    place = sent(small, corrected, "neu.csv", "umfrage").headers["location"]
    page = words(small.web.get(place))
    assert "wie in der bisherigen Datei" in page
    form = form_of(page)
    assert (form["kennung"], form["ersetzt"], form["titel"], form["gefragt"], form["erhoben"]) == (
        "umfrage", "umfrage", "Umfrage im Quartier", "20", "03.2026",
    )  # fmt: skip
    assert small.web.post(place.split("?")[0], data=form).status_code == 303
    asked = jobs.job("auftrag0").asked
    assert (asked["source"], asked["collected_on"]) == ("umfrage", "2026-03")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bild.png", b"\x89PNG\r\n", "Texterkennung"),
        ("leer.csv", b"", "ist leer"),
        ("kopf.csv", b"a;b\n", "nur eine Kopfzeile"),
        ("kaputt.xlsx", b"PK\x03\x04kaputt", "beschädigt"),
        ("seite.csv", b"<!doctype html><script>alert(1)</script>", "Webseite"),
    ],
)
def test_a_file_at_fault_is_named_with_a_remedy_and_does_not_stay(
    name: str, content: bytes, said: str, small: Home
) -> None:
    page = words(sent(small, content, name), 422)
    assert said in page
    assert name in page
    assert lying(small) == []


def test_a_file_over_the_limit_is_refused_while_it_comes(street: Street, tmp_path: Path) -> None:
    home = street.home(tmp_path / "eng.db", largest_file=1000)
    home.web.headers.update(BROWSER)
    assert "größer als 1000 Bytes" in words(sent(home, b"x" * 2_000_000), 413)
    assert lying(home) == []


def test_a_form_without_a_file_is_told_so(small: Home) -> None:
    assert "keine Datei an" in words(small.web.post("/quellen/neu", data={"quelle": "umfrage"}), 422)
    assert "keine Datei an" in words(small.web.post("/quellen/neu", files={"quelle": (None, "umfrage")}), 422)


def test_a_file_can_be_thrown_away_before_its_import(small: Home, jobs: Told) -> None:
    place = sent(small).headers["location"]
    assert small.web.post(f"{place}/verwerfen").headers["location"] == "/quellen"
    assert lying(small) == []
    assert "noch einmal hoch" in words(small.web.get(place), 404)
    assert "noch einmal hoch" in words(small.web.post(place, data={"titel": "x"}), 404)
    assert jobs.jobs() == []


def test_a_file_that_is_being_read_is_not_thrown_away(small: Home, jobs: Told) -> None:
    place = sent(small).headers["location"]
    small.web.post(place, data=form_of(words(small.web.get(place))))
    assert "gerade eingelesen" in words(small.web.post(f"{place}/verwerfen"), 409)
    assert small.web.post("/quellen/auftrag/auftrag0/abbrechen").status_code == 303
    assert jobs.job("auftrag0").state is JobState.CANCELLED
    page = words(small.web.get("/quellen/auftrag/auftrag0"))
    assert f'href="{place}"' in page  # the file is still there for another try


def test_a_failed_import_says_what_to_do(small: Home, jobs: Told) -> None:
    place = sent(small).headers["location"]
    small.web.post(place, data=form_of(words(small.web.get(place))))
    jobs.became(
        "auftrag0", state=JobState.FAILED, message="Zeile 7 hat mehr Zellen; bitte setzen Sie Anführungszeichen."
    )
    uploads.done_with(small.database, place.rsplit("/", 1)[1])
    page = words(small.web.get("/quellen/auftrag/auftrag0"))
    assert "bitte setzen Sie Anführungszeichen" in page
    assert 'href="/quellen/neu"' in page


def test_sending_the_form_twice_is_one_import(small: Home, jobs: Told) -> None:
    place = sent(small).headers["location"]
    form = form_of(words(small.web.get(place)))
    assert {small.web.post(place, data=form).headers["location"] for _ in range(2)} == {"/quellen/auftrag/auftrag0"}
    assert len(jobs.jobs()) == 1
