from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.language import Token
from nlp.text.german import German


@pytest.fixture(scope="module")
def german() -> German:
    return German()


def words(german: German, text: str) -> list[Token]:
    return list(german.analyse([text])[0].tokens)


@pytest.mark.parametrize(
    "form",
    [
        "Erzieher:innen", "Erzieher*innen", "Erzieher_innen", "ErzieherInnen", "Erzieher/innen", "Erzieher/-innen",
        "Erzieher(innen)", "Erzieherinnen", "Erzieherin", "Erziehern", "Erzieher:in", "ERZIEHER", "erzieher*innen",
    ],
)  # fmt: skip
def test_all_forms_of_a_person_have_one_lemma(german: German, form: str) -> None:
    (token,) = words(german, form)
    assert (token.text, token.lemma, token.pos) == (form, "Erzieher", "NOUN")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Ärzt:innen", "Arzt"), ("Ärztinnen", "Arzt"), ("Kolleg*innen", "Kollege"), ("Pädagog:innen", "Pädagoge"),
        ("Jugendliche:r", "Jugendliche"), ("Jugendlicher", "Jugendliche"), ("Jugendlichen", "Jugendliche"),
        ("Studierende", "Studierende"), ("Studierenden", "Studierende"), ("Kinderärzt:innen", "Kinderarzt"),
        ("Bürger*innenbüro", "Bürgerbüro"), ("Kita-Plätze", "Kitaplatz"), ("Kitaplätze", "Kitaplatz"),
        ("Plätzen", "Platz"), ("Straßen", "Straße"), ("Strassen", "Straße"), ("Flüsse", "Fluss"),
        ("Ausschuss", "Ausschuss"),
        ("Daten", "Daten"), ("Kosten", "Kosten"), ("ÖPNV", "ÖPNV"), ("E-Mail", "E-Mail"),
        ("Radstreifen", "Radstreifen"),
    ],
)  # fmt: skip
def test_lemma_of_a_single_noun(german: German, form: str, lemma: str) -> None:
    (token,) = words(german, form)
    assert token.lemma == lemma


@pytest.mark.parametrize("form", ["Termin", "Berlin", "Magazin", "Medizin", "drinnen", "beginnen", "innen"])
def test_words_that_only_end_like_a_feminine_stay(german: German, form: str) -> None:
    (token,) = words(german, form)
    assert token.lemma == form


def test_verbs_and_adjectives_in_a_sentence(german: German) -> None:
    tokens = {
        token.text: token for token in words(german, "Die Schulen brauchten größere Höfe und sauberere Toiletten.")
    }
    assert {form: (token.lemma, token.pos) for form, token in tokens.items()} == {
        "Die": ("der", "DET"),
        "Schulen": ("Schule", "NOUN"),
        "brauchten": ("brauchen", "VERB"),
        "größere": ("groß", "ADJ"),
        "Höfe": ("Hof", "NOUN"),
        "und": ("und", "CCONJ"),
        "sauberere": ("sauber", "ADJ"),
        "Toiletten": ("Toilette", "NOUN"),
    }


def test_case_says_nothing_where_all_is_small_or_large(german: German) -> None:
    for text in ("mehr spielplätze und radwege", "MEHR SPIELPLÄTZE UND RADWEGE"):
        assert [token.lemma for token in words(german, text) if not token.stop] == ["Spielplatz", "Radweg"]


def test_an_adjective_that_stands_for_people_is_a_noun(german: German) -> None:
    assert words(german, "Jugendliche brauchen Räume")[0].lemma == "Jugendliche"
    assert words(german, "Jugendliche Besucher brauchen Räume")[0].lemma == "jugendlich"


def test_what_stays_one_word_and_what_is_divided(german: German) -> None:
    text = "(Kita-Plätze), z.B. E-Mail; 7:30 Uhr, Bus/Bahn [PERSON]. Schule,Hort Wünsche:mehr Lehrer:in/Erzieher:in"
    assert [token.text for token in words(german, text)] == [
        "Kita-Plätze", "z.B.", "E-Mail", "7:30", "Uhr", "Bus", "Bahn", "[PERSON]", "Schule", "Hort", "Wünsche", "mehr",
        "Lehrer:in", "Erzieher:in",
    ]  # fmt: skip


def test_stop_words(german: German) -> None:
    tokens = words(german, "Bitte einfach 20 neue Plätze, z. B. bei [PERSON] im Hort!")
    assert [token.text for token in tokens if not token.stop] == ["neue", "Plätze", "Hort"]


def test_parts(german: German) -> None:
    found = {token.text: token.parts for token in words(german, "Frauenhausplätze, WLAN-Ausbau, barrierefreie Wege")}
    assert found["Frauenhausplätze"] == ("Frauenhaus", "Frau", "Haus", "Platz")
    assert found["WLAN-Ausbau"] == ("WLAN", "Ausbau")
    assert found["barrierefreie"] == ("Barriere", "frei")
    assert found["Wege"] == ()


def test_a_shortened_word_borrows_the_head(german: German) -> None:
    assert words(german, "Fuß- und Radwege")[0].parts == ("Fuß", "Fußweg", "Weg")


def test_the_batch_does_not_matter(german: German) -> None:
    texts = ["Mehr Kitaplätze", "mehr kitaplätze", "Die Alten brauchen Bänke.", "", "Alte Bänke"]
    alone = [German().analyse([text])[0] for text in texts]
    assert german.analyse(texts) == alone
    assert german.analyse(texts[::-1]) == alone[::-1]


@settings(deadline=None, max_examples=60)
@given(text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("Kitaäß :*_/()-.[]\n")), max_size=60))
def test_every_token_is_a_stretch_of_its_text(german: German, text: str) -> None:
    tokens = words(german, text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(earlier.end <= later.start for earlier, later in pairwise(tokens))
    assert all(token.lemma and token.pos for token in tokens)


def test_endless_strings_are_read_without_hanging(german: German) -> None:
    text = "a" * 50_000 + " Schule " + "!" * 50_000 + " " + "x.)" * 2_000
    assert "Schule" in {token.lemma for token in words(german, text)}


def test_importing_the_module_loads_no_library() -> None:
    code = "import sys, nlp.text.german; print(sorted({'spacy', 'HanTa', 'simplemma'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
