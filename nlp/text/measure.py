"""How well spans were found: exact statements, covered personal data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlp.domain.text import Span


@dataclass(slots=True)
class ExactSpans:
    """Counts of exact spans over many texts."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, text: str, found: Iterable[Span], gold: Iterable[Span]) -> None:
        """Counts one text; white space at the edges of a span is no matter."""
        ours = {trimmed(text, span) for span in found}
        theirs = {trimmed(text, span) for span in gold}
        self.right += len(ours & theirs)
        self.found += len(ours)
        self.gold += len(theirs)

    @property
    def precision(self) -> float:
        """Share of found spans that are right; 1 where none was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of gold spans that were found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


@dataclass(slots=True)
class CoveredSpans:
    """Counts of replaced personal data: found when every character is replaced, whatever the type."""

    gold: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    replaced: int = 0
    touching: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, replaced: Sequence[Span], gold: Sequence[tuple[Span, str]]) -> None:
        """Counts one text; `gold` holds spans with their type."""
        characters = {place for span in replaced for place in range(span.start, span.end)}
        for span, kind in gold:
            self.gold[kind] += 1
            if all(place in characters for place in range(span.start, span.end)):
                self.covered[kind] += 1
            else:
                self.missed.append((kind, text[span.start : span.end]))
        for span in replaced:
            self.replaced += 1
            if any(span.overlaps(other) for other, _ in gold):
                self.touching += 1
            else:
                self.wrong.append(("", text[span.start : span.end]))

    @property
    def recall(self) -> float:
        """Share of gold spans that are wholly replaced; 1 where there is none."""
        return self.covered.total() / self.gold.total() if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of replaced spans that touch a gold span; 1 where nothing was replaced."""
        return self.touching / self.replaced if self.replaced else 1.0
