"""Extending: what came since the last run goes into its themes, sealed as a run of its own."""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import Executor
from datetime import UTC, datetime
from importlib.metadata import version

import numpy as np

from nlp.clusters.engine import cluster as group
from nlp.commands.cluster import EVENTS, Clustered, Material, _assigned, _encoded, _fingerprint
from nlp.domain.themes import Catalogue, CatalogueTheme, Origin, Recipe, Run
from nlp.errors import NothingToDo
from nlp.ports import Analyser, Progress, Store
from nlp.themes.build import Built, Corpus, build_themes
from nlp.themes.candidates import gathered, trimmed, usual, worth_a_look
from nlp.themes.central import space
from nlp.themes.growing import Grown, as_candidates, grown, kept
from nlp.themes.placing import Given, Placing, placed
from nlp.themes.texts import theme_texts
from nlp.themes.words import vocabulary


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
        raise NothingToDo("Es gibt keine Aussagen. Bitte lesen Sie zuerst eine Datei ein (oton import).")
    earlier = store.run(run)
    events = frozenset(source.id for source in store.sources() if source.kind in EVENTS)
    corpus = _fingerprint(statements, events)
    name = run_id(recipe, corpus, earlier.id)
    same = earlier.statements == {one.id for one in statements}
    if same or name in store.runs():
        done = earlier if same else store.run(name)
        return Clustered(run=done, seconds=_seconds(0, 0, time.perf_counter() - begun), reused=True)
    texts = [statement.words for statement in statements]
    given = theme_texts(recipe.catalogue) if recipe.catalogue and recipe.catalogue.themes else None
    encoding = time.perf_counter()
    views, theme_views = _encoded(texts, given, recipe, store, executor=executor, progress=progress)
    encoded = time.perf_counter()
    progress("Neue Aussagen werden zugeordnet", 0, 0)
    material = Material(
        statements=statements,
        texts=texts,
        words=analyser.analyse(texts),
        views=views,
        given=given,
        given_words=analyser.analyse(given.terms if given else []),
        given_views=theme_views,
        events=events,
    )
    made = _sealed(name, recipe, corpus, themes_with(material, recipe, earlier), earlier)
    store.save_run(made)
    ended = time.perf_counter()
    seconds = _seconds(encoded - encoding, ended - encoded, ended - begun)
    return Clustered(run=made, seconds=seconds, reused=False)


def themes_with(material: Material, recipe: Recipe, earlier: Run) -> Grown:
    """An earlier run's themes with the statements in them that it did not hold yet."""
    ids = [statement.id for statement in material.statements]
    tokens = [one.tokens for one in material.words]
    corpus = Corpus(ids=ids, documents=material.texts, tokens=tokens, matrix=space(material.views))
    before = kept(earlier, corpus)
    given = _given(material, recipe, earlier)
    placing = placed(statements=ids, views=material.views, tokens=tokens, earlier=before, given=given)
    return grown(
        before=before,
        placing=placing,
        fresh=_candidates(material, recipe, corpus, before, placing),
        corpus=corpus,
        known=vocabulary(tokens, recipe.project_words),
        catalogue=recipe.catalogue,
        given=given,
    )


def _given(material: Material, recipe: Recipe, earlier: Run) -> Given | None:
    """The catalogue's say. If the recipe is not that of the earlier run, only themes that it had take anything."""
    assignment = _assigned(material)
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
    found = group(
        views=[view[pool] for view in material.views],
        documents=[material.texts[row] for row in pool],
        lemmas=[[token.lemma for token in material.words[row].content] for row in pool],
    )
    least = usual(before, corpus.ids, corpus.matrix)
    parts = [[pool[place] for place in np.flatnonzero(found.labels == part)] for part in range(len(found.stability))]
    whole = (trimmed(rows, corpus.matrix, least) for rows in gathered(parts, corpus.matrix, least))
    groups = [rows for rows in whole if worth_a_look(rows, corpus.matrix, corpus.documents, least)]
    number = {row: place for place, rows in enumerate(groups) for row in rows}
    part_of = {row: part for part, rows in enumerate(parts) for row in rows}
    there = (CatalogueTheme(id=theme.id, title=theme.title) for theme in before.themes)
    built = build_themes(
        statements=corpus.ids,
        documents=corpus.documents,
        tokens=corpus.tokens,
        views=material.views,
        # The themes there are stand in for a catalogue: no candidate bears the title of one.
        catalogue=Catalogue(id="there", title="", themes=tuple(there)),
        rest=pool,
        labels=[number.get(row, -1) for row in pool],
        strengths=found.strengths,
        # What was put together is no surer than its least sure part.
        stability=[min(found.stability[part_of[row]] for row in rows) for rows in groups],
        project_words=recipe.project_words,
    )
    return as_candidates(built, before)


def run_id(recipe: Recipe, corpus: str, earlier: str) -> str:
    """10 hexadecimal digits made of recipe, corpus, code version and the run that was extended."""
    told = f"{recipe.fingerprint} {corpus} {version('oton')} {earlier}"
    return hashlib.blake2b(told.encode(), digest_size=5).hexdigest()


def _sealed(name: str, recipe: Recipe, corpus: str, made: Grown, earlier: Run) -> Run:
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
            "mean_stability": float(np.mean([theme.stability for theme in built.themes])) if built.themes else 0.0,
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
        stances={one: stance for one, stance in earlier.stances.items() if one in standing},
    )


def _seconds(encode: float, group: float, total: float) -> dict[str, float]:
    return {"encode": round(encode, 3), "cluster": round(group, 3), "total": round(total, 3)}
