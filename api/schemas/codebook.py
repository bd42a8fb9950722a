"""Code books: what one is written as, and what an import of one took."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field

from api.schemas.decisions import edits
from api.schemas.edits import Edit
from nlp.commands.codebook import ImportedCodes
from nlp.commands.coding.report import Codings


class Format(StrEnum):
    """What a code book is written as; the value is the file's ending."""

    TOML = "toml"
    CSV = "csv"
    XLSX = "xlsx"
    QDC = "qdc"
    QDPX = "qdpx"


class EditTaken(BaseModel):
    """A decision that was taken from the file."""

    number: int = Field(examples=[18])
    edit: Edit


class LeftAside(BaseModel):
    """Something of the file that changed nothing here, and why."""

    what: str = Field(examples=["„Freizeit“"])
    why: str = Field(examples=["Der Titel ist leer."])


class UnusedCodings(BaseModel):
    """Codings that were not taken."""

    why: str = Field(examples=["liegen auf Text, den es hier nicht gibt"])
    count: int = Field(examples=[4])


class CodingsTold(BaseModel):
    """Codings of a project: `total` in the file is `used` and all of `unused`."""

    total: int = Field(examples=[120])
    used: int = Field(examples=[116])
    unused: list[UnusedCodings]
    same: int = Field(examples=[100], description="Statements that stand as they stood.")
    confirmed: int = Field(examples=[10])
    moved: int = Field(examples=[6])
    bare: int = Field(examples=[0], description="Statements without a coding in the file; their theme here stays.")

    @classmethod
    def of(cls, one: Codings) -> Self:
        """The codings as they go out."""
        return cls(
            total=one.total,
            used=one.used,
            unused=[UnusedCodings(why=why, count=count) for why, count in one.unused],
            same=one.same,
            confirmed=one.confirmed,
            moved=one.moved,
            bare=one.bare,
        )


class CodebookReport(BaseModel):
    """What of a file became decisions, which can be undone; what not, and why."""

    file: str = Field(examples=["codebuch.toml"])
    decisions: list[EditTaken]
    same: int = Field(examples=[22], description="Themes that the file says nothing new of.")
    absent: int = Field(examples=[0], description="Themes here that the file does not name; they stay.")
    not_taken: list[LeftAside]
    notes: list[str] = Field(examples=[[]])
    codings: CodingsTold | None = Field(description="Of a project; null for a code book.")
    sentences: list[str] = Field(examples=[["Übernommen: 1 Thema umbenannt.", "Unverändert: 22 Themen."]])

    @classmethod
    def of(cls, one: ImportedCodes) -> Self:
        """The report as it goes out."""
        taken = edits(decision.edit for decision in one.decisions)
        return cls(
            file=one.file,
            decisions=[
                EditTaken(number=decision.number, edit=edit)
                for decision, edit in zip(one.decisions, taken, strict=True)
            ],
            same=one.same,
            absent=one.absent,
            not_taken=[LeftAside(what=left.what, why=left.why) for left in one.not_taken],
            notes=list(one.notes),
            codings=CodingsTold.of(one.codings) if one.codings else None,
            sentences=list(one.sentences()),
        )
