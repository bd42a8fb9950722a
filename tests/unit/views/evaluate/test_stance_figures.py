"""Stances held against human codes, by examples whose result is known beforehand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from nlp.domain.themes import Stance
from nlp.errors import GoldProblem
from nlp.text.german import German
from nlp.views.evaluate.stance import evaluate_stance, stance_figures

B, K, L, N = Stance.NEED, Stance.CRITICISM, Stance.PRAISE, Stance.NEUTRAL


def test_figures_count_each_stance_and_what_was_confused() -> None:
    told = stance_figures([B, B, K, N], [B, K, K, L])
    assert (told["n"], told["accuracy"]) == (4, 0.5)
    assert told["stances"]["Bedarf"] == {"n": 1, "precision": 0.5, "recall": 1.0, "f1": 0.6667}
    assert told["stances"]["Kritik"] == {"n": 2, "precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert told["stances"]["Lob"] == {"n": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert told["confused"] == {"Kritik → Bedarf": 1, "Lob → neutral": 1}
    assert told["macro_f1"] == 0.3333


def test_a_stance_that_nobody_named_does_not_lower_the_mean() -> None:
    assert stance_figures([B, B], [B, B])["macro_f1"] == 1.0
    assert stance_figures([], [])["n"] == 0


def evaluated(file: Path, **columns: str) -> dict[str, Any]:
    with ThreadPoolExecutor(1) as executor:
        return evaluate_stance(
            file, text=("antwort",), embedders=("use",), analyser=German(), executor=executor,
            label=columns.get("label", "code"), question=columns.get("question", ""),
        )  # fmt: skip


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("frage;antwort;code", *rows)) + "\n", encoding="utf-8")
    return path


def test_the_question_decides_over_bare_names(tmp_path: Path) -> None:
    rows = ["Was gefällt Ihnen gut?;Sommerbad;Lob", "Was fehlt Ihnen?;Sommerbad;bedarf", "Was fehlt Ihnen?;;"]
    file = table(tmp_path / "a.csv", *rows)
    asked = evaluated(file, question="frage")
    assert (asked["n"], asked["accuracy"]) == (2, 1.0)
    assert evaluated(file)["stances"]["Lob"]["recall"] == 0


def test_a_code_that_is_no_stance_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldProblem, match=r"beim 2\. Text „Wut“"):
        evaluated(table(tmp_path / "a.csv", ";Mehr Busse;Bedarf", ";Busse!;Wut"))
    with pytest.raises(GoldProblem, match="„fehlt“"):
        evaluated(table(tmp_path / "b.csv", ";Mehr Busse;Bedarf"), question="fehlt")
