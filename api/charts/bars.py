"""Bars side by side: a row for each theme, a column for each source, every column with a scale of its own sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.charts.letters import LETTER, LINE, named, wrapped

ROW = 46
LABEL, LEAST = 215, 70
NARROW, COLUMN, WIDE = 120, 185, 400
ROOM = 925
"""Pixels that all columns share on a desk; more of them are narrower, but not too narrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row: what it is, and for each column a share from 0 to 1 with the figure that is written beside it."""

    label: str
    shares: tuple[float, ...]
    told: tuple[str, ...]


def bars(title: str, columns: Sequence[str], rows: Sequence[Bar]) -> Markup:
    """The chart; the longest bar of all fills its column. A single column needs no head."""
    several = len(columns) > 1
    left = round(min(LABEL, max([LEAST, *(LETTER * len(row.label) + 14 for row in rows)])))
    width = max(NARROW, min(COLUMN, ROOM // len(columns))) if several else WIDE
    heads = [wrapped(column, width - 12, most=4) if several else [] for column in columns]
    top = LINE * max((len(head) for head in heads), default=0) + 14
    whole, high = left + width * len(columns) + 10, top + ROW * len(rows) + 6
    figure = LETTER * max((len(told) for row in rows for told in row.told), default=0) + 16
    greatest = max((share for row in rows for share in row.shares), default=0) or 1
    parts = [
        Markup('<line class="chart-axis" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>').format(x, top - 4, high - 2)
        for x in (left + width * place for place in range(len(columns)))
    ]
    parts += [_head(head, left + width * place + 6) for place, head in enumerate(heads)]
    parts += [_row(row, top + ROW * place, left, width, (width - figure) / greatest) for place, row in enumerate(rows)]
    return Markup(
        '<svg class="chart-bars" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-label="{2}">'
        "<title>{2}</title>{3}</svg>"
    ).format(whole, high, title, Markup("").join(parts))


def _head(lines: Sequence[str], x: int) -> Markup:
    return Markup("").join(
        Markup('<text class="chart-label-soft" x="{}" y="{}">{}</text>').format(x, LINE * (place + 1) - 4, line)
        for place, line in enumerate(lines)
    )


def _row(row: Bar, y: int, left: int, width: int, scale: float) -> Markup:
    made = [named(row.label, left - 10, y + ROW // 2)]
    for place, (share, told) in enumerate(zip(row.shares, row.told, strict=True)):
        x, long = left + width * place, round(share * scale, 1)
        if share:
            made.append(
                Markup('<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}"/>').format(
                    x + 1, y + 12, max(2, long), ROW - 24
                )
            )
        made.append(
            Markup('<text class="chart-label-soft" x="{}" y="{}">{}</text>').format(
                x + long + 7, y + ROW // 2 + 5, told
            )
        )
    return Markup("").join(made)
