"""Statements on a plane as SVG: every theme a colour and a shape of its own, its label above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from nlp.views.plane import LETTER, LINE, Island, Plane

SHAPES = (
    ("Kreis", "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z"),
    ("Quadrat", "M-.85-.85H.85V.85H-.85Z"),
    ("Dreieck", "M0-1.1 1.05.8H-1.05Z"),
    ("Raute", "M0-1.2 1 0 0 1.2-1 0Z"),
    ("Kreuz", "M-.35-1.05H.35V-.35H1.05V.35H.35V1.05H-.35V.35H-1.05V-.35H-.35Z"),
    ("Dreieck, Spitze unten", "M0 1.1-1.05-.8H1.05Z"),
    ("Sechseck", "M-.55-.95H.55L1.1 0 .55.95H-.55L-1.1 0Z"),
)
COLOURS = 6
"""Classes plane-0 to plane-5 in static/plane.css; with seven shapes no two of 42 themes look the same."""
EDGE = 10
DOT = 0.36
"""Half a dot, in gaps between dots."""
MOST_IN_SVG = 5_000
"""More dots than this are drawn on a canvas."""


def shape_of(place: int, island: Island) -> int:
    """Which shape an island's dots have; without a theme they are small rings, place −1."""
    return place % len(SHAPES) if island.theme else -1


def sign(place: int, island: Island) -> Markup:
    """One dot of an island, for legends; beside it stands the theme's name."""
    return Markup('<svg class="plane-sign" viewBox="-1.4 -1.4 2.8 2.8" aria-hidden="true">{}</svg>').format(
        _path(place, island)
    )


def frame(plane: Plane, islands: Iterable[int]) -> tuple[float, float, float, float]:
    """Left, top, width and height of what these islands and their labels take."""
    some = [plane.islands[place] for place in sorted(set(islands))]
    wide = [max(one.radius, LETTER * max(map(len, one.lines)) / 2) + EDGE for one in some]
    left = min((one.x - half for one, half in zip(some, wide, strict=True)), default=0.0)
    right = max((one.x + half for one, half in zip(some, wide, strict=True)), default=plane.width)
    top = min((one.y - one.radius - LINE * len(one.lines) - EDGE for one in some), default=0.0)
    bottom = max((one.y + one.radius + EDGE for one in some), default=plane.height)
    return round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)


def drawn(plane: Plane, shown: Sequence[int], islands: Iterable[int], *, dots: bool) -> Markup:
    """The plane with these islands and, where `dots`, these statements (rows of the stock)."""
    size = round(plane.gap * DOT, 2)
    marks = (_dot(plane, row, size) for row in shown) if dots else ()
    places = sorted(set(islands))
    left, top, width, height = frame(plane, places)
    return Markup(
        '<svg class="plane" role="img" width="{0}" height="{1}" viewBox="{6} {7} {0} {1}" '
        'aria-labelledby="plane-title">'
        '<title id="plane-title">Aussagen auf der Fläche, nach Themen</title>{2}{3}{4}{5}</svg>'
    ).format(
        width,
        height,
        Markup("").join(_defined(place, plane.islands[place]) for place in places),
        Markup("").join(_disc(plane.islands[place], plane.gap) for place in places),
        Markup("").join(marks),
        Markup("").join(_label(plane.islands[place]) for place in places),
        left,
        top,
    )


def _defined(place: int, island: Island) -> Markup:
    return Markup('<defs><g id="dot-{}">{}</g></defs>').format(place, _path(place, island))


def _path(place: int, island: Island) -> Markup:
    if not island.theme:
        return Markup('<circle class="plane-none" r=".8"/>')
    path = SHAPES[place % len(SHAPES)][1]
    return Markup('<path class="plane-{}" d="{}"/>').format(place % COLOURS, path)


def _dot(plane: Plane, row: int, size: float) -> Markup:
    x, y = plane.spots[row].tolist()
    dot = Markup('<use href="#dot-{}" transform="translate({} {})scale({})"/>')
    return dot.format(int(plane.island[row]), x, y, size)


def _disc(island: Island, gap: float) -> Markup:
    return Markup('<circle class="plane-disc" cx="{}" cy="{}" r="{}"/>').format(
        island.x, island.y, round(island.radius + gap * 0.2, 1)
    )


def _label(island: Island) -> Markup:
    top = island.y - island.radius - 10 - LINE * (len(island.lines) - 1)
    return Markup("").join(
        Markup('<text class="chart-label chart-label-middle" x="{}" y="{}">{}</text>').format(
            island.x, round(top + LINE * place, 1), line
        )
        for place, line in enumerate(island.lines)
    )
