"""Nobody waits for what can be made before they come."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from typing import Never

from api.pages import overview
from api.reading import shown_run
from api.warming import kept_warm, warm
from nlp.domain.edits import Rename
from tests.api.conftest import Home

PATIENCE = 60.0


def asked_for() -> Never:
    raise AssertionError("made only now")


def lies_ready(home: Home) -> bool:
    """Whether search and what stands beside a run are made already."""
    with home.house.store() as store:
        run = shown_run(home.house, store)
        try:
            for key in (("finder", run), ("whole", run), ("overview", run, home.house.settings.smallest_group)):
                home.house.shelf.seen(store, key, asked_for)
        except AssertionError:
            return False
    return True


def soon(home: Home) -> bool:
    end = time.monotonic() + PATIENCE
    while not (ready := lies_ready(home)) and time.monotonic() < end:
        time.sleep(0.05)
    return ready


def test_what_most_pages_need_is_made_beforehand(own: Home) -> None:
    assert not lies_ready(own)
    with own.house.store() as store:
        warm(own.house, store)
    assert lies_ready(own)


def test_after_a_change_it_is_made_anew_by_itself(own: Home) -> None:
    with kept_warm(own.house, pause=0.05):
        assert soon(own)
        with closing(sqlite3.connect(own.database)) as db, db:
            db.execute("UPDATE sources SET title = title || ' (neu)'")
        assert not lies_ready(own)
        assert soon(own)
    assert "warmer" not in {thread.name for thread in threading.enumerate()}


def test_while_somebody_reviews_it_is_left_until_they_pause(own: Home) -> None:
    with kept_warm(own.house, pause=0.05):
        assert soon(own)
        with own.house.store() as store:
            run, theme = store.run().id, store.run().themes[0].id
            for title in ("Erst so", "Dann so"):
                store.decide([Rename(theme=theme, title=title)], run=run, who="kim")
        assert not lies_ready(own)
        assert soon(own)


def test_no_decision_makes_anybody_read_all_answers_again(own: Home) -> None:
    with own.house.store() as store:
        warm(own.house, store)
        run = store.run()
        store.decide([Rename(theme=run.themes[0].id, title="Anders")], run=run.id, who="kim")
        assert own.house.corpus.seen(store, ("asked", own.house.settings.smallest_group), tuple)
        assert overview.seen(own.house, store, run.id).sources


def test_a_house_without_a_run_keeps_nobody_waiting(empty: Home) -> None:
    with kept_warm(empty.house, pause=0.05):
        assert empty.web.get("/").status_code == 200
