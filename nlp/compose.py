"""The one place where ports meet what fits them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path

from nlp.domain.language import Analysis
from nlp.domain.themes import Granularity, Recipe
from nlp.executors.local import processes
from nlp.ports import Analyser, Store
from nlp.settings import Settings, shipped
from nlp.store import open_store
from nlp.vectors.choose import choose, default_names
from nlp.views.search import Searcher

__all__ = ["analyser", "embedders", "held", "opened", "processes", "recipe", "searcher"]


@contextmanager
def opened(database: Path) -> Iterator[Store]:
    """The store at that place, made on first use. Raises StoreProblem."""
    store = open_store(database)
    try:
        yield store
    finally:
        store.close()


def held(database: Path) -> Store:
    """The store at that place, for as long as the thread lives. Raises StoreProblem."""
    return open_store(database)


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
