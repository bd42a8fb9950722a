"""Words as signs of a theme, counted in statements that are known to be in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nlp.themes.wording import RAREST, word_counts, wording
from tests.unit.themes.conftest import BUS, CARE, SWIM

if TYPE_CHECKING:
    from tests.unit.themes.conftest import Analyse, Corpus

ROWS = np.arange(len(BUS) + len(CARE))
SHARES = np.repeat(np.eye(2), 8, axis=0)


def test_only_words_that_several_statements_share_are_counted(corpus: Corpus) -> None:
    counts = word_counts(corpus.tokens)
    assert counts.shape[0] == len(corpus.tokens)
    assert counts.sum(axis=0).min() >= RAREST
    assert counts.max() == 1


def test_a_statement_in_the_words_of_a_theme_is_told_from_one_in_the_words_of_another(
    analyse: Analyse, corpus: Corpus
) -> None:
    asked = analyse(["Noch ein Bus", "Eine größere Kita", "Nichts davon"])
    counts = word_counts([*corpus.tokens, *asked])
    scores = wording(counts, ROWS, SHARES)[-3:]
    assert scores[0, 0] > 0 > scores[0, 1]
    assert scores[1, 1] > 0 > scores[1, 0]
    assert scores[2].tolist() == [0, 0]


def test_words_nobody_has_learnt_say_nothing(corpus: Corpus) -> None:
    counts = word_counts(corpus.tokens)
    swim = wording(counts, np.zeros(0, dtype=np.int64), np.zeros((0, 2)))[16 : 16 + len(SWIM)]
    assert not swim.any()
