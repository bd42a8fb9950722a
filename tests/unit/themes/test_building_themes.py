from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.themes import Origin, Stability, Unplaced
from nlp.themes.assign import Assignment
from nlp.themes.build import build_themes, remainder
from nlp.themes.central import central, cohesion, space
from nlp.themes.grades import grade
from nlp.themes.judging import spoken
from nlp.themes.result import Built, Corpus, Grouped
from tests.unit.themes.conftest import BUS, CARE, CATALOGUE, SWIM
from tests.unit.themes.conftest import Corpus as Said

START = len(BUS) + len(CARE)


@pytest.fixture
def built(corpus: Said, assignment: Assignment) -> Built:
    rest = remainder(assignment)
    swims = [0 if START <= row < START + len(SWIM) else -1 for row in rest]
    themed = corpus.themed()
    grouped = Grouped(rows=rest, labels=swims, strengths=[0.8] * len(rest), stability=[0.6])
    return spoken(build_themes(themed, catalogue=CATALOGUE, assignment=assignment, grouped=grouped), themed)


def test_given_themes_come_first_and_found_ones_beside_them(built: Built) -> None:
    assert [theme.id for theme in built.themes[:2]] == ["verkehr", "betreuung"]
    assert [theme.origin for theme in built.themes] == [Origin.CATALOGUE, Origin.CATALOGUE, Origin.FOUND]
    assert built.themes[1].sensitive
    assert built.themes[1].field_of_action == "Kinder"
    assert built.themes[2].title == "Freibad und Hallenbad"
    assert built.themes[2].grade is Stability.USABLE
    assert built.themes[2].id.startswith("f-")


def test_every_statement_has_a_theme_or_none_and_one_primary_theme(built: Built, corpus: Said) -> None:
    placed = {membership.statement for membership in built.memberships}
    assert placed | set(built.unassigned) == set(corpus.ids)
    assert not placed & set(built.unassigned)
    primaries = Counter(membership.statement for membership in built.memberships if membership.primary)
    assert set(primaries) == placed
    assert set(primaries.values()) == {1}


def test_quotes_are_two_to_five_different_members(built: Built, corpus: Said) -> None:
    texts = dict(zip(corpus.ids, corpus.documents, strict=True))
    for theme in built.themes:
        members = {membership.statement for membership in built.memberships if membership.theme == theme.id}
        assert 2 <= len(theme.central) <= 5
        assert set(theme.central) <= members
        assert len({texts[one].casefold() for one in theme.central}) == len(theme.central)


def test_without_a_catalogue_all_groups_become_themes(corpus: Said) -> None:
    labels = [0] * len(BUS) + [1] * len(CARE) + [2] * len(SWIM) + [-1] * 3
    strengths = [0.9] * len(labels)
    grouped = Grouped(rows=range(len(labels)), labels=labels, strengths=strengths, stability=[0.9, 0.6, 0.2])
    made = build_themes(corpus.themed(), grouped=grouped)
    assert [theme.grade for theme in made.themes if "Freibad" in theme.title] == [Stability.UNSURE]
    assert len({theme.title for theme in made.themes}) == 3
    assert made.unassigned == tuple(corpus.ids[-3:])


def test_a_found_theme_keeps_its_id_when_rows_are_shuffled(corpus: Said) -> None:
    def ids(order: list[int]) -> dict[str, str]:
        labels = np.array([0] * len(BUS) + [1] * len(CARE) + [2] * len(SWIM) + [-1] * 3)
        grouped = Grouped(
            rows=range(len(order)), labels=labels[order], strengths=[0.5] * len(order), stability=[0.5, 0.5, 0.5]
        )
        made = build_themes(corpus.themed(order), grouped=grouped)
        return {theme.id: theme.title for theme in made.themes}

    plain = list(range(len(corpus.documents)))
    assert ids(plain) == ids(np.random.default_rng(3).permutation(len(plain)).tolist())


def test_nothing_in_is_nothing_out() -> None:
    made = build_themes(Corpus.of(ids=[], documents=[], tokens=[], views=[]))
    assert made == Built(themes=(), memberships=(), unassigned=())


@given(st.floats(0, 1))
def test_grades_rise_with_stability(stability: float) -> None:
    order = [Stability.UNSURE, Stability.USABLE, Stability.FIRM]
    assert order.index(grade(stability, 20)) <= order.index(grade(min(1.0, stability + 0.1), 20))


def test_grades_have_their_documented_limits() -> None:
    assert [grade(value, 8) for value in (0.49, 0.5, 0.74, 0.75)] == [
        Stability.UNSURE,
        Stability.USABLE,
        Stability.USABLE,
        Stability.FIRM,
    ]


def test_a_handful_of_statements_is_never_firm() -> None:
    assert [grade(1.0, size) for size in (1, 3, 8)] == [Stability.UNSURE, Stability.USABLE, Stability.FIRM]


def test_near_duplicates_are_not_quoted_twice(corpus: Said) -> None:
    matrix = space([corpus.view])
    rows = [0, 0, 1, 2]
    assert len(central(rows, matrix, corpus.documents, [1.0] * 4)) == 3


@settings(max_examples=30)
@given(st.integers(2, 12), st.integers(0, 5))
def test_cohesion_is_the_mean_cosine_of_pairs(count: int, seed: int) -> None:
    matrix = np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    cosines = matrix @ matrix.T
    expected = (cosines.sum() - count) / (count * (count - 1))
    assert cohesion(range(count), matrix) == pytest.approx(expected, abs=1e-3)
    assert cohesion([0], matrix) == 0


def test_a_found_membership_says_why_how_surely_and_what_else_it_might_be(corpus: Said) -> None:
    labels = [0] * len(BUS) + [1] * len(CARE) + [2] * len(SWIM) + [-1] * 3
    count = len(labels)
    grouped = Grouped(
        rows=range(count),
        labels=labels,
        strengths=[0.9] * count,
        held=[0.7] * count,
        rivals=[1, *[-1] * (count - 1)],
        stability=[0.9, 0.6, 0.2],
    )
    made = build_themes(corpus.themed(), grouped=grouped)
    own = {one.statement: one for one in made.memberships}
    care = own[corpus.ids[len(BUS)]].theme
    assert own[corpus.ids[0]].rival == care
    assert {one.stability for one in made.memberships} == {0.7}
    for statement, one in own.items():
        assert one.evidence.nearest in own
        assert one.evidence.nearest != statement
        assert own[one.evidence.nearest].theme == one.theme
    swim = own[corpus.ids[START]]
    assert "Freibad" in swim.evidence.terms


def test_every_statement_without_a_theme_has_a_reason(built: Built, corpus: Said) -> None:
    assert set(built.reasons) == set(built.unassigned)
    told = dict(zip(corpus.documents, corpus.ids, strict=True))
    assert built.reasons[told["Danke."]] is Unplaced.FEW_WORDS


def test_given_memberships_carry_the_agreement_of_less_evidence(built: Built, assignment: Assignment) -> None:
    given = [one for one in built.memberships if one.theme == "verkehr"]
    assert {one.stability for one in given} <= {round(float(value), 4) for value in assignment.held[:, 0]}
    assert any(one.stability > 0 for one in given)
    assert all(one.evidence.nearest for one in given)


def test_themes_have_a_summary_of_their_own_statements(built: Built) -> None:
    for theme in built.themes:
        members = {one.statement for one in built.memberships if one.theme == theme.id}
        assert {quote.statement for quote in theme.summary} <= members
        assert theme.summary


def test_what_a_person_confirmed_is_not_grouped(assignment: Assignment) -> None:
    free = remainder(assignment).tolist()
    assert remainder(assignment, [free[0]]).tolist() == free[1:]


def test_a_title_is_never_a_placeholder(corpus: Said) -> None:
    labels = [0] * 4
    documents = ["[PERSON]", "nach [PERSON]", "gern mal so", "na ja eben"]
    made = build_themes(
        Corpus.of(ids=list("abcd"), documents=documents, tokens=[()] * 4, views=[corpus.view[:4]]),
        grouped=Grouped(rows=range(4), labels=labels, strengths=[1.0] * 4, stability=[0.5]),
    )
    assert ["[" in theme.title for theme in made.themes] == [False]
