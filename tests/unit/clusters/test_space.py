from __future__ import annotations

import numpy as np
import pytest

from nlp.clusters.space import centred, lexical, reduced, side_by_side, steady, unit


def test_centred_views_have_no_common_direction() -> None:
    view = unit(np.random.default_rng(0).normal(loc=3, size=(200, 12)).astype(np.float32))
    assert np.linalg.norm(centred(view).mean(axis=0)) < 0.1
    assert np.allclose(np.linalg.norm(centred(view), axis=1), 1, atol=1e-5)


def test_rows_of_zeros_stay_zeros() -> None:
    assert not unit(np.zeros((3, 4), dtype=np.float32)).any()


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


def test_a_weight_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        side_by_side([np.eye(2, dtype=np.float32)], [1.0, 1.0], ["eins", "zwei"], 0)
