"""Runs as a list, and what a reader would see of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.domain.publications import Publication
from nlp.domain.themes import Run
from nlp.errors import Unknown
from nlp.store.sqlite import SqliteStore
from nlp.views.runs import figures, prepared, rows


def publication(number: int, run: str, note: str = "") -> Publication:
    return Publication(number=number, run=run, at=f"2026-01-0{number}T00:00:00+00:00", who="erika", note=note)


def test_figures_are_those_of_the_sealed_run(rich: Run) -> None:
    quality = {"mean_stability": 0.8, "new": 3.0, "placed": 2.0, "unassigned_share": 0.5}
    told = figures(replace(rich, quality=quality).header)
    assert (told.themes, told.sub_themes) == (2, 1)
    assert told.statements == len(rich.statements)
    assert told.share == len(rich.unassigned) / len(rich.statements)
    assert (told.stability, told.added) == (0.8, {"new": 3, "placed": 2})


def test_a_run_without_statements_has_no_share_of_them(run: Run) -> None:
    empty = figures(replace(run, memberships=(), unassigned=()).header)
    assert (empty.statements, empty.share) == (0, 0.0)


def test_readers_see_what_was_published_last(run: Run, rich: Run) -> None:
    found = [figures(rich.header), figures(run.header)]
    assert [row.shown for row in rows(found, [])] == [True, False]
    newest, older = rows(found, [publication(3, "lauf1", "zurück"), publication(2, "lauf2"), publication(1, "lauf1")])
    assert (newest.shown, newest.published_at[:10], older.shown) == (False, "2026-01-02", True)
    assert (older.published_at[:10], older.published_by, older.note) == ("2026-01-03", "erika", "zurück")


def test_what_publishing_would_change_is_said_before(store: SqliteStore, run: Run, rich: Run) -> None:
    found = prepared(store, rich.id, run.id)
    assert (found.figures.id, found.sources, found.waiting) == ("lauf2", 2, 0)
    assert found.now is not None
    assert found.now.id == "lauf1"
    assert found.comparison is not None
    assert (found.comparison.before.id, found.comparison.now.id) == ("lauf1", "lauf2")


def test_publishing_what_is_seen_already_changes_nothing(store: SqliteStore, run: Run) -> None:
    found = prepared(store, run.id, run.id)
    assert (found.now, found.comparison) == (None, None)


def test_statements_that_came_later_wait(store: SqliteStore, run: Run) -> None:
    gone = run.unassigned[0]
    store.save_run(replace(run, id="alt", unassigned=tuple(one for one in run.unassigned if one != gone)))
    assert prepared(store, "alt", "").waiting == 1
    with pytest.raises(Unknown):
        prepared(store, "weg", "")
