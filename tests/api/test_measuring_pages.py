"""Pages that measure: machine against people, and one wave of a survey against another."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest

from api.helpful import helpful_of
from nlp.domain.edits import Confirm, Hide, Move
from nlp.domain.people import Role
from tests.api.conftest import BROWSER, Home, Keyed, Street
from tests.api.surveyed import NEWER, OLDER, VOLUNTEERS, two_waves

BOTH = f"/wellen?a={OLDER}&b={NEWER}"


def words(told: httpx.Response, status: int = 200) -> str:
    assert told.status_code == status, told.text
    return html.unescape(re.sub(r"\s+", " ", told.text)).replace("\xa0", " ")


@pytest.fixture
def waves(street: Street, tmp_path: Path) -> Home:
    home = street.home(two_waves(tmp_path / "wellen.db"))
    home.web.headers.update(BROWSER)
    return home


@pytest.fixture
def judged(own: Home) -> Home:
    """The example, in which people agree with the machine about one statement and not about another."""
    with own.house.store() as store:
        run = store.run()
        first, second = [theme.central[0] for theme in run.themes if not theme.parent][:2]
        held = next(one.theme for one in run.memberships if one.statement == first and one.primary)
        other = next(theme.id for theme in reversed(run.themes) if not theme.parent and theme.id != held)
        store.decide([Confirm(theme=held, statements=(first,))], run=run.id, who="kim")
        store.decide([Move(statements=(second,), themes=(other,))], run=run.id, who="kim")
    own.web.headers.update(BROWSER)
    return own


def test_before_anybody_reviewed_it_says_so_and_proposes_twenty_statements(home: Home) -> None:
    page = words(home.web.get("/uebereinstimmung", headers=BROWSER))
    assert "In dieser Auswertung hat noch niemand eine Aussage geprüft." in page
    assert "20 Aussagen, deren Bestätigung am meisten hilft" in page
    asked = re.findall(r'href="/pruefen\?teil=hilfreich&aussage=([^"]+)"', page)
    with home.house.store() as store:
        assert tuple(asked) == helpful_of(home.house, store, store.run().id)
        assert len({*asked}) == len(asked) == 20


def test_agreement_is_told_in_a_sentence_theme_by_theme_and_with_its_caution(judged: Home) -> None:
    page = words(judged.web.get("/uebereinstimmung"))
    assert re.search(r"Bei 1 von 2 geprüften Aussagen hatte die Maschine .*κ = \d,\d\d", page)
    assert "Die geprüften Aussagen sind nicht zufällig gewählt" in page
    assert "Cohens Kappa (κ) rechnet diesen Zufall heraus" in page
    assert page.count("1 von 2") + page.count("2 von 2") >= 2


def test_what_is_done_leaves_the_list_and_the_rest_stays(own: Home) -> None:
    with own.house.store() as store:
        run = store.run().id
        before = helpful_of(own.house, store, run)
        store.decide([Move(statements=before[:3], themes=())], run=run, who="kim")
        assert helpful_of(own.house, store, run) == before[3:]
        store.decide([Move(statements=before[3:], themes=())], run=run, who="kim")
        after = helpful_of(own.house, store, run)
    assert len(after) == 20
    assert set(after).isdisjoint(before)


def test_who_only_reads_sees_agreement_and_no_list(keyed: Keyed) -> None:
    headers = {**keyed.by(Role.STAFF), "Accept": "text/html"}
    page = words(keyed.home.web.get("/uebereinstimmung", headers=headers))
    assert "am meisten hilft" not in page
    assert 'href="/pruefen' not in page
    assert 'href="/doppelt"' not in page
    assert 'href="/wellen"' in page


def test_two_random_samples_are_compared_with_what_stands_out_on_top(waves: Home) -> None:
    page = words(waves.web.get(BOTH))
    assert "Am deutlichsten zugenommen hat „Bus und Bahn“: 2022 sprechen 17 % der Befragten davon, 2026 40 %." in page
    for heading, theme in (("Neu (1)", "Märkte"), ("Nicht mehr genannt (1)", "Telefonzellen")):
        assert page.index(heading) < page.index(f">{theme}</a>:", page.index(heading)) < page.index("<svg")
    assert "Unter den neuen Antworten gefunden (1)" in page
    assert "zeigt erst eine neue Auswertung" in page
    assert "20 von 120" in page
    assert "+12 bis +34" in page
    assert page.count('class="dot-now"') == 7, "six themes and the legend"
    assert "erscheinen davon im Schnitt" in page


def test_what_cannot_be_compared_has_reasons_and_neither_chart_nor_difference(waves: Home) -> None:
    page = words(waves.web.get(f"/wellen?a={VOLUNTEERS}&b={NEWER}"))
    assert "Nicht vergleichbar" in page
    assert "„Befragung 2025“ ist keine Zufallsstichprobe" in page
    assert "<svg" not in page
    assert "Prozentpunkte" not in page
    assert "nur 2026 genannt" in page


def test_the_choice_stands_ready_and_the_older_wave_comes_first(waves: Home) -> None:
    page = words(waves.web.get("/wellen"))
    assert f'<option value="{OLDER}" selected>' in page
    assert f'<option value="{NEWER}" selected>' in page
    assert "<svg" not in page
    turned = words(waves.web.get(f"/wellen?a={NEWER}&b={OLDER}"))
    assert "Am deutlichsten zugenommen hat „Bus und Bahn“: 2022" in turned
    assert "zweimal dieselbe Quelle" in words(waves.web.get(f"/wellen?a={OLDER}&b={OLDER}"))
    assert "gibt es hier nicht" in words(waves.web.get(f"/wellen?a={OLDER}&b=nirgends"), 404)


def test_hidden_themes_are_left_out_and_counted(waves: Home) -> None:
    with waves.house.store() as store:
        store.decide([Hide(theme="bus")], run=store.run().id, who="kim")
    page = words(waves.web.get(BOTH))
    assert "Bus und Bahn" not in page
    assert "1 Thema ist ausgeblendet und steht hier nicht." in page


def test_one_source_alone_has_nothing_to_compare(small: Home) -> None:
    assert "Dafür braucht es zwei Quellen." in words(small.web.get("/wellen"))


@pytest.mark.parametrize("path", ["/uebereinstimmung", "/doppelt", "/wellen", "/codebuch"])
def test_before_the_first_run_there_is_a_way_on(path: str, empty: Home) -> None:
    page = words(empty.web.get(path, headers=BROWSER))
    assert "Es gibt noch keine Auswertung." in page
    assert 'href="/laeufe"' in page
