"""Boxes that lie where they should, moved until none covers another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WIDTH = 1_150.0
"""What boxes may take from left to right, where the widest of them allows it; downwards they take what they need."""
ROUNDS = 400
FULL = 0.62
"""Share of the plane that boxes cover at first."""
SLACK = 0.5


def spread(wished: Floats, boxes: Floats) -> tuple[Floats, float, float]:
    """Midpoints (g, 2) of boxes (g, 2: width and height), near to where they are wished, and the plane's two sides.

    Dwyer, Marriott & Stuckey 2005 call it overlap removal; here each two boxes push each other along the shorter way.
    """
    if not len(boxes):
        return np.zeros((0, 2)), WIDTH, 0.0
    width = max(WIDTH, float(boxes[:, 0].max()))
    height = float(boxes.prod(axis=1).sum()) / FULL / width
    spots = _fitted(wished, boxes, width, height)
    for _ in range(ROUNDS):
        moved = _pushed(spots, boxes)
        if moved is None:
            break
        half = boxes[:, 0] / 2
        moved[:, 0] = np.clip(moved[:, 0], half, width - half)
        spots = moved
    spots = _settled(spots, boxes)
    spots -= (spots - boxes / 2).min(axis=0)
    sides = (spots + boxes / 2).max(axis=0)
    return spots, round(float(sides[0]), 1), round(float(sides[1]), 1)


def _fitted(wished: Floats, boxes: Floats, width: float, height: float) -> Floats:
    """The wished places drawn over the whole plane; by their order, so that a crowd in the middle has room."""
    count = len(wished)
    ranks = np.argsort(np.argsort(wished, axis=0, kind="stable"), axis=0, kind="stable") / max(count - 1, 1)
    low, high = wished.min(axis=0), wished.max(axis=0)
    drawn = (wished - low) / np.where(high > low, high - low, 1)
    inside = np.array([width, height]) - boxes
    places: Floats = boxes / 2 + (0.5 * ranks + 0.5 * drawn) * np.maximum(inside, 0)
    return places


def _pushed(spots: Floats, boxes: Floats) -> Floats | None:
    """Every two that overlap pushed apart a little; None where none do."""
    apart = spots[:, None, :] - spots[None, :, :]
    over = (boxes[:, None, :] + boxes[None, :, :]) / 2 + SLACK - np.abs(apart)
    hit = (over > SLACK / 2).all(axis=2) & ~np.eye(len(spots), dtype=np.bool_)
    if not hit.any():
        return None
    # Two in the same place part by their order.
    order = np.sign(np.arange(len(spots))[:, None] - np.arange(len(spots))[None, :])
    side = np.where(apart == 0, order[:, :, None], np.sign(apart))
    across = over[:, :, 0] <= over[:, :, 1]
    push = np.zeros_like(apart)
    push[:, :, 0] = np.where(hit & across, side[:, :, 0] * over[:, :, 0], 0)
    push[:, :, 1] = np.where(hit & ~across, side[:, :, 1] * over[:, :, 1], 0)
    moved: Floats = spots + push.sum(axis=1) / 3
    return moved


def _settled(spots: Floats, boxes: Floats) -> Floats:
    """What still overlaps, from top to bottom: each box sinks below those it would cover."""
    made = spots.copy()
    order = np.lexsort((np.arange(len(spots)), spots[:, 1]))
    for place, one in enumerate(order):
        above = order[:place]
        while True:
            over = (boxes[above] + boxes[one]) / 2 - np.abs(made[above] - made[one])
            hit = above[(over > 0).all(axis=1)]
            if not len(hit):
                break
            made[one, 1] = float((made[hit, 1] + (boxes[hit, 1] + boxes[one, 1]) / 2).max()) + SLACK
    return made
