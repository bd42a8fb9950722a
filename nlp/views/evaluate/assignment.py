"""A catalogue's assignments held against human codes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Analysis
from nlp.domain.themes import Catalogue
from nlp.errors import GoldProblem
from nlp.ports import Analyser, Matrix, Progress, VectorCache
from nlp.themes.assign import Assignment, assign
from nlp.themes.catalogue import bare_catalogue, load_catalogue
from nlp.themes.learning import Confirmed
from nlp.themes.measure import assignment_figures
from nlp.themes.texts import ThemeTexts, theme_texts
from nlp.vectors.policy import Projection
from nlp.views.evaluate.gold import LabelledTexts, labelled_texts
from nlp.views.evaluate.reading import read_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Coded texts and a catalogue, read and ready to be assigned; `gold` (n, t) are the human codes."""

    gold: NDArray[np.bool_]
    texts: ThemeTexts
    views: Sequence[Matrix]
    theme_views: Sequence[Matrix]
    words: Sequence[Analysis]
    theme_words: Sequence[Analysis]
    policy: Matrix | None
    theme_policy: Matrix | None

    def assigned(self, confirmed: Confirmed | None = None) -> Assignment:
        """The machine's decisions; stability is not asked for."""
        return assign(
            texts=self.texts,
            views=self.views,
            theme_views=self.theme_views,
            tokens=[one.tokens for one in self.words],
            term_tokens=[one.tokens for one in self.theme_words],
            policy=self.policy,
            theme_policy=self.theme_policy,
            confirmed=confirmed,
            resampled=False,
        )


def assignment_task(
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
    policy: Projection | None = None,
) -> Task:
    """Reads texts, codes and catalogue. Without a catalogue the codes themselves are the themes' titles.

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
    views, theme_views = [view[:count] for view in reading.views], [view[count:] for view in reading.views]
    return Task(
        gold=matrix,
        texts=asked,
        views=views,
        theme_views=theme_views,
        words=reading.analyses[:count],
        theme_words=analyser.analyse(asked.terms),
        policy=policy.view(views, embedders) if policy else None,
        theme_policy=policy.view(theme_views, embedders, own_mean=len(asked.texts) > 1) if policy else None,
    )


def evaluate_assignment(task: Task) -> dict[str, object]:
    """Top-1, top-3, macro-F1 and samples-F1, nothing confirmed."""
    result = task.assigned()
    figures = assignment_figures(result.scores, result.chosen, task.gold)
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
