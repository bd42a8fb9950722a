from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from nlp.domain.language import Token
from nlp.domain.themes import Membership, Origin, Theme
from nlp.themes.finer import divisible, refined
from nlp.themes.result import Built, Corpus, Grouped

PLACES = ("Bus", "Radweg", "Ampel")


def told(sizes: tuple[int, ...] = (30, 20, 15), others: int = 40) -> tuple[Corpus, Built]:
    """A large theme whose statements speak of three things, and another that speaks of something else."""
    words = [PLACES[place] for place, size in enumerate(sizes) for _ in range(size)] + ["Kita"] * others
    names = [f"s{row:03d}" for row in range(len(words))]
    chance = np.random.default_rng(2)
    every = (*PLACES, "Kita")
    view = np.array([4 * np.eye(8)[every.index(word)] for word in words]) + 0.4 * chance.normal(size=(len(words), 8))
    corpus = Corpus.of(
        ids=names,
        documents=[f"{word} {name}" for word, name in zip(words, names, strict=True)],
        tokens=[
            tuple(Token(text=text, lemma=text, pos="NOUN", parts=(), start=0, stop=False) for text in (word, name))
            for word, name in zip(words, names, strict=True)
        ],
        views=[view.astype(np.float32)],
    )
    large = sum(sizes)
    built = Built(
        themes=(
            Theme(id="verkehr", title="Verkehr", origin=Origin.CATALOGUE),
            Theme(id="kinder", title="Betreuung", origin=Origin.FOUND),
        ),
        memberships=tuple(
            Membership(statement=name, theme="verkehr" if row < large else "kinder", strength=0.9)
            for row, name in enumerate(names)
        ),
        unassigned=(),
    )
    return corpus, built


def parted(rows: list[int], sizes: tuple[int, ...], stability: list[float]) -> Grouped:
    labels = [place for place, size in enumerate(sizes) for _ in range(size)]
    count = len(rows)
    return Grouped(
        rows=rows, labels=labels, strengths=[0.8] * count, held=[0.9] * count, rivals=[1] * count, stability=stability
    )


def test_only_large_themes_are_looked_into() -> None:
    corpus, built = told()
    assert divisible(built, corpus) == {"verkehr": list(range(65))}


def test_firm_groups_become_sub_themes_and_the_theme_stays_as_it_is() -> None:
    corpus, built = told()
    made = refined(built, {"verkehr": parted(list(range(65)), (30, 20, 15), [0.9, 0.7, 0.4])}, corpus)
    assert [(theme.title, theme.parent) for theme in made.themes] == [
        ("Verkehr", ""), ("Bus", "verkehr"), ("Radweg", "verkehr"), ("Betreuung", ""),
    ]  # fmt: skip
    sizes = Counter(one.theme for one in made.memberships)
    assert (sizes["verkehr"], sizes["kinder"]) == (65, 40)
    assert sorted(sizes.values()) == [20, 30, 40, 65]
    assert [one for one in made.memberships if one.primary] == list(built.memberships)
    below = [one for one in made.memberships if not one.primary]
    radweg = made.themes[2].id
    assert {one.rival for one in below if one.theme != radweg} == {radweg}
    assert all(one.stability == pytest.approx(0.9) for one in below)
    assert all(one.evidence.is_statement and one.evidence.terms for one in below)


@pytest.mark.parametrize(("sizes", "stability"), [((30, 20, 15), [0.9, 0.4, 0.3]), ((58, 7, 0), [0.9, 0.9])])
def test_one_firm_group_alone_is_no_second_level(sizes: tuple[int, ...], stability: list[float]) -> None:
    corpus, built = told(sizes)
    assert refined(built, {"verkehr": parted(list(range(65)), sizes, stability)}, corpus) == built


def test_a_word_that_the_other_themes_say_as_well_names_no_part() -> None:
    corpus, built = told(others=100)
    alike = Corpus.of(
        ids=corpus.ids,
        documents=corpus.documents,
        tokens=[
            (*row, Token(text="Bus", lemma="Bus", pos="NOUN", parts=(), start=0, stop=False))
            if place >= 65 and place % 5 == 0 else row
            for place, row in enumerate(corpus.tokens)
        ],
        views=[corpus.matrix],
    )  # fmt: skip
    made = refined(built, {"verkehr": parted(list(range(65)), (30, 20, 15), [0.9, 0.7, 0.6])}, alike)
    assert [theme.title for theme in made.themes if theme.parent] == ["Radweg", "Ampel"]
