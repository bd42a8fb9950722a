"""Agreement between two who coded the same, held against published figures and another library."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlp.themes.agreeing import SURE, Said, Undefined, agreed

THEMES = ("bus", "kita", "park")
one = st.sets(st.sampled_from(THEMES)).map(frozenset)
said = st.lists(st.tuples(one, one), min_size=1, max_size=30)


def single(table: list[list[int]]) -> tuple[list[Said], list[str]]:
    """A table of two raters' single codes, spread out again."""
    names = [f"t{place}" for place in range(len(table))]
    pairs = [
        (frozenset({names[row]}), frozenset({names[column]}))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return pairs, names


def test_a_published_table_gives_its_published_kappa_and_interval() -> None:
    # Two dermatologists on 88 patients: SAS/STAT User's Guide, The FREQ Procedure, „Tests and Measures of Agreement“.
    pairs, names = single([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])
    told = agreed(pairs, names).kappa
    assert told.value is not None
    assert told.low is not None
    assert told.high is not None
    assert (round(told.value, 4), round(told.low, 4), round(told.high, 4)) == (0.3449, 0.2030, 0.4868)


def fleiss_cohen_everitt(table: NDArray[np.float64]) -> float:
    """The variance as the paper of 1969 writes it (formula 13), for a table of counts."""
    count = table.sum()
    p = table / count
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    seen, chance = float(np.trace(p)), float(rows @ columns)
    inner = sum(p[i, i] * ((1 - chance) - (rows[i] + columns[i]) * (1 - seen)) ** 2 for i in range(len(p)))
    outer = (1 - seen) ** 2 * sum(
        p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(len(p)) for j in range(len(p)) if i != j
    )
    whole = inner + outer - (seen * chance - 2 * chance + seen) ** 2
    return float(whole / (count * (1 - chance) ** 4))


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(sum))
def test_the_interval_of_a_theme_is_that_of_fleiss_cohen_and_everitt(cells: list[int]) -> None:
    both, first, second, neither = cells
    bus, nothing = frozenset({"bus"}), frozenset[str]()
    pairs = [
        *[(bus, bus)] * both,
        *[(bus, nothing)] * first,
        *[(nothing, bus)] * second,
        *[(nothing, nothing)] * neither,
    ]
    told = agreed(pairs, ["bus"]).themes[0]
    assert (told.both, told.only_first, told.only_second, told.neither) == tuple(cells)
    assert told.n == sum(cells)
    if told.kappa.low is None or told.kappa.high is None:
        return
    assert told.kappa.value is not None
    error = fleiss_cohen_everitt(np.array([[both, first], [second, neither]], dtype=np.float64)) ** 0.5
    assert told.kappa.low == pytest.approx(max(-1, told.kappa.value - SURE * error))
    assert told.kappa.high == pytest.approx(min(1, told.kappa.value + SURE * error))


# The other library is loaded by the first example.
@settings(deadline=None)
@given(said)
def test_kappa_is_what_scikit_learn_says_it_is(pairs: list[Said]) -> None:
    from sklearn.metrics import cohen_kappa_score, f1_score

    told = agreed(pairs, THEMES)
    for row in told.themes:
        codes = [[row.theme in pair[side] for pair in pairs] for side in (0, 1)]
        if row.kappa.value is None:
            assert len({*codes[0], *codes[1]}) == 1
        else:
            assert row.kappa.value == pytest.approx(cohen_kappa_score(*codes))
            assert -1 <= row.kappa.value <= 1
    ours, theirs = (np.array([[theme in pair[side] for theme in THEMES] for pair in pairs]) for side in (0, 1))
    f1 = f1_score(ours, theirs, average="samples", zero_division=1.0)
    assert told.samples_f1 == pytest.approx(f1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from((*THEMES, "")), st.sampled_from((*THEMES, ""))), min_size=1, max_size=30))
def test_with_one_theme_each_the_whole_is_cohens_kappa_with_none_as_a_code(pairs: list[tuple[str, str]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    told = agreed([(frozenset({a} - {""}), frozenset({b} - {""})) for a, b in pairs], THEMES)
    if len({*pairs[0], *(name for pair in pairs for name in pair)}) == 1:
        assert told.kappa.value is None
    else:
        assert told.kappa.value == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))
    assert told.observed == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))


@given(said)
def test_who_is_first_makes_no_difference(pairs: list[Said]) -> None:
    here, there = agreed(pairs, THEMES), agreed([(b, a) for a, b in pairs], THEMES)
    assert (here.n, here.same, here.samples_f1) == (there.n, there.same, there.samples_f1)
    ways = [[told.kappa, *(row.kappa for row in told.themes)] for told in (here, there)]
    for one_way, other_way in zip(*ways, strict=True):
        assert one_way.why == other_way.why
        told, turned = ((way.value, way.low, way.high) for way in (one_way, other_way))
        assert told == pytest.approx(turned)
        if one_way.value is not None and one_way.low is not None and one_way.high is not None:
            assert -1 <= one_way.low <= one_way.value <= one_way.high <= 1


def test_what_has_no_kappa_says_why() -> None:
    bus, nothing = frozenset({"bus"}), frozenset[str]()
    empty = agreed([], THEMES)
    assert (empty.n, empty.observed, empty.samples_f1) == (0, None, None)
    assert empty.kappa.why is Undefined.NOTHING
    assert empty.themes[0].observed is None
    always = agreed([(bus, bus)] * 3, THEMES)
    assert [row.kappa.why for row in always.themes] == [Undefined.ALWAYS, Undefined.UNUSED, Undefined.UNUSED]
    assert always.kappa.why is Undefined.ALWAYS
    assert (always.same, always.samples_f1) == (3, 1.0)
    silent = agreed([(nothing, nothing)] * 3, THEMES)
    assert silent.kappa.why is Undefined.ALWAYS
    assert silent.samples_f1 == 1.0


def test_where_nobody_differed_kappa_is_one_and_no_interval_is_claimed() -> None:
    bus, nothing = frozenset({"bus"}), frozenset[str]()
    told = agreed([(bus, bus), (nothing, nothing)], ["bus"])
    assert told.kappa.value == told.themes[0].kappa.value == 1.0
    assert told.kappa.low is told.kappa.high is None
