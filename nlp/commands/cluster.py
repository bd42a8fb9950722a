"""Clustering: all statements become themes, sealed as one run."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.bertopic import load_frame
from nlp.clusters.engine import LEXICAL_WEIGHT, Clustering
from nlp.clusters.engine import cluster as group
from nlp.domain.corpus import SourceKind, Statement
from nlp.domain.language import Analysis
from nlp.domain.themes import Recipe, Run
from nlp.errors import NothingToDo
from nlp.ports import Analyser, Matrix, Progress, Store
from nlp.themes.assign import Assignment, assign
from nlp.themes.build import Built, build_themes, remainder
from nlp.themes.texts import ThemeTexts, theme_texts
from nlp.vectors.cached import encode_all

EVENTS = frozenset({SourceKind.CONFERENCE, SourceKind.MINUTES, SourceKind.INTERVIEW})
"""Kinds of sources that have a topic; surveys and studies have people who were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """A sealed run and where the time went."""

    run: Run
    seconds: dict[str, float]
    reused: bool


def cluster(
    store: Store,
    recipe: Recipe,
    *,
    analyser: Analyser,
    executor: Executor,
    progress: Progress,
    fresh: bool = False,
) -> Clustered:
    """Turns the store's statements into themes by a recipe; the same input is not computed twice, unless `fresh`.

    Raises NothingToDo where there are no statements. A crash leaves the store as it was, vectors apart.
    """
    begun = time.perf_counter()
    statements = store.statements()
    if not statements:
        raise NothingToDo("Es gibt noch keine Aussagen. Bitte lesen Sie zuerst eine Datei ein (oton import).")
    events = frozenset(source.id for source in store.sources() if source.kind in EVENTS)
    corpus = _fingerprint(statements, events)
    name = run_id(recipe, corpus)
    if name in store.runs() and not fresh:
        total = time.perf_counter() - begun
        return Clustered(run=store.run(name), seconds=_seconds(0, 0, total), reused=True)
    texts = [statement.words for statement in statements]
    given = theme_texts(recipe.catalogue) if recipe.catalogue and recipe.catalogue.themes else None
    encoding = time.perf_counter()
    # While other processes encode, this one would only wait; words can be analysed meanwhile.
    with ThreadPoolExecutor(1) as beside:
        words = beside.submit(analyser.analyse, texts)
        given_words = beside.submit(analyser.analyse, given.terms if given else [])
        beside.submit(load_frame)
        views, theme_views = _encoded(texts, given, recipe, store, executor=executor, progress=progress)
        encoded = time.perf_counter()
        progress("Themen werden gebildet", 0, 0)
    built = themes_of(
        Material(
            statements=statements,
            texts=texts,
            words=words.result(),
            views=views,
            given=given,
            given_words=given_words.result(),
            given_views=theme_views,
            events=events,
        ),
        recipe,
    )
    run = _sealed(name, recipe, corpus, built, len(statements))
    store.save_run(run)
    ended = time.perf_counter()
    return Clustered(run=run, seconds=_seconds(encoded - encoding, ended - encoded, ended - begun), reused=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What themes are made of: statements with their words and vectors, and the catalogue's own."""

    statements: Sequence[Statement]
    texts: Sequence[str]
    words: Sequence[Analysis]
    views: Sequence[Matrix]
    given: ThemeTexts | None
    given_words: Sequence[Analysis]
    given_views: Sequence[Matrix]
    events: frozenset[str] = frozenset()


def _encoded(
    texts: Sequence[str],
    given: ThemeTexts | None,
    recipe: Recipe,
    store: Store,
    *,
    executor: Executor,
    progress: Progress,
) -> tuple[list[Matrix], list[Matrix]]:
    """One matrix per encoder for the statements, and one for the catalogue's texts."""
    everything = [*texts, *(given.texts if given else ())]
    stacked = encode_all(recipe.embedders, everything, cache=store, executor=executor, progress=progress)
    return [matrix[: len(texts)] for matrix in stacked], [matrix[len(texts) :] for matrix in stacked]


def themes_of(material: Material, recipe: Recipe) -> Built:
    """The catalogue takes what belongs to it, the rest is grouped, and both become themes."""
    tokens = [one.tokens for one in material.words]
    taken = _assigned(material)
    rest = remainder(taken) if taken else np.arange(len(tokens))
    found = _grouped(material, rest, recipe) if len(rest) else None
    return build_themes(
        statements=[statement.id for statement in material.statements],
        documents=material.texts,
        tokens=tokens,
        views=material.views,
        catalogue=recipe.catalogue,
        assignment=taken,
        rest=rest,
        labels=found.labels if found else (),
        strengths=found.strengths if found else (),
        stability=found.stability if found else (),
        project_words=recipe.project_words,
    )


def _assigned(material: Material) -> Assignment | None:
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
    )


def _grouped(material: Material, rest: NDArray[np.int64], recipe: Recipe) -> Clustering:
    return group(
        views=[view[rest] for view in material.views],
        documents=[material.texts[row] for row in rest],
        lemmas=[[token.lemma for token in material.words[row].content] for row in rest],
        themes=recipe.themes,
        lexical_weight=float(recipe.settings.get("lexical_weight", LEXICAL_WEIGHT)),
    )


def run_id(recipe: Recipe, corpus: str) -> str:
    """10 hexadecimal digits made of recipe, corpus and code version: the same input has the same run."""
    told = f"{recipe.fingerprint} {corpus} {version('oton')}"
    return hashlib.blake2b(told.encode(), digest_size=5).hexdigest()


def _fingerprint(statements: Sequence[Statement], events: frozenset[str]) -> str:
    made = hashlib.blake2b("\x1f".join(sorted(events)).encode(), digest_size=8)
    for statement in statements:
        made.update(f"{statement.id}\x1f{statement.text}\x1e".encode())
    return made.hexdigest()


def _sealed(name: str, recipe: Recipe, corpus: str, built: Built, count: int) -> Run:
    return Run(
        id=name,
        recipe=recipe.name,
        recipe_fingerprint=recipe.fingerprint,
        corpus_fingerprint=corpus,
        code_version=version("oton"),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        quality={
            "unassigned_share": len(built.unassigned) / count,
            "mean_stability": float(np.mean([theme.stability for theme in built.themes])) if built.themes else 0.0,
        },
        themes=built.themes,
        memberships=built.memberships,
        unassigned=built.unassigned,
    )


def _seconds(encode: float, group: float, total: float) -> dict[str, float]:
    return {"encode": round(encode, 3), "cluster": round(group, 3), "total": round(total, 3)}
