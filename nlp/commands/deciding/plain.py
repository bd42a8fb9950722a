"""Decisions as plain values, for JSON, files and the wire."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from nlp.domain.edits import KINDS, MADE, Edit, Lock, Reassign
from nlp.errors import InputError
from nlp.views.review.telling import edit_told

__all__ = ["edit_of", "edit_told", "made_id"]

_LATER = {("title", Lock), ("title", Reassign)}
"""What may be missing although the log needs it: the board knows it."""


def made_id() -> str:
    """An id for a theme that people make: `p-` and ten hexadecimal digits."""
    return MADE + secrets.token_hex(5)


def edit_of(told: Mapping[str, object]) -> Edit:
    """An edit from `{"kind": "rename", "theme": …, "title": …}`: its kind and the fields of that kind, no others.

    `made` may be missing: a theme that is made gets an id. So may the title of what the board knows. Raises
    InputError, which names field and remedy.
    """
    name = told.get("kind")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        shown = f"„{name}“" if isinstance(name, str) and name else "Eine Entscheidung ohne Art"
        known = ", ".join(KINDS)
        raise InputError(f"{shown} gibt es nicht (Feld „kind“). Bitte wählen Sie eine dieser Arten: {known}.")
    allowed = {field.name: field for field in fields(kind)}
    for given in told:
        if given not in allowed and given != "kind":
            raise InputError(
                f"Das Feld „{given}“ gibt es bei „{name}“ nicht. Bitte geben Sie nur diese an: {', '.join(allowed)}."
            )
    values: dict[str, Any] = {field.name: _value(str(name), kind, field, told) for field in allowed.values()}
    return kind(**values)


def _value(name: str, kind: type[Edit], field: Field[object], told: Mapping[str, object]) -> object:
    if field.name in told:
        read, needed = _READ[str(field.type)]
        value = read(told[field.name])
        if value is None:
            raise InputError(f"Das Feld „{field.name}“ bei „{name}“ passt nicht. Bitte geben Sie {needed} an.")
        return value
    if field.name == "made":
        return made_id()
    if (field.name, kind) in _LATER:
        return ""
    if field.default is MISSING:
        raise InputError(f"Bei „{name}“ fehlt das Feld „{field.name}“. Bitte geben Sie {_READ[str(field.type)][1]} an.")
    return field.default


def _text(value: object) -> str | None:
    # Half characters, as JSON may hold them, cannot be kept.
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(value)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


_READ: Mapping[str, tuple[Callable[[object], object], str]] = {
    "str": (_text, "einen Text"),
    "tuple[str, ...]": (_texts, "eine Liste von Kennungen"),
    "int": (_number, "die Nummer einer Entscheidung"),
    "bool": (_yes_or_no, "true oder false"),
}
"""How a field of a type is read, and what it needs in words."""
