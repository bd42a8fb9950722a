"""What people confirm outweighs a title that misleads, and leaves one that does not."""

from __future__ import annotations

import numpy as np

from nlp.themes.correcting import correction
from nlp.themes.evidence import unit

THEMES, EACH = 3, 20


def heaps() -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    chance = np.random.default_rng(1)
    own = np.repeat(np.arange(THEMES), EACH)
    return unit((np.eye(8)[own] + chance.normal(0, 0.15, (len(own), 8))).astype(np.float32)), own


def test_a_title_that_misleads_is_put_right() -> None:
    plain, own = heaps()
    wrong = np.eye(THEMES, dtype=np.float32)[(own + 1) % THEMES]
    known = {row: (int(own[row]),) for theme in range(THEMES) for row in range(theme * EACH, theme * EACH + 4)}
    rest = [row for row in range(len(own)) if row not in known]
    assert ((wrong + correction(wrong, plain, known)).argmax(axis=1) == own)[rest].mean() >= 0.9


def test_a_title_that_is_right_stays_right_also_where_nobody_was_asked() -> None:
    plain, own = heaps()
    right = np.eye(THEMES, dtype=np.float32)[own]
    known = {row: (int(own[row]),) for row in (0, 1, EACH, EACH + 1)}
    assert ((right + correction(right, plain, known)).argmax(axis=1) == own).all()


def test_a_statement_in_two_themes_is_half_of_each() -> None:
    plain, own = heaps()
    told = np.zeros((len(own), THEMES), dtype=np.float32)
    known = dict.fromkeys(range(6), (0, 1)) | dict.fromkeys(range(2 * EACH, 2 * EACH + 6), (2,))
    added = correction(told, plain, known)
    assert np.allclose(added[:EACH, 0], added[:EACH, 1], atol=1e-3)
    assert (added[:EACH, 0] > added[:EACH, 2]).mean() >= 0.9


def test_nothing_confirmed_or_a_single_theme_changes_nothing() -> None:
    plain, own = heaps()
    told = np.eye(THEMES, dtype=np.float32)[own]
    assert not correction(told, plain, {}).any()
    assert not correction(told[:, :1], plain, {0: (0,)}).any()
    assert np.isfinite(correction(told * 0, plain, {0: (0,)})).all()
