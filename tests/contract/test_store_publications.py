"""What any store does with publications, and how it says that something changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from nlp.errors import Unknown
from nlp.ports import Store

ANSWERS = [("a", ["Mehr Kitaplätze"]), ("b", ["Die Straße ist dunkel"])]


def test_nothing_is_published_at_first(store: Store, town: Any) -> None:
    store.save_run(town.run("lauf", {}))
    assert store.publications() == []


def test_the_newest_publication_comes_first_and_earlier_ones_stay(
    store: Store, reopen: Callable[[], Any], town: Any
) -> None:
    for run in ("erster", "zweiter"):
        store.save_run(town.run(run, {}))
    given = [
        store.publish("erster", who="ayse"),
        store.publish("zweiter", who="ben", note="nach der Durchsicht"),
        store.publish("erster", who="ayse", note="zurück"),
    ]
    with closing(reopen()) as again:
        assert again.publications() == given[::-1]
    assert [(one.run, one.who, one.note) for one in given[1:]] == [
        ("zweiter", "ben", "nach der Durchsicht"),
        ("erster", "ayse", "zurück"),
    ]
    assert [one.number for one in given] == sorted({one.number for one in given})
    assert datetime.fromisoformat(given[0].at).utcoffset() is not None


@pytest.mark.parametrize("run", ["nirgends", ""])
def test_a_run_that_is_not_there_cannot_be_published(store: Store, town: Any, run: str) -> None:
    store.save_run(town.run("lauf", {}))
    with pytest.raises(Unknown, match=f"„{run}“"):
        store.publish(run, who="ayse")
    assert store.publications() == []


def test_the_state_moves_with_every_change_another_program_sees(
    store: Store, reopen: Callable[[], Any], town: Any
) -> None:
    changes: list[Callable[[], object]] = [
        lambda: store.save_import(town.imported("umfrage", ANSWERS)),
        lambda: store.save_import(town.imported("umfrage", ANSWERS[:1])),
        lambda: store.save_import(town.imported("umfrage", ANSWERS[:1], organisations={"a": "Verein"})),
        lambda: store.save_import(town.imported("umfrage", [])),
        lambda: store.save_run(town.run("lauf", {})),
        lambda: store.publish("lauf", who="ayse"),
        lambda: store.remember("title", "Sozialplan"),
    ]
    with closing(reopen()) as other:
        seen = [other.state()]
        for change in changes:
            change()
            assert other.state() == store.state()
            seen.append(other.state())
    assert len(set(seen)) == len(changes) + 1


def test_the_state_stays_where_nothing_changes(store: Store, town: Any) -> None:
    store.save_import(town.imported("umfrage", ANSWERS))
    store.save_run(town.run("lauf", {}))
    before = store.state()
    store.statements()
    store.run()
    store.save_import(town.imported("umfrage", ANSWERS))
    store.save_run(town.run("lauf", {}))
    with pytest.raises(Unknown):
        store.publish("nirgends", who="ayse")
    assert store.state() == before
