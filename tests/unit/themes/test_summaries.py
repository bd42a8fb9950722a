from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nlp.domain.themes import Stance, Voice
from nlp.themes.alike import wordings
from nlp.themes.central import central, middle, space
from nlp.themes.summary import Speaking, summary
from tests.unit.themes.conftest import BUS, CARE, SWIM

if TYPE_CHECKING:
    from tests.unit.themes.conftest import Corpus, Encode

MAIN = tuple(f"Die Kita soll {when} länger öffnen." for when in ("morgens", "abends", "immer", "freitags", "endlich"))
FEWER = ("Die Gebühren für die Kita sind viel zu hoch.", "Kita-Gebühren sind viel zu hoch!")


@pytest.fixture(scope="module")
def theme(encode: Encode) -> Speaking:
    documents = (*MAIN, *FEWER, "Der Garten der Kita ist schön.", "Frau [PERSON] von der Kita, Tel. [TELEFON]")
    others = (*BUS, *SWIM)
    matrix = space([encode([*documents, *others])])[: len(documents)]
    return Speaking(
        ids=[f"a{place}" for place in range(len(documents))],
        documents=documents,
        members=matrix,
        strengths=[0.9] * len(documents),
        people=[f"p{place}" for place in range(len(documents))],
        wording=wordings(documents, matrix).tolist(),
    )


def test_a_summary_quotes_the_middle_the_edge_and_a_minority(theme: Speaking) -> None:
    voices = [quote.voice for quote in summary(theme)]
    assert voices[0] is Voice.CENTRAL
    assert Voice.DIFFERENT in voices
    assert len(voices) <= 4


def test_quotes_are_members_and_none_is_quoted_twice(theme: Speaking) -> None:
    quoted = [quote.statement for quote in summary(theme)]
    assert set(quoted) <= set(theme.ids)
    assert len(set(quoted)) == len(quoted)


def test_quotes_full_of_placeholders_are_avoided(theme: Speaking) -> None:
    assert theme.ids[-1] not in {quote.statement for quote in summary(theme)}


def test_those_who_stand_otherwise_are_the_minority(theme: Speaking) -> None:
    stances = [Stance.NEED] * 5 + [Stance.CRITICISM] * 2 + [Stance.NEUTRAL] * 2
    told = summary(replace(theme, stances=stances))
    minority = [quote for quote in told if quote.voice is Voice.MINORITY]
    others = {quote.statement for quote in told if quote.voice is not Voice.MINORITY}
    spoken = {"a5", "a6"}
    assert others & spoken or [quote.alike for quote in minority] == [2]


def test_alike_counts_people_not_statements(theme: Speaking) -> None:
    alone = replace(theme, people=["p0"] * len(theme.ids))
    assert {quote.alike for quote in summary(alone)} == {1}
    assert max(quote.alike for quote in summary(theme)) > 1


def test_the_order_of_statements_changes_no_summary(theme: Speaking) -> None:
    order = np.random.default_rng(4).permutation(len(theme.ids)).tolist()
    mixed = Speaking(
        ids=[theme.ids[k] for k in order],
        documents=[theme.documents[k] for k in order],
        members=theme.members[order],
        strengths=[theme.strengths[k] for k in order],
        people=[theme.people[k] for k in order],
        wording=[theme.wording[k] for k in order],
    )
    assert summary(mixed) == summary(theme)


def test_one_statement_is_its_own_summary_and_none_has_none(theme: Speaking) -> None:
    def first(count: int) -> Speaking:
        return Speaking(
            ids=theme.ids[:count],
            documents=theme.documents[:count],
            members=theme.members[:count],
            strengths=theme.strengths[:count],
            people=theme.people[:count],
            wording=theme.wording[:count],
        )

    assert [(quote.statement, quote.alike) for quote in summary(first(1))] == [("a0", 1)]
    assert summary(first(0)) == ()


def test_identical_statements_are_quoted_once(theme: Speaking) -> None:
    copies = replace(
        theme,
        documents=[theme.documents[0]] * 9,
        members=np.repeat(theme.members[:1], 9, axis=0),
        wording=[0] * 9,
    )
    assert [quote.alike for quote in summary(copies)] == [9]


def test_central_quotes_come_from_different_people_where_there_are_others(corpus: Corpus) -> None:
    matrix, rows = space([corpus.view]), range(len(BUS), len(BUS) + len(CARE))
    people = ["same" if row % 2 else str(row) for row in range(len(corpus.documents))]
    chosen = central(list(rows), matrix, corpus.documents, [1.0] * len(CARE), people=people)
    assert len({people[row] for row in chosen}) == len(chosen) >= 2


def test_whoever_wrote_much_counts_once_in_the_middle() -> None:
    members = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert middle(members, [1.0] * 4, ["a", "a", "a", "b"]) == pytest.approx([0.7071, 0.7071], abs=1e-3)
