"""Sources side by side, and what became of each one's file: what was read, left out and replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.domain.corpus import ColumnRole, Import, LeftOut, Reason, Source, SourceKind, SourceSize
from nlp.domain.folding import fold
from nlp.domain.text import PersonalData, Redaction
from nlp.errors import Unknown
from nlp.ports import Store

KINDS = {
    SourceKind.SURVEY: "Umfrage",
    SourceKind.STUDY: "Studie",
    SourceKind.CONFERENCE: "Konferenz",
    SourceKind.MINUTES: "Protokoll",
    SourceKind.INTERVIEW: "Interview",
}
"""How people call the kinds of sources."""
NOBODY_NAMED = frozenset((SourceKind.CONFERENCE, SourceKind.MINUTES))
"""Kinds of sources that do not say who spoke: they have no respondents to count."""
ROWS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source with its counts.

    `respondents` are persons or households, those who answered for a body are in `organisations`; both None where
    nobody says who spoke. `answered` of `source.population` is the response rate, None where nobody knows.
    """

    source: Source
    kind: str
    respondents: int | None
    organisations: int | None
    responses: int
    statements: int
    left_out: int
    rate: float | None

    @property
    def answered(self) -> int:
        """Persons, households and bodies that answered."""
        return (self.respondents or 0) + (self.organisations or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutView:
    """Cells of one column left out for one reason; the first `rows`, and how many `more`."""

    column: str
    reason: Reason
    cells: int
    rows: tuple[int, ...]

    @property
    def more(self) -> int:
        """Rows that are not named."""
        return self.cells - len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """What an import read and what not: `cells` = `responses` + `left_out` together; redactions by kind."""

    shown: SourceView
    rows: int
    cells: int
    columns: tuple[ColumnRole, ...]
    questions: tuple[tuple[str, int, int], ...]
    left_out: tuple[LeftOutView, ...]
    reasons: Mapping[Reason, int]
    redactions: Mapping[PersonalData, int]
    unsure: int
    notes: tuple[str, ...]


def sources(store: Store) -> tuple[SourceView, ...]:
    """All sources, by title; never summed."""
    return tuple(sorted(map(_seen, store.sizes()), key=lambda view: (fold(view.source.title), view.source.id)))


def imported(store: Store, source: str) -> ImportView:
    """The report of what a source holds. Raises Unknown."""
    held = store.imported(source)
    if held is None:
        raise Unknown(f"Eine Quelle „{source}“ gibt es hier nicht. Alle stehen unter „Quellen“.")
    made = [redaction for response in held.responses for redaction in response.redactions]
    return ImportView(
        shown=_seen(store.sizes(source)[0]),
        rows=held.rows,
        cells=held.cells,
        columns=held.columns,
        questions=_questions(held),
        left_out=_left_out(held.left_out),
        reasons=dict(Counter(cell.reason for cell in held.left_out).most_common()),
        redactions=_kinds(made),
        unsure=sum(redaction.unsure for redaction in made),
        notes=held.notes,
    )


def _seen(size: SourceSize) -> SourceView:
    source = size.source
    told = source.kind not in NOBODY_NAMED
    answered = size.persons + size.bodies
    return SourceView(
        source=source,
        kind=KINDS[source.kind],
        respondents=size.persons if told else None,
        organisations=size.bodies if told else None,
        responses=size.responses,
        statements=size.statements,
        left_out=size.left_out,
        rate=answered / source.population if told and source.population else None,
    )


def _questions(held: Import) -> tuple[tuple[str, int, int], ...]:
    """Question, answers to it and statements in them, in the file's order."""
    answers = Counter(response.question for response in held.responses)
    said = Counter(statement.question for statement in held.statements)
    return tuple((question, count, said[question]) for question, count in answers.items())


def _left_out(cells: Iterable[LeftOut]) -> tuple[LeftOutView, ...]:
    """The most frequent first."""
    rows: dict[tuple[str, Reason], list[int]] = {}
    for cell in cells:
        rows.setdefault((cell.column, cell.reason), []).append(cell.row)
    return tuple(
        LeftOutView(column=column, reason=reason, cells=len(found), rows=tuple(sorted(found)[:ROWS_SHOWN]))
        for (column, reason), found in sorted(rows.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


def _kinds(made: Iterable[Redaction]) -> dict[PersonalData, int]:
    return dict(sorted(Counter(one.kind for one in made).items(), key=lambda pair: (-pair[1], pair[0])))
