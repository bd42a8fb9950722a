"""What a job does: a verb of the house, with what was asked for in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from nlp.commands.cluster import cluster
from nlp.commands.columns import wishes_for
from nlp.commands.extend import extend
from nlp.commands.human import learnt
from nlp.commands.import_ import import_file
from nlp.commands.project import project_words
from nlp.commands.uploads import done_with, taken
from nlp.domain.corpus import ColumnRole, Role, Source, SourceKind
from nlp.domain.jobs import JobKind
from nlp.domain.themes import Granularity, Recipe, Run
from nlp.errors import InputError
from nlp.ingest import ColumnMap
from nlp.ports import Analyser, Progress, Store
from nlp.views.reviewed import reviewed

RECIPE = "standard"
SHIPPED, NO_CATALOGUE = "sozialplan", "none"
Kind = TypeVar("Kind", bound=StrEnum)
_CATALOGUES = {SHIPPED: "", "": "", NO_CATALOGUE: NO_CATALOGUE}


class Recipes(Protocol):
    """Makes a recipe with the house's encoders, as `nlp.compose.recipe` does."""

    def __call__(
        self,
        name: str,
        *,
        catalogue: str = "",
        themes: int | None = None,
        granularity: Granularity = Granularity.MEDIUM,
        project_words: tuple[str, ...] = (),
    ) -> Recipe:
        """`catalogue` is a path, `none`, or empty for the shipped one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What work is done with."""

    analyser: Analyser
    executor: Executor
    recipe: Recipes


def work(
    kind: JobKind, asked: Mapping[str, str], *, database: Path, store: Store, tools: Tools, progress: Progress
) -> dict[str, str]:
    """Does what was asked for and names the run or source that came of it. Once more changes nothing.

    Raises InputError where the request cannot be understood, and what the verbs raise.
    """
    if kind is JobKind.IMPORT:
        return {"source": _imported(asked, database, store, tools, progress)}
    made = _grouped if kind is JobKind.CLUSTER else _extended
    return {"run": made(asked, store, tools, progress)}


def tidy(kind: JobKind, asked: Mapping[str, str], *, database: Path) -> None:
    """Takes away what work needed and nobody needs any more: a file with raw answers."""
    if kind is JobKind.IMPORT:
        done_with(database, asked.get("upload", ""))


def _imported(asked: Mapping[str, str], database: Path, store: Store, tools: Tools, progress: Progress) -> str:
    file = taken(database, asked.get("upload", ""))
    named = asked.get("source", "")
    wishes = wishes_for(file, database, named, question=asked.get("question", ""), sheet=asked.get("sheet", ""))
    if asked.get("map"):
        wishes = replace(wishes, map=ColumnMap(columns=column_roles(asked["map"])))
    source = Source(
        id=named,
        title=asked.get("title") or named,
        kind=_one(SourceKind, asked.get("kind") or SourceKind.SURVEY, "Art der Quelle"),
        collected_on=asked.get("collected_on", ""),
        population=_count(asked.get("population", ""), "Zahl der Angefragten"),
        random_sample=asked.get("random_sample", "") in {"1", "true", "on", "ja"},
    )
    report = import_file(file, source=source, wishes=wishes, store=store, analyser=tools.analyser, progress=progress)
    return report.imported.source.id


def column_roles(told: str) -> tuple[ColumnRole, ...]:
    """Roles out of JSON, `[{"column": …, "role": …, "question": …}]` or `{column: role}`. Raises InputError."""
    try:
        read = json.loads(told)
        entries = [{"column": name, "role": role} for name, role in read.items()] if isinstance(read, dict) else read
        return tuple(
            ColumnRole(
                column=str(entry["column"]),
                role=Role(entry["role"]),
                question=str(entry.get("question") or ""),
                why=str(entry.get("why") or ""),
            )
            for entry in entries
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            "Die Rollen der Spalten sind nicht zu verstehen. Bitte wählen Sie für jede Spalte eine Rolle."
        ) from error


def _grouped(asked: Mapping[str, str], store: Store, tools: Tools, progress: Progress) -> str:
    catalogue = asked.get("catalogue", "")
    if catalogue not in _CATALOGUES:
        raise InputError(
            f"Den Katalog „{catalogue}“ gibt es nicht. Bitte wählen Sie „{SHIPPED}“ oder „{NO_CATALOGUE}“."
        )
    recipe = tools.recipe(
        RECIPE,
        catalogue=_CATALOGUES[catalogue],
        themes=_count(asked.get("themes", ""), "Zahl der Themen"),
        granularity=_one(Granularity, asked.get("granularity") or Granularity.MEDIUM, "Feinheit"),
        project_words=project_words(store),
    )
    recipe = _with_confirmed(recipe, store)
    return cluster(store, recipe, analyser=tools.analyser, executor=tools.executor, progress=progress).run.id


def _extended(asked: Mapping[str, str], store: Store, tools: Tools, progress: Progress) -> str:
    earlier = reviewed(store).sealed(asked.get("run", ""))
    recipe = _like(earlier, tools.recipe, project_words(store), store)
    made = extend(store, recipe, analyser=tools.analyser, executor=tools.executor, progress=progress, run=earlier.id)
    return made.run.id


def _with_confirmed(recipe: Recipe, store: Store) -> Recipe:
    """What people decided, or confirmed for the run before, holds for the next one where the statements still are."""
    if not store.runs():
        return recipe
    newest, there = reviewed(store).sealed(), _there(store)
    if newest.previous:
        # A job that was killed after its run was sealed comes by again: its run is the newest now.
        before = replace(recipe, confirmed=learnt(store, newest.previous, there))
        if before.fingerprint == newest.recipe_fingerprint:
            return before
    return replace(recipe, confirmed=learnt(store, newest.id, there))


def _like(run: Run, recipes: Recipes, words: tuple[str, ...], store: Store) -> Recipe:
    """The recipe a run was made by, as far as it can be found again; else the usual one."""
    held, there = tuple(sorted((one.statement, one.theme) for one in run.memberships if one.confirmed)), _there(store)
    # What people had decided by then is in its recipe too, even where the run found nothing to hold it on.
    by_then = (learnt(store, run.previous, run.statements, until=run.created_at),) if run.previous else ()
    for catalogue in ("", NO_CATALOGUE):
        for granularity in Granularity:
            made = recipes(RECIPE, catalogue=catalogue, granularity=granularity, project_words=words)
            for confirmed in ((), held, *by_then):
                if run.recipe_fingerprint == replace(made, confirmed=confirmed).fingerprint:
                    return replace(made, confirmed=tuple(pair for pair in held if pair[0] in there))
    return recipes(RECIPE, project_words=words)


def _there(store: Store) -> frozenset[str]:
    return frozenset(one.id for one in store.statements())


def _count(told: str, what: str) -> int | None:
    if not told.strip():
        return None
    if not told.strip().isdecimal() or not int(told):
        raise InputError(f"Die {what} „{told}“ passt nicht. Bitte geben Sie eine Zahl ab 1 an.")
    return int(told)


def _one(kinds: type[Kind], told: str, what: str) -> Kind:
    try:
        return kinds(told)
    except ValueError as error:
        known = ", ".join(f"„{one.value}“" for one in kinds)
        raise InputError(f"{what} „{told}“ gibt es nicht. Bitte wählen Sie {known}.") from error
