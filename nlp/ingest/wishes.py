"""What a person may ask of an import, and the small map of column roles kept beside a source."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from nlp.domain.corpus import ColumnRole, Role
from nlp.errors import ColumnProblem, FileUnreadable
from nlp.ingest.wording import one_of, quoted

_ROLE_WORDS = {role.value: role for role in Role} | {
    "kennung": Role.ID,
    "gruppe": Role.GROUP,
    "einrichtung": Role.ORGANISATION,
    "gewicht": Role.WEIGHT,
    "datum": Role.DATE,
    "weglassen": Role.DROP,
}
_HEAD = """\
# Was die Spalten sind. role ist eines von: id, text, group, organisation, weight, date, drop (weglassen).
# Ändern Sie, was nicht stimmt; „question“ ist der Wortlaut der Frage, „why“ nur ein Hinweis.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Roles of columns as kept in a TOML file; `addressees` names a second table, seen from the map's folder."""

    columns: tuple[ColumnRole, ...] = ()
    addressees: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked for explicitly; it wins over the map, and the map over the proposal."""

    text: tuple[str, ...] = ()
    id: str = ""
    group: tuple[str, ...] = ()
    organisation: str = ""
    weight: str = ""
    date: str = ""
    keep_personal: bool = False
    question: str = ""
    map: ColumnMap | None = None
    sheet: str = ""

    @property
    def roles(self) -> tuple[tuple[str, Role], ...]:
        """The named columns with the role each was named for."""
        named = [(name, Role.TEXT) for name in self.text] + [(name, Role.GROUP) for name in self.group]
        named += [(self.id, Role.ID), (self.organisation, Role.ORGANISATION)]
        named += [(self.weight, Role.WEIGHT), (self.date, Role.DATE)]
        return tuple((name, role) for name, role in named if name)


def load_map(path: Path) -> ColumnMap:
    """The map in a TOML file. Raises FileUnreadable or ColumnProblem with the entry at fault."""
    file = quoted(path.name)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise FileUnreadable(f"Die Spaltenzuordnung {file} ist nicht zu lesen; bitte prüfen Sie den Pfad.") from fault
    except UnicodeDecodeError as fault:
        message = f"Die Spaltenzuordnung {file} ist keine UTF-8-Textdatei; bitte speichern Sie sie als UTF-8."
        raise FileUnreadable(message) from fault
    except tomllib.TOMLDecodeError as fault:
        # Only the place of the parser's English sentence is of use here.
        found = re.search(r"line (\d+)", str(fault))
        place = f"Zeile {found.group(1)}" if found else "am Ende"
        message = f"Die Spaltenzuordnung {file} ist kein gültiges TOML ({place}); bitte berichtigen Sie die Stelle."
        raise FileUnreadable(message) from fault
    entries, addressees = told.get("column", []), told.get("addressees", "")
    if not isinstance(entries, list) or not isinstance(addressees, str):
        raise ColumnProblem(
            f"In {file} wird je Spalte ein Abschnitt [[column]] mit name und role erwartet; bitte ergänzen Sie ihn."
        )
    columns = tuple(_entry(entry, place, file) for place, entry in enumerate(entries, start=1))
    return ColumnMap(columns=columns, addressees=addressees)


def _entry(entry: object, place: int, file: str) -> ColumnRole:
    told = entry if isinstance(entry, dict) else {}
    name, word = str(told.get("name", "")), str(told.get("role", "")).strip().lower()
    if not name or word not in _ROLE_WORDS:
        wrong = f"role = {quoted(word)}" if name else "kein name"
        known = one_of([role.value for role in Role])
        raise ColumnProblem(f"In {file} steht im {place}. Abschnitt [[column]] {wrong}; als role gibt es {known}.")
    question, why = str(told.get("question", "")), str(told.get("why", ""))
    return ColumnRole(column=name, role=_ROLE_WORDS[word], question=question, why=why)


def dump_map(column_map: ColumnMap) -> str:
    """The map as TOML with a German line on top; `load_map` reads it back unchanged."""
    import tomli_w

    parts = [_HEAD]
    if column_map.addressees:
        parts.append(tomli_w.dumps({"addressees": column_map.addressees}))
    for role in column_map.columns:
        told = {"name": role.column, "role": role.role.value, "question": role.question, "why": role.why}
        parts.append("[[column]]\n" + tomli_w.dumps({key: value for key, value in told.items() if value}))
    return "\n".join(parts)
