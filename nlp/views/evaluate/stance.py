"""What a statement was taken to want, held against human codes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from nlp.domain.themes import Stance
from nlp.errors import GoldProblem
from nlp.ports import Analyser, Progress, VectorCache
from nlp.themes.stances.decide import stances
from nlp.views.evaluate.gold import LabelledTexts, labelled_texts
from nlp.views.evaluate.reading import read_texts


def evaluate_stance(
    path: Path,
    *,
    text: tuple[str, ...],
    label: str,
    question: str = "",
    embedders: tuple[str, ...],
    analyser: Analyser,
    executor: Executor,
    progress: Progress | None = None,
    cache: VectorCache | None = None,
) -> dict[str, Any]:
    """Accuracy, macro-F1, and precision and recall of each stance; `question` names the column of what was asked.

    Raises GoldProblem for a column that is not there or a code that is no stance.
    """
    gold = labelled_texts(path, text=text, label=label)
    coded = _coded(gold, path, label)
    asked = _questions(path, text, question) if question else [""] * len(gold.texts)
    reading = read_texts(
        gold.texts, embedders=embedders, analyser=analyser, executor=executor, progress=progress, cache=cache
    )
    once = sorted(set(asked))
    questions = dict(zip(once, analyser.analyse(once), strict=True))
    heard = stances(
        texts=reading.texts,
        words=reading.analyses,
        questions=[questions[one] for one in asked],
        views=reading.views,
        names=embedders,
    )
    return stance_figures([one.stance for one in heard], coded)


def stance_figures(ours: Sequence[Stance], theirs: Sequence[Stance]) -> dict[str, Any]:
    """n, accuracy, macro-F1 over the stances that occur, and for each stance how often it was coded and found right.

    `confused` counts what people coded one way and the machine another, as „Kritik → Lob“.
    """
    pairs = list(zip(theirs, ours, strict=True))
    each = {str(stance): _of_one(pairs, stance) for stance in Stance}
    present = [one["f1"] for name, one in each.items() if name in {*map(str, theirs), *map(str, ours)}]
    wrong = [f"{coded} → {found}" for coded, found in pairs if coded is not found]
    return {
        "n": len(pairs),
        "accuracy": round(sum(coded is found for coded, found in pairs) / len(pairs), 4) if pairs else 0.0,
        "macro_f1": round(sum(present) / len(present), 4) if present else 0.0,
        "stances": each,
        "confused": {name: wrong.count(name) for name in sorted(set(wrong))},
    }


def _of_one(pairs: Sequence[tuple[Stance, Stance]], stance: Stance) -> dict[str, float]:
    coded = sum(theirs is stance for theirs, _ in pairs)
    found = sum(ours is stance for _, ours in pairs)
    right = sum(theirs is stance and ours is stance for theirs, ours in pairs)
    return {
        "n": coded,
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / coded, 4) if coded else 0.0,
        "f1": round(2 * right / (coded + found), 4) if coded + found else 0.0,
    }


def _coded(gold: LabelledTexts, path: Path, label: str) -> list[Stance]:
    known = {str(stance).casefold(): stance for stance in Stance}
    coded = []
    for place, codes in enumerate(gold.labels, start=1):
        name = "|".join(codes) or str(Stance.NEUTRAL)
        if name.casefold() not in known:
            raise GoldProblem(
                f"In „{path.name}“ steht in der Spalte „{label}“ beim {place}. Text „{name}“. "
                f"Bitte verwenden Sie {', '.join(map(str, Stance))}."
            )
        coded.append(known[name.casefold()])
    return coded


def _questions(path: Path, text: tuple[str, ...], question: str) -> list[str]:
    """The question of each text; the codes are read as a label, so that rows without text fall out alike."""
    return ["|".join(one) for one in labelled_texts(path, text=text, label=question).labels]
