"""Turftopic is asked in another Python; what it says is judged like everybody else, what it cannot say is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from nlp.ports import Matrix
from nlp.views.evaluate.reading import Reading
from nlp.views.evaluate.topic_models import ABSENT, TOO_FEW, turftopic, vocabulary

# A stand-in with Turftopic's way of being called: S³ tells texts apart by their first number, KeyNMF finds no topic
# in the first text, and cannot choose a number by itself.
STAND_IN = """
import numpy as np

class KeyNMF:
    def __init__(self, components, *, encoder, random_state):
        self.components, self.encoder = components, encoder

    def fit_transform(self, texts, *, embeddings):
        if self.components == "auto":
            raise ValueError("no number")
        assert self.encoder.encode(["wort"]).shape == (1, embeddings.shape[1])
        topics = np.ones((len(texts), self.components))
        topics[0] = 0
        return topics

class SemanticSignalSeparation(KeyNMF):
    def fit_transform(self, texts, *, embeddings):
        print("says much on stdout")
        return np.stack([embeddings[:, 0], -embeddings[:, 0]], axis=1)
"""


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python in whose environment the stand-in lies."""
    (tmp_path / "turftopic.py").write_text(STAND_IN, encoding="utf-8")
    command = tmp_path / "python"
    command.write_text(f'#!/bin/sh\nshift\nPYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return command


def reading(texts: Sequence[str]) -> Reading:
    view = np.array([[1.0 if place < len(texts) // 2 else -1.0, 0.5] for place in range(len(texts))], dtype=np.float32)
    return Reading(texts=tuple(texts), views=(view,), analyses=(), seconds=0.0)


def encode(words: Sequence[str]) -> Matrix:
    return np.array([[len(word), 1] for word in words], dtype=np.float32)


READ = reading([f"wort und sache {number}" for number in range(12)])
TRUTH = ["a"] * 6 + ["b"] * 6


def test_each_model_is_judged_with_the_given_and_with_its_own_number(python: Path) -> None:
    told = turftopic(python, READ, TRUTH, encode)
    figures = {(row.method, row.given): row for row in told.rows}
    assert set(figures) == {
        ("Turftopic KeyNMF", True), ("Turftopic KeyNMF, zentr.", True),
        ("Turftopic S³", True), ("Turftopic S³", False),
    }  # fmt: skip
    assert figures["Turftopic S³", False].ami == pytest.approx(1)
    assert figures["Turftopic KeyNMF", True].unassigned_share == pytest.approx(1 / 12)
    assert figures["Turftopic KeyNMF", True].themes == 1


def test_a_model_that_breaks_off_is_named_with_its_error(python: Path) -> None:
    told = turftopic(python, READ, TRUTH, encode)
    assert told.remarks == (
        "Turftopic KeyNMF bricht ab (ValueError: no number).",
        "Turftopic KeyNMF, zentr. bricht ab (ValueError: no number).",
    )


def test_words_are_those_that_turftopic_will_ask_for() -> None:
    assert vocabulary(READ.texts) == ["sache", "und", "wort"]
    assert turftopic(Path("python"), reading(["eins", "zwei"]), ["a", "b"], encode).remarks == (TOO_FEW,)


@pytest.mark.parametrize(
    ("which", "says"),
    [
        (None, ABSENT),
        (Path("gibt-es-nicht/python"), "„gibt-es-nicht/python“ lässt sich nicht starten"),
        (Path(sys.executable), "No module named 'turftopic'"),
    ],
)
def test_without_turftopic_the_reason_is_told(which: Path | None, says: str) -> None:
    told = turftopic(which, READ, TRUTH, encode)
    assert told.rows == ()
    assert says in told.remarks[0]
    assert told.remarks[0].startswith("Turftopic ist nicht dabei: ")
