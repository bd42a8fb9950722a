from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.themes.labels import LONGEST, Titled, label, plain_title, titles
from nlp.themes.naming import worth
from nlp.themes.words import alike, distinctive, empty_nouns, person, same_matter, shown_terms, vocabulary
from tests.unit.themes.conftest import BUS, CARE, SWIM

if TYPE_CHECKING:
    from tests.unit.themes.conftest import Analyse, Corpus

START = len(BUS) + len(CARE)


def test_a_title_names_what_the_statements_share(corpus: Corpus) -> None:
    known = vocabulary(corpus.tokens)
    assert label(corpus.tokens[START : START + len(SWIM)], known) == "Freibad und Hallenbad"
    assert "Kita" in label(corpus.tokens[len(BUS) : START], known)


def test_a_title_that_is_taken_is_not_given_again(corpus: Corpus) -> None:
    known = vocabulary(corpus.tokens)
    members = corpus.tokens[START : START + len(SWIM)]
    first = label(members, known)
    second = label(members, known, [first.upper()])
    assert second
    assert second != first


def test_phrases_become_titles_when_many_use_them(analyse: Analyse) -> None:
    members = analyse(
        [
            "Sauberkeit im Stadtpark ist wichtig",
            "Mehr Sauberkeit im Stadtpark",
            "Die Sauberkeit im Stadtpark lässt nach.",
            "Im Stadtpark liegt Müll",
        ]
    )
    others = analyse(["Der Bus kommt nicht.", "Eine Ampel fehlt.", "Schulen sanieren", "Die Wohnung ist feucht."] * 3)
    assert label(members, vocabulary([*members, *others])) == "Sauberkeit im Stadtpark"


def test_project_words_and_placeholders_are_never_shown(analyse: Analyse) -> None:
    texts = [
        f"Frau [PERSON] aus Elsterau wünscht sich eine Rutsche im Freibad {n}"
        for n in ("oben", "unten", "hier", "dort")
    ]
    members = analyse(texts)
    known = vocabulary([*members, *analyse(["Der Bus kommt nicht."] * 8)], ["Elsterau"])
    shown = {*shown_terms(members, known), *label(members, known).split()}
    assert "Freibad" in shown
    assert not shown & {"Elsterau", "PERSON", "Person", "[PERSON]", "Frau"}


def test_terms_are_written_as_people_write_them(corpus: Corpus) -> None:
    known = vocabulary(corpus.tokens)
    terms = shown_terms(corpus.tokens[: len(BUS)], known)
    assert {"Bus", "Radwege"} & set(terms)
    assert 5 <= len(terms) <= 8
    assert len({term.casefold() for term in terms}) == len(terms)
    assert not any(token.stop and token.text in terms for row in corpus.tokens for token in row)


def test_words_that_stand_everywhere_set_nothing_apart(analyse: Analyse) -> None:
    rows = analyse(["Mehr Bänke im Park", "Mehr Bänke am Fluss", "Mehr Bänke am Markt", "Mehr Lampen im Park"])
    ranked = [word for word, _ in distinctive(rows[2:], vocabulary(rows), 1)]
    assert ranked[0] in {"markt", "lampe"}


@pytest.mark.parametrize(("one", "other", "same"), [("fahrradweg", "fahradweg", True), ("kita", "kino", False)])
def test_typing_errors_are_told_from_other_words(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_statements_without_nouns_have_no_title_of_nouns(analyse: Analyse) -> None:
    rows = analyse(["ja genau so", "weiter so", "so ist es gut"])
    assert label(rows, vocabulary(rows)) == ""


def test_plain_titles_are_statements_as_they_stand_or_numbered() -> None:
    assert plain_title(["weiter so!", "x" * 80]) == "Weiter so"
    assert plain_title(["x" * 80]) == "Einzelne Aussagen"
    assert plain_title(["x" * 80], ["Einzelne Aussagen"]) == "Einzelne Aussagen 2"
    assert len(plain_title(["weiter so"])) <= LONGEST


def test_general_nouns_are_known_folded() -> None:
    assert {"moeglichkeit", "massnahme", "mensch"} <= empty_nouns()


def test_titles_are_given_to_the_group_they_fit_best_whatever_the_order(corpus: Corpus) -> None:
    known = vocabulary(corpus.tokens)
    groups = [corpus.tokens[: len(BUS)], corpus.tokens[len(BUS) : START], corpus.tokens[START : START + len(SWIM)]]
    forward, backward = titles(groups, known), titles(groups[::-1], known)
    assert forward == backward[::-1]
    assert len({one.title for one in forward}) == len(groups)
    assert all(0 < one.carried <= 1 for one in forward)


def test_one_word_does_not_name_two_groups(analyse: Analyse) -> None:
    lamps = analyse(["Ampel am Markt", "Die Ampel am Markt", "Ampel bitte", "Mehr Ampeln am Markt"])
    lights = analyse(
        ["Ampel mit Licht", "Licht an der Ampel", "Licht im Tunnel", "Tunnel ohne Licht", "Licht und Ampel"]
    )
    others = analyse(["Der Bus kommt nicht.", "Schulen sanieren", "Die Wohnung ist feucht."] * 6)
    found = titles([lamps, lights], vocabulary([*lamps, *lights, *others]))
    assert "Ampel" in found[0].title
    assert "Ampel" not in found[1].title
    assert "Licht" in found[1].title


def test_compounds_speak_of_their_parts(analyse: Analyse) -> None:
    members = analyse(["Kitaplatz fehlt", "Kita-Gebühren senken", "Unsere Kita ist toll", "Kitaöffnung um sechs"])
    known = vocabulary([*members, *analyse(["Der Bus kommt nicht.", "Schulen sanieren"] * 6)])
    assert titles([members], known) == [Titled(title="Kita", carried=1.0)]


def test_two_parts_become_the_word_that_people_make_of_them(analyse: Analyse) -> None:
    said = ("Gewaltschutz stärken", "Schutz für Frauen", "Gewalt ist Alltag", "Gewaltschutz im Aktionsplan")
    members = analyse([*said, "Mehr Schutz", "Gewalt beginnt früh", "Schutz vor allem nachts", "Gewalt sehen"])
    others = analyse(["Der Bus kommt nicht.", "Schulen sanieren", "Die Wohnung ist feucht."] * 6)
    assert label(members, vocabulary([*members, *others])) == "Gewaltschutz"


def test_people_who_are_everywhere_are_no_title(analyse: Analyse) -> None:
    said = ("Autofahrer parken vor der Schranke", "Die Schranke hält Autofahrer auf", "Autofahrer und Schranke")
    members = analyse([*said, *said, "Autofahrer", "Schranke öffnen"])
    others = analyse(["Der Bus kommt nicht.", "Schulen sanieren", "Die Wohnung ist feucht."] * 6)
    assert label(members, vocabulary([*members, *others])) == "Schranke"
    assert person("fahrradfahrer")
    assert not person("senior")


def test_two_words_for_one_matter_are_told(analyse: Analyse) -> None:
    known = vocabulary(analyse(["Fahrradweg und Radweg", "Abstellplatz und Abstellanlage", "Freibad und Hallenbad"]))
    assert same_matter("fahrradweg", "radweg", known)
    assert same_matter("abstellplatz", "abstellanlage", known)
    assert not same_matter("freibad", "radweg", known)


@given(st.integers(1, 50), st.integers(0, 400))
def test_a_word_is_worth_more_the_more_members_and_the_fewer_others_say_it(inside: int, outside: int) -> None:
    assert worth(inside, 50, outside, 400) <= worth(min(50, inside + 1), 50, outside, 400)
    assert worth(inside, 50, outside, 400) <= worth(inside, 50, max(0, outside - 1), 400)
