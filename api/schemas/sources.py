"""Sources: what was read, what was left out and why; and files on their way to become one."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.common import WHOLE, Asking, SourceId
from nlp.commands.preview import Preview, PreviewColumn
from nlp.domain.corpus import ColumnRole, LeftOut, Reason, Role, SourceKind
from nlp.domain.text import PersonalData
from nlp.views.sources import ImportView, SourceView

LONGEST_SOURCE_ID = 64
LONGEST_TITLE = 200
LONGEST_COLUMN = 2_000
MOST_COLUMNS = 2_000
MOST_PEOPLE = 1_000_000_000

PeopleCount = Annotated[int, Field(strict=True, ge=1, le=MOST_PEOPLE), WHOLE]
UploadId = Annotated[str, Field(examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"], description="Id of an uploaded file.")]


class SourceTold(BaseModel):
    """One collection of answers."""

    id: SourceId
    title: str = Field(examples=["Familienbefragung"])
    kind: SourceKind = Field(examples=["survey"])
    collected_on: str = Field(examples=["2025-05-01"], description="As it was given; may be empty.")
    population: int | None = Field(examples=[400], description="How many were asked.")
    random_sample: bool = Field(examples=[True])
    invented: bool = Field(examples=[False])
    file: str = Field(examples=["familie.csv"])
    respondents: int | None = Field(
        examples=[248], description="Persons or households; null where nobody says who spoke."
    )
    organisations: int | None = Field(examples=[0], description="Bodies; null where nobody says who spoke.")
    response_rate: float | None = Field(
        examples=[0.62], description="Those who answered among those asked; null: unknown."
    )
    responses: int = Field(examples=[690])
    statements: int = Field(examples=[1204])
    cells_left_out: int = Field(examples=[110])

    @classmethod
    def of(cls, view: SourceView) -> SourceTold:
        """The source as it goes out."""
        return SourceTold(**_facts(view))


class Sources(Page[SourceTold]):
    """All sources, side by side."""


class ColumnTold(BaseModel):
    """What a column is for, and why that was proposed."""

    column: str = Field(examples=["antwort"])
    role: Role = Field(examples=["text"])
    question: str = Field(examples=["Was fehlt in Musterstadt?"])
    why: str = Field(examples=["lange, verschiedene Texte"])

    @classmethod
    def of(cls, one: ColumnRole) -> Self:
        """The column as it goes out."""
        return cls(column=one.column, role=one.role, question=one.question, why=one.why)


class ReasonTold(BaseModel):
    """So many cells became no statement for this reason."""

    reason: Reason = Field(examples=["leer"])
    cells: int = Field(examples=[12])


class RedactedTold(BaseModel):
    """So many pieces of personal data of one kind were replaced."""

    kind: PersonalData = Field(examples=["PHONE"])
    pieces: int = Field(examples=[3])


class SourceDetail(SourceTold):
    """A source with the report of its import: open cells = responses + left out."""

    rows: int = Field(examples=[400])
    cells: int = Field(examples=[800], description="Open cells seen.")
    columns: list[ColumnTold]
    left_out: list[ReasonTold]
    redactions: list[RedactedTold]
    unsure: int = Field(examples=[2], description="Redactions that a person should look at.")
    notes: list[str] = Field(examples=[[]], description="German sentences.")

    @classmethod
    def report(cls, view: ImportView) -> Self:
        """The report of an import as it goes out."""
        return cls(
            **_facts(view.shown),
            rows=view.rows,
            cells=view.cells,
            columns=[ColumnTold.of(one) for one in view.columns],
            left_out=[ReasonTold(reason=reason, cells=count) for reason, count in view.reasons.items()],
            redactions=[RedactedTold(kind=kind, pieces=count) for kind, count in view.redactions.items()],
            unsure=view.unsure,
            notes=list(view.notes),
        )


def _facts(view: SourceView) -> dict[str, Any]:
    source = view.source
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind,
        "collected_on": source.collected_on,
        "population": source.population,
        "random_sample": source.random_sample,
        "invented": source.invented,
        "file": source.file,
        "respondents": view.respondents,
        "organisations": view.organisations,
        "response_rate": None if view.rate is None else round(view.rate, 4),
        "responses": view.responses,
        "statements": view.statements,
        "cells_left_out": view.left_out,
    }


class LeftOutTold(BaseModel):
    """One cell that became no statement, and why."""

    row: int = Field(examples=[7], description="As the file's own program counts.")
    column: str = Field(examples=["antwort"])
    reason: Reason = Field(examples=["keine Angabe"])

    @classmethod
    def of(cls, one: LeftOut) -> Self:
        """The cell as it goes out; never what stood in it."""
        return cls(row=one.row, column=one.column, reason=one.reason)


class LeftOutCells(Page[LeftOutTold]):
    """Cells that became no statement, in the order of the file."""


class PreviewColumnTold(ColumnTold):
    """A column before its import; examples are behind the gate, or only their shape."""

    filled: int = Field(examples=[390], description="Cells that are not empty.")
    personal: bool = Field(examples=[False], description="Left out because it says who somebody is.")
    examples: list[str] = Field(examples=[["Mehr Plätze in der Kita"]])

    @classmethod
    def seen(cls, one: PreviewColumn) -> Self:
        """The column as it goes out."""
        return cls(
            column=one.role.column, role=one.role.role, question=one.role.question or one.question, why=one.role.why,
            filled=one.filled, personal=one.personal, examples=list(one.examples),
        )  # fmt: skip


class UploadTold(BaseModel):
    """A file that was uploaded, as O-Ton understands it; it waits a day for its import."""

    id: UploadId
    name: str = Field(examples=["familie.csv"], description="Its name without anything that has a meaning in paths.")
    size: int = Field(examples=[48213], description="Bytes.")
    table: bool = Field(examples=[True], description="False: running text, whose headings are questions.")
    rows: int = Field(examples=[400])
    columns: list[PreviewColumnTold]
    notes: list[str] = Field(examples=[[]])

    @classmethod
    def of(cls, key: str, size: int, seen: Preview) -> Self:
        """The upload as it goes out."""
        return cls(
            id=key, name=seen.file, size=size, table=seen.table, rows=seen.rows,
            columns=[PreviewColumnTold.seen(one) for one in seen.columns], notes=list(seen.notes),
        )  # fmt: skip


class ColumnWanted(Asking):
    """What a column shall be for."""

    column: str = Field(max_length=LONGEST_COLUMN, examples=["antwort"])
    role: Role = Field(examples=["text"])
    question: str = Field(default="", max_length=LONGEST_COLUMN, examples=["Was fehlt in Musterstadt?"])


class SourceWanted(Asking):
    """An uploaded file that shall become a source. Without columns O-Ton's proposal holds."""

    upload: str = Field(max_length=100, examples=["0f1e2d3c4b5a69788796a5b4c3d2e1f0"])
    id: str = Field(
        min_length=1, max_length=LONGEST_SOURCE_ID, examples=["familie2025"],
        description="Short name of the source; a source of this name is replaced.",
    )  # fmt: skip
    title: str = Field(default="", max_length=LONGEST_TITLE, examples=["Familienbefragung"])
    kind: SourceKind = Field(default=SourceKind.SURVEY, examples=["survey"])
    collected_on: str = Field(default="", max_length=40, examples=["2025-05-01"])
    population: PeopleCount | None = Field(default=None, examples=[400], description="How many were asked.")
    random_sample: bool = Field(default=False, strict=True, examples=[True])
    columns: list[ColumnWanted] = Field(default_factory=list, max_length=MOST_COLUMNS)
