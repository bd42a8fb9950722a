"""What was asked, who answered, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nlp.domain.text import RawText, Redaction, SafeText, Span


class SourceKind(StrEnum):
    """How a source came to be; sources of different kinds are never summed."""

    SURVEY = "survey"
    STUDY = "study"
    CONFERENCE = "conference"
    MINUTES = "minutes"
    INTERVIEW = "interview"


class Role(StrEnum):
    """What a column of a table is for."""

    ID = "id"
    TEXT = "text"
    GROUP = "group"
    ORGANISATION = "organisation"
    WEIGHT = "weight"
    DATE = "date"
    DROP = "drop"


class Reason(StrEnum):
    """Why a cell became no statement; the value is what a person reads."""

    EMPTY = "leer"
    NON_ANSWER = "keine Angabe"
    DUPLICATE_ROW = "doppelte Zeile"
    UNREADABLE = "unlesbar"
    NO_WORDS = "ohne Worte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One collection of answers: a survey, a study, a conference, minutes.

    `wording`: what was asked to know a group, by the group's name, where the name alone says little.
    """

    id: str
    title: str
    kind: SourceKind = SourceKind.SURVEY
    collected_on: str = ""
    population: int | None = None
    random_sample: bool = False
    invented: bool = False
    file: str = ""
    file_hash: str = ""
    wording: tuple[tuple[str, str], ...] = ()

    def words(self, group: str) -> str:
        """What was asked to know this group; its name where nothing else is known."""
        return dict(self.wording).get(group, group)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSize:
    """How much a source holds; of those who answered, `bodies` did so for an organisation, `persons` did not."""

    source: Source
    persons: int
    bodies: int
    responses: int
    statements: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRole:
    """What one column is for, and why that was proposed."""

    column: str
    role: Role
    question: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """One person, household or body that answered; `key` is unique within the source."""

    key: str
    organisation: str = ""
    weight: float = 1.0
    date: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One cell: what one respondent wrote to one question. `row` counts as the file's own program does."""

    row: int
    column: str
    question: str
    respondent: str
    text: RawText


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One cell that became no statement, and why."""

    row: int
    column: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """A file as read: `cells` = open cells seen = responses + left out."""

    rows: int
    cells: int
    columns: tuple[ColumnRole, ...]
    respondents: tuple[Respondent, ...]
    responses: tuple[Response, ...]
    left_out: tuple[LeftOut, ...]
    file_hash: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A span of one answer that says one thing.

    `start` and `end` count characters of the answer as it was read; `text` is those characters with
    personal data replaced. `lead` is the list's lead-in the statement stands under, from the same answer.
    """

    id: str
    source: str
    row: int
    column: str
    question: str
    respondent: str
    start: int
    end: int
    text: SafeText
    lead: SafeText | None = None
    lead_span: Span | None = None
    redactions: tuple[Redaction, ...] = ()
    lemmas: str = ""
    parts: str = ""

    @property
    def words(self) -> str:
        """The gated words with white space folded: what is encoded, analysed and compared."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRecord:
    """A response as it is kept: gated, with its statements."""

    row: int
    column: str
    question: str
    respondent: str
    text: SafeText
    redactions: tuple[Redaction, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """All that one import leaves in the store, written in one transaction."""

    source: Source
    file: str
    columns: tuple[ColumnRole, ...]
    rows: int
    cells: int
    respondents: tuple[Respondent, ...]
    responses: tuple[ResponseRecord, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all responses, in reading order."""
        return tuple(statement for response in self.responses for statement in response.statements)
