"""Quotes and plane as pages: filters in the address, words as text, hits to take along, the way back."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from nlp import compose
from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.people import Role
from nlp.ingest import Wishes
from tests.api.conftest import Home, Keyed

HTML = {"Accept": "text/html"}


def page(home: Home, path: str, *, status: int = 200, **query: str | int) -> str:
    told = home.web.get(path, params=query or None, headers=HTML)
    assert told.status_code == status, told.text
    return told.text


def statements(home: Home, **query: str | int) -> list[str]:
    """Ids on the first page."""
    told: str = home.web.get("/zitate", params=query, headers=HTML).text
    return re.findall(r'id="z-([0-9a-f]+)"', told)


def test_hits_are_marked_and_lead_back(home: Home) -> None:
    told = page(home, "/zitate", q="Spielplätze")
    assert "<mark>Spielplätze</mark>" in told
    assert "<mark>Spielplatz</mark>" in told
    for one in statements(home, q="Spielplätze")[:3]:
        assert f'href="/zitat/{one}"' in told


def test_what_only_fits_by_meaning_says_so(home: Home) -> None:
    told = page(home, "/zitate", q="Spielplätze")
    assert "passen nur dem Sinn nach" in told
    assert "passt dem Sinn nach" in told


def test_filters_stay_in_the_address_of_every_page_and_file(home: Home) -> None:
    told = page(home, "/zitate", q="Bus", source="familie")
    for address in re.findall(r'href="(/zitate[^"#]*\?[^"]*page=2[^"]*|/zitate/treffer[^"]*)"', told):
        assert "q=Bus" in address
        assert "source=familie" in address


def test_a_page_beyond_the_last_is_the_last(home: Home) -> None:
    assert "<mark>" in page(home, "/zitate", q="Spielplätze", page=900_000)


def test_nothing_found_says_what_to_try(home: Home) -> None:
    told = page(home, "/zitate", q="Krankenhausschiffsanleger", theme="familie", stance="Lob", source="traeger")
    assert "Dazu liegt nichts vor." in told
    assert "Versuchen Sie" in told


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ({"theme": "gibtsnicht"}, "Mobilität und Verkehr"),
        ({"source": "gibtsnicht"}, "jugendstudie"),
        ({"group": "gibtsnicht"}, "Alter=14"),
        ({"question": "gibtsnicht"}, "Was gefällt Ihnen gut?"),
        ({"stance": "gibtsnicht"}, "Kritik"),
    ],
)
def test_an_unknown_filter_names_the_known_ones(query: dict[str, str], known: str, home: Home) -> None:
    assert known in page(home, "/zitate", status=404, q="Bus", **query)


def test_ten_thousand_characters_get_one_sentence(home: Home) -> None:
    told = page(home, "/zitate", status=422, q="x" * 10_000)
    assert "hat 10.000 Zeichen" in told


def test_an_unknown_quote_and_an_unknown_run_are_told(home: Home) -> None:
    assert "Diese Aussage gibt es hier nicht" in page(home, "/zitat/gibtsnicht", status=404)
    assert "Auswertung" in page(home, "/zitate", status=404, run="gibtsnicht")


def test_the_way_back_shows_the_answer_the_place_and_the_reason(home: Home) -> None:
    with home.house.store() as store:
        one = next(one for one in store.statements("familie") if "Spielplatz" in one.text)
        answer = store.way_back(one.id).answer
    told = page(home, f"/zitat/{one.id}")
    shown = re.search(r'<blockquote class="answer">(.*?)</blockquote>', told, re.DOTALL)
    assert shown
    assert unescape(re.sub(r"<[^>]+>", "", shown[1])) == answer
    assert "<mark>" in shown[1]
    assert f"Zeile {one.row}" in told
    assert one.column in told
    assert "Themen und warum" in told


def test_redactions_are_seen_and_explained(home: Home) -> None:
    with home.house.store() as store:
        one = next(one for one in store.statements() if "[TELEFON]" in one.text or "[PERSON]" in one.text)
    told = page(home, f"/zitat/{one.id}")
    assert '<span class="redacted">[' in told
    assert "Hier stand" in told


def test_markup_in_answers_and_queries_is_text(own: Home, tmp_path: Path) -> None:
    file = tmp_path / "boese.csv"
    file.write_text('nr;antwort\n1;Mehr <script>alert(1)</script> Bänke <b onclick="x()">hier</b>\n', encoding="utf-8")
    with own.house.store() as store:
        import_file(
            file, source=Source(id="boese", title="<i>Böse</i>"), wishes=Wishes(text=("antwort",), id="nr"),
            store=store, analyser=compose.analyser(),
        )  # fmt: skip
        one = store.statements("boese")[0]
    for told in (page(own, "/zitate", q="Bänke", source="boese"), page(own, f"/zitat/{one.id}")):
        assert "<script>alert" not in told
        assert "<i>Böse" not in told
        assert "&lt;script&gt;" in told
    assert "<img src=x" not in page(own, "/zitate", q="<img src=x onerror=alert(1)>")


def test_hits_can_be_taken_along_as_csv_and_excel(home: Home) -> None:
    query = {"q": "Spielplätze", "theme": "familie"}
    told = home.web.get("/zitate/treffer.csv", params=query)
    assert told.status_code == 200
    assert "attachment" in told.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == statements(home, **query)
    book = openpyxl.load_workbook(io.BytesIO(home.web.get("/zitate/treffer.xlsx", params=query).content))
    assert [row[0] for row in book["Aussagen"].iter_rows(min_row=2, values_only=True)] == [row[0] for row in rows[1:]]
    assert home.web.get("/zitate/treffer.exe").status_code == 404
    log = home.house.people.entries(limit=5)
    assert any(one.did == "quotes.export" and "Spielplätze" not in f"{one.object}{one.detail}" for one in log)


def test_only_those_who_may_take_hits_along(keyed: Keyed) -> None:
    for role, status in ((Role.STAFF, 403), (Role.PLANNER, 200)):
        told = keyed.home.web.get("/zitate/treffer.csv", params={"q": "Kita"}, headers=keyed.by(role))
        assert told.status_code == status
        shown = keyed.home.web.get("/zitate", params={"q": "Kita"}, headers={**keyed.by(role), **HTML}).text
        assert ("treffer.csv" in shown) == (status == 200)


def test_a_house_without_a_run_says_so(empty: Home) -> None:
    for path in ("/zitate", "/karte"):
        assert "noch keine Auswertung" in page(empty, path)


def test_the_plane_is_also_a_table_with_every_statement_once(home: Home) -> None:
    told = page(home, "/karte")
    with home.house.store() as store:
        count = len(store.statements())
    assert told.count("<use ") == count
    assert "Am ähnlichsten klingen" in told
    assert f"Seite 1 von {-(-count // 50)}" in told
    dots = home.get("/karte/punkte.json")
    assert len(dots["dots"]) == count
    assert len({dot[3] for dot in dots["dots"]}) == count


def test_the_plane_is_filtered_by_theme_and_source(home: Home) -> None:
    dots = home.get("/karte/punkte.json", theme="familie", source="familie")["dots"]
    told = page(home, "/karte", theme="familie", source="familie")
    assert 0 < len(dots) == told.count("<use ")
    assert "ein anderes Hauptthema" in told
    assert "Vorhanden" in page(home, "/karte", status=404, theme="gibtsnicht")


def test_a_dot_tells_the_quote_and_nobodys_group(home: Home) -> None:
    dot = home.get("/karte/punkte.json")["dots"][0]
    told = home.get("/karte/zitat.json", statement=dot[3])
    assert set(told) == {"text", "cite", "theme", "href"}
    assert told["href"] == f"/zitat/{dot[3]}"
    assert home.get("/karte/zitat.json", statement="gibtsnicht")["href"] == ""
