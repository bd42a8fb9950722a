"""What a catalogue says about its themes, as texts to encode and to analyse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nlp.domain.themes import Catalogue

WORDS_TOGETHER = 6
"""Single words are encoded a handful at a time: alone they say too little, and each costs as much as a sentence."""
LONGEST_TERM = 3
"""Seeds of up to so many words are terms, longer ones sentences."""


_NUMBER = re.compile(
    r"^\W*(?:(?:Kapitel|Handlungsfeld|Themenfeld|Ziel|Thema)\s+\d+(?:\.\d+)*[.:)]?\s*[–-]?\s*"
    r"|\d+(?:\.\d+)+[.)]?\s+|(?:\d+|[IVX]+)[.)]\s*)"
)
"""What stands before a title in a plan: „3.“, „2.1“, „IV.“, „Handlungsfeld 4:“; „30 km/h“ is a title."""
_NOUN = re.compile(r"\b[A-ZÄÖÜ][\w-]{2,}")


class Kind(StrEnum):
    """What part of a catalogue a text is."""

    TITLE = "title"
    DESCRIPTION = "description"
    PHRASE = "phrase"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTexts:
    """Texts of a catalogue, side by side: what is said, of which theme (its place), and as what.

    `texts` are to be encoded; `terms` (with `term_theme`) are to be analysed and looked for in the statements:
    the seeds of up to three words, or the nouns of title and description where a theme has no seeds.
    """

    texts: tuple[str, ...]
    theme: tuple[int, ...]
    kind: tuple[Kind, ...]
    terms: tuple[str, ...]
    term_theme: tuple[int, ...]

    def only(self, rows: Sequence[int]) -> ThemeTexts:
        """The same with some of the texts; the terms stay."""
        return replace(
            self,
            texts=tuple(self.texts[row] for row in rows),
            theme=tuple(self.theme[row] for row in rows),
            kind=tuple(self.kind[row] for row in rows),
        )


def readable(title: str) -> str:
    """A title without its chapter number and with blanks for underscores."""
    return _NUMBER.sub("", title.replace("_", " ")).strip() or title


def theme_texts(catalogue: Catalogue) -> ThemeTexts:
    """Title, description, sentences and words of every theme, in the catalogue's order."""
    rows: list[tuple[str, int, Kind]] = []
    terms: list[tuple[str, int]] = []
    for place, theme in enumerate(catalogue.themes):
        title = readable(theme.title)
        rows.append((title, place, Kind.TITLE))
        if theme.description:
            rows.append((f"{title}: {theme.description}", place, Kind.DESCRIPTION))
        words = [seed for seed in theme.seeds if len(seed.split()) <= LONGEST_TERM]
        rows.extend((seed, place, Kind.PHRASE) for seed in theme.seeds if len(seed.split()) > LONGEST_TERM)
        handfuls = (words[start : start + WORDS_TOGETHER] for start in range(0, len(words), WORDS_TOGETHER))
        rows.extend((", ".join(handful), place, Kind.WORDS) for handful in handfuls)
        nouns = () if theme.seeds else dict.fromkeys(_NOUN.findall(f"{title} {theme.description}"))
        terms.extend((term, place) for term in (*words, *nouns))
    return ThemeTexts(
        texts=tuple(text for text, _, _ in rows),
        theme=tuple(place for _, place, _ in rows),
        kind=tuple(kind for _, _, kind in rows),
        terms=tuple(term for term, _ in terms),
        term_theme=tuple(place for _, place in terms),
    )
