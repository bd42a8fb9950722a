"""Which column is what: explicit wishes win over the map, the map over the proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from nlp.domain.corpus import ColumnRole, Role
from nlp.errors import ColumnProblem
from nlp.ingest.grid import Table
from nlp.ingest.proposal import propose_roles
from nlp.ingest.wishes import Wishes
from nlp.ingest.wording import listed, quoted

# Where one of these was named, proposals of the same role step back; groups add up.
_EXCLUSIVE = frozenset((Role.ID, Role.TEXT, Role.ORGANISATION, Role.WEIGHT, Role.DATE))
_SINGLE = _EXCLUSIVE - {Role.TEXT}
_WORDS = {Role.ID: "id", Role.ORGANISATION: "organisation", Role.WEIGHT: "weight", Role.DATE: "date"}


def settle(table: Table, wishes: Wishes) -> tuple[tuple[ColumnRole, ...], tuple[str, ...]]:
    """A role for every column, and notes. Raises ColumnProblem for unknown, contradictory and missing columns."""
    roles = list(propose_roles(table, keep_personal=wishes.keep_personal))
    notes: list[str] = []
    for named in (_from_map(table, wishes), _from_wishes(table, wishes)):
        roles, passed = _overruled(roles, named)
        notes += passed
    texts = [place for place, role in enumerate(roles) if role.role is Role.TEXT]
    if not texts:
        names = [column.name for column in table.columns]
        place = f"In {quoted(table.file)} ist keine Spalte mit offenen Antworten zu erkennen"
        raise ColumnProblem(
            f"{place}; bitte nennen Sie eine mit --text, vorhanden sind {listed(names)}.",
            on_page=f"{place}; bitte wählen Sie eine, vorhanden sind {listed(names)}.",
        )
    if wishes.question:
        if len(texts) > 1:
            names = [roles[place].column for place in texts]
            raise ColumnProblem(
                f"--question gilt für eine Textspalte, gewählt sind {listed(names)}; bitte nennen Sie eine mit --text.",
                on_page=f"Die Frage gilt für eine Textspalte, gewählt sind {listed(names)}; bitte wählen Sie eine.",
            )
        roles[texts[0]] = replace(roles[texts[0]], question=wishes.question)
    return tuple(roles), tuple(notes)


def _overruled(roles: Sequence[ColumnRole], named: Mapping[int, ColumnRole]) -> tuple[list[ColumnRole], list[str]]:
    """The roles with the named ones in place; a note for each column whose answers are passed over by that."""
    exclusive = {role.role for role in named.values()} & _EXCLUSIVE
    settled: list[ColumnRole] = []
    passed: list[str] = []
    for place, role in enumerate(roles):
        if place in named:
            settled.append(named[place])
        elif role.role in exclusive:
            settled.append(ColumnRole(column=role.column, role=Role.DROP, why="eine andere Spalte wurde genannt"))
            passed += [role.column] if role.role is Role.TEXT else []
        else:
            settled.append(role)
    note = f"Sieht nach offenen Antworten aus, wurde aber nicht als Text genannt: {listed(passed)}."
    return settled, [note] if passed else []


def _from_map(table: Table, wishes: Wishes) -> dict[int, ColumnRole]:
    named: dict[int, ColumnRole] = {}
    for entry in wishes.map.columns if wishes.map else ():
        place = find_column(table, entry.column)
        column = table.columns[place]
        question = entry.question or column.asked(entry.role)
        _put(table, named, place, replace(entry, column=column.name, question=question))
    return named


def _from_wishes(table: Table, wishes: Wishes) -> dict[int, ColumnRole]:
    named: dict[int, ColumnRole] = {}
    mapped = {entry.column: entry.question for entry in wishes.map.columns} if wishes.map else {}
    for name, role in wishes.roles:
        place = find_column(table, name)
        column = table.columns[place]
        known = mapped.get(column.name) if role is Role.TEXT else ""
        question = known or column.asked(role)
        _put(table, named, place, ColumnRole(column=column.name, role=role, question=question, why="so angegeben"))
    return named


def _put(table: Table, named: dict[int, ColumnRole], place: int, role: ColumnRole) -> None:
    file = quoted(table.file)
    if place in named and named[place].role is not role.role:
        message = (
            f"Die Spalte {quoted(role.column)} in {file} wurde mit zwei Rollen genannt; bitte entscheiden Sie sich."
        )
        raise ColumnProblem(message)
    if role.role in _SINGLE and any(other.role is role.role for key, other in named.items() if key != place):
        word = _WORDS[role.role]
        raise ColumnProblem(f"Für {file} wurden zwei Spalten als {word} genannt; bitte nennen Sie nur eine.")
    named[place] = role


def find_column(table: Table, name: str) -> int:
    """The place of a column by name, header or question. Raises ColumnProblem that names the nearest ones."""
    wanted = _plain(name)
    for exact in (False, True):
        for told in ("name", "header", "question"):
            words = [getattr(column, told) for column in table.columns]
            places = [
                place for place, word in enumerate(words) if (word == name if not exact else _plain(word) == wanted)
            ]
            if len(places) == 1 or (places and told == "name"):
                return places[0]
    names = [column.name for column in table.columns]
    by_plain = {_plain(column): column for column in names}
    near = [by_plain[word] for word in get_close_matches(wanted, by_plain, n=3, cutoff=0.5)]
    remedy = f"meinten Sie {listed(near)}?" if near else f"vorhanden sind {listed(names)}."
    raise ColumnProblem(f"Die Spalte {quoted(name)} gibt es in {quoted(table.file)} nicht; {remedy}")


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
