"""The first page and a theme's page as HTML: what stands on them, what must not, and what they answer to nonsense."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest

from nlp.domain.themes import Flag, Stability
from tests.api.conftest import Home

HTML = {"Accept": "text/html"}


def page(home: Home, path: str, **query: str) -> str:
    told = home.web.get(path, params=query or None, headers=HTML)
    assert told.status_code == 200, told.text
    return told.text


def plain(html: str) -> str:
    """What a reader sees, without the furniture."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def sentence(told: httpx.Response) -> str:
    return plain(told.text.partition("<main")[2].partition("</main>")[0])


def test_the_overview_tells_what_was_asked_and_what_came_out(home: Home) -> None:
    html = page(home, "/")
    text = plain(html)
    assert "39 von 79 Angefragten (49 %)" in text
    assert re.search(r"Umfrage, 15\.10\.2022 131 – 201 326", text), "households are no organisations"
    assert "Welche Maßnahmen schlagen Sie vor?" in text
    assert "Mobilität und Verkehr" in text
    assert re.search(r"\d+ Aussagen \d+ Befragte", text)
    assert text.count("Ohne Thema") == 1
    assert html.count('role="img"') == 2
    assert "style=" not in html.partition("<main")[2]


def test_one_source_ranks_by_itself(home: Home) -> None:
    text = plain(page(home, "/", quelle="familie"))
    assert re.search(
        r"Am häufigsten geht es um „[^“]+“: in \d+ von \d+ Aussagen \(\d+ %\) aus „Familienbefragung", text
    )


def test_the_heat_map_takes_the_group_that_is_chosen(home: Home) -> None:
    text = plain(page(home, "/", gruppe="familie~G01Q02"))
    assert "Paar mit Kindern" in text.partition("Wer wovon spricht")[2]
    assert "Felder sind nicht beziffert: Weniger als 5 Befragte" in text
    assert "Pflegefamilie" in text
    assert not re.search(r"\b[1-4] von \d+ \(", text), "no figure for fewer than five"


def test_a_theme_tells_all_it_knows(home: Home) -> None:
    text = plain(page(home, "/thema/mobilitaet"))
    for part in ("In ihren Worten", "Bedarf, Kritik und Lob", "Gruppen und Stadtteile", "Warum dieses Thema"):
        assert part in text
    assert "So oft finden dieselben Aussagen wieder zusammen" in text
    assert re.search(r"Im Mittelpunkt, so oder ähnlich \d+-mal gesagt", text)
    assert re.search(r"Trägerbefragung zum Sozialplan Elsterau 2022, Frage „[^“]+“, Zeile \d+", text)
    assert "Unterthemen" in text


def test_every_statement_of_a_theme_stands_on_one_of_its_pages(home: Home) -> None:
    found: list[str] = []
    query: dict[str, str] = {}
    for number in range(1, 10):
        rows = page(home, "/thema/mobilitaet", seite=str(number), **query).partition('id="aussagen"')[2]
        found += re.findall(r'href="/zitat/([^"]+)"', rows)
        if 'rel="next"' not in rows:
            break
    with home.house.store() as store:
        count = store.counts(store.run().id)["mobilitaet"].statements
    assert len(found) == len(set(found)) == count
    assert number == -(-count // 50)


def test_the_grid_is_filtered_and_sorted_by_address(home: Home) -> None:
    rows = page(home, "/thema/mobilitaet", haltung="Lob", sortierung="quelle").partition('id="aussagen"')[2]
    assert rows.count('class="stance stance-lob"') == rows.count('href="/zitat/')
    assert 'aria-sort="ascending"' in rows
    assert "Filter entfernen" in rows
    assert "Keine Aussage passt" in page(home, "/thema/mobilitaet", quelle="gibt-es-nicht")


def test_a_hidden_group_cannot_be_asked_for(home: Home) -> None:
    text = plain(page(home, "/thema/mobilitaet", gruppe="familie~G01Q02~Pflegefamilie"))
    assert "Aus dieser Gruppe sprechen hier zu wenige" in text


def test_no_group_stands_beside_statements_of_a_sensitive_theme(home: Home) -> None:
    rows = page(home, "/thema/gewaltschutz").partition('id="aussagen"')[2]
    assert 'name="gruppe"' not in rows


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/", {"run": "gibt-es-nicht"}, 404),
        ("/", {"quelle": "gibt-es-nicht"}, 404),
        ("/", {"gruppe": "familie~gibt-es-nicht"}, 404),
        ("/thema/gibt-es-nicht", {}, 404),
        ("/thema/<script>alert(1)</script>", {}, 404),
        ("/thema/mobilitaet", {"run": "gibt-es-nicht"}, 404),
        ("/thema/mobilitaet", {"sortierung": "mondphase"}, 422),
        ("/thema/mobilitaet", {"seite": "0"}, 422),
        ("/thema/mobilitaet", {"seite": "viele"}, 422),
    ],
)
def test_nonsense_gets_the_right_status_and_a_sentence(
    path: str, query: dict[str, str], status: int, home: Home
) -> None:
    told = home.web.get(path, params=query, headers=HTML)
    assert told.status_code == status
    assert "Bitte" in sentence(told) or "gibt es" in sentence(told)
    assert "<script>alert" not in told.text


def test_a_house_without_answers_says_what_to_do_first(empty: Home) -> None:
    text = plain(page(empty, "/"))
    assert "Hier steht noch nichts" in text
    assert "Antworten einlesen" in text


def test_news_and_what_waits_stand_on_the_overview(own: Home) -> None:
    with own.house.store() as store:
        first = store.run()
        kept = tuple(one for one in first.memberships if one.theme != "inklusion")
        left = {one.statement for one in kept}
        themes = tuple(
            replace(theme, flags=(Flag.TOO_LARGE,), grade=Stability.UNSURE) if theme.id == "familie" else theme
            for theme in first.themes
            if theme.id != "inklusion"
        )
        out = tuple(sorted({one.statement for one in first.memberships} - left))
        gone = first.unassigned[0]
        second = replace(
            first, id="zweite", previous=first.id, themes=themes, memberships=kept,
            unassigned=tuple(one for one in (*first.unassigned, *out) if one != gone),
            reasons={one: why for one, why in first.reasons.items() if one != gone},
        )  # fmt: skip
        store.save_run(second)
    html = page(own, "/")
    text = plain(html)
    assert "„Inklusion und Barrierefreiheit“ gibt es nicht mehr" in text
    assert f"/laeufe/vergleich?a={first.id}&amp;b=zweite" in html
    assert "1 Aussage kam nach dieser Auswertung hinzu und gehört noch zu keinem Thema" in text
    assert "Familie und Kinderbetreuung : sehr groß: bitte prüfen" in text
    assert re.search(r"Familie und Kinderbetreuung \(\d+ %\)", text)
    assert "Dies ist die erste Auswertung" in plain(page(own, "/", run=first.id))


@pytest.mark.parametrize("path", ["/", "/thema/familie", "/zitate?q=Kita"])
def test_a_group_is_called_by_what_was_asked_and_not_by_the_code_of_a_survey_tool(path: str, home: Home) -> None:
    text = plain(page(home, path))
    assert "Wie leben Sie?" in text
    assert "G01Q02" not in text
