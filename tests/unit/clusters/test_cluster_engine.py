from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlp.clusters.engine import Clustering, cluster
from nlp.clusters.measure import ari

if TYPE_CHECKING:
    from tests.unit.clusters.conftest import Texts


def run(texts: Texts, themes: int | None = None) -> Clustering:
    return cluster(views=[texts.view], documents=texts.documents, lemmas=texts.lemmas, themes=themes)


@pytest.fixture(scope="module")
def found(texts: Texts) -> Clustering:
    return run(texts)


def test_every_text_has_a_group_and_every_group_has_what_is_promised(texts: Texts, found: Clustering) -> None:
    groups = len(found.stability)
    assert set(found.labels.tolist()) == set(range(groups))
    assert 4 <= groups <= 40
    assert len(found.terms) == groups
    assert found.labels.shape == found.strengths.shape == (len(texts.documents),)
    assert ((found.strengths >= 0) & (found.strengths <= 1)).all()
    assert all(0 <= value <= 1 for value in found.stability)
    sizes = np.bincount(found.labels)
    assert sizes.max() < len(texts.documents) / 2


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_order_of_the_rows_changes_nothing(texts: Texts, found: Clustering, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(texts.documents))
    again = run(texts.rows(order.tolist()))
    assert ari(found.labels[order].tolist(), again.labels.tolist()) == 1.0
    assert again.terms == found.terms
    assert again.stability == found.stability
    assert (again.strengths == found.strengths[order]).all()


def test_terms_are_lemmas_of_the_texts(texts: Texts, found: Clustering) -> None:
    lemmas = {lemma for row in texts.lemmas for lemma in row}
    terms = [term for group in found.terms for term in group]
    assert terms
    assert set(terms) <= lemmas


def test_a_number_of_themes_is_kept_to(texts: Texts) -> None:
    assert len(run(texts, themes=6).stability) == 6
    assert len(run(texts.rows(range(25)), themes=3).stability) == 3
    assert len(run(texts, themes=1).stability) == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 12, 39, 40, 58])
def test_few_texts_give_at_least_one_theme(texts: Texts, count: int) -> None:
    found = run(texts.rows(range(count)))
    assert len(found.stability) >= 1
    assert (found.labels >= 0).all()


def test_more_themes_than_texts_are_as_many_as_there_are_texts(texts: Texts) -> None:
    found = run(texts.rows(range(5)), themes=50)
    assert len(found.stability) == 5


def test_no_texts_give_no_themes() -> None:
    found = cluster(views=[np.zeros((0, 8), dtype=np.float32)], documents=[], lemmas=[])
    assert found.labels.shape == (0,)
    assert found.stability == ()


def test_copies_go_together_and_count_once(texts: Texts) -> None:
    order = [*range(60), *[7] * 40]
    found = run(texts.rows(order))
    once = run(texts.rows(range(60)))
    assert len(set(found.labels[60:].tolist()) | {int(found.labels[7])}) == 1
    assert ari(once.labels.tolist(), found.labels[:60].tolist()) == 1.0


def test_thousands_of_copies_and_one_that_differs(texts: Texts) -> None:
    found = run(texts.rows([0] * 10_000 + [1]))
    assert len(found.stability) == 1
    assert found.labels[:10_000].tolist() == [0] * 10_000
    assert found.labels[10_000] == -1


def test_all_the_same_is_one_theme(texts: Texts) -> None:
    assert run(texts.rows([3] * 30)).labels.tolist() == [0] * 30


def test_texts_without_words_are_no_error() -> None:
    vectors = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32)
    found = cluster(views=[vectors], documents=[f"{n}" for n in range(50)], lemmas=[[]] * 50)
    assert found.terms[0] == ()


def test_vectors_all_alike_are_no_error() -> None:
    documents = [
        f"Aussage Nummer {'abcdefghijklmnopqrstuvwxyz'[n // 26]}{'abcdefghijklmnopqrstuvwxyz'[n % 26]}"
        for n in range(60)
    ]
    found = cluster(views=[np.ones((60, 16), dtype=np.float32)], documents=documents, lemmas=[["Aussage"]] * 60)
    assert (found.labels >= 0).all()


def test_unequal_lengths_are_refused(texts: Texts) -> None:
    with pytest.raises(ValueError, match="same length"):
        cluster(views=[texts.view], documents=texts.documents[:10], lemmas=texts.lemmas)


def test_importing_the_engine_loads_none_of_the_heavy_libraries() -> None:
    code = "import sys, nlp.clusters.engine; print({*sys.modules} & {'bertopic', 'sklearn', 'umap', 'scipy'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "set()"
