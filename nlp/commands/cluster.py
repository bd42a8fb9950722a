"""Clustering: all statements become themes, sealed as one run."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np

from nlp.commands.forming import themes_of
from nlp.commands.material import corpus_fingerprint, events_in, gathered, non_neutral
from nlp.domain.themes import Recipe, Run, Stance
from nlp.errors import NothingToDo
from nlp.ports import Analyser, Progress, Store
from nlp.themes.confirming import Pairs
from nlp.themes.result import Built
from nlp.vectors.policy import load
from nlp.views.reviewed import reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """A sealed run, where the time went, and what was confirmed for a theme or statement that there is no more."""

    run: Run
    seconds: dict[str, float]
    reused: bool
    unapplied: Pairs = ()


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

    Found themes keep the ids they had in the run before. Raises NothingToDo where there are no statements. A crash
    leaves the store as it was, vectors apart.
    """
    begun = time.perf_counter()
    statements = store.statements()
    if not statements:
        raise NothingToDo(
            "Es gibt noch keine Aussagen. Bitte lesen Sie zuerst eine Datei ein (oton import).",
            on_page="Es gibt noch keine Aussagen. Bitte lesen Sie zuerst unter „Quellen“ eine Datei ein.",
        )
    events = events_in(store)
    corpus = corpus_fingerprint(statements, events)
    name = run_id(recipe, corpus)
    there = name in store.runs()
    if there and not fresh:
        run = reviewed(store).sealed(name)
        total = time.perf_counter() - begun
        return Clustered(run=run, seconds=timed(0, 0, total), reused=True, unapplied=unapplied(recipe, run))
    encoding = time.perf_counter()
    material = gathered(
        statements, recipe, store, events=events, analyser=analyser, executor=executor, progress=progress
    )
    encoded = time.perf_counter()
    progress("Themen werden gebildet", 0, 0)
    earlier = before(store, name if there else "")
    formed = themes_of(material, recipe, earlier)
    run = _sealed(
        name, recipe, corpus, built=formed.built, stances=non_neutral(material), previous=earlier.id if earlier else ""
    )
    progress("Auswertung wird gespeichert", 0, 0)
    store.save_run(run)
    ended = time.perf_counter()
    seconds = timed(encoded - encoding, ended - encoded, ended - begun)
    return Clustered(run=run, seconds=seconds, reused=False, unapplied=formed.unapplied)


def before(store: Store, again: str = "") -> Run | None:
    """The run that lends its ids to a new one: the newest, or that which lent them to the run that is made again.

    As it was sealed: decisions are laid over the new one as over the old one, and must find what they spoke of.
    """
    sealed = reviewed(store).sealed
    if again:
        previous = sealed(again).previous
        return sealed(previous) if previous else None
    return sealed() if store.runs() else None


def unapplied(recipe: Recipe, run: Run) -> Pairs:
    """What the recipe confirms and a run does not hold."""
    held = {(one.statement, one.theme) for one in run.memberships if one.confirmed}
    return tuple(sorted(pair for pair in set(recipe.confirmed) if pair not in held))


def run_id(recipe: Recipe, corpus: str, extended: str = "") -> str:
    """10 hexadecimal digits made of all that decides a result: the same input has the same run.

    Recipe, corpus, policy view, code version and, where one is extended, the run before.
    """
    told = f"{recipe.fingerprint} {corpus} {load().fingerprint} {version('oton')} {extended}".strip()
    return hashlib.blake2b(told.encode(), digest_size=5).hexdigest()


def _sealed(
    name: str, recipe: Recipe, corpus: str, *, built: Built, stances: Mapping[str, Stance], previous: str
) -> Run:
    placed = {one.statement for one in built.memberships}
    return Run(
        id=name,
        recipe=recipe.name,
        recipe_fingerprint=recipe.fingerprint,
        corpus_fingerprint=corpus,
        code_version=version("oton"),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        quality={
            "unassigned_share": len(built.unassigned) / (len(placed) + len(built.unassigned)),
            "mean_stability": mean_stability(built),
        },
        themes=built.themes,
        memberships=built.memberships,
        unassigned=built.unassigned,
        previous=previous,
        reasons=built.reasons,
        stances=stances,
    )


def mean_stability(built: Built) -> float:
    """How sure the themes are on average, 0 to 1; sub-themes are told in their themes."""
    firm = [theme.stability for theme in built.themes if not theme.parent]
    return float(np.mean(firm)) if firm else 0.0


def timed(encode: float, group: float, total: float) -> dict[str, float]:
    """Where the seconds went."""
    return {"encode": round(encode, 3), "cluster": round(group, 3), "total": round(total, 3)}
