"""A heat map: figures stand in the cells, the colour only helps to find the high ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.charts.letters import LINE, named, wrapped

ROW, COLUMN, LABEL = 46, 118, 215
STEPS = 6
DEEP = 4
"""From this step on letters are written in the other colour."""
HIDDEN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row: what it is, and a share from 0 to 1 for each column, None where it must not be seen."""

    label: str
    shares: tuple[float | None, ...]


def heat(title: str, columns: Sequence[str], rows: Sequence[HeatRow]) -> Markup:
    """The chart; the greatest share has the deepest colour."""
    heads = [wrapped(column, COLUMN) for column in columns]
    top = LINE * max((len(head) for head in heads), default=0) + 12
    whole, high = LABEL + COLUMN * len(columns) + 2, top + ROW * len(rows) + 2
    greatest = max((share for row in rows for share in row.shares if share), default=1.0)
    parts = [
        Markup('<text class="chart-label-soft chart-label-middle" x="{}" y="{}">{}</text>').format(
            LABEL + COLUMN * place + COLUMN // 2, LINE * (line + 1) - 4, words
        )
        for place, head in enumerate(heads)
        for line, words in enumerate(head)
    ]
    parts += [_row(row, top + ROW * place, greatest) for place, row in enumerate(rows)]
    return Markup(
        '<svg class="chart-heat" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-label="{2}">'
        "<title>{2}</title>{3}</svg>"
    ).format(whole, high, title, Markup("").join(parts))


def step(share: float, greatest: float) -> int:
    """0 for nought, else 1 to STEPS."""
    return min(STEPS, math.ceil(STEPS * share / greatest)) if share > 0 else 0


def _row(row: HeatRow, y: int, greatest: float) -> Markup:
    made = [named(row.label, LABEL - 10, y + ROW // 2)]
    for place, share in enumerate(row.shares):
        x = LABEL + COLUMN * place
        if share is None:
            made.append(
                Markup('<text class="chart-label-soft chart-label-middle" x="{}" y="{}">{}</text>').format(
                    x + COLUMN // 2, y + ROW // 2 + 5, HIDDEN
                )
            )
            continue
        depth = step(share, greatest)
        deep = " heat-text-deep" if depth >= DEEP else ""
        made.append(
            Markup(
                '<rect class="heat-{}" x="{}" y="{}" width="{}" height="{}"/>'
                '<text class="heat-text{}" x="{}" y="{}">{} %</text>'
            ).format(
                depth, x + 1, y + 1, COLUMN - 2, ROW - 2, deep, x + COLUMN // 2, y + ROW // 2 + 5, round(100 * share)
            )
        )
    return Markup("").join(made)
