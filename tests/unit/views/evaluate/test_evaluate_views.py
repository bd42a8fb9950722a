"""What each view contributes: every set of views once, at every size."""

from __future__ import annotations

from nlp.vectors.policy import load
from nlp.views.evaluate.ablation import ablation_sheet, ablations, combinations
from nlp.views.evaluate.methods import Own
from tests.unit.views.evaluate.conftest import Labelled, silent


def test_each_view_alone_then_all_but_one_then_all() -> None:
    assert combinations(["a", "b", "c"]) == [
        ("a",), ("b",), ("c",), ("b", "c"), ("a", "c"), ("a", "b"), ("a", "b", "c"),
    ]  # fmt: skip
    assert combinations(["a", "b"]) == [("a",), ("b",), ("a", "b")]
    assert combinations(["a"]) == [("a",)]


def test_a_line_for_each_set_and_two_columns_for_each_size(labelled: Labelled) -> None:
    rows = ablations(
        labelled.truth, labelled.reading, own=Own(policy=load()), progress=silent, sizes=(30, 500), draws=2
    )
    assert {row.size for row in rows} == {30, 60}
    assert {row.draws for row in rows if row.size == 30} == {2}
    sheet = ablation_sheet(rows)
    assert sheet.headings == ("Sichten", "O-Ton\n30", "k-means\n30", "O-Ton\n60", "k-means\n60")
    assert [cells[0] for cells in sheet.rows][:3] == ["use", "Politik", "Zeichen"]
    assert sheet.rows[-1][0] == "use + Politik + Zeichen"
    assert "30 Texte: Mittel aus 2 Ziehungen." in sheet.captions
    meaning = next(row for row in rows if row.size == 60 and row.views == ("use",))
    assert meaning.own > 0.1


def test_without_a_learnt_view_none_is_shown(labelled: Labelled) -> None:
    rows = ablations(labelled.truth, labelled.reading, own=Own(), progress=silent, sizes=(), draws=1)
    assert {name for row in rows for name in row.views} == {"use", "Zeichen"}
