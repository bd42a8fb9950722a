"""Questions held against chance: the same halves, the same levels, the same figures again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from nlp.text.german import German
from nlp.views.evaluate.asking import CHANCE, OURS, Asked, asked_and_drawn, asked_sheet, standing
from nlp.views.evaluate.assignment import Task, assignment_task
from tests.unit.themes.conftest import BUS, CARE, SWIM
from tests.unit.views.evaluate.conftest import silent


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Task:
    lines = [f"{text};{code}" for code, texts in (("Rad", BUS), ("Krippe", CARE), ("Diverses", SWIM)) for text in texts]
    file = tmp_path_factory.mktemp("fragen") / "antworten.csv"
    file.write_text("\n".join(["antwort;code", *lines]), encoding="utf-8")
    with ThreadPoolExecutor(1) as executor:
        return assignment_task(
            file, text=("antwort",), label="code", catalogue=None, embedders=("use",), analyser=German(),
            executor=executor,
        )  # fmt: skip


def test_both_ways_are_measured_at_every_level_and_again_the_same(task: Task) -> None:
    rows = asked_and_drawn(task, (6, 3), repetitions=2, progress=silent)
    assert [(row.way, row.confirmed) for row in rows] == [(OURS, 3), (CHANCE, 3), (OURS, 6), (CHANCE, 6)]
    assert all(len(row.macro_f1) == len(row.top1) == 2 for row in rows)
    assert rows == asked_and_drawn(task, (3, 6), repetitions=2)


def test_what_was_asked_about_teaches(task: Task) -> None:
    start = task.assigned()
    before = (start.scores.argmax(axis=1) == task.gold.argmax(axis=1)).mean()
    last = asked_and_drawn(task, (9,), repetitions=2)[0]
    assert np.mean(last.top1) > before


def test_no_more_can_be_asked_about_than_there_is(task: Task) -> None:
    bare = replace(task, gold=task.gold & (np.arange(len(task.gold)) < 4)[:, None])
    assert len(asked_and_drawn(bare, (100,), repetitions=1)) == 2


def test_a_statement_without_a_theme_stands_nowhere(task: Task) -> None:
    found = task.assigned()
    nowhere = replace(found, chosen=found.chosen & (np.arange(len(task.gold)) > 0)[:, None])
    first, strengths = standing(nowhere)
    assert (first[0], strengths[0]) == (-1, 0)
    placed = first >= 0
    assert nowhere.chosen[placed, first[placed]].all()


def test_the_table_says_how_often_asking_was_better(task: Task) -> None:
    rows = [
        Asked(way=OURS, confirmed=20, macro_f1=(0.5, 0.6), top1=(0.5, 0.7)),
        Asked(way=CHANCE, confirmed=20, macro_f1=(0.4, 0.6), top1=(0.4, 0.4)),
    ]
    sheet = asked_sheet(task, rows)
    assert sheet.rows[0] == (OURS, "20", "0,550", "0,050", "0,500", "0,600", "0,600")
    assert "20: 1." in sheet.captions[1]
    assert "24 Texte, 3 Themen; 2 Wiederholungen" in sheet.captions[0]
    assert rows[0].told()["macro_f1"] == 0.55
