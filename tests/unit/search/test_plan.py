from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.domain.language import Analysis, Token
from nlp.search.plan import SearchPlan, parse, ranked

NOTHING = Analysis(tokens=())


def token(text: str, start: int = 0, lemma: str = "", parts: tuple[str, ...] = (), *, stop: bool = False) -> Token:
    return Token(text=text, lemma=lemma or text, pos="NOUN", parts=parts, start=start, stop=stop)


def nothing_more(word: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of expansions
    return ()


@pytest.mark.parametrize("query", ["", " ", "!!! 🙂 –", '""', "\x00", "\ud800", "*"])
def test_nothing_typed_is_nothing_planned(query: str) -> None:
    assert parse(query, NOTHING, {}, nothing_more) == SearchPlan()


def test_a_word_stands_for_its_forms() -> None:
    plan = parse("Plätze", Analysis(tokens=(token("Plätze", lemma="Platz"),)), {"plaetze": 1}, nothing_more)
    assert plan.near == '("plaetze" OR "platz")'
    assert plan.wide == '("plaetze" OR "platz" OR "plaetze" *)'
    assert (plan.loose, plan.corrected) == ("", {})


def test_short_words_begin_nothing() -> None:
    plan = parse("Bus", NOTHING, {"bus": 1}, nothing_more)
    assert (plan.near, plan.wide) == ('("bus")', "")


def test_all_words_then_any() -> None:
    plan = parse("Bus Rad", NOTHING, {"bus": 1, "rad": 1}, nothing_more)
    assert plan.near == '("bus") AND ("rad")'
    assert plan.loose == '(("bus") OR ("rad"))'


def test_stop_words_go_unless_there_is_nothing_else() -> None:
    analysis = Analysis(tokens=(token("in", 0, stop=True), token("Bus", 3), token("24", 7, stop=True)))
    known = {"bus": 1, "24": 1, "in": 1}
    assert parse("in Bus 24", analysis, known, nothing_more).near == '("bus") AND ("24")'
    assert parse("in", analysis, known, nothing_more).near == '("in")'


def test_a_compound_is_also_its_smallest_parts_anywhere() -> None:
    parts = ("Frauenhaus", "Frau", "Haus", "Platz")
    analysis = Analysis(tokens=(token("Frauenhausplatz", parts=parts),))
    plan = parse("Frauenhausplatz", analysis, {"frauenhausplatz": 1}, nothing_more)
    assert "AND" not in plan.near
    assert '(("frau") AND ("haus") AND ("platz"))' in plan.wide


def test_a_hyphen_divides_and_joins() -> None:
    plan = parse("Kita-Plätze", NOTHING, {"kitaplaetze": 1}, nothing_more)
    assert plan.near == '("kita plaetze" OR "kitaplaetze")'
    assert '(("kita") AND ("plaetze"))' in plan.wide


def test_synonyms_of_words_and_of_parts() -> None:
    known = {"ÖPNV": ("Nahverkehr", "öffentlicher Verkehr"), "Kita": ("Kindergarten",)}

    def more(word: str) -> tuple[str, ...]:
        return known.get(word, ())

    wide = parse("ÖPNV", NOTHING, {}, more).wide
    assert '"nahverkehr" *' in wide
    assert '("oeffentlicher" * AND "verkehr" *)' in wide
    analysis = Analysis(tokens=(token("Kitaplatz", parts=("Kita", "Platz")),))
    assert '(("kita" OR "kindergarten") AND ("platz"))' in parse("Kitaplatz", analysis, {}, more).wide


def test_unknown_words_are_corrected_and_the_reader_is_told() -> None:
    plan = parse("Strase", NOTHING, {"strasse": 2}, nothing_more)
    assert '"strasse"' in plan.wide
    assert plan.corrected == {"Strase": ("strasse",)}


def test_a_corrected_word_brings_its_forms() -> None:
    plan = parse("Spielpläzte", NOTHING, {"spielplaetze": 2, "spielplatz": 1}, nothing_more)
    assert '"spielplaetze" OR "spielplatz"' in plan.wide
    assert plan.corrected == {"Spielpläzte": ("spielplaetze",)}


def test_nothing_is_corrected_that_is_understood() -> None:
    vocabulary = {"strassen": 2, "kita": 1, "platz": 1, "kitaplasse": 3}
    assert parse("Strasse", NOTHING, vocabulary, nothing_more).corrected == {}
    compound = Analysis(tokens=(token("Kitaplasze", parts=("Kita", "Platz")),))
    assert parse("Kitaplasze", compound, vocabulary, nothing_more).corrected == {}


def test_a_phrase_must_hold_in_every_tier() -> None:
    plan = parse('"dunkle Straße" Licht Bus', NOTHING, {"licht": 1, "bus": 1}, nothing_more)
    assert plan.near == '{text} : ("dunkle strasse") AND ("licht") AND ("bus")'
    assert plan.loose.startswith('{text} : ("dunkle strasse") AND ((')
    assert parse('"dunkle Straße"', NOTHING, {}, nothing_more).loose == ""


def lookup(tiers: dict[str, list[tuple[str, float]]], asked: list[str]) -> Callable[[str], list[tuple[str, float]]]:
    def look(expression: str) -> list[tuple[str, float]]:
        asked.append(expression)
        return tiers[expression]

    return look


def test_tiers_one_after_the_other() -> None:
    asked: list[str] = []
    tiers = {"n": [("a", 2.0)], "w": [("b", 9.0), ("a", 8.0)], "l": [("c", 1.0), ("b", 0.5)]}
    found = ranked(SearchPlan(near="n", wide="w", loose="l"), lookup(tiers, asked))
    assert [identity for identity, _ in found] == ["a", "b", "c"]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert asked == ["n", "w", "l"]


def test_enough_is_enough() -> None:
    asked: list[str] = []
    tiers = {"n": [("a", 3.0), ("b", 2.0), ("c", 1.0)], "l": [("d", 9.0)]}
    found = ranked(SearchPlan(near="n", loose="l"), lookup(tiers, asked))
    assert [identity for identity, _ in found] == ["a", "b", "c"]
    assert asked == ["n"]
