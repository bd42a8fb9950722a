from __future__ import annotations

import numpy as np

from nlp.clusters.consensus import agreement, linked
from nlp.clusters.graph import graph, neighbours, parted, spectrum
from nlp.clusters.grouping import compact
from nlp.clusters.number import candidates, chosen, modularity
from nlp.clusters.space import centred, lexical, reduced, side_by_side, steady, unit
from nlp.clusters.stability import overlap, resampled
from nlp.ports import Matrix


def blobs(groups: int, each: int, spread: float = 0.25, seed: int = 0) -> Matrix:
    chance = np.random.default_rng(seed)
    centres = np.eye(groups, 24)
    return unit(
        (np.repeat(centres, each, axis=0) + chance.normal(scale=spread / 5, size=(groups * each, 24))).astype(
            np.float32
        )
    )


def test_neighbours_are_the_nearest_by_plain_search() -> None:
    space = unit(np.random.default_rng(1).normal(size=(1_500, 8)).astype(np.float32))
    nearest, cosines = neighbours(space, 5)
    whole = space @ space.T
    np.fill_diagonal(whole, -2)
    best = np.sort(whole, axis=1)[:, ::-1][:, :5]
    assert np.allclose(cosines, best, atol=1e-4)
    assert (nearest != np.arange(1_500)[:, None]).all()


def test_graph_is_symmetric_and_has_no_loops() -> None:
    weights = graph(blobs(3, 20), 6)
    assert abs(weights - weights.T).max() < 1e-12
    assert weights.diagonal().sum() == 0


def test_exact_and_iterative_spectrum_agree() -> None:
    space = blobs(5, 260, spread=1.2)
    weights = graph(space, 10)
    values, vectors = spectrum(weights, 5)
    rows = np.arange(0, 1_300)
    dense_values, _ = np.linalg.eigh(_normalised(weights))
    assert len(rows) == len(vectors)
    assert np.allclose(values, dense_values[::-1][:5], atol=1e-5)


def _normalised(weights: object) -> np.ndarray:
    whole = weights.toarray()  # type: ignore[attr-defined]  # scipy is untyped
    whole = whole + 1e-3 * whole.mean()
    scale = 1 / np.sqrt(whole.sum(axis=1))
    return np.asarray(whole * scale[:, None] * scale[None, :])


def test_clear_groups_are_found_with_their_number() -> None:
    space = blobs(9, 30)
    weights = graph(space, 10)
    values, vectors = spectrum(weights, 41)
    number = chosen(weights, values, vectors)
    assert number == 9
    labels = compact(parted(vectors, number))
    truth = np.repeat(np.arange(9), 30)
    assert overlap(truth, labels).max(axis=1).min() == 1.0
    assert modularity(weights, labels) > 0.8
    assert min(resampled(space, labels, 10)) > 0.95


def test_consensus_finds_clear_groups_among_few_texts() -> None:
    space = blobs(3, 6)
    agreed = agreement(space, 3)
    assert ((agreed >= 0) & (agreed <= 1)).all()
    labels = compact(linked(agreed, 3))
    assert labels.tolist() == [0] * 6 + [1] * 6 + [2] * 6


def test_numbers_tried_leave_at_least_eight_texts_to_a_theme() -> None:
    for count in (40, 80, 150, 700, 10_000):
        tried = candidates(count)
        assert tried
        assert max(tried) <= max(2, count // 8)
    assert candidates(10_000)[0] == 8


def test_centred_views_have_no_common_direction() -> None:
    view = unit(np.random.default_rng(0).normal(loc=3, size=(200, 12)).astype(np.float32))
    assert np.linalg.norm(centred(view).mean(axis=0)) < 0.1
    assert np.allclose(np.linalg.norm(centred(view), axis=1), 1, atol=1e-5)


def test_lexical_view_brings_compounds_together() -> None:
    documents = ["Kitaplätze fehlen", "mehr Kitaplatz", "Busverbindung am Abend", "Busverbindungen"]
    view = lexical(documents)
    assert view[0] @ view[1] > view[0] @ view[2]
    assert view[2] @ view[3] > view[1] @ view[3]
    assert lexical(["gleich", "gleich"]).shape == (2, 1)
    assert lexical(["", ""]).shape == (2, 0)


def test_reduction_keeps_distances_where_it_may() -> None:
    matrix = np.random.default_rng(2).normal(size=(40, 90)).astype(np.float32)
    small = reduced(matrix, 64)
    assert small.shape == (40, 40)
    assert np.allclose(small @ small.T, matrix @ matrix.T, atol=1e-2)
    assert np.allclose(reduced(matrix.T, 64) @ reduced(matrix.T, 64).T, matrix.T @ matrix, atol=1e-2)


def test_signs_are_fixed() -> None:
    columns = np.random.default_rng(3).normal(size=(10, 4))
    assert np.allclose(steady(columns), steady(-columns))


def test_weights_decide_how_much_a_view_says() -> None:
    views = [np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)[::-1]]
    together = side_by_side(views, [1.0, 0.0], ["eins", "zwei", "drei", "vier"], 0)
    assert together.shape == (4, 8)
    assert not together[:, 4:].any()
