"""A whole project at once: its sources, and the words of its place."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.commands.import_ import ImportReport, import_file
from nlp.domain.corpus import Source, SourceKind
from nlp.errors import FileUnreadable
from nlp.ingest import Wishes
from nlp.ports import Analyser, Progress, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile:
    """What a `project.toml` says."""

    title: str
    notice: str
    invented: bool
    project_words: tuple[str, ...]
    sources: tuple[dict[str, Any], ...]
    folder: Path


def load_project(path: Path) -> ProjectFile:
    """Reads a `project.toml`. Raises FileUnreadable."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return ProjectFile(
            title=told["title"],
            notice=told.get("notice", ""),
            invented=bool(told.get("invented", False)),
            project_words=tuple(told.get("project_words", ())),
            sources=tuple(told["sources"]),
            folder=path.parent,
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise FileUnreadable(f"Die Projektdatei „{path}“ ist nicht zu verstehen. Bitte prüfen Sie sie.") from error


def import_project(project: ProjectFile, *, store: Store, analyser: Analyser, progress: Progress) -> list[ImportReport]:
    """Imports every source that is not there yet, keeps title, notice and words; the reports in the project's order."""
    for name, value in (("title", project.title), ("notice", project.notice)):
        if store.recall(name) != value:
            store.remember(name, value)
    project_words(store, project.project_words)
    there = {source.id for source in store.sources()}
    return [
        _import(told, project, store=store, analyser=analyser, progress=progress)
        for told in project.sources
        if told["id"] not in there
    ]


def project_words(store: Store, more: Sequence[str] = ()) -> tuple[str, ...]:
    """Words of the place that shall be in no title, such as the city's name; `more` are kept for the next time."""
    known = {word for word in store.recall("project_words").split("\n") if word}
    wanted = known | {word.strip() for word in more if word.strip()}
    if wanted != known:
        store.remember("project_words", "\n".join(sorted(wanted)))
    return tuple(sorted(wanted))


def _import(
    told: dict[str, Any], project: ProjectFile, *, store: Store, analyser: Analyser, progress: Progress
) -> ImportReport:
    columns = told.get("columns", {})
    addressees = told.get("addressees")
    return import_file(
        project.folder / told["file"],
        source=Source(
            id=told["id"],
            title=told["title"],
            kind=SourceKind(told["kind"]),
            collected_on=str(told.get("collected_on", "")),
            population=told.get("population"),
            random_sample=bool(told.get("random_sample", False)),
            invented=project.invented,
        ),
        wishes=Wishes(
            text=tuple(columns.get("text", {}).values()),
            id=columns.get("id", ""),
            group=tuple(columns[name] for name in ("group", "district") if name in columns),
            weight=columns.get("weight", ""),
            date=columns.get("date", ""),
        ),
        store=store,
        analyser=analyser,
        addressees=project.folder / addressees if addressees else None,
        progress=progress,
    )
