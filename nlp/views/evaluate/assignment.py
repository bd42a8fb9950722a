"""A catalogue's assignments held against human codes."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.domain.themes import Catalogue
from nlp.errors import GoldProblem
from nlp.ports import Analyser, Progress, VectorCache
from nlp.themes.assign import assign
from nlp.themes.catalogue import bare_catalogue, load_catalogue
from nlp.themes.measure import assignment_figures
from nlp.themes.texts import theme_texts
from nlp.views.evaluate.gold import LabelledTexts, labelled_texts
from nlp.views.evaluate.reading import read_texts


def evaluate_assignment(
    path: Path,
    *,
    text: tuple[str, ...],
    label: str,
    catalogue: Path | None,
    embedders: tuple[str, ...],
    analyser: Analyser,
    executor: Executor,
    progress: Progress | None = None,
    cache: VectorCache | None = None,
) -> dict[str, object]:
    """Top-1, top-3, macro-F1 and samples-F1. Without a catalogue the codes themselves are the themes' titles.

    Codes may be ids or titles of the catalogue. Raises GoldProblem for a code it does not know or a file without codes.
    """
    gold = labelled_texts(path, text=text, label=label)
    codes = sorted({code for row in gold.labels for code in row})
    if not codes:
        raise GoldProblem(f"In „{path.name}“ ist die Spalte „{label}“ überall leer. Bitte nennen Sie eine andere.")
    themes = load_catalogue(catalogue) if catalogue else bare_catalogue(codes)
    matrix = _coded(gold, _columns(themes, codes, path), len(themes.themes))
    asked = theme_texts(themes)
    count = len(gold.texts)
    reading = read_texts(
        [*gold.texts, *asked.texts],
        embedders=embedders,
        analyser=analyser,
        executor=executor,
        progress=progress,
        cache=cache,
    )
    result = assign(
        texts=asked,
        views=[view[:count] for view in reading.views],
        theme_views=[view[count:] for view in reading.views],
        tokens=[one.tokens for one in reading.analyses[:count]],
        term_tokens=[one.tokens for one in analyser.analyse(asked.terms)],
    )
    figures = assignment_figures(result.scores, result.chosen, matrix)
    return {
        "n": figures.n,
        "top1": round(figures.top1, 4),
        "top3": round(figures.top3, 4),
        "macro_f1": round(figures.macro_f1, 4),
        "samples_f1": round(figures.samples_f1, 4),
    }


def _columns(themes: Catalogue, codes: list[str], path: Path) -> dict[str, int]:
    places = {theme.title: place for place, theme in enumerate(themes.themes)}
    places |= {theme.id: place for place, theme in enumerate(themes.themes)}
    unknown = [code for code in codes if code not in places]
    if unknown:
        raise GoldProblem(
            f"„{path.name}“ nennt das Thema „{unknown[0]}“, das der Katalog nicht kennt. "
            "Bitte gleichen Sie die Schreibweise an."
        )
    return places


def _coded(gold: LabelledTexts, places: dict[str, int], width: int) -> NDArray[np.bool_]:
    matrix = np.zeros((len(gold.texts), width), dtype=np.bool_)
    for row, codes in enumerate(gold.labels):
        matrix[row, [places[code] for code in codes]] = True
    return matrix
