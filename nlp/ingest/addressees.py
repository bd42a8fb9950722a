"""The second table: who was asked, so that answers get their organisation and groups, and silence can be counted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from nlp.domain.corpus import ColumnRole, Ingested, Respondent, Role
from nlp.errors import ColumnProblem
from nlp.ingest.grid import Table
from nlp.ingest.profile import profile
from nlp.ingest.proposal import propose_roles
from nlp.ingest.reader import open_table
from nlp.ingest.roles import find_column
from nlp.ingest.wording import quoted, rows_named, times

_COPY = re.compile(r" \(\d+\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressees:
    """Everybody who was asked, by id; `respondents` carry organisation and groups."""

    file: str
    respondents: Mapping[str, Respondent]
    columns: tuple[ColumnRole, ...]
    notes: tuple[str, ...] = ()
    _folded: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def asked(self) -> int:
        """How many were asked."""
        return len(self.respondents)

    def find(self, key: str) -> Respondent | None:
        """The addressee behind a respondent's key; blanks, case, leading zeros and a "(2)" aside."""
        for name in (key, _COPY.sub("", key)):
            found = self._folded.get(_fold(name))
            if found is not None:
                return self.respondents[found]
        return None

    def silent(self, ingested: Ingested) -> tuple[Respondent, ...]:
        """Those who gave no answer, in the file's order."""
        answered = {response.respondent for response in ingested.responses}
        heard = {found.key for key in answered if (found := self.find(key))}
        return tuple(one for key, one in self.respondents.items() if key not in heard)


def read_addressees(path: Path, *, id_column: str = "", keys: Collection[str] = ()) -> Addressees:
    """The table of those asked; its id is the named column, or the one in which most `keys` are found.

    Raises FileUnreadable or ColumnProblem.
    """
    table = open_table(path)
    place = find_column(table, id_column) if id_column else _id_place(table, keys)
    roles = _roles(table, place)
    body = next((i for i, role in enumerate(roles) if role.role is Role.ORGANISATION), None)
    groups = [i for i, role in enumerate(roles) if role.role is Role.GROUP]
    found: dict[str, Respondent] = {}
    doubled: list[int] = []
    nameless: list[int] = []
    for row, record in table.records:
        cells = [cell.strip() for cell in record] + [""] * (len(table.columns) - len(record))
        key = cells[place]
        if not key or key in found:
            (doubled if key else nameless).append(row)
            continue
        told = {roles[i].column: cells[i] for i in groups if cells[i]}
        found[key] = Respondent(key=key, organisation="" if body is None else cells[body], groups=told)
    notes = [*table.notes]
    notes += (
        [f"{quoted(path.name)}, {rows_named(doubled)}: Kennung steht schon weiter oben, ausgelassen."]
        if doubled
        else []
    )
    notes += [f"{quoted(path.name)}, {rows_named(nameless)}: ohne Kennung, ausgelassen."] if nameless else []
    folded = {_fold(key): key for key in reversed(found)}
    return Addressees(file=path.name, respondents=found, columns=roles, notes=tuple(notes), _folded=folded)


def join_addressees(ingested: Ingested, asked: Path | Addressees) -> Ingested:
    """The same answers, their respondents with organisation and groups from the table of those asked.

    What a respondent's own row says stays. Raises ColumnProblem where no id matches.
    """
    keys = [one.key for one in ingested.respondents]
    table = asked if isinstance(asked, Addressees) else read_addressees(asked, keys=keys)
    joined: list[Respondent] = []
    unknown = 0
    for one in ingested.respondents:
        found = table.find(one.key)
        unknown += found is None
        joined.append(_merged(one, found) if found else one)
    if unknown == len(joined):
        message = f"Keine Kennung aus {quoted(table.file)} kommt in den Antworten vor; bitte prüfen Sie die Spalten."
        raise ColumnProblem(message)
    answered = table.asked - len(table.silent(ingested))
    share = f"{100 * answered / table.asked:.0f} %"
    notes = [f"{times(table.asked, 'Adressat', 'Adressaten')} angefragt, {answered} haben geantwortet ({share})."]
    notes += (
        [f"{times(unknown, 'Befragte/r steht', 'Befragte stehen')} nicht in {quoted(table.file)}."] if unknown else []
    )
    return replace(ingested, respondents=tuple(joined), notes=(*ingested.notes, *table.notes, *notes))


def _merged(one: Respondent, found: Respondent) -> Respondent:
    groups = {**found.groups, **one.groups}
    return replace(one, organisation=one.organisation or found.organisation, groups=groups)


def _id_place(table: Table, keys: Collection[str]) -> int:
    wanted = {_fold(_COPY.sub("", key)) for key in keys}
    found = [len(wanted & {_fold(value) for value in table.values(place)}) for place in range(len(table.columns))]
    if any(found):
        return found.index(max(found))
    for place, role in enumerate(propose_roles(table)):
        if role.role is Role.ID:
            return place
    message = f"In {quoted(table.file)} ist keine Spalte mit Kennungen zu erkennen; bitte nennen Sie sie „ID“."
    raise ColumnProblem(message)


def _roles(table: Table, id_place: int) -> tuple[ColumnRole, ...]:
    """The id; one organisation, by its header or else the first column of mostly different names; groups; drops."""
    roles = list(propose_roles(table))
    roles[id_place] = ColumnRole(column=roles[id_place].column, role=Role.ID, why="Kennung der Adressaten")
    others = [place for place in range(len(roles)) if place != id_place]
    if not any(roles[place].role is Role.ORGANISATION for place in others):
        names = [place for place in others if roles[place].role is Role.TEXT]
        varied = [place for place in names if profile(table.values(place)).variety > 1 / 2]
        if varied:
            roles[varied[0]] = replace(roles[varied[0]], role=Role.ORGANISATION, question="", why="lauter Namen")
    for place in others:
        if roles[place].role is Role.TEXT:
            roles[place] = replace(roles[place], role=Role.GROUP, question="")
        elif roles[place].role is Role.ID:
            roles[place] = replace(roles[place], role=Role.DROP)
    return tuple(roles)


def _fold(key: str) -> str:
    plain = "".join(key.lower().split())
    return plain.lstrip("0") or plain
