"""O-Ton beside other methods: the table's figures are those of the labels, and say what was given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nlp.vectors.policy import load
from nlp.views.evaluate.agreement import Agreement, agreement, agreement_sheet
from nlp.views.evaluate.clustering import Comparison, compare
from nlp.views.evaluate.methods import Own, vectors_k_means, words_k_means
from nlp.views.evaluate.topic_models import ABSENT
from tests.unit.views.evaluate.conftest import Labelled, silent

TRUTH = ["a", "a", "b", "b"]


def row(*runs: list[int], name: str = "X", given: bool = False) -> Agreement:
    seconds = [float(place) for place in range(len(runs))]
    return agreement(name, TRUTH, [np.array(run) for run in runs], seconds, given=given)


def test_the_same_groups_agree_wholly_and_one_group_not_at_all() -> None:
    same, one = row([5, 5, 2, 2]), row([0, 0, 0, 0])
    assert (same.ami, same.ari, same.v_measure, same.themes) == (1, 1, 1, 2)
    assert (one.ami, one.ari, one.themes, one.unassigned_share) == (0, 0, 1, 0)


def test_texts_without_a_theme_count_as_a_group_but_not_as_a_theme() -> None:
    found = row([0, 0, -1, -1])
    assert found.ami == pytest.approx(1)
    assert (found.themes, found.unassigned_share) == (1, 0.5)


def test_of_several_runs_the_middle_one_counts_and_the_extremes_are_told() -> None:
    found = row([0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1])
    assert (found.least, found.ami, found.most) == (0, 1, 1)
    assert (found.seconds, found.runs) == (1, 3)
    assert "X: Mitte aus 3 Läufen, AMI von 0,000 bis 1,000." in agreement_sheet("T", [found]).captions


def test_beside_bertopic_every_figure_is_also_its_multiple() -> None:
    half = replace(row([0, 0, 1, 1], name="BERTopic"), ami=0.5)
    sheet = agreement_sheet("T", [row([0, 0, 1, 1], name="O-Ton"), half, row([0, 0, 0, 0])])
    place = sheet.headings.index("×\nBERTopic")
    assert [cells[place] for cells in sheet.rows] == ["2,00", "1,00", "0,00"]
    alone = agreement_sheet("T", [row([0, 0, 1, 1])])
    assert "×\nBERTopic" not in alone.headings
    nothing = agreement_sheet("T", [row([0, 0, 1, 1]), replace(half, ami=0.0)])
    assert "×\nBERTopic" not in nothing.headings


def test_a_star_stands_where_the_number_was_given() -> None:
    sheet = agreement_sheet("T", [row([0, 0, 1, 1]), row([0, 0, 1, 1], given=True)])
    assert [cells[1] for cells in sheet.rows] == ["2", "2 *"]
    assert "* Diese Zahl war vorgegeben." in sheet.captions
    assert agreement_sheet("T", [row([0, 0, 1, 1])]).captions == ()


@pytest.fixture(scope="module")
def compared(labelled: Labelled) -> Comparison:
    own = Own(policy=load())
    methods = ("turftopic", "e5", "tfidf")
    return compare(
        labelled.gold, labelled.reading, own=own, progress=silent, methods=methods, encode=lambda _: _never()
    )


def _never() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    raise AssertionError("without Turftopic no words are encoded")


def test_every_method_stands_in_one_table(compared: Comparison) -> None:
    names = [one.method for one in compared.rows]
    assert names[:2] == ["O-Ton", "O-Ton"]
    assert set(names[2:]) == {"TF-IDF und k-means", "Vektoren und k-means"}
    assert [one.given for one in compared.rows] == [False, *[True] * (len(names) - 1)]
    assert compared.rows[1].themes == 3
    assert {one.themes for one in compared.rows[2:]} == {3, compared.rows[0].themes}


def test_turftopic_that_cannot_be_had_is_named_with_its_reason(compared: Comparison) -> None:
    assert compared.remarks == (ABSENT,)
    assert ABSENT in compared.sheet().captions
    assert compared.told()["remarks"] == [ABSENT]


def test_the_plain_values_are_those_of_the_first_row(compared: Comparison) -> None:
    told = compared.told()
    first = compared.rows[0].told()
    for name in ("ami", "ari", "v_measure", "unassigned_share", "themes"):
        assert told[name] == first[name]
    assert (told["n"], told["labels"]) == (60, 3)
    assert told["rows"] == [one.told() for one in compared.rows]


def test_what_people_told_apart_is_found_better_than_by_chance(compared: Comparison) -> None:
    assert compared.rows[1].ami > 0.1


def test_a_number_that_is_given_is_taken(labelled: Labelled) -> None:
    told = compare(labelled.gold, labelled.reading, own=Own(), progress=silent, themes=4)
    assert len(told.rows) == 1
    assert (told.rows[0].themes, told.rows[0].given) == (4, True)


def test_the_policy_view_stands_beside_the_encoders_and_looks_at_these_texts_alone(labelled: Labelled) -> None:
    part = labelled.part(range(40)).reading
    own = Own(policy=load())
    views = own.views(part)
    assert [view.shape[0] for view in views] == [40, 40]
    assert not np.array_equal(views[1], own.views(labelled.reading)[1][:40])
    assert Own().views(part)[0] is part.views[0]


def test_k_means_needs_neither_words_nor_many_texts(labelled: Labelled) -> None:
    assert words_k_means(["ja", "nein"], 2).tolist() == [0, 0]
    assert len(set(words_k_means(labelled.reading.texts, 3).tolist())) == 3
    assert len(set(vectors_k_means(labelled.reading.views[0][:2], 5).tolist())) == 2


def test_a_part_of_a_reading_keeps_texts_vectors_and_words_together(labelled: Labelled) -> None:
    part = labelled.reading.part([7, 3])
    assert part.texts == (labelled.reading.texts[7], labelled.reading.texts[3])
    assert part.words == [labelled.reading.words[7], labelled.reading.words[3]]
    assert np.array_equal(part.views[0], labelled.reading.views[0][[7, 3]])
    assert part.names == ("use",)
