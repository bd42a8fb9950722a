"""Text before and after the gate, and places in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

SafeText = NewType("SafeText", str)
"""Text that went through the gate. Only `nlp.text.gate` makes it; `nlp.store` reads it back."""


class RawText:
    """What somebody wrote, before the gate; printing it shows its length, never its words."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def reveal(self) -> str:
        """The words themselves; for the text room only."""
        return self._words

    def __len__(self) -> int:
        return len(self._words)

    def __repr__(self) -> str:
        return f"RawText({len(self._words)} characters)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawText) and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._words)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to and without `end` of one answer, counted as Python counts them."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class PersonalData(StrEnum):
    """Kinds of personal data the gate replaces."""

    PERSON = "PERSON"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    IBAN = "IBAN"
    PLATE = "PLATE"
    ID = "ID"


PLACEHOLDERS: dict[PersonalData, str] = {
    PersonalData.PERSON: "[PERSON]",
    PersonalData.PHONE: "[TELEFON]",
    PersonalData.EMAIL: "[E-MAIL]",
    PersonalData.ADDRESS: "[ADRESSE]",
    PersonalData.DATE_OF_BIRTH: "[GEBURTSDATUM]",
    PersonalData.IBAN: "[IBAN]",
    PersonalData.PLATE: "[KENNZEICHEN]",
    PersonalData.ID: "[NUMMER]",
}
"""What stands in place of personal data, in front of people."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Redaction:
    """One piece of personal data in an answer; `unsure` ones are replaced too and wait for a person's look."""

    start: int
    end: int
    kind: PersonalData
    unsure: bool = False

    @property
    def placeholder(self) -> str:
        """What stands in its place, e.g. `[TELEFON]`."""
        return PLACEHOLDERS[self.kind]
