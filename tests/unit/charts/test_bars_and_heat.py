"""Charts are well-formed, say what they show, and let no text in as markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.charts.bars import Bar, bars
from api.charts.heat import STEPS, HeatRow, heat, step
from api.charts.letters import LETTER, cut, wrapped

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in read(svg).iter("text")]


def test_the_longest_bar_fills_its_column_and_others_follow_in_proportion() -> None:
    svg = bars(
        "Anteile",
        ["A", "B"],
        [
            Bar(label="Bus", shares=(0.5, 0.25), told=("50 %", "25 %")),
            Bar(label="Kita", shares=(0, 0.5), told=("0 %", "50 %")),
        ],
    )
    widths = [float(rect.get("width", "")) for rect in read(svg).iter("rect")]
    assert widths[0] == widths[2] == pytest.approx(2 * widths[1], abs=0.2)
    assert len(widths) == 3, "nought has no bar"
    assert {"Bus", "Kita", "50 %", "0 %", "A", "B"} <= set(texts(svg))


def test_every_chart_has_a_name_and_no_style_of_its_own() -> None:
    rows = [HeatRow(label="Bus", shares=(0.5, None, 0.0))]
    for svg in (bars("Wer", [""], [Bar(label="Bus", shares=(1,), told=("1",))]), heat("Wer", ["a", "b", "c"], rows)):
        root = read(svg)
        assert (root.get("role"), root.get("aria-label"), root[0].tag, root[0].text) == ("img", "Wer", "title", "Wer")
        assert "style" not in svg


def test_what_must_not_be_seen_has_no_colour_and_no_figure() -> None:
    svg = heat("Wer", ["Nord", "Süd", "West"], [HeatRow(label="Bus", shares=(0.5, None, 0.0))])
    assert [rect.get("class") for rect in read(svg).iter("rect")] == ["heat-6", "heat-0"]
    assert texts(svg) == ["Nord", "Süd", "West", "Bus", "50 %", "–", "0 %"]


def test_depth_grows_with_the_share() -> None:
    depths = [step(share / 100, 0.6) for share in range(61)]
    assert depths == sorted(depths)
    assert (depths[0], depths[1], depths[-1]) == (0, 1, STEPS)


@given(TEXT, TEXT)
def test_no_text_becomes_markup(label: str, column: str) -> None:
    told = f"<script>{label}</script>"
    one = bars(told, [column, told], [Bar(label=told, shares=(0.1, 0.2), told=("1", "2"))])
    other = heat(told, [column, told], [HeatRow(label=told, shares=(0.1, None))])
    for svg in (one, other):
        assert {tag.tag for tag in read(svg).iter()} <= {"svg", "title", "text", "rect", "line"}


def test_empty_charts_are_charts() -> None:
    assert read(bars("Nichts", [], [])).tag == read(heat("Nichts", [], [])).tag == "svg"


@given(TEXT, st.floats(20, 400))
def test_lines_are_no_longer_than_there_is_room(text: str, pixels: float) -> None:
    assert len(cut(text, pixels)) * LETTER <= max(pixels, LETTER)
    lines = wrapped(text, pixels, most=2)
    assert 1 <= len(lines) <= 2
    assert all(len(line) * LETTER <= max(pixels, LETTER) for line in lines)
