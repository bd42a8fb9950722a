"""Two dots a row with the interval of each: a share before and now, on one scale from nought."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.charts.letters import LETTER, LINE, cut, named

ROW, TOP = 64, 64
LABEL, LEAST, WIDE = 260, 90, 520
ROUND = 7
APART = 12
"""Half the height between the two dots of a row, so that their intervals lie beside each other."""
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
MOST_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A share from 0 to 1 with its interval and the figure that is written beside it."""

    share: float
    low: float
    high: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One theme: what it is called, and its share before and now."""

    label: str
    before: Dot
    now: Dot


def dots(title: str, heads: tuple[str, str], rows: Sequence[Row]) -> Markup:
    """The chart. A ring stands for before, a filled dot for now, so that nobody needs their colours."""
    left = round(min(LABEL, max([LEAST, *(LETTER * len(row.label) + 14 for row in rows)])))
    figure = round(LETTER * max((len(dot.told) for row in rows for dot in (row.before, row.now)), default=0)) + 24
    greatest = max((dot.high for row in rows for dot in (row.before, row.now)), default=0) or 1.0
    step = next((one for one in STEPS if greatest / one <= MOST_LINES), STEPS[-1])
    marks = math.ceil(round(greatest / step, 6))
    scale = WIDE / (marks * step)
    high = TOP + ROW * len(rows) + 8
    parts = [_line(left + mark * step * scale, round(100 * mark * step), high, mark) for mark in range(marks + 1)]
    behind = left + min(WIDE // 2, LETTER * len(heads[0]) + 64)
    parts += [_sign(heads[0], left, "before"), _sign(heads[1], behind, "now")]
    for place, row in enumerate(rows):
        middle = TOP + ROW * place + ROW // 2
        parts.append(named(row.label, left - 14, middle))
        parts += [
            _dot(dot, left, scale, middle + way * APART, of)
            for dot, of, way in ((row.before, "before", -1), (row.now, "now", 1))
        ]
    return Markup(
        '<svg class="chart-dots" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-label="{2}">'
        "<title>{2}</title>{3}</svg>"
    ).format(left + WIDE + figure, high, title, Markup("").join(parts))


def _line(x: float, percent: int, high: int, mark: int) -> Markup:
    """A line of the scale and what it stands for."""
    return Markup(
        '<line class="chart-{}" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/>'
        '<text class="chart-label-soft chart-label-middle" x="{:.1f}" y="{}">{} %</text>'
    ).format("grid" if mark else "axis", x, TOP - 6, x, high - 4, x, TOP - 12, percent)


def _sign(head: str, x: float, of: str) -> Markup:
    """A dot and what it stands for, above the chart."""
    return Markup(
        '<circle class="dot-{}" cx="{}" cy="{}" r="{}"/><text class="chart-label" x="{}" y="{}">{}</text>'
    ).format(of, x + ROUND, LINE - 6, ROUND, x + ROUND * 3, LINE - 1, cut(head, WIDE / 2 - 30))


def _dot(dot: Dot, left: float, scale: float, y: float, of: str) -> Markup:
    low, at, high = (left + share * scale for share in (dot.low, dot.share, dot.high))
    return Markup(
        '<line class="dot-range-{0}" x1="{1:.1f}" y1="{2}" x2="{3:.1f}" y2="{2}"/>'
        '<circle class="dot-{0}" cx="{4:.1f}" cy="{2}" r="{5}"/>'
        '<text class="chart-label-soft" x="{6:.1f}" y="{7}">{8}</text>'
    ).format(of, low, y, high, at, ROUND, high + ROUND + 6, y + 5, dot.told)
