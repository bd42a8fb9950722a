"""What a person has confirmed stays, and the others learn from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlp.domain.themes import Catalogue, CatalogueTheme
from nlp.errors import Unknown
from nlp.themes.assign import Assignment, assign
from nlp.themes.catalogue import bare_catalogue
from nlp.themes.confirmed import BARE_TRUST, ENOUGH, TOLD_TRUST, confirmed_rows, kindred, trust
from nlp.themes.evidence import spread
from nlp.themes.learning import Lessons, confident, learnt, lessons
from nlp.themes.texts import theme_texts
from nlp.themes.wording import word_counts
from nlp.vectors.policy import load
from tests.unit.themes.conftest import BUS, CARE, CATALOGUE, DOCUMENTS, SWIM

if TYPE_CHECKING:
    from tests.unit.themes.conftest import Analyse, Corpus, Encode

START = len(BUS) + len(CARE)
SWIMS = range(START, START + len(SWIM))
VAGUE = bare_catalogue(["Busse und Radwege", "Kita und Krippe", "Verschiedenes"])
CONFIRMED = {START: (2,), START + 3: (2,)}


@pytest.fixture(scope="module")
def held(corpus: Corpus, analyse: Analyse, encode: Encode) -> Held:
    return Held(corpus, analyse, encode)


class Held:
    """The small corpus held against a catalogue, in any order of its rows, with or without a person's word."""

    def __init__(self, corpus: Corpus, analyse: Analyse, encode: Encode) -> None:
        self.corpus, self.analyse, self.encode = corpus, analyse, encode

    def against(
        self,
        catalogue: Catalogue,
        confirmed: Mapping[int, Sequence[int]] | None = None,
        *,
        order: Sequence[int] = range(len(DOCUMENTS)),
        policy: bool = False,
    ) -> Assignment:
        texts = theme_texts(catalogue)
        rows = list(order)
        place = {row: number for number, row in enumerate(rows)}
        views, theme_views = [self.corpus.view[rows]], [self.encode(texts.texts)]
        return assign(
            texts=texts,
            views=views,
            theme_views=theme_views,
            tokens=[self.corpus.tokens[row] for row in rows],
            term_tokens=self.analyse(texts.terms),
            policy=load().view(views, ["use"], own_mean=True) if policy else None,
            theme_policy=load().view(theme_views, ["use"], own_mean=True) if policy else None,
            confirmed={place[row]: held for row, held in (confirmed or {}).items()},
            ids=[self.corpus.ids[row] for row in rows],
        )


def test_what_was_confirmed_stays_there_alone_and_at_full_strength(held: Held) -> None:
    found = held.against(CATALOGUE, {0: (1,), START: (0, 1)})
    assert found.chosen[0].tolist() == [False, True]
    assert found.chosen[START].tolist() == [True, True]
    assert (found.strengths[0, 1], found.strengths[START, 0]) == (1, 1)
    assert found.scores[0].argmax() == 1


def test_two_confirmed_statements_teach_what_a_vague_title_means(held: Held) -> None:
    rest = [row for row in SWIMS if row not in CONFIRMED]
    before = held.against(VAGUE).scores[rest].argmax(axis=1)
    after = held.against(VAGUE, CONFIRMED).scores[rest].argmax(axis=1)
    assert (after == 2).sum() > (before == 2).sum()


def test_what_is_learnt_of_one_theme_takes_nothing_from_the_others(held: Held) -> None:
    scores = held.against(VAGUE, CONFIRMED).scores
    assert (scores[: len(BUS)].argmax(axis=1) == 0).mean() >= 0.8
    assert (scores[len(BUS) : START].argmax(axis=1) == 1).mean() >= 0.8


def test_a_rich_catalogue_says_the_same_with_a_policy_view(held: Held) -> None:
    plain, seen = held.against(CATALOGUE), held.against(CATALOGUE, policy=True)
    assert (plain.scores == seen.scores).all()


def test_bare_titles_use_the_policy_view(held: Held) -> None:
    found = held.against(bare_catalogue(["Verkehr", "Kinderbetreuung", "Sport"]), policy=True)
    truth = np.repeat([0, 1, 2], 8)
    assert (found.scores[:24].argmax(axis=1) == truth).mean() >= 0.8
    assert all(0 <= value <= 1 for value in found.stability)


@pytest.mark.parametrize("catalogue", [CATALOGUE, VAGUE])
def test_the_order_of_rows_changes_nothing_of_what_is_learnt(held: Held, catalogue: Catalogue) -> None:
    people = {0: (0,), 9: (1,), 10: (1,)}
    order = np.random.default_rng(3).permutation(len(DOCUMENTS)).tolist()
    first, again = held.against(catalogue, people), held.against(catalogue, people, order=order)
    assert (again.chosen == first.chosen[order]).all()
    assert np.allclose(again.scores, first.scores[order], atol=2e-3)
    assert [one.keys() for one in again.evidence] == [first.evidence[row].keys() for row in order]


def test_evidence_names_the_words_and_the_nearest_text_of_the_catalogue(held: Held) -> None:
    found = held.against(CATALOGUE)
    told = found.evidence[0][0]
    assert "Bus" in told.terms
    assert told.nearest == "Der Bus fährt zu selten und am Sonntag gar nicht."
    assert not told.is_statement
    assert 0 < told.nearness <= 1
    assert all(set(one) == set(np.flatnonzero(row)) for one, row in zip(found.evidence, found.chosen, strict=True))


def test_evidence_names_a_confirmed_statement_that_is_nearer_but_never_the_statement_itself(held: Held) -> None:
    found = held.against(VAGUE, dict.fromkeys(SWIMS, (2,)))
    for row in SWIMS:
        told = found.evidence[row][2]
        assert told.is_statement
        assert told.nearest in {held.corpus.ids[other] for other in SWIMS} - {held.corpus.ids[row]}


def test_a_catalogue_of_one_theme_can_be_confirmed(held: Held) -> None:
    one = Catalogue(id="k", title="K", themes=(CatalogueTheme(id="bad", title="Schwimmbad"),))
    found = held.against(one, {START: (0,)})
    assert found.chosen[START, 0]
    assert found.scores.shape == (len(DOCUMENTS), 1)


def test_confirmed_pairs_become_rows_in_the_order_of_ids() -> None:
    pairs = [("b", "betreuung"), ("a", "verkehr"), ("a", "betreuung"), ("a", "verkehr")]
    found = confirmed_rows(pairs, ["b", "a"], CATALOGUE)
    assert list(found.items()) == [(1, (1, 0)), (0, (1,))]


@pytest.mark.parametrize(
    ("pair", "said"), [(("weg", "verkehr"), "Aussage „weg“ gibt es nicht mehr"), (("a", "fehlt"), "Thema „fehlt“")]
)
def test_confirmed_pairs_that_name_nothing_are_refused_with_a_remedy(pair: tuple[str, str], said: str) -> None:
    with pytest.raises(Unknown, match=said) as problem:
        confirmed_rows([pair], ["a"], CATALOGUE)
    assert "bitte" in str(problem.value)


def material(rows: int, seed: int = 0) -> tuple[Lessons, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Three heaps of points, and which heap each is of."""
    drawn = np.random.default_rng(seed)
    heaps = np.arange(rows) % 3
    points = np.eye(3, 16)[heaps] + drawn.normal(scale=0.15, size=(rows, 16))
    return lessons([points.astype(np.float32)], None, word_counts([()] * rows)), heaps


def test_learning_is_trusted_only_where_held_out_statements_gain_by_it() -> None:
    known, heaps = material(90)
    people = {row: (int(heaps[row]),) for row in range(ENOUGH + 10)}
    nothing = np.zeros((90, 3), dtype=np.float32)
    right = np.eye(3, dtype=np.float32)[heaps] * 9
    wrong = np.eye(3, dtype=np.float32)[(heaps + 1) % 3] * 9
    assert trust(right, known, people, bare=False) == TOLD_TRUST[0] == 0
    assert trust(wrong + 9 * kindred(known, people, 3), known, {}, bare=True) == BARE_TRUST[0]
    assert trust(nothing, replace(known, features=known.features * 0), people, bare=False) == 0
    few = dict(list(people.items())[: ENOUGH - 1])
    assert trust(wrong, known, few, bare=False) == 0


def test_learning_from_nothing_and_nobody_says_nothing() -> None:
    known, _ = material(20)
    assert not learnt(np.ones((20, 3), dtype=np.float32), known, {}).any()


def test_a_few_confirmed_statements_teach_the_rest() -> None:
    known, heaps = material(20)
    scores = learnt(np.zeros((20, 3), dtype=np.float32), known, {row: (int(heaps[row]),) for row in range(3)})
    assert (scores.argmax(axis=1) == heaps).mean() >= 0.9


def test_the_clearest_statements_are_learnt_from_and_known_ones_are_not_taken_twice() -> None:
    scores = spread(np.repeat(np.arange(10, dtype=np.float32)[:, None], 2, axis=1) * np.array([2, 1], dtype=np.float32))
    rows, themes = confident(scores, frozenset({9}))
    assert rows.tolist() == [3, 4, 5, 6, 7, 8]
    assert set(themes.tolist()) == {0}
