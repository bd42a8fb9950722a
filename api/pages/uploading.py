"""The form between a file that came in and its import: what each column is, and what the source is called."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from nlp.commands.identity import source_id
from nlp.commands.preview import Preview
from nlp.domain.corpus import ColumnRole, Role, Source, SourceKind
from nlp.errors import BadName
from nlp.views.sources import KINDS

ROLES = {
    Role.TEXT: "Offene Frage",
    Role.GROUP: "Gruppe",
    Role.ORGANISATION: "Einrichtung",
    Role.ID: "Kennung der Befragten",
    Role.WEIGHT: "Gewicht",
    Role.DATE: "Datum",
    Role.DROP: "Weglassen",
}
ONLY_ONCE = (Role.ID, Role.ORGANISATION, Role.WEIGHT, Role.DATE)
RESERVED = frozenset(("neu",))
"""A source of this name would stand at the address of the upload form."""
LONGEST_TITLE = 200
LONGEST_WHY = 200
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_COUNT = re.compile(r"[1-9][0-9]{0,9}")
_GERMAN_DATE = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands in the form, as words; `sheet` only where somebody chose one; `errors` by the name of the field."""

    source: str
    title: str
    kind: str = SourceKind.SURVEY.value
    collected_on: str = ""
    population: str = ""
    random_sample: bool = False
    replaces: str = ""
    sheet: str = ""
    roles: tuple[ColumnRole, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """The form as a job is asked for it."""
        roles = [
            {"column": one.column, "role": one.role.value, "question": one.question, "why": one.why}
            for one in self.roles
        ]
        sheet = {"sheet": self.sheet} if self.sheet else {}
        return sheet | {
            "source": self.source,
            "title": self.title,
            "kind": self.kind,
            "collected_on": self.collected_on,
            "population": self.population,
            "random_sample": "1" if self.random_sample else "",
            "map": json.dumps(roles, ensure_ascii=False) if roles else "",
        }


def proposed(preview: Preview, earlier: Source | None, known: tuple[ColumnRole, ...] = ()) -> Form:
    """The form for a new file; for a corrected one with what its source said before."""
    before = {role.column: role for role in known}
    roles = tuple(_as_before(column.role, before.get(column.role.column)) for column in preview.columns)
    if earlier:
        return Form(
            source=earlier.id,
            title=earlier.title,
            kind=earlier.kind.value,
            collected_on=earlier.collected_on,
            population=str(earlier.population or ""),
            random_sample=earlier.random_sample,
            replaces=earlier.id,
            roles=roles if preview.table else (),
        )
    stem = PurePath(preview.file).stem
    kind = SourceKind.SURVEY if preview.table else SourceKind.MINUTES
    return Form(source=short_name(stem), title=_words(stem), kind=kind.value, roles=roles if preview.table else ())


def filled(told: Mapping[str, str], sources: Mapping[str, Source]) -> Form:
    """The form as it was sent, with what is wrong about it."""
    errors: dict[str, str] = {}
    replaces = told.get("ersetzt", "").strip()
    source = _source(told.get("kennung", ""), replaces, sources, errors)
    title = " ".join(told.get("titel", "").split())[:LONGEST_TITLE]
    kind = told.get("art", "")
    if kind not in {one.value for one in SourceKind}:
        errors["art"] = "Bitte wählen Sie, was für eine Quelle das ist."
        kind = SourceKind.SURVEY.value
    roles = _roles(told)
    if roles:
        errors.update(_contradictions(roles))
    return Form(
        source=source,
        title=title or source,
        kind=kind,
        collected_on=_date(told.get("erhoben", ""), errors),
        population=_population(told.get("gefragt", ""), errors),
        random_sample=bool(told.get("zufall")),
        replaces=replaces,
        sheet=told.get("blatt", ""),
        roles=roles,
        errors=errors,
    )


def short_name(stem: str) -> str:
    """A name for a source made of its file's: „Umfrage 2026 (final)“ → `umfrage-2026-final`."""
    plain = unicodedata.normalize("NFC", stem).lower()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(umlaut, letters)
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made if made and made not in RESERVED else "quelle"


def told_back(asked: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What a job was asked for, for people."""
    kinds = {kind.value: words for kind, words in KINDS.items()}
    pairs = [("Quelle", asked.get("title", "")), ("Kennung", asked.get("source", ""))]
    pairs += [("Art", kinds.get(asked.get("kind", ""), "")), ("Erhoben", asked.get("collected_on", ""))]
    pairs += [("Gefragt wurden", asked.get("population", "")), ("Tabellenblatt", asked.get("sheet", ""))]
    return [(name, value) for name, value in pairs if value]


def _as_before(role: ColumnRole, before: ColumnRole | None) -> ColumnRole:
    if before is None:
        return role
    question = before.question or role.question
    return ColumnRole(column=role.column, role=before.role, question=question, why="wie in der bisherigen Datei")


def _words(stem: str) -> str:
    return " ".join(re.sub(r"[_]+", " ", stem).split())[:LONGEST_TITLE] or "Neue Quelle"


def _source(typed: str, replaces: str, sources: Mapping[str, Source], errors: dict[str, str]) -> str:
    if replaces:
        if replaces not in sources:
            errors["kennung"] = "Die Quelle, die Sie ersetzen möchten, gibt es nicht mehr."
        return replaces
    try:
        source = source_id(typed)
    except BadName:
        errors["kennung"] = (
            "Bitte wählen Sie 1 bis 60 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche; "
            "am Anfang steht ein Buchstabe oder eine Ziffer."
        )
        return typed[:60]
    if source in sources:
        errors["kennung"] = (
            f"Eine Quelle „{source}“ gibt es schon. Bitte wählen Sie einen anderen Namen, oder öffnen Sie die Quelle "
            "und lesen Sie dort die berichtigte Datei ein."
        )
    elif source in RESERVED:
        errors["kennung"] = f"„{source}“ kann eine Quelle hier nicht heißen. Bitte wählen Sie einen anderen Namen."
    return source


def _date(typed: str, errors: dict[str, str]) -> str:
    words = typed.strip()
    if german := _GERMAN_DATE.fullmatch(words):
        day, month, year = german.groups()
        words = f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    if words and not _is_date(words):
        errors["erhoben"] = "Bitte schreiben Sie einen Tag wie 23.09.2026, einen Monat wie 09.2026 oder ein Jahr."
    return words[:20]


def _is_date(words: str) -> bool:
    """A day, a month or a year in ISO order."""
    try:
        date.fromisoformat(f"{words}-01-01"[:10])
    except ValueError:
        return False
    return bool(_DATE.fullmatch(words))


def _population(typed: str, errors: dict[str, str]) -> str:
    words = typed.strip().replace(".", "").replace(" ", "").lstrip("0")
    if typed.strip() and not _COUNT.fullmatch(words):
        errors["gefragt"] = "Bitte schreiben Sie eine ganze Zahl ab 1, oder lassen Sie das Feld leer."
        return typed[:20]
    return words


def _roles(told: Mapping[str, str]) -> tuple[ColumnRole, ...]:
    known = {one.value for one in Role}
    found, number = [], 0
    while f"spalte-{number}" in told:
        word = told.get(f"rolle-{number}", "")
        role = Role(word) if word in known else Role.DROP
        question = " ".join(told.get(f"frage-{number}", "").split()) if role is Role.TEXT else ""
        proposed_so = word == told.get(f"vorschlag-{number}")
        why = told.get(f"grund-{number}", "")[:LONGEST_WHY] if proposed_so else "so gewählt"
        found.append(ColumnRole(column=told[f"spalte-{number}"], role=role, question=question, why=why))
        number += 1
    return tuple(found)


def _contradictions(roles: tuple[ColumnRole, ...]) -> dict[str, str]:
    held = [one.role for one in roles]
    if Role.TEXT not in held:
        return {"rollen": "Bitte wählen Sie mindestens eine Spalte als „Offene Frage“: In ihr stehen die Antworten."}
    double = [ROLES[role] for role in ONLY_ONCE if held.count(role) > 1]
    if double:
        return {"rollen": f"„{'“ und „'.join(double)}“ kann nur eine Spalte sein. Bitte lassen Sie die anderen weg."}
    return {}
