"""What a language model may propose for a theme, and what became of it; never part of a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlp.domain.text import SafeText


class Unit(StrEnum):
    """What a figure counts, in the words people read."""

    STATEMENTS = "Aussagen"
    RESPONDENTS = "Befragte"
    ORGANISATIONS = "Einrichtungen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A counted figure: `number` of `of` in a source (its title; empty where there is only one)."""

    number: int
    of: int
    unit: Unit
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A statement under the number by which a sentence cites it.

    `speaker` tells those who speak apart, `spoken_by` says what they are; both are empty where nobody wrote it down.
    """

    number: int
    statement: str
    text: SafeText
    lead: SafeText | None = None
    speaker: str = ""
    spoken_by: Unit | None = None

    @property
    def words(self) -> str:
        """The gated words with white space folded, the list's lead-in before them."""
        return " ".join(f"{self.lead or ''} {self.text}".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a model is told about a theme, and all that its words are held against.

    `taken`: titles of the run's other themes. `description` and `seeds` come from the catalogue.
    """

    title: str
    terms: tuple[str, ...] = ()
    description: str = ""
    seeds: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    citations: tuple[Citation, ...] = ()
    taken: tuple[str, ...] = ()


class Refusal(StrEnum):
    """Why a proposed sentence or label is not shown; the value is what a person reads."""

    NO_CITATION = "nennt keinen Beleg"
    UNKNOWN_CITATION = "nennt einen Beleg, den es nicht gibt"
    OTHER_CITATION = "nennt als Beleg eine Aussage, die davon nicht spricht"
    FALSE_QUOTE = "gibt als Zitat aus, was so niemand geschrieben hat"
    FALSE_NUMBER = "nennt eine Zahl, die nicht zu den Daten passt"
    VAGUE_AMOUNT = "nennt eine Menge, die niemand gezählt hat"
    FOREIGN_WORD = "nennt etwas, wovon in den Belegen keine Rede ist"
    REVERSED = "kehrt um, was in den Belegen steht"
    MARKUP = "enthält Zeichen, die nicht hineingehören"
    TOO_LONG = "ist zu lang"
    TOO_MANY = "kommt nach mehr Sätzen, als gefragt waren"
    SAYS_NOTHING = "sagt nicht, worum es geht"
    TAKEN = "heißt wie ein anderes Thema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that passed the check, with the statements it cites; its `[n]` are their numbers."""

    text: str
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Words that did not pass, and why. They are for looking into the check, never for a reader."""

    text: str
    why: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is left of a text after the check, in its order, and what was dropped."""

    kept: tuple[Sentence, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A label and a summary for a theme, machine-written and checked; both may be empty.

    `refused`: one reason for each sentence dropped; `label_refused`: the reason where a label was.
    """

    run: str
    theme: str
    title: str
    model: str
    label: str = ""
    label_refused: Refusal | None = None
    summary: tuple[Sentence, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def mark(self) -> str:
        """What stands beside every word of it."""
        return f"maschinell formuliert ({self.model})"

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The statements its sentences cite, each once, by number."""
        found = {one.number: one for sentence in self.summary for one in sentence.cited}
        return tuple(found[number] for number in sorted(found))
