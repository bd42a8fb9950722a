from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from nlp.domain.themes import Flag
from nlp.ports import Matrix
from nlp.themes.quality import Looked, catch_all, judged, nearness, one_voice, too_large, too_similar, too_small

SIZE = 30


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    """Three groups of thirty around directions of their own, and thirty rows around none."""
    chance = np.random.default_rng(7)
    centres = np.eye(40)[:3].repeat(SIZE, axis=0)
    rows = chance.normal(scale=0.2, size=(4 * SIZE, 40))
    rows[: 3 * SIZE] += centres
    made: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return made


def theme(rows: Sequence[int], terms: Sequence[str] = (), carried: float = 0.1) -> Looked:
    return Looked(
        rows=list(rows),
        terms=terms,
        people=[f"p{row}" for row in rows],
        organisations=[""] * len(rows),
        carried=carried,
    )


THREE = [theme(range(start, start + SIZE), [f"Wort{start}"]) for start in (0, SIZE, 2 * SIZE)]
MIXED = theme(range(3 * SIZE, 4 * SIZE), ["Anderes"])


def test_clear_themes_have_nothing_to_look_at(matrix: Matrix) -> None:
    assert [one.flags for one in judged(THREE, matrix)] == [(), (), ()]


def test_a_mixture_without_a_word_in_common_is_a_catch_all(matrix: Matrix) -> None:
    assert judged([*THREE, MIXED], matrix)[-1].flags == (Flag.CATCH_ALL,)
    assert judged([*THREE, replace(MIXED, carried=0.8)], matrix)[-1].flags == ()


def test_halves_of_one_theme_are_twins(matrix: Matrix) -> None:
    halves = [theme(range(0, SIZE, 2)), theme(range(1, SIZE, 2)), THREE[1]]
    found = judged(halves, matrix)
    assert [one.twins for one in found] == [(1,), (0,), ()]
    assert [Flag.TOO_SIMILAR in one.flags for one in found] == [True, True, False]
    assert nearness(halves, matrix)[0, 1] == pytest.approx(1, abs=0.1)


def test_shared_terms_make_rather_near_themes_twins() -> None:
    one, other = theme(range(5), ["Ampel", "Grün"]), theme(range(5, 9), ["Ampel", "Schaltung", "Grün"])
    assert too_similar(0.65, one, other)
    assert not too_similar(0.65, one, replace(other, terms=["Schule"]))
    assert not too_similar(0.3, one, other)


def test_what_two_fifths_say_is_too_large_unless_there_are_few() -> None:
    assert too_large(41, 100)
    assert not too_large(40, 100)
    assert not too_large(50, 59)


def test_few_people_make_no_theme() -> None:
    assert too_small(replace(theme(range(9)), people=["a", "b"] * 4 + ["a"]), 100)
    assert too_small(theme(range(4)), 1000)
    assert not too_small(theme(range(8)), 100_000)
    assert not too_small(theme(range(3)), 40)


def test_one_person_or_one_organisation_is_one_voice() -> None:
    several = theme(range(4))
    assert one_voice(replace(several, people=["a"] * 4))
    assert one_voice(replace(several, organisations=["Verein"] * 4))
    assert not one_voice(replace(several, organisations=["Verein", "Verein", "", "Verein"]))
    assert not one_voice(several)


def test_a_theme_alone_is_held_against_nothing(matrix: Matrix) -> None:
    assert not catch_all(MIXED, 0.0, [])
    assert judged([], matrix) == []


def test_statements_in_two_themes_make_them_no_nearer(matrix: Matrix) -> None:
    both = [theme(range(SIZE + 3)), theme(range(SIZE, 2 * SIZE))]
    assert judged(both, matrix)[0].twins == ()
