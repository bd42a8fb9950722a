"""The splitter and the gate, held against gold spans."""

from __future__ import annotations

from pathlib import Path

from nlp.domain.text import Span
from nlp.text.gate import find
from nlp.text.measure import CoveredSpans, ExactSpans
from nlp.text.nonanswers import is_non_answer
from nlp.text.split import split
from nlp.views.evaluate.gold import marked_texts


def evaluate_statements(path: Path) -> dict[str, object]:
    """Precision, recall and F1 of exact statement spans. Raises GoldProblem."""
    figures = ExactSpans()
    marked = marked_texts(path)
    for one in marked:
        words = one.text.reveal()
        protected = [Span(cut.start, cut.end) for cut in find(one.text)]
        pieces = [] if is_non_answer(words) else split(words, protected=protected)
        figures.add(words, [piece.span for piece in pieces], [span for span, _ in one.spans])
    return {
        "n": len(marked),
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "f1": round(figures.f1, 4),
    }


def evaluate_redaction(path: Path) -> dict[str, object]:
    """Recall and precision of the gate, with what it missed and replaced for nothing. Raises GoldProblem."""
    figures = CoveredSpans()
    for one in marked_texts(path):
        replaced = [Span(cut.start, cut.end) for cut in find(one.text)]
        figures.add(one.text.reveal(), replaced, one.spans)
    return {
        "total": {"recall": round(figures.recall, 4), "precision": round(figures.precision, 4)},
        "by_type": {
            kind: {"n": count, "recall": round(figures.covered[kind] / count, 4)}
            for kind, count in sorted(figures.gold.items())
        },
        "missed": [{"type": kind, "text": text} for kind, text in figures.missed],
        "wrong": [{"text": text} for _, text in figures.wrong],
    }
