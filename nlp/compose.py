"""The one place where ports meet what fits them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path

from nlp.domain.jobs import JobKind
from nlp.domain.language import Analysis
from nlp.domain.themes import Granularity, Recipe
from nlp.executors.local import processes
from nlp.jobs import DurableJobs, Worker
from nlp.ports import Analyser, Boards, Embedder, Jobs, People, Progress, Store
from nlp.settings import Settings, shipped
from nlp.store import PATIENCE, SqlitePeople, open_store
from nlp.vectors.choose import choose, default_names
from nlp.views.reviewed import reviewed
from nlp.views.search import Reader, Searcher

__all__ = [
    "analyser",
    "embedders",
    "encoders",
    "held",
    "jobs",
    "opened",
    "people",
    "processes",
    "reader",
    "recipe",
    "searcher",
    "worker",
]

WORKER_PATIENCE = 60.0
"""Seconds a worker waits for others who write: an hour's work is not thrown away for a slow backup."""


@contextmanager
def opened(database: Path, patience: float = PATIENCE) -> Iterator[Boards]:
    """The store at that place, as people have left it, made on first use. Raises StoreProblem."""
    store = reviewed(open_store(database, patience))
    try:
        yield store
    finally:
        store.close()


def held(database: Path) -> Boards:
    """The store at that place, as people have left it, for whoever asks, one at a time. Raises StoreProblem."""
    return reviewed(open_store(database))


def people(database: Path) -> People:
    """Accounts, keys and the log of the house at that place, for any number of threads."""
    return SqlitePeople(database)


def jobs(database: Path) -> Jobs:
    """Long work of the house at that place, for any number of threads; a worker does it."""
    return DurableJobs(database)


def worker(database: Path, tell: Callable[[str], None]) -> Worker:
    """Who does the long work of the house at that place; `tell` hears what is worth a line on the console."""
    from nlp.commands import uploads
    from nlp.commands.work import Tools, tidy, work

    def done(kind: JobKind, asked: Mapping[str, str], progress: Progress) -> Mapping[str, str]:
        with opened(database, WORKER_PATIENCE) as store, processes() as executor:
            tools = Tools(analyser=analyser(), executor=executor, recipe=recipe)
            return work(kind, asked, database=database, store=store, tools=tools, progress=progress)

    def tidied(kind: JobKind, asked: Mapping[str, str]) -> None:
        tidy(kind, asked, database=database)

    return Worker(database, work=done, tidy=tidied, hourly=lambda: uploads.swept(database), tell=tell)


class LateGerman:
    """German analysis that is loaded, which takes seconds, when the first text comes."""

    @cached_property
    def _german(self) -> Analyser:
        from nlp.text.german import German

        return German()

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis for each text, in order."""
        return self._german.analyse(texts) if texts else []


@cache
def analyser() -> Analyser:
    """German analysis, the same one throughout the process."""
    return LateGerman()


def embedders() -> tuple[str, ...]:
    """The encoders this house uses: those of OTON_EMBEDDERS, else the bundled ones."""
    return Settings.from_environment().embedders or default_names()


@cache
def encoders() -> tuple[Embedder, ...]:
    """The same, ready to be asked, the same ones throughout the process. Raises EmbedderProblem."""
    return tuple(choose(name) for name in embedders())


def recipe(
    name: str,
    *,
    catalogue: str = "",
    themes: int | None = None,
    granularity: Granularity = Granularity.MEDIUM,
    project_words: tuple[str, ...] = (),
) -> Recipe:
    """A recipe by name with the house's encoders; `catalogue` is a path, `none`, or empty for the shipped one.

    Raises CatalogueProblem, Unknown for a recipe that does not exist.
    """
    from nlp.themes.catalogue import load_catalogue
    from nlp.themes.recipes import load_recipe

    path = Path(catalogue) if catalogue else shipped("models/themes/sozialplan.toml")
    return load_recipe(
        name,
        folder=shipped("models/recipes"),
        embedders=embedders(),
        catalogue=None if catalogue == "none" else load_catalogue(path),
        themes=themes,
        granularity=granularity,
        project_words=project_words,
    )


def searcher(store: Store) -> Searcher:
    """Search over a store with the house's first encoder."""
    return Searcher(store, analyser=analyser(), embedder=choose(embedders()[0]))


def reader() -> Reader:
    """What reads queries with the house's first encoder, the same one throughout the process."""
    return _reader(embedders()[0])


@cache
def _reader(encoder: str) -> Reader:
    return Reader(analyser=analyser(), embedder=choose(encoder))
