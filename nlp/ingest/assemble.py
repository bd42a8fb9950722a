"""A table with settled roles becomes respondents, responses and what was left out; the counts always add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.domain.corpus import ColumnRole, Ingested, LeftOut, Reason, Respondent, Response, Role
from nlp.domain.text import RawText
from nlp.ingest.cells import group_value, reason_to_leave, repaired
from nlp.ingest.grid import Cells, Table
from nlp.ingest.keys import Keyed, keyed
from nlp.ingest.values import iso_date, weight_from
from nlp.ingest.wording import quoted, rows_named, times

SURPLUS = "überzählige Zellen"


def assemble(table: Table, roles: Sequence[ColumnRole], *, file_hash: str, notes: Sequence[str] = ()) -> Ingested:
    """All that a table holds under these roles: `cells` = rows × open columns (and surplus cells)."""
    places = {role: [i for i, told in enumerate(roles) if told.role is role] for role in Role}
    rows, surplus, told = _fitted(table, roles)
    kept = sorted(place for role, of_role in places.items() if role is not Role.DROP for place in of_role)
    keys, key_notes = keyed(rows, kept=kept, id_place=places[Role.ID][0] if places[Role.ID] else None)
    respondents, weight_notes = _respondents(keys, roles, places, limesurvey=table.limesurvey)
    responses: list[Response] = []
    left_out: list[LeftOut] = []
    for entry in keys:
        for place in places[Role.TEXT]:
            cell, role = entry.cells[place], roles[place]
            reason = reason_to_leave(cell, limesurvey=table.limesurvey)
            if entry.duplicate or reason:
                why = Reason.DUPLICATE_ROW if entry.duplicate else reason or Reason.EMPTY
                left_out.append(LeftOut(row=entry.row, column=role.column, reason=why))
            else:
                text, question = RawText(cell), role.question
                answer = Response(row=entry.row, column=role.column, question=question, respondent=entry.key, text=text)
                responses.append(answer)
    left_out += [LeftOut(row=row, column=SURPLUS, reason=Reason.UNREADABLE) for row in surplus]
    return Ingested(
        rows=len(rows),
        cells=len(rows) * len(places[Role.TEXT]) + len(surplus),
        columns=tuple(roles),
        respondents=respondents,
        responses=tuple(responses),
        left_out=tuple(sorted(left_out, key=lambda cell: cell.row)),
        file_hash=file_hash,
        notes=(*table.notes, *notes, *told, *key_notes, *weight_notes),
    )


def _fitted(table: Table, roles: Sequence[ColumnRole]) -> tuple[list[tuple[int, Cells]], list[int], list[str]]:
    """Records as wide as the header with repaired cells; rows whose surplus cells found no place; notes.

    Surplus cells most often come from an unquoted delimiter in the text: they go back to the last column where
    that is an open one. Cells of dropped columns are emptied here, so that nothing personal goes further.
    """
    width, last_is_open = len(table.columns), roles[-1].role is Role.TEXT
    kept = [role.role is not Role.DROP for role in roles]
    rows: list[tuple[int, Cells]] = []
    longer: list[int] = []
    broken = 0
    for row, record in table.records:
        cells = record
        if len(record) > width and any(cell.strip() for cell in record[width:]):
            longer.append(row)
            if last_is_open:
                cells = [*record[: width - 1], table.delimiter.join(record[width - 1 :])]
        whole = [repaired(cell) if keep else ("", 0) for cell, keep in zip(cells, kept, strict=False)]
        broken += sum(count for _, count in whole)
        rows.append((row, [cell for cell, _ in whole] + [""] * (width - len(whole))))
    told = [*_surplus_note(longer, table, last_is_open=last_is_open), *_broken_note(broken)]
    return rows, [] if last_is_open else longer, told


def _surplus_note(longer: Sequence[int], table: Table, *, last_is_open: bool) -> Iterator[str]:
    if longer:
        have = f"{rows_named(longer)}: mehr Zellen als die Kopfzeile"
        done = (
            f"sie wurden in {quoted(table.columns[-1].name)} angefügt" if last_is_open else "sie wurden nicht gelesen"
        )
        yield f"{have}; {done}, bitte prüfen Sie die Anführungszeichen."


def _broken_note(broken: int) -> Iterator[str]:
    if broken:
        yield f"{times(broken, 'unlesbares Zeichen steht', 'unlesbare Zeichen stehen')} als � im Text."


def _respondents(
    keys: Sequence[Keyed], roles: Sequence[ColumnRole], places: dict[Role, list[int]], *, limesurvey: bool
) -> tuple[tuple[Respondent, ...], list[str]]:
    """One respondent for every row that says anything and is no duplicate."""
    found: list[Respondent] = []
    no_weight: list[int] = []
    known: dict[tuple[str, ...], dict[str, str]] = {}  # one mapping for all who belong to the same groups
    names = [roles[place].column for place in places[Role.GROUP]]

    def value(entry: Keyed, role: Role) -> str:
        return entry.cells[places[role][0]].strip() if places[role] else ""

    for entry in keys:
        if entry.duplicate or not entry.key:
            continue
        weight = weight_from(value(entry, Role.WEIGHT)) if places[Role.WEIGHT] else 1.0
        if weight is None:
            no_weight.append(entry.row)
        told = tuple(group_value(entry.cells[place], limesurvey=limesurvey) for place in places[Role.GROUP])
        groups = known.setdefault(told, {name: group for name, group in zip(names, told, strict=True) if group})
        one = Respondent(
            key=entry.key,
            organisation=value(entry, Role.ORGANISATION),
            weight=1.0 if weight is None else weight,
            date=iso_date(value(entry, Role.DATE)),
            groups=groups,
        )
        found.append(one)
    if not no_weight:
        return tuple(found), []
    column = quoted(roles[places[Role.WEIGHT][0]].column)
    return tuple(found), [f"{rows_named(no_weight)}, Spalte {column}: kein gültiges Gewicht, es gilt 1,0."]
