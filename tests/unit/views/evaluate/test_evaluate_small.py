"""Many small draws: the same for all methods, the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import GoldProblem
from nlp.views.evaluate.methods import Own
from nlp.views.evaluate.small import draw, drawn, drawn_sheet
from tests.unit.views.evaluate.conftest import Labelled, silent


@given(count=st.integers(1, 300), share=st.floats(0, 1), seed=st.integers(0, 1000))
def test_a_draw_holds_so_many_different_rows_in_order(count: int, share: float, seed: int) -> None:
    size = round(share * count)
    rows = draw(count, size, seed)
    assert len(set(rows.tolist())) == size
    assert rows.tolist() == sorted(rows.tolist())
    assert np.array_equal(rows, draw(count, size, seed))
    assert not size or 0 <= rows[0] <= rows[-1] < count


def test_draws_differ_by_seed_and_size() -> None:
    assert draw(200, 50, 1).tolist() != draw(200, 50, 2).tolist()
    assert draw(200, 50, 1).tolist() != draw(200, 51, 1).tolist()[:50]


def test_each_method_stands_there_for_each_size(labelled: Labelled) -> None:
    rows = drawn(labelled.truth, labelled.reading, own=Own(), progress=silent, sizes=(12, 16), draws=1)
    assert [(row.size, row.method) for row in rows] == [
        (size, name) for size in (12, 16) for name in ("O-Ton", "BERTopic", "TF-IDF und k-means *")
    ]
    for row in rows:
        assert row.draws == 1
        assert row.least <= row.ami <= row.most
        assert 0 <= row.none <= 1
    ours = [row for row in rows if row.method == "O-Ton"]
    assert all(row.none == 0 and row.themes >= 1 and row.ahead == 1 for row in ours)
    # So few texts leave BERTopic without any topic, which the table has to show.
    twelve = next(row for row in rows if row.method == "BERTopic")
    assert (twelve.none, twelve.themes, twelve.ami, twelve.unassigned_share) == (1, 0, 0, 1)
    sheet = drawn_sheet(rows)
    assert len(sheet.rows) == 6
    assert sheet.rows[1][:4] == ("BERTopic", "12", "100,0 %", "0,000")
    assert sheet.rows[0][4] == "–"


def test_more_texts_than_there_are_cannot_be_drawn(labelled: Labelled) -> None:
    with pytest.raises(GoldProblem, match=r"nur 60 Texte .* 61"):
        drawn(labelled.truth, labelled.reading, own=Own(), progress=silent, sizes=(10, 61), draws=1)
