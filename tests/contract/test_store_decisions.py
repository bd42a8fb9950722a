"""What any store does with the log of decisions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import fields
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.domain.edits import (
    KINDS,
    Confirm,
    Create,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.errors import Clash, StoreProblem, Unknown
from nlp.ports import Store

DARK = "umfrage/b/Die Straße ist dunkel"
ANSWERS = [("a", ["Mehr Kitaplätze"]), ("b", ["Die Straße ist dunkel"])]
KITA, WEG = Rename(theme="kita", title="Kita und Hort"), Rename(theme="weg", title="Wege bei Nacht")
HORT = Rename(theme="kita", title="Hort")
DARK_TO_KITA = Move(statements=(DARK,), themes=("kita",))
DARK_TO_WEG = Move(statements=(DARK,), themes=("weg",))
EVERY_KIND: tuple[Edit, ...] = (
    KITA,
    Describe(theme="kita", description="Plätze 🧸 und Zeiten"),
    Merge(theme="weg", into="kita"),
    Split(theme="kita", made="p-0123456789", title="Hort", statements=(DARK,)),
    DARK_TO_KITA,
    Confirm(theme="kita", statements=(DARK,)),
    Lock(theme="kita", title="Kita", statements=(DARK,)),
    Create(made="p-abcdef0123", title="Licht"),
    Hide(theme="weg"),
    Reassign(theme="weg", to="verkehr", title="Verkehr", sensitive=True, field_of_action="Mobilität"),
    Undo(number=1),
)

Reopen = Callable[[], Any]


@pytest.fixture
def house(store: Store, town: Any) -> Store:
    store.save_import(town.imported("umfrage", ANSWERS))
    store.save_run(town.run("lauf", {"kita": ["umfrage/a/Mehr Kitaplätze"], "weg": [DARK]}))
    return store


def test_nothing_is_decided_at_first(house: Store) -> None:
    assert house.decisions() == []
    assert house.decide([], run="lauf", who="ayse") == []
    assert house.decisions() == []


def test_decisions_come_back_in_the_order_in_which_they_were_taken(house: Store, reopen: Reopen) -> None:
    given = house.decide([KITA, WEG], run="lauf", who="ayse", why="kürzer")
    given += house.decide([DARK_TO_KITA], run="lauf", who="ben")
    with closing(reopen()) as again:
        assert again.decisions() == given
        assert again.decisions(after=given[0].number) == given[1:]
        assert again.decisions(after=given[-1].number) == []
    assert [(one.edit, one.run, one.who, one.why) for one in given] == [
        (KITA, "lauf", "ayse", "kürzer"),
        (WEG, "lauf", "ayse", "kürzer"),
        (DARK_TO_KITA, "lauf", "ben", ""),
    ]
    numbers = [one.number for one in given]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 0
    assert datetime.fromisoformat(given[0].at).utcoffset() is not None


def test_what_is_decided_at_once_bears_one_time(house: Store) -> None:
    assert len({one.at for one in house.decide([KITA] * 200, run="lauf", who="ayse")}) == 1


def test_every_kind_is_kept(house: Store, reopen: Reopen) -> None:
    assert {type(one) for one in EVERY_KIND} == set(KINDS.values())
    house.decide([KITA], run="lauf", who="ayse")
    given = house.decide(EVERY_KIND, run="lauf", who="ayse")
    with closing(reopen()) as again:
        assert again.decisions(after=1) == given
    assert tuple(one.edit for one in given) == EVERY_KIND


def any_edit() -> st.SearchStrategy[Edit]:
    """Every field of every kind, those with defaults too; what is taken back is the first decision."""
    kinds = [st.builds(kind, **{one.name: ... for one in fields(kind)}) for kind in KINDS.values() if kind is not Undo]
    return st.one_of(*kinds, st.just(Undo(number=1)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(any_edit(), min_size=1, max_size=5), why=st.text(), who=st.text())
def test_whatever_is_decided_comes_back_as_it_was(house: Store, edits: list[Edit], why: str, who: str) -> None:
    first = house.decide([KITA], run="lauf", who=who)[0].number
    given = house.decide(edits, run="lauf", who=who, why=why)
    held = house.decisions(after=first)
    assert held == given
    assert [(one.edit, one.why, one.who) for one in held] == [(one, why, who) for one in edits]


def test_ten_thousand_statements_move_in_one_decision(house: Store) -> None:
    many = Move(statements=tuple(f"umfrage/{number}/Straße" for number in range(10_000)), themes=("kita", "weg"))
    house.decide([many], run="lauf", who="ayse")
    assert [one.edit for one in house.decisions()] == [many]
    with pytest.raises(Clash):
        house.decide([Confirm(theme="weg", statements=("umfrage/9999/Straße",))], run="lauf", who="ben", seen=0)


def test_a_decision_outlives_the_statements_it_names(house: Store, town: Any) -> None:
    given = house.decide([DARK_TO_KITA], run="lauf", who="ayse")
    house.save_import(town.imported("umfrage", []))
    assert house.statements() == []
    assert house.decisions() == given


@pytest.mark.parametrize("run", ["nirgends", ""])
def test_nothing_is_decided_about_a_run_that_is_not_there(house: Store, run: str) -> None:
    with pytest.raises(Unknown, match=f"„{run}“"):
        house.decide([KITA], run=run, who="ayse")
    assert house.decisions() == []


@pytest.mark.parametrize("number", [0, -1, 2, 99, 10**30])
def test_what_is_not_in_the_log_cannot_be_taken_back(house: Store, number: int) -> None:
    given = house.decide([KITA], run="lauf", who="ayse")
    with pytest.raises(Unknown, match=f"Nr. {number} "):
        house.decide([WEG, Undo(number=number)], run="lauf", who="ayse")
    assert house.decisions() == given


def test_half_a_sign_keeps_everything_else_out_too(house: Store) -> None:
    before = house.state()
    with pytest.raises(StoreProblem, match="halbes Zeichen"):
        house.decide([KITA, Rename(theme="weg", title="Weg \ud83d")], run="lauf", who="ayse")
    assert (house.decisions(), house.state()) == ([], before)


def test_who_has_not_seen_what_another_decided_is_told_and_nothing_is_written(house: Store, reopen: Reopen) -> None:
    with closing(reopen()) as other:
        seen = len(other.decisions())
        taken = house.decide([WEG, KITA], run="lauf", who="ayse")
        with pytest.raises(Clash) as clash:
            other.decide([Create(made="p-0", title="Neu"), HORT], run="lauf", who="ben", seen=seen)
        assert clash.value.numbers == (taken[1].number,)
        assert other.decisions() == taken
        again = other.decide([HORT], run="lauf", who="ben", seen=taken[1].number)
        assert house.decisions() == taken + again


def test_a_clash_says_who_did_what_and_what_to_do_now(house: Store) -> None:
    house.decide([DARK_TO_KITA, Merge(theme="weg", into="kita")], run="lauf", who="ayse")
    with pytest.raises(Clash) as clash:
        house.decide([DARK_TO_WEG], run="lauf", who="ben", seen=0)
    told = str(clash.value)
    assert told == clash.value.on_page
    assert told.startswith("Inzwischen hat „ayse“ (")
    assert told.endswith(
        " Uhr) zwei Themen zusammengelegt; dazu kommt 1 weitere Entscheidung. "
        "Bitte sehen Sie nach und entscheiden Sie noch einmal."
    )
    assert "dunkel" not in told
    assert clash.value.numbers == (1, 2)


@pytest.mark.parametrize("edit", EVERY_KIND, ids=lambda edit: type(edit).__name__.lower())
def test_a_clash_has_words_for_every_kind(house: Store, edit: Edit) -> None:
    house.decide([WEG], run="lauf", who="ben")
    number = house.decide([edit], run="lauf", who="ayse")[0].number
    with pytest.raises(Clash, match=r"Inzwischen hat „ayse“ .* Uhr\) .+\. Bitte sehen Sie nach") as clash:
        house.decide([edit], run="lauf", who="ben", seen=1)
    assert clash.value.numbers == (number,)


def test_what_touches_other_parts_is_in_nobodys_way(house: Store) -> None:
    house.decide([WEG], run="lauf", who="ayse")
    house.decide([KITA, DARK_TO_KITA], run="lauf", who="ben", seen=0)
    assert len(house.decisions()) == 3


@pytest.mark.parametrize(("who", "seen"), [("ayse", 0), ("ben", None)])
def test_nobody_is_in_their_own_way_and_who_asks_nobody_is_not_told(house: Store, who: str, seen: int | None) -> None:
    house.decide([KITA], run="lauf", who="ayse")
    house.decide([HORT], run="lauf", who=who, seen=seen)
    assert len(house.decisions()) == 2


def test_only_one_of_two_takes_the_same_decision_back(house: Store) -> None:
    merged = house.decide([Merge(theme="weg", into="kita")], run="lauf", who="ayse")[0].number
    back = house.decide([Undo(number=merged)], run="lauf", who="ben", seen=merged)[0].number
    with pytest.raises(Clash, match=r"„ben“ .* eine Entscheidung zurückgenommen") as clash:
        house.decide([Undo(number=merged)], run="lauf", who="ayse", seen=merged)
    assert clash.value.numbers == (back,)
    house.decide([Undo(number=back)], run="lauf", who="ayse", seen=back)
    assert [one.edit for one in house.decisions(merged)] == [Undo(number=merged), Undo(number=back)]


def test_an_undo_is_in_the_way_where_its_decision_would_be(house: Store) -> None:
    house.decide([Merge(theme="weg", into="kita")], run="lauf", who="ben")
    house.decide([Undo(number=1)], run="lauf", who="ben")
    with pytest.raises(Clash) as clash:
        house.decide([DARK_TO_WEG], run="lauf", who="ayse", seen=1)
    assert clash.value.numbers == (2,)
    house.decide([Undo(number=2)], run="lauf", who="ben")
    with pytest.raises(Clash) as clash:
        house.decide([DARK_TO_WEG], run="lauf", who="ayse", seen=2)
    assert clash.value.numbers == (3,)


def test_a_theme_somebody_has_filled_meanwhile_is_not_taken_back_unseen(house: Store) -> None:
    made = house.decide([Create(made="p-0", title="Licht")], run="lauf", who="ayse")[0].number
    house.decide([Move(statements=(DARK,), themes=("p-0",))], run="lauf", who="ben")
    with pytest.raises(Clash, match=r"„ben“ .* Aussagen verschoben"):
        house.decide([Undo(number=made)], run="lauf", who="ayse", seen=made)


def test_what_is_taken_back_has_been_seen(house: Store) -> None:
    number = house.decide([Merge(theme="weg", into="kita")], run="lauf", who="ben")[0].number
    house.decide([Undo(number=number)], run="lauf", who="ayse", seen=0)
    assert [one.edit for one in house.decisions(number)] == [Undo(number=number)]


def test_who_has_seen_another_log_is_told(house: Store) -> None:
    house.decide([KITA], run="lauf", who="ayse")
    for seen in (2, 10**30):
        with pytest.raises(Clash, match="Sicherung"):
            house.decide([WEG], run="lauf", who="ayse", seen=seen)
    assert len(house.decisions()) == 1


def test_many_who_decide_at_once_lose_nothing(house: Store, reopen: Reopen) -> None:
    people = [f"person-{number}" for number in range(4)]

    def work(who: str) -> list[Any]:
        with closing(reopen()) as own:
            return [own.decide([KITA, WEG], run="lauf", who=who, why=str(turn)) for turn in range(15)]

    with ThreadPoolExecutor(len(people)) as pool:
        told = [batch for batches in pool.map(work, people) for batch in batches]
    held = house.decisions()
    assert sorted((one for batch in told for one in batch), key=lambda one: one.number) == held
    assert [one.number for one in held] == list(range(1, len(people) * 15 * 2 + 1))
    for batch in told:
        assert batch[1].number == batch[0].number + 1


def test_of_many_who_decide_the_same_unseen_one_is_heard(house: Store, reopen: Reopen) -> None:
    def work(who: str) -> bool:
        with closing(reopen()) as own:
            try:
                own.decide([Rename(theme="kita", title=who)], run="lauf", who=who, seen=0)
            except Clash:
                return False
            return True

    people = [f"person-{number}" for number in range(6)]
    with ThreadPoolExecutor(len(people)) as pool:
        heard = [who for who, through in zip(people, pool.map(work, people), strict=True) if through]
    assert [one.who for one in house.decisions()] == heard
    assert len(heard) == 1


def test_decisions_move_the_state_and_leave_that_of_the_corpus(house: Store, reopen: Reopen, town: Any) -> None:
    with closing(reopen()) as other:
        states, corpus = [other.state()], other.corpus_state()
        for edit in EVERY_KIND:
            house.decide([edit], run="lauf", who="ayse")
            assert (other.state(), other.corpus_state()) == (house.state(), corpus)
            states.append(other.state())
        house.save_run(town.run("neuer", {}))
        assert other.corpus_state() == house.corpus_state() != corpus
        states.append(other.state())
    assert len(set(states)) == len(EVERY_KIND) + 2


def test_what_is_refused_moves_nothing(house: Store) -> None:
    house.decide([KITA], run="lauf", who="ayse")
    before = house.state(), house.corpus_state()
    house.decide([], run="lauf", who="ayse")
    with pytest.raises(Clash):
        house.decide([KITA], run="lauf", who="ben", seen=0)
    with pytest.raises(Unknown):
        house.decide([Undo(number=7)], run="lauf", who="ben")
    house.decisions()
    assert (house.state(), house.corpus_state()) == before
