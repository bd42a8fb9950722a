from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nlp.clusters import near
from nlp.clusters.cells import in_cells
from nlp.clusters.graph import DENSE, graph, neighbours, parted, spectrum
from nlp.clusters.near import best
from nlp.clusters.space import unit
from nlp.ports import Matrix
from tests.unit.clusters.made import blobs, planted


def plain(space: Matrix, size: int) -> Matrix:
    """The cosines of the `size` nearest, by sorting everything."""
    whole = np.round(space @ space.T, 5)
    np.fill_diagonal(whole, -2)
    nearest: Matrix = np.sort(whole, axis=1)[:, ::-1][:, :size]
    return nearest


def test_neighbours_are_the_nearest_by_plain_search() -> None:
    space = unit(np.random.default_rng(1).normal(size=(1_500, 8)).astype(np.float32))
    nearest, cosines = neighbours(space, 5)
    assert np.allclose(cosines, plain(space, 5), atol=2e-5)
    assert (nearest != np.arange(1_500)[:, None]).all()


@given(
    arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(200, 300)), elements=st.sampled_from([0.0, 0.5, 1.0])),
    st.integers(1, 5),
)
@settings(max_examples=40)
def test_both_ways_to_the_best_find_the_largest_entries(block: Matrix, size: int) -> None:
    wanted = np.sort(block, axis=1)[:, ::-1][:, :size]
    for way in (near._plain, near._striped):
        columns, values = way(block, size)
        assert (values == wanted).all()
        assert (np.take_along_axis(block, columns, axis=1) == values).all()
        assert all(len(set(row)) == size for row in columns.tolist())


def test_among_many_columns_ties_go_to_the_earlier() -> None:
    columns, _ = best(np.ones((2, near.PLAIN + 1), dtype=np.float32), 3)
    assert columns.tolist() == [[0, 1, 2], [0, 1, 2]]


def test_the_cells_hold_most_of_the_true_neighbours() -> None:
    chance = np.random.default_rng(4)
    centres = chance.normal(size=(40, 32))
    space = unit((centres[chance.integers(40, size=8_000)] + chance.normal(size=(8_000, 32))).astype(np.float32))
    nearest, cosines = in_cells(space, 10)
    asked = np.arange(0, 8_000, 20)
    exact = plain(space, 10)[asked]
    assert float((cosines[asked] >= exact[:, -1:]).mean()) >= 0.85
    assert (nearest != np.arange(8_000)[:, None]).all()
    assert (in_cells(space, 10)[0] == nearest).all()


def test_texts_all_alike_have_neighbours_in_cells() -> None:
    nearest, cosines = in_cells(unit(np.ones((900, 4), dtype=np.float32)), 15)
    assert all(len(set(row)) == 15 for row in nearest.tolist())
    assert np.allclose(cosines, 1, atol=1e-4)


def test_graph_is_symmetric_and_has_no_loops() -> None:
    weights = graph(blobs(3, 20), 6)
    assert abs(weights - weights.T).max() < 1e-12
    assert weights.diagonal().sum() == 0


@pytest.mark.parametrize("each", [30, DENSE // 5 + 10])
def test_exact_and_iterative_spectrum_agree(each: int) -> None:
    weights = graph(blobs(5, each, spread=1.2), 10)
    values, vectors = spectrum(weights, 5)
    whole = weights.toarray()
    whole = whole + 1e-3 * whole.mean()
    scale = 1 / np.sqrt(whole.sum(axis=1))
    exact, columns = np.linalg.eigh(whole * scale[:, None] * scale[None, :])
    assert np.allclose(values, exact[::-1][:5], atol=1e-8)
    assert np.allclose(np.abs(np.sum(vectors * columns[:, ::-1][:, :5], axis=0)), 1, atol=1e-6)


def test_clear_groups_are_parted() -> None:
    _, vectors = spectrum(graph(blobs(9, 30), 10), 9)
    labels = parted(vectors, 9)
    assert len(set(zip(labels.tolist(), planted(9, 30).tolist(), strict=True))) == 9
