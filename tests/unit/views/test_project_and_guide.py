"""What every page says of the project, and the figures by which the help explains figures."""

from __future__ import annotations

from dataclasses import replace

from nlp.commands.project import ProjectFile, import_project
from nlp.domain.themes import Counts, Origin, Run, Stability, Unplaced
from nlp.settings import shipped
from nlp.store.sqlite import SqliteStore
from nlp.views.board import board
from nlp.views.guide import guide
from nlp.views.project import INVENTED, project
from tests.unit.views.conftest import Words


def named(title: str, notice: str) -> ProjectFile:
    """A project file without any source."""
    return ProjectFile(
        title=title, notice=notice, invented=True, project_words=(), sources=(), folder=shipped("data/example")
    )


def silent(stage: str, done: int, total: int) -> None:
    """Nobody waits."""
    del stage, done, total


def test_a_project_without_a_title_says_nothing_of_itself(store: SqliteStore) -> None:
    view = project(store)

    assert (view.title, view.notice, view.invented, view.sources) == ("", "", False, 2)


def test_title_and_notice_of_a_project_file_are_kept_and_follow_it(store: SqliteStore) -> None:
    import_project(named("Plan", "Alles erfunden."), store=store, analyser=Words(), progress=silent)
    assert (project(store).title, project(store).notice) == ("Plan", "Alles erfunden.")

    import_project(named("Plan 2", ""), store=store, analyser=Words(), progress=silent)
    assert (project(store).title, project(store).notice) == ("Plan 2", "")


def test_an_invented_source_is_always_said_to_be_invented(store: SqliteStore) -> None:
    held = store.imported("familien")
    assert held is not None
    store.save_import(replace(held, source=replace(held.source, invented=True)))

    assert project(store).invented
    assert project(store).notice == INVENTED


def test_the_guide_tells_the_figures_of_a_run(store: SqliteStore, rich: Run) -> None:
    view = guide(store, rich.id)

    assert view.statements == len(store.statements())
    assert view.waiting == 0
    assert view.themes == 3
    assert view.origins == {Origin.FOUND: 3}
    assert view.grades == {Stability.FIRM: 2, Stability.USABLE: 0, Stability.UNSURE: 1}
    assert view.unassigned.statements == len(rich.unassigned)
    assert view.reasons == {Unplaced.FEW_WORDS: 2}
    assert view.example is not None
    assert view.example.theme.id == "kita"
    with_bodies = {row.theme.id: row.by_source for row in board(store, rich.id).rows}
    assert view.example.counts == with_bodies["kita"][view.example.source.id]
    assert [one.source.id for one in view.sources] == ["familien", "traeger"]


def test_a_run_that_listened_for_no_stance_and_found_no_theme_has_none_to_tell(store: SqliteStore, run: Run) -> None:
    nothing = replace(run, id="leer", themes=(), memberships=(), unassigned=tuple(sorted(run.statements)))
    store.save_run(nothing)

    view = guide(store, "leer")
    assert view.example is None
    assert view.unassigned == Counts(statements=len(run.statements), respondents=5, organisations=1)
