from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.language import Token
from nlp.domain.themes import Run, Unplaced
from nlp.ports import Matrix
from nlp.themes.assign import Assignment
from nlp.themes.candidates import gathered, trimmed, worth_a_look
from nlp.themes.placing import Given, Placing, placed
from nlp.themes.voting import FRINGE, asked, joint, threshold, voters
from tests.unit.results import sealed

OLD, SIZE = 40, 12
TOPICS = np.eye(SIZE, dtype=np.float32)[:4]


def around(topic: int, count: int, seed: int = 0) -> Matrix:
    noise = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    rows = TOPICS[topic] + 0.12 * noise
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


VIEW = np.concatenate([around(0, OLD, 1), around(1, OLD, 2)])
IDS = [f"a{row:03d}" for row in range(2 * OLD)]
EARLIER = sealed({"bus": IDS[:OLD], "kita": IDS[OLD:]})


def words(*texts: str) -> tuple[Token, ...]:
    return tuple(Token(text=text, lemma=text, pos="NOUN", parts=(), start=0, stop=False) for text in texts)


def put(
    new: Matrix, earlier: Run = EARLIER, given: Given | None = None, tokens: Sequence[Sequence[Token]] = ()
) -> Placing:
    names = [*IDS, *(f"n{row:03d}" for row in range(len(new)))]
    told = [*([words("Wort", "Satz")] * len(IDS)), *(tokens or [words("Wort", "Satz")] * len(new))]
    return placed(
        statements=names, views=[np.concatenate([VIEW, new])], tokens=told, earlier=earlier, given=given
    )  # fmt: skip


def catalogue(themes: Sequence[str], scores: Sequence[Sequence[float]]) -> Given:
    """A catalogue's say about all statements; what has a score above zero is chosen."""
    every = np.zeros((len(IDS) + len(scores), len(themes)), dtype=np.float32)
    every[len(IDS) :] = scores
    return Given(
        themes=themes,
        assignment=Assignment(
            scores=every,
            strengths=every,
            chosen=every > 0,
            stability=(0.5,) * len(themes),
            held=every,
            why=tuple({0: ["Schule"]} for _ in every),
        ),
    )


def test_new_statements_go_where_their_neighbours_are() -> None:
    made = put(np.concatenate([around(0, 2, 7), around(1, 2, 8)]))
    assert [(one.statement, one.theme) for one in made.memberships] == [
        ("n000", "bus"), ("n001", "bus"), ("n002", "kita"), ("n003", "kita"),
    ]  # fmt: skip
    assert made.reasons == {}
    for one in made.memberships:
        assert one.primary
        assert one.strength > 0.9
        assert one.stability == 1
        assert one.evidence.is_statement
        assert one.evidence.nearest in IDS
        assert one.evidence.nearness > 0.5


def test_what_lies_elsewhere_stays_without_a_theme_and_says_why() -> None:
    between = (TOPICS[0] + TOPICS[1])[None] / np.sqrt(2)
    made = put(np.concatenate([around(2, 1), around(2, 1), between]), tokens=[words("Ruhe"), words("A", "B"), ()])
    assert made.memberships == ()
    assert made.reasons["n000"] is Unplaced.FEW_WORDS
    assert made.reasons["n001"] is Unplaced.ALONE
    assert set(made.pool) == {"n000", "n001", "n002"}


def test_a_telephone_number_is_no_theme() -> None:
    made = put(around(0, 1), tokens=[words("[TELEFON]")])
    assert made.reasons == {"n000": Unplaced.CONTACT}
    assert made.pool == ()


def test_statements_among_themselves_might_be_a_theme() -> None:
    made = put(np.concatenate([around(0, 4, 7), around(2, 10, 8)]))
    assert set(made.pool) == {f"n{row:03d}" for row in range(4, 14)}


def test_a_second_theme_that_the_neighbours_share_comes_with_the_first() -> None:
    earlier = sealed({"bus": IDS[:OLD], "kita": IDS[OLD:], "nachts": IDS[: OLD // 2 + 15]})
    made = put(around(0, 1, 7), earlier)
    assert [(one.theme, one.primary) for one in made.memberships] == [("bus", True), ("nachts", False)]


def test_a_catalogue_theme_takes_what_belongs_to_it_first() -> None:
    made = put(around(0, 1, 7), given=catalogue(["schule"], [[0.9]]))
    assert [(one.theme, one.strength) for one in made.memberships] == [("schule", 0.9)]
    assert made.memberships[0].evidence.terms == ("Schule",)
    unused = put(around(0, 1, 7), given=catalogue([""], [[0.9]]))
    assert [one.theme for one in unused.memberships] == ["bus"]


def test_what_the_catalogue_did_not_take_no_neighbour_puts_there() -> None:
    made = put(around(0, 1, 7), given=catalogue(["bus"], [[0.0]]))
    assert made.memberships == ()
    assert made.pool == ("n000",)


def test_nothing_new_is_nothing_to_place() -> None:
    made = put(np.zeros((0, SIZE), dtype=np.float32))
    assert made == Placing(memberships=(), reasons={}, pool=())


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_or_no_old_statements_are_no_trouble(count: int) -> None:
    new = around(0, 3)
    earlier = sealed({"bus": IDS[:count]} if count else {})
    names = [*IDS[:count], "n0", "n1", "n2"]
    view = np.concatenate([VIEW[:count], new])
    made = placed(statements=names, views=[view], tokens=[words("A", "B")] * len(names), earlier=earlier)
    assert {one.statement for one in made.memberships} | set(made.reasons) == {"n0", "n1", "n2"}


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(2 * OLD + 5)), st.integers(0, 50))
def test_the_order_of_rows_is_no_matter(order: list[int], seed: int) -> None:
    names = [*IDS, *(f"n{row}" for row in range(5))]
    view = np.concatenate([VIEW, around(seed % 4, 5, seed)])
    tokens = [words("A", "B")] * len(names)
    plain = placed(statements=names, views=[view], tokens=tokens, earlier=EARLIER)
    mixed = placed(
        statements=[names[row] for row in order],
        views=[view[order]],
        tokens=tokens,
        earlier=replace(EARLIER, memberships=EARLIER.memberships[::-1], themes=EARLIER.themes[::-1]),
    )
    assert mixed == plain
    assert {one.statement for one in plain.memberships}.isdisjoint(IDS)
    assert {one.statement for one in plain.memberships} | set(plain.reasons) == set(names) - set(IDS)


def test_few_of_the_old_statements_lie_further_out_than_what_is_placed() -> None:
    electors = voters(EARLIER, IDS, joint([VIEW], range(len(VIEW))))
    rows = list(range(len(IDS)))
    held = asked(electors, electors.matrix, rows).first.max(axis=1)
    assert 0 < (held < threshold(electors)).mean() <= FRINGE


def test_groups_that_hang_together_are_one_and_what_does_not_belong_is_trimmed() -> None:
    matrix = np.concatenate([around(0, 6, 1), around(0, 6, 2), around(2, 6, 3)])
    groups = [list(range(6)), list(range(6, 12)), [*range(12, 18)]]
    assert gathered(groups, matrix, 0.5) == [tuple(range(12)), tuple(range(12, 18))]
    assert gathered(groups, matrix, 2.0) == [tuple(rows) for rows in groups]
    assert trimmed((0, 1, 2, 3, 14), matrix, 0.8) == (0, 1, 2, 3)


def test_a_candidate_has_several_wordings() -> None:
    matrix = around(0, 4, 1)
    assert worth_a_look(range(4), matrix, ["Bad", "Bäder", "Hallenbad", "Freibad"], 0.1)
    assert not worth_a_look(range(4), matrix, ["Bad", "bad.", "BAD!", "Freibad"], 0.1)
    assert not worth_a_look(range(4), matrix, ["Bad", "Bäder", "Hallenbad", "Freibad"], 0.99)
