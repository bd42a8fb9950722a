"""Statements on a plane: themes lie near those they sound like, statements nearer to the rim the less sure they are.

Everything is worked out from the vectors and the themes, without chance: the same run gives the same plane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.discriminant import learnt
from nlp.clusters.space import steady
from nlp.views.apart import spread
from nlp.views.hidden import TOGETHER
from nlp.views.search import Space
from nlp.views.stock import Codes, Stock

Floats = NDArray[np.float64]
DIGITS = 4
WIDEST, NARROWEST = 13.0, 4.0
"""Between the midpoints of two dots, in the plane's units, which are pixels on the screen."""
ROOMY = 1_500
"""Up to so many statements dots lie as wide as they may; more lie closer."""
LETTER, LINE, LONGEST = 8.6, 20.0, 24
"""Width and height of a label's letters, and how many stand in a line."""
PAIR = 2
"""Two themes are neither near nor far from each other: that takes a third."""
SHARP = 4.0
"""How much more a near theme draws a statement to its side than a far one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """One theme's place: midpoint, radius, its label in lines, and which other theme sounds most like it."""

    theme: str
    title: str
    lines: tuple[str, ...]
    count: int
    x: float
    y: float
    radius: float
    sensitive: bool = False
    nearest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """All statements, in the order of the stock: `spots` (n, 2), and which island each lies on.

    `finding` says in a sentence what can be seen.
    """

    islands: tuple[Island, ...]
    island: Codes
    spots: Floats
    gap: float
    width: float
    height: float
    finding: str


def plane(stock: Stock, space: Space, nowhere: str = "Ohne Thema") -> Plane:
    """The plane of a run; statements without a theme lie on an island of their own behind all others.

    So do those that are in hidden themes alone, which have no title here.
    """
    themes = stock.run.themes
    main = np.where(stock.placed, len(themes) + 1, len(themes)).astype(np.int64)
    visible = np.array([not theme.hidden for theme in themes], dtype=np.bool_)[stock.themes.codes]
    rows, first = np.unique(stock.themes.rows[visible], return_index=True)
    main[rows] = stock.themes.codes[visible][first]
    kinds, island = np.unique(main, return_inverse=True)
    gap = min(WIDEST, max(NARROWEST, WIDEST * (ROOMY / max(stock.size, 1)) ** 0.5))
    counts = np.bincount(island, minlength=len(kinds))
    likeness, scores = _likeness(stock, space, island, kinds, len(themes))
    radii = np.array([_rings(int(count)) * gap + gap / 2 for count in counts])
    titles = [[*(theme.title for theme in themes), nowhere, TOGETHER.title][kind] for kind in kinds]
    labels = [_lines(title) for title in titles]
    middles, width, height = _laid_out(likeness, radii, labels)
    told = [int(kind) for kind in kinds]
    named = [place for place, kind in enumerate(told) if kind < len(themes)]
    return Plane(
        islands=tuple(
            Island(
                theme=themes[kind].id if kind < len(themes) else "",
                title=titles[place],
                lines=labels[place],
                count=int(counts[place]),
                x=float(middles[place, 0]),
                y=float(middles[place, 1]),
                radius=round(float(radii[place]), 1),
                sensitive=kind < len(themes) and themes[kind].sensitive,
                nearest=_nearest(place, named, likeness, titles),
            )
            for place, kind in enumerate(told)
        ),
        island=island.astype(np.int64),
        spots=_spots(middles, island, scores, gap),
        gap=gap,
        width=width,
        height=height,
        finding=_finding(named, likeness, titles),
    )


def _likeness(
    stock: Stock, space: Space, island: Codes, kinds: Codes, themes: int
) -> tuple[Floats, NDArray[np.float64]]:
    """(g, g) cosines of the islands' means, and (n, g) how well each statement would fit on each island.

    What has no vector fits nowhere; an island without vectors is like no other.
    """
    groups = len(kinds)
    known = np.array([stock.places[one] for one in space.ids if one in stock.places], dtype=np.int64)
    scores = np.zeros((stock.size, groups))
    if not len(known) or groups <= 1:
        return np.eye(groups), scores
    matrix = space.matrix[[place for place, one in enumerate(space.ids) if one in stock.places]]
    means = np.zeros((groups, matrix.shape[1]))
    np.add.at(means, island[known], matrix.astype(np.float64))
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    means /= np.where(lengths > 0, lengths, 1)
    own = island[known]
    placed = kinds[own] < themes
    if len(np.unique(own[placed])) == int((kinds < themes).sum()) > 1:
        told = learnt(matrix[placed], own[placed])
        wide = matrix.astype(np.float64) @ told.weights + told.offsets
        scores[known, : wide.shape[1]] = wide
    return np.round(means @ means.T, DIGITS), np.round(scores, DIGITS)


def _laid_out(likeness: Floats, radii: Floats, labels: Sequence[Sequence[str]]) -> tuple[Floats, float, float]:
    """Midpoints (g, 2) from classical scaling of how unlike the islands are, moved apart until no label is covered."""
    groups = len(radii)
    above = np.array([len(lines) * LINE + 6 for lines in labels])
    widths = np.array([max(len(line) for line in lines) * LETTER + 16 for lines in labels])
    boxes = np.column_stack([np.maximum(2 * radii + 12, widths), 2 * radii + above + 14])
    unlike = np.maximum(0, 1 - likeness) ** 2
    centring = np.eye(groups) - 1 / max(groups, 1)
    values, vectors = np.linalg.eigh(-0.5 * centring @ unlike @ centring)
    size = min(2, groups)
    coordinates = steady(vectors[:, ::-1][:, :size] * np.sqrt(np.maximum(values[::-1][:size], 0)))
    start = np.zeros((groups, 2))
    start[:, :size] = np.round(coordinates, DIGITS)
    middles, width, height = spread(start, boxes)
    # A label stands above its island, so that the island lies below the middle of its box.
    middles[:, 1] += above / 2
    return np.round(middles, 1), width, height


def _spots(middles: Floats, island: Codes, scores: Floats, gap: float) -> Floats:
    """(n, 2): rings around each midpoint, the best fitting inside, each on the side of what else it is like."""
    spots = np.zeros((len(island), 2))
    for place, middle in enumerate(middles):
        rows = np.flatnonzero(island == place)
        own = scores[rows, place]
        others = np.delete(scores[rows], place, axis=1)
        fit = own - others.max(axis=1) if others.shape[1] else own
        ways = np.delete(middles, place, axis=0) - middle
        angles = _sides(others, ways)
        order = np.lexsort((rows, -np.round(fit, DIGITS)))
        done = 0
        for ring in range(_rings(len(rows)) + 1):
            here = order[done : done + max(1, 6 * ring)]
            done += len(here)
            turned = _around(angles[here], max(1, 6 * ring))
            around = np.column_stack([np.cos(turned), np.sin(turned)])
            spots[rows[here]] = middle + ring * gap * around
    return np.round(spots, 1)


def _sides(others: Floats, ways: Floats) -> Floats:
    """(m,) angles towards the other islands that a statement would fit on second best."""
    if not others.shape[1]:
        return np.zeros(len(others))
    lengths = np.linalg.norm(ways, axis=1, keepdims=True)
    drawn = np.exp((others - others.max(axis=1, keepdims=True)) / SHARP)
    sum_ = drawn @ (ways / np.where(lengths > 0, lengths, 1))
    angles: Floats = np.round(np.arctan2(sum_[:, 1], sum_[:, 0]), DIGITS)
    return angles


def _around(angles: Floats, seats: int) -> Floats:
    """Angles of seats around a ring, each as near to the angle wished for as those before it leave room."""
    count = len(angles)
    order = np.argsort(angles, kind="stable")
    if count == seats:  # every seat is taken, so that only their order and a turn of the whole ring is left to choose
        even = 2 * np.pi * np.arange(count) / count
        made = np.zeros(count)
        made[order] = even + np.angle(np.exp(1j * (angles[order] - even)).sum())
        return made
    if not count:
        return np.zeros(0)
    wished = np.round(angles[order] / (2 * np.pi) * seats).astype(np.int64)
    # Whoever finds a seat taken moves on, but not around to the first; then all move back by as much on average.
    taken = np.maximum.accumulate(wished - np.arange(count)) + np.arange(count)
    taken = np.minimum(taken, taken[0] + seats - np.arange(count, 0, -1))
    taken -= round(float((taken - wished).mean()))
    made = np.zeros(count)
    made[order] = 2 * np.pi * taken / seats
    return made


def _rings(count: int) -> int:
    """How many rings of 6, 12, 18 … lie around the one in the middle."""
    ring = 0
    while 1 + 3 * ring * (ring + 1) < count:
        ring += 1
    return ring


def _lines(title: str) -> tuple[str, ...]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= LONGEST or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in lines[:3])


def _nearest(place: int, named: Sequence[int], likeness: Floats, titles: Sequence[str]) -> str:
    others = [one for one in named if one != place]
    return titles[max(others, key=lambda one: (likeness[place, one], -one))] if place in named and others else ""


def _finding(named: Sequence[int], likeness: Floats, titles: Sequence[str]) -> str:
    if len(named) <= PAIR:
        return "Für einen Vergleich liegen noch zu wenige Themen vor."
    pairs = [(likeness[a, b], -a, -b) for a in named for b in named if a < b]
    _, a, b = max(pairs)
    alone = min(named, key=lambda one: (max(likeness[one, other] for other in named if other != one), one))
    near = f"Am ähnlichsten klingen „{titles[-a]}“ und „{titles[-b]}“"
    return f"{near}; am weitesten für sich liegt „{titles[alone]}“."
