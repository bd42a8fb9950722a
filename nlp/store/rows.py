"""Values as rows and back again; a row is a mapping from column to value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from nlp.domain.corpus import (
    ColumnRole,
    Import,
    LeftOut,
    Reason,
    Respondent,
    ResponseRecord,
    Role,
    Source,
    SourceKind,
    Statement,
)
from nlp.domain.text import PersonalData, Redaction, SafeText, Span

Row = dict[str, Any]


def compact(value: object) -> str:
    """The value as JSON, always spelt the same way."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def import_rows(imported: Import) -> dict[str, list[Row]]:
    """The rows of every table that an import fills."""
    source = imported.source.id
    asked = {text: place for place, text in enumerate(dict.fromkeys(one.question for one in imported.responses))}
    tables = {
        "sources": [_source_row(imported.source)],
        "imports": [_import_row(imported)],
        "respondents": [_respondent_row(place, one) for place, one in enumerate(imported.respondents)],
        "respondent_groups": [
            {"key": one.key, "name": name, "value": value}
            for one in imported.respondents
            for name, value in one.groups.items()
        ],
        "questions": [{"position": place, "text": text} for text, place in asked.items()],
        "responses": [_response_row(place, one, asked[one.question]) for place, one in enumerate(imported.responses)],
        "statements": [
            _statement_row(statement, response, place)
            for response, record in enumerate(imported.responses)
            for place, statement in enumerate(record.statements)
        ],
        "left_out": [
            {"position": place, "row": one.row, "column": one.column, "reason": one.reason.value}
            for place, one in enumerate(imported.left_out)
        ],
    }
    return {name: [row if "id" in row else {"source": source, **row} for row in rows] for name, rows in tables.items()}


def _source_row(source: Source) -> Row:
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind.value,
        "collected_on": source.collected_on,
        "population": source.population,
        "random_sample": int(source.random_sample),
        "invented": int(source.invented),
        "file": source.file,
        "file_hash": source.file_hash,
    }


def source_of(row: Mapping[str, Any]) -> Source:
    """The source in a row of `sources` with the columns of its import."""
    told = {name: row[name] for name in row if name != "columns"}
    flags = {name: bool(row[name]) for name in ("random_sample", "invented")}
    groups = (one for one in columns_of(row["columns"]) if one.role is Role.GROUP and one.question)
    wording = tuple((one.column, one.question) for one in groups)
    return Source(**{**told, **flags, "kind": SourceKind(row["kind"]), "wording": wording})


def _import_row(imported: Import) -> Row:
    return {
        "file": imported.file,
        "columns": compact([[one.column, one.role.value, one.question, one.why] for one in imported.columns]),
        "rows": imported.rows,
        "cells": imported.cells,
        "notes": compact(imported.notes),
    }


def _respondent_row(place: int, respondent: Respondent) -> Row:
    return {
        "key": respondent.key,
        "position": place,
        "organisation": respondent.organisation,
        "weight": float(respondent.weight),
        "date": respondent.date,
    }


def _response_row(place: int, response: ResponseRecord, question: int) -> Row:
    return {
        "position": place,
        "row": response.row,
        "column": response.column,
        "question": question,
        # Minutes know nobody: no respondent is NULL, which the foreign key lets pass.
        "respondent": response.respondent or None,
        "text": response.text,
        "redactions": redactions_told(response.redactions),
    }


def _statement_row(statement: Statement, response: int, place: int) -> Row:
    lead = statement.lead_span
    return {
        "id": statement.id,
        "source": statement.source,
        "response": response,
        "place": place,
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "lead": statement.lead,
        "lead_start": lead.start if lead else None,
        "lead_end": lead.end if lead else None,
        "redactions": redactions_told(statement.redactions),
        "lemmas": statement.lemmas,
        "parts": statement.parts,
    }


def statement_of(row: Mapping[str, Any]) -> Statement:
    """The statement in a row of the view `whole_statements`."""
    lead, start, end = row["lead"], row["lead_start"], row["lead_end"]
    return Statement(
        id=row["id"],
        source=row["source"],
        row=row["row"],
        column=row["column"],
        question=row["question"],
        respondent=row["respondent"],
        start=row["start"],
        end=row["end"],
        text=SafeText(row["text"]),
        lead=None if lead is None else SafeText(lead),
        lead_span=None if start is None else Span(start, end),
        redactions=redactions_of(row["redactions"]),
        lemmas=row["lemmas"],
        parts=row["parts"],
    )


def redactions_told(redactions: Iterable[Redaction]) -> str:
    """Redactions as JSON."""
    return compact([[one.start, one.end, one.kind.value, one.unsure] for one in redactions])


def redactions_of(told: str) -> tuple[Redaction, ...]:
    """Redactions from JSON."""
    if told == "[]":
        return ()
    return tuple(
        Redaction(start=start, end=end, kind=PersonalData(kind), unsure=unsure)
        for start, end, kind, unsure in json.loads(told)
    )


def columns_of(told: str) -> tuple[ColumnRole, ...]:
    """Column roles from JSON."""
    return tuple(
        ColumnRole(column=column, role=Role(role), question=question, why=why)
        for column, role, question, why in json.loads(told)
    )


def left_out_of(row: Mapping[str, Any]) -> LeftOut:
    """The left-out cell in a row of `left_out`."""
    return LeftOut(row=row["row"], column=row["column"], reason=Reason(row["reason"]))


def respondent_of(row: Mapping[str, Any], groups: Mapping[str, str]) -> Respondent:
    """The respondent in a row of `respondents`."""
    return Respondent(
        key=row["key"], organisation=row["organisation"], weight=row["weight"], date=row["date"], groups=groups
    )
