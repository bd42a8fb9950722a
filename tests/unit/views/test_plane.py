"""Statements on a plane: every one once, themes apart, labels free, and the same each time."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.themes import Run
from nlp.store.sqlite import SqliteStore
from nlp.views.apart import spread
from nlp.views.hits import Finder
from nlp.views.plane import LETTER, LINE, Island, Plane, plane
from nlp.views.search import Reader, Space
from nlp.views.stock import Pairs, Stock
from tests.unit.views.conftest import Letters, Words


@pytest.fixture
def finder(store: SqliteStore, rich: Run) -> Finder:
    return Finder.of(store, Reader(analyser=Words(), embedder=Letters()), rich.id)


@pytest.fixture
def made(finder: Finder) -> Plane:
    return plane(finder.stock, finder.space)


def box(island: Island) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an island with its label."""
    half = max(island.radius, LETTER * max(map(len, island.lines)) / 2)
    return (
        island.x - half,
        island.y - island.radius - LINE * len(island.lines),
        island.x + half,
        island.y + island.radius,
    )


def covered(one: Island, other: Island) -> bool:
    a, b = box(one), box(other)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_every_statement_lies_once_on_its_main_theme(made: Plane, finder: Finder) -> None:
    stock = finder.stock
    assert made.spots.shape == (stock.size, 2)
    assert sum(one.count for one in made.islands) == stock.size
    for row, place in enumerate(made.island.tolist()):
        themes = stock.themes_of(row)
        assert made.islands[place].theme == (themes[0].id if themes else "")


def test_no_two_dots_lie_on_each_other_and_all_lie_on_their_island(made: Plane) -> None:
    for one, other in itertools.combinations(made.spots.tolist(), 2):
        assert np.hypot(one[0] - other[0], one[1] - other[1]) > made.gap / 2
    for spot, place in zip(made.spots.tolist(), made.island.tolist(), strict=True):
        island = made.islands[place]
        assert np.hypot(spot[0] - island.x, spot[1] - island.y) <= island.radius


def test_no_label_is_covered(made: Plane) -> None:
    assert not [pair for pair in itertools.combinations(made.islands, 2) if covered(*pair)]


def test_the_same_run_gives_the_same_plane(made: Plane, finder: Finder) -> None:
    again = plane(finder.stock, finder.space)
    assert again.islands == made.islands
    assert np.array_equal(again.spots, made.spots)


def test_a_run_whose_vectors_are_gone_still_has_a_plane(finder: Finder) -> None:
    nothing = np.zeros((0, 26), dtype=np.float32)
    bare = plane(finder.stock, Space(texts={}, ids=[], matrix=nothing, mean=nothing))
    assert len(bare.spots) == finder.stock.size
    assert not [pair for pair in itertools.combinations(bare.islands, 2) if covered(*pair)]


def test_a_sentence_says_what_can_be_seen(made: Plane) -> None:
    assert made.finding.endswith(".")


def test_statements_that_fit_best_lie_inside(finder: Finder) -> None:
    """Two clouds and one statement between them: it lies at the rim, which leans towards the other."""
    stock, rng = finder.stock, np.random.default_rng(0)
    made = town(stock, rng)
    middle = {one.theme: np.array([one.x, one.y]) for one in made.islands}
    spot, towards = made.spots[0] - middle["bus"], middle["kita"] - middle["bus"]
    own = made.spots[made.island == made.island[0]] - middle["bus"]
    assert np.linalg.norm(spot) >= np.linalg.norm(own, axis=1).max() - made.gap
    rim = own[np.linalg.norm(own, axis=1) >= np.linalg.norm(own, axis=1).max() - made.gap / 2]
    assert rim.mean(axis=0) @ towards > 0


def town(stock: Stock, rng: np.random.Generator) -> Plane:
    """60 statements in two clouds, the first of them between both."""
    count = 60
    ids = tuple(f"{place:04}" for place in range(count))
    codes = np.array([place % 2 for place in range(count)], dtype=np.int64)
    matrix = rng.normal(0, 0.3, (count, 8)) + np.where(codes[:, None] == 0, 1, -1) * np.eye(8)[0]
    matrix[0, 0] = 0.02
    wide = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    made = replace(
        stock,
        ids=ids,
        places={one: place for place, one in enumerate(ids)},
        themes=Pairs(rows=np.arange(count), codes=codes, strengths=np.ones(count)),
        placed=np.ones(count, dtype=np.bool_),
    )
    flat = np.zeros((1, 8), dtype=np.float32)
    return plane(made, Space(texts={}, ids=list(ids), matrix=wide.astype(np.float32), mean=flat))


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(10, 400), st.floats(10, 400)), min_size=1, max_size=25
    )
)
def test_boxes_never_cover_each_other(some: list[tuple[float, float, float, float]]) -> None:
    told = np.array(some)
    boxes = told[:, 2:]
    spots, width, height = spread(told[:, :2], boxes)
    for one, other in itertools.combinations(range(len(some)), 2):
        over = (boxes[one] + boxes[other]) / 2 - np.abs(spots[one] - spots[other])
        assert (over <= 0.01).any()
    assert ((spots - boxes / 2) >= -0.01).all()
    assert ((spots + boxes / 2) <= np.array([width, height]) + 0.1).all()
