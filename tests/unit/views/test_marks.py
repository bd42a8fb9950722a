"""What of a quote is marked: the words that were looked for, in the forms in which they were found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.search.plan import SearchPlan
from nlp.views.marks import marked


def shown(text: str, plan: SearchPlan, lemmas: str = "", parts: str = "") -> str:
    pieces = marked(text, plan, lemmas=lemmas, parts=parts)
    return "".join(f"[{one.text}]" if one.marked else one.text for one in pieces)


@pytest.mark.parametrize(
    ("text", "lemmas", "parts", "plan", "wanted"),
    [
        ("Mehr Bus, bitte", "", "", SearchPlan(near='("bus")'), "Mehr [Bus], bitte"),
        ("Spielplätze fehlen", "", "", SearchPlan(near='("spielplaetze")'), "[Spielplätze] fehlen"),
        ("die Busse fahren", "der Bus fahren", "", SearchPlan(near='("bus")'), "die [Busse] fahren"),
        ("Busse", "es fehlen Bus", "", SearchPlan(near='("bus")'), "[Busse]"),
        ("Kita-Plätze!", "", "", SearchPlan(near='("plaetze")'), "Kita-[Plätze]!"),
        ("Kita-Plätze!", "", "", SearchPlan(near='("kita plaetze" OR "kitaplaetze")'), "[Kita-Plätze]!"),
        ("der Schulhof ist zu", "", "Schule Hof", SearchPlan(wide='("schule" AND "hof")'), "der [Schulhof] ist zu"),
        ("Randzeitenbetreuung", "", "", SearchPlan(near='("rand")', wide='("randzeiten" *)'), "[Randzeitenbetreuung]"),
        ("zu wenig und zu viel", "", "", SearchPlan(near='{text} : ("zu wenig")'), "[zu wenig] und zu viel"),
        ("Bus am Abend, am Tag", "", "", SearchPlan(near='("bus") AND ("abend")'), "[Bus] am [Abend], am Tag"),
        ("Platz am Hof", "", "", SearchPlan(near='("hof")', wide='("platz")'), "Platz am [Hof]"),
        ("Kin\u00adder", "", "", SearchPlan(near='("kinder")'), "[Kin\u00adder]"),
        ("Nichts davon", "", "", SearchPlan(near='("bus")'), "Nichts davon"),
        ("", "", "", SearchPlan(near='("bus")'), ""),
    ],
)  # fmt: skip
def test_words_are_marked_as_the_index_knows_them(
    text: str, lemmas: str, parts: str, plan: SearchPlan, wanted: str
) -> None:
    assert shown(text, plan, lemmas, parts) == wanted


@settings(deadline=None)
@given(text=st.text(max_size=80), word=st.text(alphabet="abcdeäß", min_size=1, max_size=3), lemmas=st.text(max_size=30))
def test_the_pieces_are_the_text_whatever_it_holds(text: str, word: str, lemmas: str) -> None:
    pieces = marked(text, SearchPlan(near=f'("{word}")', wide=f'("{word}" *)'), lemmas=lemmas, parts=lemmas)
    assert "".join(one.text for one in pieces) == text
