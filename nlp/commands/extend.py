"""Extending: what came since the last run goes into its themes, sealed as a run of its own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np

from nlp.commands.cluster import Clustered, mean_stability, run_id, timed
from nlp.commands.forming import assigned, grouped
from nlp.commands.material import Material, corpus_fingerprint, events_in, gathered, non_neutral
from nlp.domain.themes import Catalogue, CatalogueTheme, Origin, Recipe, Run, Stance
from nlp.errors import NothingToDo
from nlp.ports import Analyser, Progress, Store
from nlp.themes.build import build_themes
from nlp.themes.candidates import gathered as together
from nlp.themes.candidates import trimmed, usual, worth_a_look
from nlp.themes.growing import Grown, as_candidates, grown, kept
from nlp.themes.judging import spoken
from nlp.themes.placing import Given, Placing, placed
from nlp.themes.result import Built, Corpus
from nlp.themes.words import vocabulary
from nlp.views.reviewed import reviewed


def extend(
    store: Store,
    recipe: Recipe,
    *,
    analyser: Analyser,
    executor: Executor,
    progress: Progress,
    run: str = "",
) -> Clustered:
    """Puts the statements that came after a run (the newest, or the one named) into its themes; nothing else moves.

    What fits nowhere and belongs together becomes a candidate. Statements that are no more drop out. Where nothing
    came and nothing went, the run itself comes back. The figures stand in the new run's quality: `old`, `new`,
    `placed`, `candidates`, `candidate_themes`, `left`. Raises NothingToDo where there are no statements or no run,
    Unknown for a run that does not exist.
    """
    begun = time.perf_counter()
    statements = store.statements()
    if not statements:
        raise NothingToDo(
            "Es gibt keine Aussagen. Bitte lesen Sie zuerst eine Datei ein (oton import).",
            on_page="Es gibt keine Aussagen. Bitte lesen Sie zuerst unter „Quellen“ eine Datei ein.",
        )
    earlier = reviewed(store).sealed(run)
    events = events_in(store)
    corpus = corpus_fingerprint(statements, events)
    name = run_id(recipe, corpus, earlier.id)
    same = earlier.statements == {one.id for one in statements}
    if same or name in store.runs():
        done = earlier if same else reviewed(store).sealed(name)
        return Clustered(run=done, seconds=timed(0, 0, time.perf_counter() - begun), reused=True)
    encoding = time.perf_counter()
    material = gathered(
        statements, recipe, store, events=events, analyser=analyser, executor=executor, progress=progress
    )
    encoded = time.perf_counter()
    progress("Neue Aussagen werden zugeordnet", 0, 0)
    extended = themes_with(material, recipe, earlier)
    stances = {one: stance for one, stance in non_neutral(material).items() if one not in earlier.statements}
    made = _sealed(name, recipe, corpus, made=extended, earlier=earlier, stances={**earlier.stances, **stances})
    progress("Auswertung wird gespeichert", 0, 0)
    store.save_run(made)
    ended = time.perf_counter()
    seconds = timed(encoded - encoding, ended - encoded, ended - begun)
    return Clustered(run=made, seconds=seconds, reused=False)


def themes_with(material: Material, recipe: Recipe, earlier: Run) -> Grown:
    """An earlier run's themes with the statements in them that it did not hold yet."""
    corpus = material.corpus
    before = kept(earlier, corpus)
    given = _given(material, recipe, earlier)
    placing = placed(statements=corpus.ids, views=material.views, tokens=corpus.tokens, earlier=before, given=given)
    made = grown(
        before=before,
        placing=placing,
        fresh=_candidates(material, recipe, corpus, before, placing),
        corpus=corpus,
        known=vocabulary(corpus.counted(), recipe.project_words),
        catalogue=recipe.catalogue,
        given=given,
    )
    fresh = {theme.id for theme in made.built.themes} - {theme.id for theme in before.themes}
    return replace(made, built=spoken(made.built, corpus, fresh))


def _given(material: Material, recipe: Recipe, earlier: Run) -> Given | None:
    """The catalogue's say. If the recipe is not that of the earlier run, only themes that it had take anything."""
    assignment = assigned(material)
    if assignment is None or recipe.catalogue is None:
        return None
    there = {theme.id for theme in earlier.themes if theme.origin is Origin.CATALOGUE}
    same = recipe.fingerprint == earlier.recipe_fingerprint
    in_use = [theme.id if same or theme.id in there else "" for theme in recipe.catalogue.themes]
    return Given(themes=in_use, assignment=assignment) if any(in_use) else None


def _candidates(material: Material, recipe: Recipe, corpus: Corpus, before: Built, placing: Placing) -> Built:
    """Themes among the new statements that might be one of their own."""
    rows = {one: row for row, one in enumerate(corpus.ids)}
    pool = [rows[one] for one in placing.pool]
    if not pool:
        return Built(themes=(), memberships=(), unassigned=())
    found = grouped(material, pool, recipe)
    least = usual(before, corpus.ids, corpus.matrix)
    parts = [
        [pool[place] for place in np.flatnonzero(np.asarray(found.labels) == part)]
        for part in range(len(found.stability))
    ]
    whole = (trimmed(rows, corpus.matrix, least) for rows in together(parts, corpus.matrix, least))
    groups = [rows for rows in whole if worth_a_look(rows, corpus.matrix, corpus.documents, least)]
    number = {row: place for place, rows in enumerate(groups) for row in rows}
    part_of = {row: part for part, rows in enumerate(parts) for row in rows}
    there = (CatalogueTheme(id=theme.id, title=theme.title) for theme in before.themes)
    built = build_themes(
        corpus,
        # The themes there are stand in for a catalogue: no candidate bears the title of one.
        catalogue=Catalogue(id="there", title="", themes=tuple(there)),
        grouped=replace(
            found,
            labels=[number.get(row, -1) for row in pool],
            rivals=(),
            # What was put together is no surer than its least sure part.
            stability=[min(found.stability[part_of[row]] for row in rows) for rows in groups],
        ),
        project_words=recipe.project_words,
    )
    return as_candidates(built, before)


def _sealed(name: str, recipe: Recipe, corpus: str, *, made: Grown, earlier: Run, stances: Mapping[str, Stance]) -> Run:
    built, new = made.built, made.placed + made.candidates + made.left
    unassigned = set(built.unassigned)
    standing = {one.statement for one in built.memberships} | unassigned
    return Run(
        id=name,
        recipe=recipe.name,
        recipe_fingerprint=recipe.fingerprint,
        corpus_fingerprint=corpus,
        code_version=version("oton"),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        quality={
            "unassigned_share": len(built.unassigned) / len(standing),
            "mean_stability": mean_stability(built),
            "old": len(standing) - new,
            "new": new,
            "placed": made.placed,
            "candidates": made.candidates,
            "candidate_themes": made.candidate_themes,
            "left": made.left,
        },
        themes=built.themes,
        memberships=built.memberships,
        unassigned=built.unassigned,
        previous=earlier.id,
        reasons={one: why for one, why in {**earlier.reasons, **made.reasons}.items() if one in unassigned},
        stances={one: stance for one, stance in stances.items() if one in standing},
    )
