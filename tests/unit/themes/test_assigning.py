from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlp.domain.themes import Catalogue
from nlp.themes.around import leaning
from nlp.themes.assign import Assignment, assign
from nlp.themes.build import oversized, remainder
from nlp.themes.catalogue import bare_catalogue
from nlp.themes.evidence import Terms
from nlp.themes.texts import Kind, readable, theme_texts
from tests.unit.themes.conftest import BUS, CARE, CATALOGUE, SWIM, held_against

if TYPE_CHECKING:
    from tests.unit.themes.conftest import Analyse, Corpus, Encode

CARES = range(len(BUS), len(BUS) + len(CARE))


def test_statements_go_to_the_theme_they_are_about(assignment: Assignment) -> None:
    assert assignment.chosen[: len(BUS), 0].sum() >= len(BUS) - 1
    assert assignment.chosen[list(CARES), 1].sum() >= len(CARE) - 1
    assert not assignment.chosen[: len(BUS), 1].any()
    assert not assignment.chosen[list(CARES), 0].any()


def test_what_is_about_nothing_given_is_left(assignment: Assignment) -> None:
    rest = set(remainder(assignment).tolist())
    start = len(BUS) + len(CARE)
    assert len(rest & set(range(start, start + len(SWIM)))) >= len(SWIM) - 1
    assert {start + len(SWIM), start + len(SWIM) + 1, start + len(SWIM) + 2} <= rest


def test_strengths_and_decision_agree(assignment: Assignment) -> None:
    assert ((assignment.strengths >= 0) & (assignment.strengths <= 1)).all()
    assert (assignment.strengths[assignment.chosen] >= 0.5).all()
    assert all(0 <= value <= 1 for value in assignment.stability)


def test_the_words_that_name_a_theme_are_given_as_the_reason(assignment: Assignment) -> None:
    assert "Bus" in assignment.why[0][0]
    assert "Kita" in assignment.why[len(BUS) + 2][1]


def test_the_order_of_statements_changes_nothing(
    corpus: Corpus, assignment: Assignment, analyse: Analyse, encode: Encode
) -> None:
    order = np.random.default_rng(5).permutation(len(corpus.documents))
    shuffled = type(corpus)(
        documents=[corpus.documents[row] for row in order],
        tokens=[corpus.tokens[row] for row in order],
        view=corpus.view[order],
    )
    again = held_against(CATALOGUE, shuffled, analyse, encode)
    assert (again.chosen == assignment.chosen[order]).all()
    assert np.allclose(again.strengths, assignment.strengths[order], atol=1e-3)


def test_bare_titles_rank_the_right_theme_first(corpus: Corpus, analyse: Analyse, encode: Encode) -> None:
    titles = bare_catalogue(["Busse und Radwege", "Kita und Krippe", "Schwimmbad"])
    found = held_against(titles, corpus, analyse, encode).scores[:24].argmax(axis=1)
    truth = np.repeat([0, 1, 2], 8)
    assert (found == truth).mean() >= 0.8


def test_a_catalogue_of_one_theme_takes_its_own(corpus: Corpus, analyse: Analyse, encode: Encode) -> None:
    one = Catalogue(id="k", title="K", themes=CATALOGUE.themes[1:])
    found = held_against(one, corpus, analyse, encode)
    assert found.scores.shape == (len(corpus.documents), 1)
    assert set(np.argsort(-found.scores[:, 0])[:6].tolist()) <= set(CARES)


def test_no_statements_are_no_error(analyse: Analyse, encode: Encode) -> None:
    texts = theme_texts(CATALOGUE)
    found = assign(
        texts=texts,
        views=[np.zeros((0, 512), dtype=np.float32)],
        theme_views=[encode(texts.texts)],
        tokens=[],
        term_tokens=analyse(texts.terms),
    )
    assert found.chosen.shape == (0, 2)
    assert remainder(found).tolist() == []


def test_one_statement_finds_its_theme(corpus: Corpus, analyse: Analyse, encode: Encode) -> None:
    one = type(corpus)(documents=corpus.documents[:1], tokens=corpus.tokens[:1], view=corpus.view[:1])
    assert held_against(CATALOGUE, one, analyse, encode).scores[0].argmax() == 0


def test_unequal_lengths_are_refused(corpus: Corpus) -> None:
    texts = theme_texts(CATALOGUE)
    with pytest.raises(ValueError, match="same length"):
        assign(texts=texts, views=[corpus.view[:3]], theme_views=[], tokens=corpus.tokens, term_tokens=[])


def test_statements_of_one_answer_lean_on_each_other() -> None:
    scores = np.array([[2, 0], [0, 0], [0, 4]], dtype=np.float32)
    leant = leaning(scores, ["x", "x", ""])
    assert leant[1, 0] > 0
    assert leant[0].tolist() == [2, 0]
    assert leant[2].tolist() == [0, 4]


def test_a_theme_that_takes_nearly_everything_is_too_large(assignment: Assignment) -> None:
    chosen = np.zeros((100, 2), dtype=bool)
    chosen[:70, 0] = chosen[70:80, 1] = True
    made = Assignment(
        scores=chosen.astype(np.float32),
        strengths=chosen.astype(np.float32),
        chosen=chosen,
        stability=(1.0, 1.0),
        held=chosen.astype(np.float32),
        why=({},) * 100,
    )
    assert oversized(made) == [0]
    assert remainder(made).tolist() == [*range(70), *range(80, 100)]
    assert oversized(assignment) == []


def test_theme_texts_keep_sentences_apart_from_words() -> None:
    texts = theme_texts(CATALOGUE)
    assert texts.kind.count(Kind.PHRASE) == 6
    assert texts.texts[texts.kind.index(Kind.WORDS)] == "Bus, Radweg, Straßenbahn, Ampel, Fahrkarte"
    assert "Bus" in texts.terms
    assert "Der Bus fährt zu selten und am Sonntag gar nicht." not in texts.terms
    assert theme_texts(bare_catalogue(["Kita und Schule"])).terms == ("Kita", "Schule")


@pytest.mark.parametrize(
    ("title", "shown"),
    [("3. Gesundheit", "Gesundheit"), ("IV. Wohnen", "Wohnen"), ("bicycle_parking", "bicycle parking"), ("12.", "12.")],
)
def test_titles_lose_numbers_and_underscores(title: str, shown: str) -> None:
    assert readable(title) == shown


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("Kitaplätze", {1}),
        ("Tagesmütter", {1}),
        ("Radwegen", {0}),
        ("Erzieherinnen", {1}),
        ("Bussard", set()),
        ("Haus", set()),
    ],
)
def test_terms_are_found_in_forms_and_compounds(analyse: Analyse, word: str, named: set[int]) -> None:
    texts = theme_texts(CATALOGUE)
    terms = Terms(analyse(texts.terms), texts.term_theme)
    token = analyse([f"Die {word} sind wichtig."])[0][1]
    assert set(terms.of_word(token)) == named
