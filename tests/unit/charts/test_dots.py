"""Dots with their intervals stand where their share is, and let no text in as markup."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.charts.dots import Dot, Row, dots

SHARE = st.floats(0, 1)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)


def dot(low: float, share: float, high: float) -> Dot:
    return Dot(share=share, low=low, high=high, told=f"{round(100 * share)} %")


def between(some: list[float]) -> Dot:
    low, share, high = sorted(some)
    return dot(low, share, high)


def of(svg: str, name: str, kind: str) -> list[ET.Element]:
    return [one for one in ET.fromstring(svg).iter(name) if one.get("class") == kind]


def test_a_dot_stands_at_its_share_within_its_interval_on_the_scale_above() -> None:
    svg = dots("Anteile", ("2022", "2026"), [Row(label="Bus", before=dot(0.1, 0.2, 0.3), now=dot(0.3, 0.4, 0.5))])
    marks = {one.text: float(one.get("x", "")) for one in of(svg, "text", "chart-label-soft chart-label-middle")}
    assert list(marks) == ["0 %", "10 %", "20 %", "30 %", "40 %", "50 %"]
    for kind, share, low, high in (("before", "20 %", "10 %", "30 %"), ("now", "40 %", "30 %", "50 %")):
        sign, ring = of(svg, "circle", f"dot-{kind}")
        assert float(ring.get("cx", "")) == pytest.approx(marks[share], abs=0.2)
        assert float(sign.get("cy", "")) < float(ring.get("cy", ""))
        (line,) = of(svg, "line", f"dot-range-{kind}")
        assert [float(line.get(end, "")) for end in ("x1", "x2")] == pytest.approx([marks[low], marks[high]], abs=0.2)


@given(st.lists(st.tuples(TEXT, st.lists(SHARE, min_size=6, max_size=6)), max_size=8), TEXT)
def test_whatever_it_is_told_the_chart_is_whole_and_inside_its_frame(
    told: list[tuple[str, list[float]]], head: str
) -> None:
    rows = [Row(label=label, before=between(some[:3]), now=between(some[3:])) for label, some in told]
    svg = ET.fromstring(dots(head, (head, "jetzt"), rows))
    width, height = float(svg.get("width", "")), float(svg.get("height", ""))
    for one in svg.iter("circle"):
        assert 0 <= float(one.get("cx", "")) <= width
        assert 0 <= float(one.get("cy", "")) <= height
    assert len(list(svg.iter("circle"))) == 2 * len(rows) + 2
