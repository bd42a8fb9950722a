from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlp.clusters.canonical import canonical
from nlp.clusters.engine import NOTHING, Clustering, cluster
from nlp.domain.themes import Granularity

if TYPE_CHECKING:
    from tests.unit.clusters.conftest import Texts


def run(texts: Texts, themes: int | None = None) -> Clustering:
    return cluster(views=[texts.view], documents=texts.documents, lemmas=texts.lemmas, themes=themes)


@pytest.fixture(scope="module")
def found(texts: Texts) -> Clustering:
    return run(texts)


def test_every_text_has_a_group_and_every_group_has_what_is_promised(texts: Texts, found: Clustering) -> None:
    groups = len(found.stability)
    assert set(found.labels.tolist()) - {NOTHING} == set(range(groups))
    assert 4 <= groups <= 40
    assert len(found.terms) == groups
    assert {len(one) for one in per_text(found)} == {len(texts.documents)}
    for share in (found.strengths, found.held):
        assert ((share >= 0) & (share <= 1)).all()
    assert all(0 <= value <= 1 for value in found.stability)
    once = found.labels[canonical(texts.documents, [texts.view]).rows]
    sizes = np.bincount(once[once != NOTHING]).tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes) < len(texts.documents) / 2


def test_rivals_are_other_groups(found: Clustering) -> None:
    near = found.rivals != NOTHING
    assert near.any()
    assert (found.rivals[near] != found.labels[near]).all()
    assert (found.labels[near] != NOTHING).all()
    assert found.held[near].mean() < found.held[~near].mean()


def test_granularity_turns_the_number_of_themes(texts: Texts, found: Clustering) -> None:
    coarse, fine = (
        cluster(views=[texts.view], documents=texts.documents, lemmas=texts.lemmas, granularity=one)
        for one in (Granularity.COARSE, Granularity.FINE)
    )
    assert len(coarse.stability) < len(found.stability) < len(fine.stability)


def test_a_view_without_weight_changes_nothing(texts: Texts) -> None:
    noise = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    few = texts.rows(range(60))
    beside = cluster(views=[few.view, noise], documents=few.documents, lemmas=few.lemmas, themes=4, weights=[1.0, 0.0])
    assert beside.labels.tolist() == run(few, 4).labels.tolist()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_changes_nothing(texts: Texts, found: Clustering, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(texts.documents))
    same_after(run(texts.rows(order.tolist())), found, order)


@given(st.permutations(range(60)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_a_few_rows_changes_anything(texts: Texts, order: list[int]) -> None:
    few = texts.rows(range(60))
    same_after(run(few.rows(order), 5), run(few, 5), np.array(order))


def same_after(again: Clustering, found: Clustering, order: NDArray[np.int64]) -> None:
    """The rows were shuffled, and nothing else is different."""
    assert again.terms == found.terms
    assert again.stability == found.stability
    for one, other in zip(per_text(again), per_text(found), strict=True):
        assert (one == other[order]).all()


def per_text(found: Clustering) -> tuple[NDArray[Any], ...]:
    return found.labels, found.strengths, found.held, found.rivals


def test_another_process_with_more_threads_finds_the_same(texts: Texts, found: Clustering, tmp_path: Path) -> None:
    np.savez(tmp_path / "in.npz", documents=texts.documents, view=texts.view)
    code = """
import sys, numpy as np
from nlp.clusters.engine import cluster
with np.load(sys.argv[1]) as kept:
    documents, view = [str(text) for text in kept["documents"]], kept["view"]
lemmas = [[word for word in text.split() if word[:1].isupper() and word.isalpha()] for text in documents]
print(*cluster(views=[view], documents=documents, lemmas=lemmas).labels.tolist())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "in.npz"],
        capture_output=True, text=True, check=True, env={**os.environ, "OMP_NUM_THREADS": "3", "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert [int(label) for label in done.stdout.split()] == found.labels.tolist()


def test_terms_are_lemmas_of_the_texts(texts: Texts, found: Clustering) -> None:
    lemmas = {lemma for row in texts.lemmas for lemma in row}
    terms = [term for group in found.terms for term in group]
    assert terms
    assert set(terms) <= lemmas


def test_a_number_of_themes_is_kept_to(texts: Texts) -> None:
    assert len(run(texts, themes=6).stability) == 6
    assert len(run(texts.rows(range(25)), themes=3).stability) == 3
    assert len(run(texts, themes=1).stability) == 1


def test_unequal_lengths_are_refused(texts: Texts) -> None:
    with pytest.raises(ValueError, match="same length"):
        cluster(views=[texts.view], documents=texts.documents[:10], lemmas=texts.lemmas)


def test_importing_the_engine_loads_none_of_the_heavy_libraries() -> None:
    code = "import sys, nlp.clusters.engine; print({*sys.modules} & {'bertopic', 'sklearn', 'umap', 'scipy'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "set()"
