"""Confirmed statements drawn by chance, the rest measured."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.text.german import German
from nlp.vectors.policy import load
from nlp.views.evaluate.assignment import Task, assignment_task
from nlp.views.evaluate.learning_curve import drawn, learning_curve
from tests.unit.themes.conftest import BUS, CARE, SWIM


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Task:
    lines = [f"{text};{code}" for code, texts in (("Rad", BUS), ("Krippe", CARE), ("Diverses", SWIM)) for text in texts]
    file = tmp_path_factory.mktemp("kurve") / "antworten.csv"
    file.write_text("\n".join(["antwort;code", *lines]), encoding="utf-8")
    with ThreadPoolExecutor(1) as executor:
        return assignment_task(
            file, text=("antwort",), label="code", catalogue=None, embedders=("use",), analyser=German(),
            executor=executor, policy=load(),
        )  # fmt: skip


@given(st.integers(0, 30), st.integers(0, 3))
def test_never_more_than_half_of_a_theme_is_confirmed(level: int, seed: int) -> None:
    gold = np.eye(3, dtype=np.bool_)[np.repeat([0, 1, 2], [20, 5, 1])]
    found = drawn(gold, level, seed)
    sizes = [sum(theme in held for held in found.values()) for theme in range(3)]
    assert sizes == [min(level, 10), min(level, 2), 0]
    assert found == drawn(gold, level, seed)
    assert all(gold[row, list(held)].all() for row, held in found.items())


def test_the_rest_is_assigned_better_with_confirmed_statements(task: Task) -> None:
    none, some = learning_curve(task, (0, 4))
    assert (none.confirmed, none.rest) == (0, 24)
    assert (some.confirmed, some.rest) == (4, 12)
    assert some.top1 > none.top1
    assert set(some.told()) == {"confirmed", "rest", "top1", "top3", "macro_f1", "samples_f1"}
