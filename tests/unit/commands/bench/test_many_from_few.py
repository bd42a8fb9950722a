"""Many texts made from few: all different, words and vectors of a piece, the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.commands.bench.alone import found, kept, timed
from nlp.commands.bench.crossed import Corpus, crossed
from nlp.commands.bench.grouping import Grouped, grouping, grouping_sheet
from nlp.settings import shipped
from tests.unit.views.evaluate.conftest import silent

TEXTS = [
    line.split('","')[1]
    for line in shipped("data/example/gold/themes.csv").read_text("utf-8").splitlines()[1:60]
    if len(line.split('","')[1].split()) > 3
]


def real() -> Corpus:
    chance = np.random.default_rng(0)
    view = chance.normal(size=(len(TEXTS), 8)).astype(np.float32)
    return Corpus(
        texts=tuple(TEXTS),
        lemmas=tuple(tuple(text.lower().split()) for text in TEXTS),
        views=(view / np.linalg.norm(view, axis=1, keepdims=True),),
    )


@given(st.integers(1, 400))
def test_texts_are_different_and_the_real_ones_come_first(count: int) -> None:
    made = crossed(real(), count)
    assert len(made.texts) == len(made.lemmas) == len(made.views[0]) == count
    assert len({text.casefold() for text in made.texts}) == count
    first = min(count, len(TEXTS))
    assert [text.split() for text in made.texts[:first]] == [text.split() for text in TEXTS[:first]]
    assert np.allclose(made.views[0][:first], real().views[0][:first], atol=1e-6)
    assert np.allclose(np.linalg.norm(made.views[0], axis=1), 1, atol=1e-5)
    assert made.texts == crossed(real(), count).texts
    assert np.array_equal(made.views[0], crossed(real(), count).views[0])


def test_a_made_text_stands_near_the_text_it_begins_with() -> None:
    made, base = crossed(real(), 200), real()
    for row in range(len(TEXTS), 200):
        nearest = int(np.argmax(base.views[0] @ made.views[0][row]))
        words = TEXTS[nearest].split()
        assert made.texts[row].split()[: len(words) // 2] == words[: len(words) // 2]


def test_too_few_texts_cannot_become_many() -> None:
    few = Corpus(texts=("a b", "c d"), lemmas=((), ()), views=(np.eye(2, dtype=np.float32),))
    assert len(crossed(few, 4).texts) == 4
    with pytest.raises(ValueError, match="2 texts cannot"):
        crossed(few, 5)


def test_what_was_written_for_the_other_process_is_what_it_reads(tmp_path: Path) -> None:
    one = real()
    kept(one, tmp_path / "a.npz")
    other = found(tmp_path / "a.npz")
    assert (other.texts, other.lemmas) == (one.texts, one.lemmas)
    assert np.array_equal(other.views[0], one.views[0])


def test_time_is_taken_of_the_whole_corpus_after_a_first_try() -> None:
    seen = []

    def group(corpus: Corpus) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        seen.append(len(corpus.texts))
        return np.arange(len(corpus.texts)) % 3

    told = timed(crossed(real(), 300), group)
    assert seen == [200, 300, 300, 300]
    assert told["themes"] == 3
    assert told["seconds"] >= 0
    assert told["megabytes"] > 10


def test_each_size_is_grouped_in_a_process_of_its_own(tmp_path: Path) -> None:
    rows = grouping(real(), tmp_path, names=["use"], sizes=(90, 5), compared=0, progress=silent)
    assert [row.statements for row in rows] == [len(TEXTS), 90]
    assert all(row.themes >= 1 and row.megabytes > 10 and row.theirs is None for row in rows)


def test_the_table_tells_the_ratio_and_the_growth() -> None:
    rows = [
        Grouped(statements=1386, seconds=2, megabytes=300, themes=9, theirs=4, their_megabytes=500),
        Grouped(statements=10_000, seconds=10, megabytes=400, themes=20, theirs=50, their_megabytes=900),
        Grouped(statements=100_000, seconds=150, megabytes=2000, themes=40),
    ]
    sheet = grouping_sheet(rows)
    assert sheet.rows[0] == ("1.386", "9", "2,0", "4,0", "0,50", "300", "500")
    assert sheet.rows[2] == ("100.000", "40", "150,0", "–", "–", "2.000", "–")
    assert sheet.captions[-1] == (
        "Von 10.000 auf 100.000 Aussagen: 15,0-mal so lange, 5,0-mal so viel Arbeitsspeicher."
    )
    assert len(grouping_sheet(rows[:2]).captions) == 2
    assert [row.told()["ratio"] for row in rows] == [0.5, 0.2, None]
