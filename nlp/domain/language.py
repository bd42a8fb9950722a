"""What the German analysis says about a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word: written form, lemma (gender folded), part of speech (UPOS), compound parts, place."""

    text: str
    lemma: str
    pos: str
    parts: tuple[str, ...]
    start: int
    stop: bool

    @property
    def end(self) -> int:
        """Where the written form ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The words of one text, punctuation and spaces left out."""

    tokens: tuple[Token, ...]

    @property
    def lemmas(self) -> str:
        """The lemmas, a blank between."""
        return " ".join(token.lemma for token in self.tokens)

    @property
    def parts(self) -> str:
        """The parts of all compounds, a blank between."""
        return " ".join(part for token in self.tokens for part in token.parts)

    @property
    def content(self) -> tuple[Token, ...]:
        """The words that carry meaning: no stop words, no numbers."""
        return tuple(token for token in self.tokens if not token.stop)
