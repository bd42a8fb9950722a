"""The flow chart: bands as wide as what they stand for, on the right places, with words a reader gets."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from api.charts.flow import HIGH, Band, flow

SVG = "{http://www.w3.org/2000/svg}"


def drawn(left: list[str], right: list[str], bands: list[Band]) -> ET.Element:
    told = str(flow("Was wohin ging", ("links", "rechts"), (left, right), bands))
    assert "style=" not in told
    return ET.fromstring(told.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def heights(svg: ET.Element) -> list[float]:
    return [float(box.attrib["height"]) for box in svg.iter(f"{SVG}rect")]


def test_nodes_are_as_high_as_what_goes_through_them() -> None:
    bands = [
        Band(left=0, right=0, statements=30),
        Band(left=0, right=1, statements=10),
        Band(left=1, right=1, statements=60),
    ]
    assert heights(drawn(["A", "B"], ["C", "D"], bands)) == [round(HIGH * share, 1) for share in (0.4, 0.6, 0.3, 0.7)]


def test_words_are_escaped_and_shortened() -> None:
    svg = drawn(["<script>alert(1)</script>"], ["x" * 200], [Band(left=0, right=0, statements=1)])
    texts = [text.text or "" for text in svg.iter(f"{SVG}text")]
    assert "<script>alert(1)</script>" in texts
    assert any(re.fullmatch(r"x{10,60}…", text) for text in texts)
    assert svg.attrib["role"] == "img"
    assert svg.findtext(f"{SVG}title") == svg.attrib["aria-label"] == "Was wohin ging"


def test_nothing_to_draw_is_an_empty_chart() -> None:
    assert heights(drawn([], [], [])) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 10_000)),
        max_size=25,
        unique_by=lambda one: one[:2],
    )
)
def test_every_band_is_drawn_inside_the_chart(told: list[tuple[int, int, int]]) -> None:
    svg = drawn(list("ABCDE"), list("VWXYZ"), [Band(left=a, right=b, statements=count) for a, b, count in told])
    paths = [path.attrib["d"] for path in svg.iter(f"{SVG}path")]
    assert len(paths) == len(told)
    high = float(svg.attrib["height"])
    for path in paths:
        ys = [float(y) for y in re.findall(r"(?:[ MC]\d+ |V)([\d.]+)", path)]
        assert all(0 <= y <= high for y in ys)
