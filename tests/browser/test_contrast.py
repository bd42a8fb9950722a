"""Colours of charts, held to WCAG by our own reckoning: axe does not look at SVG."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from api.assets import FOLDER
from tests.browser.addresses import CHARTS, example
from tests.browser.conftest import Served, View, settled

TEXT, GRAPHIC = 4.5, 3.0
WORDS = [
    *((ink, "chart-ground") for ink in ("chart-ink", "chart-soft")),
    *(("heat-ink", f"heat-{step}") for step in range(4)),
    *(("heat-ink-deep", f"heat-{step}") for step in range(4, 7)),
    *(("chart-ground", sign) for sign in ("chart-need", "chart-criticism", "chart-praise", "chart-neutral")),
]
SHAPES = [
    (f"chart-{shape}", "chart-ground") for shape in ("line", "bar", "need", "criticism", "praise", "neutral", "hot")
]
_BLOCK = re.compile(r"(?P<of>[^{}]+)\{(?P<inside>[^{}]*)\}")
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")


def channel(value: int) -> float:
    """A channel made linear, as WCAG 2.2 says under „relative luminance“."""
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def palettes(css: str) -> dict[str, dict[str, str]]:
    """The colours by the selector that sets them."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = {
        match["of"].split("{")[-1].strip(): dict(_COLOUR.findall(match["inside"])) for match in _BLOCK.finditer(css)
    }
    return {of: colours for of, colours in found.items() if colours}


@pytest.fixture(scope="module")
def chart_css() -> dict[str, dict[str, str]]:
    return palettes((FOLDER / "chart.css").read_text(encoding="utf-8"))


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_dark_by_choice_is_dark_by_the_system(chart_css: dict[str, dict[str, str]]) -> None:
    light, by_system, by_choice = chart_css.values()
    assert by_system == by_choice
    assert light.keys() == by_choice.keys()


@pytest.mark.parametrize("mode", [0, 2], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS, ids=lambda name: name)
def test_words_of_charts_can_be_read(chart_css: dict[str, dict[str, str]], mode: int, ink: str, ground: str) -> None:
    colours = list(chart_css.values())[mode]
    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("mode", [0, 2], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES, ids=lambda name: name)
def test_shapes_of_charts_can_be_told_from_the_ground(
    chart_css: dict[str, dict[str, str]], mode: int, shape: str, ground: str
) -> None:
    colours = list(chart_css.values())[mode]
    assert contrast(colours[shape], colours[ground]) >= GRAPHIC


def test_every_colour_of_a_class_is_one_that_is_tested(chart_css: dict[str, dict[str, str]]) -> None:
    css = (FOLDER / "chart.css").read_text(encoding="utf-8")
    used = set(re.findall(r"(?:fill|stroke|background): var\(--([\w-]+)\)", css))
    tested = {name for pair in (*WORDS, *SHAPES) for name in pair}
    # The grid behind a chart is decoration: every bar has its figure beside it.
    assert used - tested == {"chart-grid"}
    assert used <= chart_css[":root"].keys()


@pytest.mark.parametrize("view", [View(), View("dark")], ids=str, indirect=True)
@pytest.mark.parametrize("address", CHARTS)
def test_words_in_drawn_charts_stand_on_a_ground_on_which_they_can_be_read(
    page: Page, served: Served, address: str
) -> None:
    told = page.goto(address.format(**example(served)))
    assert told is not None
    assert told.status == 200
    settled(page)
    drawn = page.evaluate(Path(__file__).with_name("svg_words.js").read_text(encoding="utf-8"))
    assert drawn
    assert [one for one in drawn if contrast(one[1], one[2]) < TEXT] == []
