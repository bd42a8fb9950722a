"""What any store does with imports."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from nlp.domain.corpus import LeftOut, Reason, Respondent
from nlp.domain.quotes import Filters
from nlp.domain.text import PersonalData, Redaction, SafeText, Span
from nlp.errors import Unknown
from nlp.ports import Store

ANSWERS = [("a", ["Mehr Kitaplätze", "Der Bus fährt zu selten"]), ("b", ["Die Straße ist dunkel"])]


def test_facts_are_remembered_and_replaced(store: Any, reopen: Callable[[], Any]) -> None:
    assert store.recall("title") == ""
    store.remember("title", "Sozialplan")
    store.remember("title", "Sozialplan – Örtchen 🏘")
    with closing(reopen()) as again:
        assert again.recall("title") == "Sozialplan – Örtchen 🏘"


def rich(town: Any) -> Any:
    """An import in which every field holds something."""
    plain = town.imported("umfrage", ANSWERS, organisations={"a": "Verein Morgenrot"}, groups={"a": {"Bezirk": "Nord"}})
    first, *others = plain.responses
    statement, *more = first.statements
    redaction = Redaction(start=0, end=4, kind=PersonalData.PERSON, unsure=True)
    told = replace(
        statement,
        lead=SafeText("Wir brauchen:"),
        lead_span=Span(0, 13),
        redactions=(redaction,),
        parts="Kita Platz",
    )
    return replace(
        plain,
        source=replace(plain.source, population=79, random_sample=True, invented=True, collected_on="2025-05"),
        respondents=(*plain.respondents, Respondent(key="still", weight=1.5, date="2025-05-02")),
        responses=(replace(first, redactions=(redaction,), statements=(told, *more)), *others),
        left_out=(LeftOut(row=4, column="antwort", reason=Reason.NON_ANSWER),),
        cells=3,
        notes=("Zeile 1 ist der Kopf.",),
    )


def test_how_much_a_source_holds_is_told_without_reading_it(store: Store, town: Any) -> None:
    assert store.sizes() == []
    given = rich(town)
    store.save_import(given)
    one_body = {"a": "Verein Morgenrot", "b": "verein morgenrot"}
    store.save_import(town.imported("briefe", ANSWERS, organisations=one_body))
    letters, survey = store.sizes()
    assert (letters.source.id, letters.persons, letters.bodies) == ("briefe", 0, 1)
    assert survey.source == given.source
    assert (survey.persons, survey.bodies) == (1, 1), "who gave no answer is not counted"
    assert (survey.responses, survey.statements, survey.left_out) == (2, 3, 1)
    assert store.sizes("umfrage") == [survey]
    assert store.sizes("weg") == []


def test_an_import_comes_back_as_it_went_in(store: Store, reopen: Callable[[], Any], town: Any) -> None:
    given = rich(town)
    store.save_import(given)
    assert store.imported("umfrage") == given
    with closing(reopen()) as again:
        assert again.imported("umfrage") == given
        assert again.sources() == [given.source]


def test_nothing_was_imported(store: Store) -> None:
    assert store.imported("umfrage") is None
    assert store.sources() == []
    assert store.statements() == []
    assert store.respondents() == {}
    assert store.vocabulary() == {}


def test_statements_come_by_id_whatever_the_order_of_rows(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    forward = store.statements()
    store.save_import(town.imported("umfrage", ANSWERS[::-1]))
    backward = store.statements()
    assert [one.id for one in forward] == sorted(one.id for one in forward)
    assert [(one.id, one.text) for one in backward] == [(one.id, one.text) for one in forward]
    assert {one.id: one.row for one in backward} != {one.id: one.row for one in forward}


def test_a_corrected_file_takes_the_place_of_the_first(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    corrected = town.imported("umfrage", [ANSWERS[0], ("c", ["Ein Spielplatz fehlt"])])
    store.save_import(corrected)
    assert store.imported("umfrage") == corrected
    assert set(store.respondents()) == {("umfrage", "a"), ("umfrage", "c")}
    assert store.keyword('"dunkel"', Filters(), "", 10) == []
    assert [key for key, _ in store.keyword('"spielplatz"', Filters(), "", 10)] == ["umfrage/c/Ein Spielplatz fehlt"]


def test_an_empty_import_empties_the_source(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    store.save_import(town.imported("umfrage", []))
    assert store.statements() == []
    assert store.vocabulary() == {}
    assert [one.id for one in store.sources()] == ["umfrage"]


def test_sources_do_not_touch_each_other(store: Store, town: Any) -> None:
    store.save_import(town.imported("b", ANSWERS))
    store.save_import(town.imported("a", ANSWERS[:1]))
    before = store.imported("b")
    store.save_import(town.imported("a", []))
    assert [one.id for one in store.sources()] == ["a", "b"]
    assert store.imported("b") == before
    assert store.statements("a") == []
    assert len(store.statements("b")) == 3


def test_minutes_know_nobody(store: Store, town: Any) -> None:
    plain = town.imported("protokoll", [("x", ["Mehr Licht"])])
    nobody = tuple(
        replace(one, respondent="", statements=tuple(replace(said, respondent="") for said in one.statements))
        for one in plain.responses
    )
    given = replace(plain, respondents=(), responses=nobody)
    store.save_import(given)
    assert store.imported("protokoll") == given
    back = store.way_back("protokoll/x/Mehr Licht")
    assert (back.organisation, dict(back.groups)) == ("", {})


def test_statements_by_id_leave_unknown_ones_out(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    known = store.statements()[0]
    assert store.by_id([known.id, "nicht da", "' OR 1=1 --"]) == {known.id: known}
    assert store.by_id([]) == {}


def test_the_way_back(store: Store, town: Any) -> None:
    given = rich(town)
    store.save_import(given)
    identity = "umfrage/a/Mehr Kitaplätze"
    store.save_run(town.run("lauf", {"kita": [identity], "familie": [identity]}))
    back = store.way_back(identity)
    assert back.statement == given.statements[0]
    assert back.source == given.source
    assert back.answer == given.responses[0].text
    assert back.organisation == "Verein Morgenrot"
    assert back.groups == {"Bezirk": "Nord"}
    assert back.themes == ("Kita", "Familie")


def test_no_way_back_from_nowhere(store: Store) -> None:
    with pytest.raises(Unknown, match="„nirgends“"):
        store.way_back("nirgends")


def test_a_text_that_cannot_be_kept_leaves_all_as_it_was(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    before = store.imported("umfrage")
    broken = town.imported("umfrage", [("neu", ["Gut", "halbes Zeichen \ud800"])])
    with pytest.raises(Exception, match="Surrogat") as caught:
        store.save_import(broken)
    assert "halbes Zeichen \ud800" not in str(caught.value)
    assert store.imported("umfrage") == before
