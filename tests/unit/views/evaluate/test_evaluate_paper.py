"""A table on paper holds the very figures of the run."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import InputError
from nlp.views.evaluate.agreement import agreement, agreement_sheet
from nlp.views.evaluate.paper import Sheet, decimal, markdown, need_pictures, percent, picture, whole

TRUTH = ["a", "a", "b", "b", "c", "c"]
ROWS = [
    agreement("O-Ton", TRUTH, [np.array([0, 0, 1, 1, 2, 0])], [1.25]),
    agreement("BERTopic", TRUTH, [np.array([0, 0, 1, -1, -1, 1]), np.array([0, 0, 0, 0, 1, 1])], [2.0, 3.0]),
]
SHEET = agreement_sheet("Themen finden", ROWS, ["6 Texte."])


def cells(text: str) -> list[list[str]]:
    """The cells of a Markdown table, line by line."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_markdown_holds_the_figures_of_the_run() -> None:
    heading, sides, *rows = cells(markdown(SHEET))
    assert heading[:3] == ["Verfahren", "Themen", "AMI"]
    assert heading[-1] == "Sekunden"
    assert set(sides) == {"---", "---:"}
    for told, row in zip(ROWS, rows, strict=True):
        assert row[0] == told.method
        figures = dict(zip(heading, row, strict=True))
        assert figures["AMI"] == decimal(told.ami)
        assert figures["ARI"] == decimal(told.ari)
        assert figures["V"] == decimal(told.v_measure)
        assert figures["ohne Thema"] == percent(told.unassigned_share)
        assert float(figures["AMI"].replace(",", ".")) == pytest.approx(float(str(told.told()["ami"])), abs=6e-4)
    assert "6 Texte." in markdown(SHEET)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])), min_size=2, max_size=2))
def test_no_cell_breaks_the_table(row: list[str]) -> None:
    sheet = Sheet(title="T", headings=("a", "b\nc"), rows=(tuple(row),))
    heading, _, told = cells(markdown(sheet))
    assert heading == ["a", "b c"]
    assert [cell.replace("\\|", "|") for cell in told] == [cell.strip() for cell in row]


def test_numbers_as_germans_write_them() -> None:
    assert [decimal(0.12345), decimal(-0.0001), decimal(2, 1)] == ["0,123", "0,000", "2,0"]
    assert [percent(0.0823), whole(1386), whole(7.5), whole(12.0)] == ["8,2 %", "1.386", "7,5", "12"]


@pytest.mark.parametrize("sheet", [SHEET, Sheet(title="leer", headings=("a", "b"), rows=())], ids=["figures", "empty"])
def test_a_picture_is_written(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "tabelle.png"
    picture(sheet, path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 2_000


def test_without_the_drawing_package_the_reason_is_told_beforehand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match="pip install matplotlib"):
        need_pictures()
    with pytest.raises(InputError, match="--png"):
        picture(SHEET, tmp_path / "a.png")
    assert not list(tmp_path.iterdir())
