"""What a sentence may speak of: the words of the statements it cites, in any form or compound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.answers.wording import REPORT_NOUNS
from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.proposals import Brief, Citation
from nlp.ports import Analyser

SPOKEN = frozenset({"NOUN", "PROPN"})
_PARTS = re.compile(r"[-/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Folded lemmas and compound parts of a text, stop words and numbers apart."""

    words: frozenset[str]

    def hold(self, token: Token) -> bool:
        """Whether a word was used: itself, or every part of it."""
        forms = {fold(token.lemma), fold(token.text)}
        parts = {fold(part) for part in token.parts}
        return bool(forms & self.words) or (bool(parts) and parts <= self.words)


def grounds(tokens: Iterable[Token]) -> Grounds:
    """What these words allow to speak of."""
    found: set[str] = set()
    for token in tokens:
        if not token.stop or token.pos in SPOKEN:
            found |= {fold(token.text), fold(token.lemma), *map(fold, token.parts)}
            found |= {fold(piece) for piece in _PARTS.split(token.text) if piece}
        if token.pos == "ADV":
            found.add(fold(token.text).removesuffix("s"))  # abends → Abend
    return Grounds(words=frozenset(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A brief read once: each citation's words by its number, and those of the theme itself."""

    citations: dict[int, Citation]
    said: dict[int, Grounds]
    title: Grounds
    all_words: Grounds


def read(brief: Brief, analyser: Analyser) -> Material:
    """The brief's texts analysed in one go."""
    catalogue = [brief.description, *brief.seeds, *brief.terms]
    texts = [brief.title, *catalogue, *(one.words for one in brief.citations)]
    analysed = [one.tokens for one in analyser.analyse(texts)]
    cited = analysed[1 + len(catalogue) :]
    return Material(
        citations={one.number: one for one in brief.citations},
        said={one.number: grounds(tokens) for one, tokens in zip(brief.citations, cited, strict=True)},
        title=grounds(analysed[0]),
        all_words=grounds(token for tokens in analysed for token in tokens),
    )


def names_something(token: Token, *, first: bool) -> bool:
    """Whether a word is a noun, a name or a quality.

    German writes nouns and names with a capital, which the first word of a sentence always has.
    """
    capital = token.text[:1].isupper() and not first and not token.stop
    shouted = token.text.isupper()
    quality = token.pos == "ADJ" and not token.stop
    return len(token.text) > 1 and (token.pos in SPOKEN or capital or shouted or quality)


def foreign(tokens: Sequence[Token], *allowed: Grounds) -> list[Token]:
    """The nouns, names and qualities of a sentence that none of the grounds holds, words of reporting apart."""
    together = Grounds(words=frozenset().union(*(one.words for one in allowed)))
    return [
        token
        for place, token in enumerate(tokens)
        if names_something(token, first=place == 0)
        and fold(token.lemma) not in REPORT_NOUNS
        and not together.hold(token)
    ]
