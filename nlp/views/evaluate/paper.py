"""A table of figures on paper: Markdown for a report, a picture for a slide, the same cells in both."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

from nlp.errors import InputError

OURS, THEIRS = "#005a9c", "#9aa5b1"
"""Bars of O-Ton and of everybody else; both hold 3 : 1 against white and differ in lightness."""
INCHES_PER_ROW = 0.42
SIGNS_PER_LINE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The figure that a picture draws beside the table: one per row, with the least and most of several runs."""

    heading: str
    values: tuple[float, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A finished table: every cell as it is read; `captions` are sentences beneath it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    captions: tuple[str, ...] = ()
    bars: Bars | None = None


def decimal(value: float, digits: int = 3) -> str:
    """A figure with a decimal comma; a minus before a rounded zero is left out."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace(".", ",")


def percent(share: float) -> str:
    """A share of one as „8,2 %“."""
    return f"{decimal(100 * share, 1)} %"


def whole(count: float) -> str:
    """A count as „1.386“, half ones as „7,5“."""
    if count != int(count):
        return decimal(count, 1)
    return f"{int(count):,}".replace(",", ".")


def bare(figures: dict[str, object]) -> dict[str, object]:
    """The figures a program reads: floats at four digits, tuples as lists."""
    return {name: _bare(value) for name, value in figures.items()}


def _bare(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, tuple | list):
        return [_bare(one) for one in value]
    return value


def markdown(sheet: Sheet) -> str:
    """The sheet as a Markdown table: the first column to the left, figures to the right."""
    sides = ["---", *["---:"] * (len(sheet.headings) - 1)]
    lines = [_line(sheet.headings), _line(sides), *(_line(row) for row in sheet.rows)]
    beneath = "".join(f"\n{caption}\n" for caption in sheet.captions)
    return f"## {sheet.title}\n\n" + "\n".join(lines) + "\n" + beneath


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("-\n", "").replace("\n", " ") for cell in cells) + " |"


def need_pictures() -> None:
    """Raises InputError where nothing can draw, before anything is computed."""
    if importlib.util.find_spec("matplotlib") is None:
        raise InputError(
            "Für --png fehlt hier das Paket „matplotlib“. "
            "Bitte installieren Sie es mit pip install matplotlib, oder lassen Sie --png weg."
        )


def picture(sheet: Sheet, path: Path) -> None:
    """Writes the sheet as a PNG: its bars, if it has any, above the table. Raises InputError without matplotlib."""
    need_pictures()
    made = importlib.import_module("matplotlib.figure")
    rows = len(sheet.rows)
    tall = INCHES_PER_ROW * (rows + 1) + 0.4
    drawn = bool(sheet.bars and rows)
    figure: Any = made.Figure(figsize=(11, (2 * tall if drawn else tall) + 1), dpi=120, layout="constrained")
    figure.suptitle(sheet.title, fontsize=13)
    parts = figure.subplots(2 if drawn else 1, 1, squeeze=False)[:, 0]
    if sheet.bars and rows:
        _draw_bars(parts[0], sheet, sheet.bars)
    _draw_table(parts[-1], sheet)
    if sheet.captions:
        figure.supxlabel("\n".join(fill(caption, SIGNS_PER_LINE) for caption in sheet.captions), fontsize=8)
    figure.savefig(path, format="png")


def _draw_bars(axes: Any, sheet: Sheet, bars: Bars) -> None:
    places = list(range(len(bars.values)))
    colours = [OURS if row[0].startswith("O-Ton") else THEIRS for row in sheet.rows]
    left = [value - least for value, least in zip(bars.values, bars.least, strict=True)]
    right = [most - value for value, most in zip(bars.values, bars.most, strict=True)]
    axes.barh(places, bars.values, color=colours)
    wide = [place for place in places if left[place] or right[place]]
    spans = [[left[place] for place in wide], [right[place] for place in wide]]
    axes.errorbar([bars.values[place] for place in wide], wide, xerr=spans, fmt="none", ecolor="#333333", capsize=3)
    axes.set_yticks(places, [f"{row[0]}, {row[1]}" for row in sheet.rows])
    axes.xaxis.set_major_formatter(lambda value, _: decimal(value, 2))
    axes.invert_yaxis()
    axes.set_xlabel(bars.heading)
    axes.spines[["top", "right"]].set_visible(False)


def _draw_table(axes: Any, sheet: Sheet) -> None:
    axes.axis("off")
    cells = [list(row) for row in sheet.rows] or [["–"] * len(sheet.headings)]
    table = axes.table(cellText=cells, colLabels=sheet.headings, loc="center", cellLoc="right", edges="horizontal")
    table.auto_set_font_size(False)
    table.set_fontsize(9)
    table.auto_set_column_width(list(range(len(sheet.headings))))
    table.scale(1, 1.5)
    for (_, column), cell in table.get_celld().items():
        if column == 0:
            cell.set_text_props(ha="left")
