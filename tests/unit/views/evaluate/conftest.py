"""A few dozen texts of the example project that people gave one theme each, read with a bundled encoder."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from nlp.settings import shipped
from nlp.views.evaluate.gold import LabelledTexts
from nlp.views.evaluate.reading import Reading, read_texts
from tests.unit.views.conftest import Words

THEMES = ("mobilitaet", "wohnen", "gesundheit")
EACH = 20


@dataclass(frozen=True)
class Labelled:
    """Texts, their vectors and words, and the theme people gave each."""

    reading: Reading
    truth: list[str]

    @property
    def gold(self) -> LabelledTexts:
        return LabelledTexts(texts=self.reading.texts, labels=tuple((one,) for one in self.truth))

    def part(self, rows: Sequence[int]) -> Labelled:
        return Labelled(self.reading.part(rows), [self.truth[row] for row in rows])


@pytest.fixture(scope="session")
def labelled() -> Labelled:
    with shipped("data/example/gold/themes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == "tune"]
    chosen = [one for theme in THEMES for one in [row for row in rows if row["label"] == theme][:EACH]]
    with ThreadPoolExecutor(1) as executor:
        read = read_texts([row["text"] for row in chosen], embedders=("use",), analyser=Words(), executor=executor)
    return Labelled(read, [row["label"] for row in chosen])


def silent(stage: str, done: int, total: int) -> None:
    """Progress nobody watches; it never goes past its end."""
    assert stage
    assert 0 <= done <= total
