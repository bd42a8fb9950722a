"""From material to themes: assigned, grouped, named, parted once more, under the ids they had before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.engine import LEXICAL_WEIGHT
from nlp.clusters.engine import cluster as group
from nlp.commands.material import Material
from nlp.domain.themes import Recipe, Run
from nlp.themes.assign import Assignment, assign
from nlp.themes.build import build_themes, remainder
from nlp.themes.confirmed import confirmed_rows
from nlp.themes.confirming import Pairs, confirm
from nlp.themes.finer import divisible, refined
from nlp.themes.identity import inherit
from nlp.themes.judging import spoken
from nlp.themes.learning import Confirmed
from nlp.themes.result import Built, Grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class Formed:
    """Themes, and what a person confirmed that finds nothing to hold on to any more (statement id, theme id)."""

    built: Built
    unapplied: Pairs = ()


def themes_of(material: Material, recipe: Recipe, earlier: Run | None = None) -> Formed:
    """The catalogue takes what belongs to it, the rest is grouped; found themes keep the ids of an earlier run.

    Raises Unknown for a statement confirmed for a theme of the catalogue that is not there.
    """
    corpus = material.corpus
    by_catalogue, by_hand = split(recipe)
    people = confirmed_rows(by_catalogue, corpus.ids, recipe.catalogue) if recipe.catalogue else {}
    taken = assigned(material, people)
    rest = remainder(taken, people) if taken else np.arange(len(corpus.ids))
    first = build_themes(
        corpus,
        grouped=grouped(material, rest, recipe, themes=recipe.themes) if len(rest) else None,
        catalogue=recipe.catalogue,
        assignment=taken,
        confirmed=people,
        project_words=recipe.project_words,
    )
    parts = {theme: grouped(material, rows, recipe) for theme, rows in divisible(first, corpus).items()}
    whole = inherit(refined(first, parts, corpus, recipe.project_words), earlier)
    built, unapplied = confirm(whole, by_hand)
    return Formed(built=spoken(built, corpus), unapplied=unapplied)


def split(recipe: Recipe) -> tuple[Pairs, Pairs]:
    """What is confirmed for themes of the catalogue, and for others."""
    known = {theme.id for theme in recipe.catalogue.themes} if recipe.catalogue else set()
    given = tuple(pair for pair in recipe.confirmed if pair[1] in known)
    return given, tuple(pair for pair in recipe.confirmed if pair[1] not in known)


def assigned(material: Material, confirmed: Confirmed | None = None) -> Assignment | None:
    """What the catalogue says about the statements; None without one."""
    if material.given is None:
        return None
    return assign(
        texts=material.given,
        views=material.views,
        theme_views=material.given_views,
        tokens=[one.tokens for one in material.words],
        term_tokens=[one.tokens for one in material.given_words],
        answers=[f"{one.source} {one.respondent} {one.question}" for one in material.statements],
        questions=[f"{one.source} {one.question}" for one in material.statements],
        sources=[one.source if one.source in material.events else "" for one in material.statements],
        policy=material.policy,
        theme_policy=material.given_policy,
        confirmed=confirmed,
        ids=[one.id for one in material.statements],
    )


def grouped(
    material: Material, rows: Sequence[int] | NDArray[np.int64], recipe: Recipe, themes: int | None = None
) -> Grouped:
    """Some of the statements in groups, as many as `themes` says or they themselves."""
    found = group(
        views=[view[rows] for view in material.grouping or material.views],
        documents=[material.texts[row] for row in rows],
        lemmas=[[token.lemma for token in material.words[row].content] for row in rows],
        themes=themes,
        granularity=recipe.granularity,
        weights=material.weights or None,
        lexical_weight=float(recipe.settings.get("lexical_weight", LEXICAL_WEIGHT)),
    )
    return Grouped(
        rows=rows,
        labels=found.labels,
        strengths=found.strengths,
        held=found.held,
        rivals=found.rivals,
        stability=found.stability,
    )
