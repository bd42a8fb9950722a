"""Recipes as they lie under `models/recipes/`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from nlp.domain.themes import Catalogue, Granularity, Recipe
from nlp.errors import CatalogueProblem, Unknown


def load_recipe(
    name: str,
    *,
    folder: Path,
    embedders: tuple[str, ...],
    catalogue: Catalogue | None,
    themes: int | None = None,
    granularity: Granularity = Granularity.MEDIUM,
    project_words: tuple[str, ...] = (),
    confirmed: tuple[tuple[str, str], ...] = (),
) -> Recipe:
    """The recipe `folder/name.toml`, completed by what the call decides.

    Raises Unknown for a name without file, CatalogueProblem for a file that cannot be understood.
    """
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in known:
        raise Unknown(f"Das Rezept „{name}“ gibt es nicht. Vorhanden: {', '.join(known)}.")
    try:
        written = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueProblem(
            f"Das Rezept „{name}.toml“ ist kein gültiges TOML. Bitte prüfen Sie die Datei."
        ) from error
    return Recipe(
        name=name,
        embedders=embedders,
        catalogue=catalogue,
        themes=themes,
        granularity=granularity,
        project_words=tuple(sorted(project_words)),
        confirmed=tuple(sorted(set(confirmed))),
        settings=written.get("settings", {}),
    )
