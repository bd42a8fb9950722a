"""What any store does with marks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from nlp.domain.reviewing import MarkKind
from nlp.errors import InputError, Unknown
from nlp.ports import Store

KITA, DARK = "umfrage/a/Mehr Kitaplätze", "umfrage/b/Die Straße ist dunkel"
ANSWERS = [("a", ["Mehr Kitaplätze"]), ("b", ["Die Straße ist dunkel"])]


@pytest.fixture
def house(store: Store, town: Any) -> Store:
    store.save_import(town.imported("umfrage", ANSWERS))
    return store


def test_nothing_is_noted_at_first(house: Store) -> None:
    assert house.marks() == []
    assert house.mark([], MarkKind.READ, who="ayse") == []


def test_marks_come_back_in_the_order_in_which_they_were_made(house: Store, reopen: Callable[[], Any]) -> None:
    given = house.mark([DARK, KITA], MarkKind.READ, who="ayse")
    for kind in (MarkKind.UNREAD, MarkKind.FLAG, MarkKind.UNFLAG):
        given += house.mark([KITA], kind, who="ben")
    given += house.mark([DARK], MarkKind.COMMENT, who="ayse", text="Gehört das\nzum Licht? 💡")
    with closing(reopen()) as again:
        assert again.marks() == given
        assert again.marks(after=given[1].number) == given[2:]
        assert again.marks(after=given[-1].number) == []
    assert [(one.statement, one.kind, one.who) for one in given] == [
        (DARK, MarkKind.READ, "ayse"),
        (KITA, MarkKind.READ, "ayse"),
        (KITA, MarkKind.UNREAD, "ben"),
        (KITA, MarkKind.FLAG, "ben"),
        (KITA, MarkKind.UNFLAG, "ben"),
        (DARK, MarkKind.COMMENT, "ayse"),
    ]
    assert [one.text for one in given] == ["", "", "", "", "", "Gehört das\nzum Licht? 💡"]
    assert [one.number for one in given] == sorted({one.number for one in given})
    assert datetime.fromisoformat(given[0].at).utcoffset() is not None


def test_a_statement_named_twice_gets_one_mark(house: Store) -> None:
    assert [one.statement for one in house.mark([KITA, DARK, KITA], MarkKind.FLAG, who="ayse")] == [KITA, DARK]
    assert len(house.marks()) == 2


def test_ten_thousand_are_read_at_once(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", [(str(number), ["Mehr Licht"]) for number in range(10_000)]))
    statements = [one.id for one in store.statements()]
    given = store.mark(statements, MarkKind.READ, who="ayse")
    assert [one.statement for one in given] == statements
    assert store.marks() == given


def test_nothing_is_noted_beside_statements_that_are_not_there(house: Store) -> None:
    before = house.state()
    with pytest.raises(Unknown, match="Von 3 genannten Aussagen gibt es 2 hier nicht"):
        house.mark([KITA, "fremd/a/Geheimes", "fort"], MarkKind.FLAG, who="ayse")
    assert (house.marks(), house.state()) == ([], before)


def test_a_mark_outlives_its_statement(house: Store, town: Any) -> None:
    given = house.mark([DARK], MarkKind.FLAG, who="ayse")
    house.save_import(town.imported("umfrage", []))
    assert house.marks() == given


@pytest.mark.parametrize("text", ["", " \n\t\u00a0", "x" * 2_001])
def test_a_comment_says_something_and_not_too_much(house: Store, text: str) -> None:
    with pytest.raises(InputError, match="Der Kommentar") as refused:
        house.mark([KITA], MarkKind.COMMENT, who="ayse", text=text)
    assert "xx" not in str(refused.value)
    assert house.marks() == []


def test_space_around_a_comment_is_not_kept_and_does_not_count(house: Store) -> None:
    [made] = house.mark([KITA], MarkKind.COMMENT, who="ayse", text=f"  {'ü' * 2_000}\n")
    assert made.text == "ü" * 2_000
    assert house.marks() == [made]


def test_only_a_comment_has_a_text(house: Store) -> None:
    with pytest.raises(InputError, match="Nur ein Kommentar"):
        house.mark([KITA], MarkKind.FLAG, who="ayse", text="wichtig")
    assert house.marks() == []


def test_marks_move_the_state_and_leave_that_of_the_corpus(house: Store) -> None:
    states, corpus = [house.state()], house.corpus_state()
    for kind in (MarkKind.READ, MarkKind.READ, MarkKind.FLAG):
        house.mark([KITA, DARK], kind, who="ayse")
        states.append(house.state())
    assert len(set(states)) == 4
    assert house.corpus_state() == corpus
