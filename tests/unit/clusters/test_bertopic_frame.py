from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

import numpy as np

from nlp.clusters.bertopic import framed, shipped
from nlp.clusters.grouping import Grouping, Reduction

if TYPE_CHECKING:
    from tests.unit.clusters.conftest import Texts


def test_terms_with_blanks_and_umlauts_come_back_whole(texts: Texts) -> None:
    lemmas = [["Leichte Sprache", "Öffentlichkeitsarbeit"] for _ in range(60)]
    found = framed(embeddings=texts.view[:60], lemmas=lemmas, reducer=Reduction(), grouper=Grouping(2))
    assert {term for terms in found.terms.values() for term in terms} == {"Leichte Sprache", "Öffentlichkeitsarbeit"}
    assert len(found.topics) == 60


def test_our_path_needs_no_umap_and_leaves_the_filters_alone(texts: Texts) -> None:
    before = list(warnings.filters)
    loaded = "umap" in sys.modules
    framed(embeddings=texts.view[:50], lemmas=texts.lemmas[:50], reducer=Reduction(), grouper=Grouping(3))
    assert list(warnings.filters) == before
    assert ("umap" in sys.modules) == loaded


def test_a_handful_of_texts_defeats_bertopic_as_shipped() -> None:
    vectors = np.eye(3, 8, dtype=np.float32)
    assert shipped(vectors, ["eins", "zwei", "drei"], seed=1).tolist() == [-1, -1, -1]
