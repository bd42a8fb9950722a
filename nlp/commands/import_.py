"""Import: a file becomes statements, or stands in the report with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nlp.commands.identity import keep_ids, keys_from_content, source_id
from nlp.domain.corpus import Import, Ingested, LeftOut, Reason, Response, ResponseRecord, Source, Statement
from nlp.domain.text import Span
from nlp.ingest import Wishes, join_addressees, read, read_addressees
from nlp.ports import Analyser, Progress, Store
from nlp.text.gate import find, make_safe
from nlp.text.nonanswers import is_non_answer
from nlp.text.statements import statements


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, cell by cell: `cells` = responses + left out."""

    imported: Import
    redactions: dict[str, int]
    unsure: int

    def told(self) -> dict[str, object]:
        """The report as plain values, with the keys of the command's JSON."""
        imported = self.imported
        return {
            "source": imported.source.id,
            "rows": imported.rows,
            "cells": imported.cells,
            "responses": len(imported.responses),
            "statements": len(imported.statements),
            "left_out": [
                {"row": cell.row, "column": cell.column, "reason": cell.reason.value} for cell in imported.left_out
            ],
            "redactions": self.redactions,
            "notes": list(imported.notes),
        }


def import_file(
    path: Path,
    *,
    source: Source,
    wishes: Wishes,
    store: Store,
    analyser: Analyser,
    addressees: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Reads a file and puts it in the place of what the source held before, in one transaction.

    What takes the place of invented answers is marked as invented too: better said once too often than not.
    Raises BadName, FileUnreadable, ColumnProblem or StoreProblem; the database is then as it was.
    """
    source = replace(source, id=source_id(source.id))
    ingested = read(path, wishes=wishes)
    if addressees:
        asked = read_addressees(addressees, keys=[one.key for one in ingested.respondents])
        ingested = join_addressees(ingested, asked)
        source = replace(source, population=source.population or asked.asked)
    # A name written in another encoding reaches us in half characters, which no database takes.
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    imported = to_statements(ingested, source=source, file=name, progress=progress)
    imported = analysed(imported, analyser, progress)
    before = store.imported(source.id)
    imported = keep_ids(before, imported)
    if before and before.source.invented:
        imported = replace(imported, source=replace(imported.source, invented=True))
    if progress:
        progress("Quelle wird gespeichert", 0, 0)
    store.save_import(imported)
    return _report(imported)


def to_statements(ingested: Ingested, *, source: Source, file: str, progress: Progress | None = None) -> Import:
    """Takes every response through the gate and splits it; non-answers go to the report."""
    records: list[ResponseRecord] = []
    left = list(ingested.left_out)
    for done, response in enumerate(ingested.responses, start=1):
        record = _record(response, source.id)
        if record.statements:
            records.append(record)
        else:
            reason = Reason.NON_ANSWER if is_non_answer(response.text.reveal()) else Reason.NO_WORDS
            left.append(LeftOut(row=response.row, column=response.column, reason=reason))
        if progress:
            progress("Antworten werden geprüft und zerlegt", done, len(ingested.responses))
    return keys_from_content(
        Import(
            source=replace(source, file=file, file_hash=ingested.file_hash),
            file=file,
            columns=ingested.columns,
            rows=ingested.rows,
            cells=ingested.cells,
            respondents=ingested.respondents,
            responses=tuple(records),
            left_out=tuple(sorted(left, key=lambda cell: (cell.row, cell.column))),
            notes=ingested.notes,
        )
    )


def _record(response: Response, source: str) -> ResponseRecord:
    redactions = find(response.text)
    return ResponseRecord(
        row=response.row,
        column=response.column,
        question=response.question,
        respondent=response.respondent,
        text=make_safe(response.text, Span(0, len(response.text)), redactions),
        redactions=redactions,
        statements=()
        if is_non_answer(response.text.reveal())
        else statements(response, source=source, redactions=redactions, make_safe=make_safe),
    )


def analysed(imported: Import, analyser: Analyser, progress: Progress | None = None) -> Import:
    """The same import with lemmas and compound parts of every statement."""
    texts = [_with_lead(statement) for statement in imported.statements]
    if progress:
        progress("Wörter werden bestimmt", 0, len(texts))
    words = iter(analyser.analyse(texts))
    if progress:
        progress("Wörter werden bestimmt", len(texts), len(texts))

    def filled(group: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(
            replace(statement, lemmas=analysis.lemmas, parts=analysis.parts)
            for statement, analysis in zip(group, words, strict=False)
        )

    responses = tuple(replace(response, statements=filled(response.statements)) for response in imported.responses)
    return replace(imported, responses=responses)


def _with_lead(statement: Statement) -> str:
    return f"{statement.lead} {statement.text}" if statement.lead else statement.text


def _report(imported: Import) -> ImportReport:
    made = [redaction for response in imported.responses for redaction in response.redactions]
    kinds = Counter(redaction.kind.value for redaction in made)
    return ImportReport(
        imported=imported,
        redactions=dict(sorted(kinds.items())),
        unsure=sum(redaction.unsure for redaction in made),
    )
