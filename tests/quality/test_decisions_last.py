"""What people decide outlives new runs, new answers and corrected files: it holds, or is listed with its reason."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from nlp import compose
from nlp.commands.cluster import cluster
from nlp.commands.decide import decide, made_id
from nlp.commands.extend import extend
from nlp.commands.import_ import import_file
from nlp.commands.project import project_words
from nlp.domain.corpus import Source
from nlp.domain.edits import (
    KINDS,
    Board,
    Confirm,
    Create,
    Decision,
    Describe,
    Edit,
    Fate,
    Hide,
    Lock,
    Merge,
    Move,
    Reassign,
    Rename,
    Split,
    Undo,
)
from nlp.domain.themes import Granularity
from nlp.ingest import Wishes
from nlp.ports import Boards
from nlp.views.review import log
from tests.browser.conftest import copied
from tests.conftest import ROOT, Demo

SIXTY = 60


def chosen(board: Board) -> tuple[list[Edit], list[Edit]]:
    """Sixty decisions of every kind that do not touch each other, in two lots: the second takes back of the first."""
    run = board.run
    tally = Counter(one.theme for one in run.memberships if one.primary)
    large = sorted((one.id for one in run.themes if not one.parent), key=lambda one: (-tally[one], one))
    subs = sorted((one for one in run.themes if one.parent in large[:9]), key=lambda one: (one.parent, one.id))
    pairs = [(a, b) for a, b in pairwise(subs) if a.parent == b.parent][::2]
    alone = [one for one in subs if all(one not in pair for pair in pairs[:2])]
    members = sorted(one.statement for one in run.memberships if one.primary)
    first_of = {one.statement: one.theme for one in run.memberships if one.primary}
    free = {theme: iter([one for one in members if first_of[one] == theme]) for theme in large}

    def some(theme: str, count: int) -> tuple[str, ...]:
        return tuple(next(free[theme]) for _ in range(count))

    first: list[Edit] = [
        *(Rename(theme=theme, title=f"Neuer Titel {nr}") for nr, theme in enumerate(large[:8])),
        *(Describe(theme=theme, description=f"Beschreibung {theme}") for theme in large[:8]),
        *(Create(made=made_id(), title=f"Angelegt {nr}") for nr in range(5)),
        *(Merge(theme=theme, into=into) for theme, into in
          [(large[13], large[9]), *((a.id, b.id) for a, b in pairs[:2])]),
        *(Hide(theme=theme) for theme in (large[11], alone[0].id)),
        *(Reassign(theme=theme, to=large[10], title="") for theme in (large[12], alone[1].id)),
        *(Split(theme=large[nr], made=made_id(), title=f"Abgetrennt {nr}", statements=some(large[nr], 3))
          for nr in range(4)),
        *(Move(statements=some(large[nr], 2), themes=(large[nr + 1], large[8])[: nr + 1]) for nr in range(7)),
        Move(statements=some(large[0], 2), themes=()),
        *(Confirm(theme=large[nr], statements=some(large[nr], 3)) for nr in range(8)),
        *(Lock(theme=large[nr], title="", statements=some(large[nr], 2)) for nr in range(7)),
    ]  # fmt: skip
    back: list[Edit] = [Undo(number=number) for number in (1, 9, 17, 18, 19)]
    return first, back


@pytest.fixture(scope="module")
def store(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Boards]:
    with compose.opened(copied(demo.database, tmp_path_factory.mktemp("entschieden"))) as opened:
        first, back = chosen(opened.board())
        for edit in (*first, *back):
            decide(opened, [edit], who="Kim", why="Probe")
        yield opened


def nothing(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done <= total or not total


def clustered(store: Boards, granularity: Granularity) -> str:
    recipe = compose.recipe("standard", granularity=granularity, project_words=project_words(store))
    with compose.processes() as executor:
        return cluster(store, recipe, analyser=compose.analyser(), executor=executor, progress=nothing).run.id


def extended(store: Boards) -> str:
    recipe = compose.recipe("standard", project_words=project_words(store))
    with compose.processes() as executor:
        return extend(store, recipe, analyser=compose.analyser(), executor=executor, progress=nothing).run.id


def holds(board: Board, one: Decision, without: Sequence[str]) -> bool:
    """Whether a decision can be seen on the board, apart from these statements: looked up, not believed."""
    themes = {theme.id: theme for theme in board.run.themes}
    match one.edit:
        case Rename(theme=theme, title=title):
            held = themes[theme].title == title
        case Describe(theme=theme, description=description):
            held = themes[theme].description == description
        case Merge(theme=theme, into=into) | Reassign(theme=theme, to=into):
            held = theme not in themes and into in themes
        case Create(made=made):
            held = made in themes
        case Hide(theme=theme):
            held = theme in board.hidden
        case Split() | Move() | Confirm() | Lock():
            rest = [name for name in one.edit.statements if name not in without]
            held = bool(rest) and all(placed(board, one.edit, name) for name in rest)
        case Undo():
            held = False
    return held


def placed(board: Board, edit: Split | Move | Confirm | Lock, statement: str) -> bool:
    """Whether a statement is where the decision says."""
    inside = {one.theme: one for one in board.run.memberships if one.statement == statement}
    match edit:
        case Split(made=made):
            return made in inside
        case Move(themes=wanted):
            return inside.keys() == {*wanted}
        case Confirm(theme=theme):
            return theme in inside and inside[theme].confirmed
        case Lock(theme=theme):
            return theme in inside and inside[theme].primary


def accounted(store: Boards, run: str) -> Counter[Fate]:
    """What became of all decisions in a run: each holds, was taken back, or is listed with reason and two ways out."""
    board, decisions = store.board(run), store.decisions()
    listed = {entry.decision.number: entry for entry in log(store, run)}
    assert listed.keys() == {one.number for one in decisions}
    fates = Counter[Fate]()
    for one in decisions:
        entry, fate = listed[one.number], board.fate(one.number)
        without = [name for trouble in entry.troubles for name in trouble.statements]
        if fate in {Fate.APPLIED, Fate.PARTLY} and not isinstance(one.edit, Undo):
            assert holds(board, one, without), (run, one.number, entry.sentence)
        assert entry.applies == (fate is Fate.APPLIED)
        assert (entry.undone is not None) == (fate is Fate.UNDONE)
        assert bool(entry.troubles) == (fate in {Fate.PARTLY, Fate.UNAPPLIED})
        for trouble in entry.troubles:
            assert trouble.sentence
            assert len(trouble.ways) == 2
        fates[fate] += 1
    return fates


def locked_stay(store: Boards, run: str) -> int:
    """How many locked statements are in their theme as their first one; those that are no more are listed."""
    board = store.board(run)
    first = {one.statement: one.theme for one in board.run.memberships if one.primary}
    missing = {name for one in board.unapplied for name in one.statements}
    stay = 0
    for one in store.decisions():
        if isinstance(one.edit, Lock):
            for name in one.edit.statements:
                assert first.get(name) == one.edit.theme or (name in missing and name not in board.run.statements)
                stay += first.get(name) == one.edit.theme
    return stay


def test_sixty_decisions_of_every_kind_are_taken(store: Boards) -> None:
    decisions = store.decisions()
    assert len(decisions) == SIXTY
    assert {type(one.edit) for one in decisions} == {*KINDS.values()}
    assert accounted(store, store.runs()[0]) == {Fate.APPLIED: SIXTY - 5, Fate.UNDONE: 5}
    assert locked_stay(store, store.runs()[0]) == 14


def test_none_is_lost_when_themes_are_cut_anew_answers_come_and_files_are_corrected(
    store: Boards, tmp_path: Path
) -> None:
    finer = clustered(store, Granularity.FINE)
    assert accounted(store, finer).total() == SIXTY
    assert locked_stay(store, finer) == 14

    before = len(store.statements())
    more_answers(store, tmp_path)
    assert len(store.statements()) >= 1.2 * before
    grown = extended(store)
    assert accounted(store, grown).total() == SIXTY
    assert locked_stay(store, grown) == 14

    corrected(store, tmp_path)
    coarser = clustered(store, Granularity.COARSE)
    fates = accounted(store, coarser)
    assert fates.total() == SIXTY
    assert fates[Fate.PARTLY], "a corrected file leaves some decisions without one of their statements"
    assert fates[Fate.APPLIED] >= SIXTY // 2
    assert locked_stay(store, coarser) > 0


def more_answers(store: Boards, folder: Path) -> None:
    """A fifth of the statements, said once more by others."""
    file = folder / "nachtrag.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(("nr", "antwort"))
        rows.writerows(enumerate(one.words for one in store.statements()[::4]))
    source = Source(id="nachtrag", title="Nachtrag", invented=True)
    wishes = Wishes(text=("antwort",), id="nr")
    import_file(file, source=source, wishes=wishes, store=store, analyser=compose.analyser())


def corrected(store: Boards, folder: Path) -> None:
    """One file of the example once more: some rows are gone, in others the wording was put right."""
    original = ROOT / "data/example/sources/traeger_antworten.csv"
    head, *rows = csv.reader(original.read_text("cp1252").splitlines(keepends=True), delimiter=";")
    texts = head[3:6]
    for place, row in enumerate(rows):
        if place % 5 == 0:
            row[3:6] = [text.replace("Kinder", "Kinder und Jugendliche") for text in row[3:6]]
    file = folder / original.name
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([head, *rows[: -len(rows) // 6]])
    import_file(
        file,
        source=next(one for one in store.sources() if one.id == "traeger"),
        wishes=Wishes(text=tuple(texts), id="ID", weight="Gewicht", date="Datum"),
        store=store,
        analyser=compose.analyser(),
    )
