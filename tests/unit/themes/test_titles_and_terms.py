from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nlp.themes.labels import LONGEST, label, plain_title
from nlp.themes.words import alike, distinctive, empty_nouns, shown_terms, vocabulary
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
