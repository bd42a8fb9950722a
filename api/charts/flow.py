"""A flow chart: themes of one run on the left, of another on the right, and bands as wide as statements they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.charts.letters import cut

WIDE, LABEL, NODE = 1120, 350, 14
HIGH, GAP, LINE, TOP = 560, 8, 22, 34
"""Pixels: all statements together, between nodes, the least for a label, for the heads."""
THIN = 1.0
"""A band of a single statement is still to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """So many statements stand on the left in one row and on the right in another; rows are named by their place."""

    left: int
    right: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    y: float
    high: float


def flow(
    title: str, heads: tuple[str, str], sides: tuple[Sequence[str], Sequence[str]], bands: Sequence[Band]
) -> Markup:
    """The chart; rows stand in the order they come in, every band between its two rows."""
    sums = (_sums(len(sides[0]), bands, "left"), _sums(len(sides[1]), bands, "right"))
    scale = HIGH / max(1, sum(sums[0]))
    columns = (_placed(sums[0], scale), _placed(sums[1], scale))
    high = round(
        max(node.y + max(node.high, LINE) for column in columns for node in (*column, _Node(y=TOP, high=0))) + GAP
    )
    x = (LABEL, WIDE - LABEL - NODE)
    parts = [*_bands(bands, columns, scale, x[0] + NODE, x[1])]
    for side, (names, column) in enumerate(zip(sides, columns, strict=True)):
        parts.append(_text(heads[side], x[side] + (NODE if not side else 0), TOP - 14, end=not side, soft=True))
        parts += [_node(name, node, x[side], end=not side) for name, node in zip(names, column, strict=True)]
    return Markup(
        '<svg class="chart-flow" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-label="{2}">'
        "<title>{2}</title>{3}</svg>"
    ).format(WIDE, high, escape(title), Markup("").join(parts))


def _sums(rows: int, bands: Sequence[Band], side: str) -> list[int]:
    found = [0] * rows
    for band in bands:
        found[getattr(band, side)] += band.statements
    return found


def _placed(sums: Sequence[int], scale: float) -> list[_Node]:
    """Nodes one below the other, each with room for its label."""
    y, made = float(TOP), []
    for count in sums:
        high = max(THIN, count * scale)
        room = max(high, LINE)
        made.append(_Node(y=round(y + (room - high) / 2, 1), high=round(high, 1)))
        y += room + GAP
    return made


def _bands(
    bands: Sequence[Band], columns: tuple[list[_Node], list[_Node]], scale: float, start: int, end: int
) -> list[Markup]:
    """The widest first, so that thin ones lie on top; at each node in the order of the other side."""
    upper: dict[tuple[int, int], tuple[float, float]] = {}
    reached = [[node.y for node in column] for column in columns]
    for band in sorted(bands, key=lambda one: (one.left, one.right)):
        upper[band.left, band.right] = (reached[0][band.left], 0.0)
        reached[0][band.left] += band.statements * scale
    for band in sorted(bands, key=lambda one: (one.right, one.left)):
        upper[band.left, band.right] = (upper[band.left, band.right][0], reached[1][band.right])
        reached[1][band.right] += band.statements * scale
    middle = (start + end) // 2
    made = []
    for band in sorted(bands, key=lambda one: -one.statements):
        a, b = upper[band.left, band.right]
        high = max(THIN, band.statements * scale)
        path = (
            f"M{start} {a:.1f}C{middle} {a:.1f} {middle} {b:.1f} {end} {b:.1f}"
            f"V{b + high:.1f}C{middle} {b + high:.1f} {middle} {a + high:.1f} {start} {a + high:.1f}Z"
        )
        made.append(Markup('<path class="flow" d="{}"/>').format(path))
    return made


def _node(name: str, node: _Node, x: int, *, end: bool) -> Markup:
    box = Markup('<rect class="flow-node" x="{}" y="{}" width="{}" height="{}"/>').format(x, node.y, NODE, node.high)
    return box + _text(name, x - 10 if end else x + NODE + 10, node.y + node.high / 2 + 5, end=end)


def _text(words: str, x: float, y: float, *, end: bool, soft: bool = False) -> Markup:
    look = f"chart-label{'-soft' if soft else ''}{' chart-label-end' if end else ''}"
    return Markup('<text class="{}" x="{}" y="{:.1f}">{}</text>').format(look, x, y, cut(words, LABEL - 10))
