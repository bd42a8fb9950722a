"""Decisions in words: who did what to which theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import singledispatch
from zoneinfo import ZoneInfo

from nlp.domain import edits
from nlp.domain.edits import Decision, Edit

BERLIN = ZoneInfo("Europe/Berlin")
NO_THEME = "Ohne Thema"
Titles = Mapping[str, str]
"""Title of a theme by id; one that nobody knows is named by its id."""


def amount(count: int, one: str = "Aussage", many: str = "Aussagen") -> str:
    """A count with its noun in the right number: „1 Aussage“, „1.386 Aussagen“."""
    return f"{count:,} {one if count == 1 else many}".replace(",", ".")


def when(at: str) -> str:
    """ISO 8601 in UTC as a German date: „22.11.2026“; what is no time stays as it is."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(BERLIN):%d.%m.%Y}"
    except ValueError:
        return at


def listed(words: Iterable[str]) -> str:
    """„a“, „a und b“, „a, b und c“."""
    *first, last = words
    return f"{', '.join(first)} und {last}" if first else last


def named(theme: str, titles: Titles) -> str:
    """A theme's title in quotation marks."""
    return f"„{titles.get(theme, theme)}“" if theme else f"„{NO_THEME}“"


def sentence(one: Decision, titles: Titles, said: Mapping[int, str]) -> str:
    """„Kim hat „Bus“ in „Bus und Bahn“ umbenannt.“ `titles` are those from before; `said`: sentences by number."""
    if isinstance(one.edit, edits.Undo):
        back = said.get(one.edit.number)
        what = f": {back}" if back else "."
        return f"{one.who} hat die Entscheidung {one.edit.number} zurückgenommen{what}"
    return f"{one.who} hat {_did(one.edit, titles)}."


@singledispatch
def _did(edit: Edit, titles: Titles) -> str:  # noqa: ARG001 - read by the kinds below
    raise TypeError(type(edit).__name__)


@_did.register
def _(edit: edits.Rename, titles: Titles) -> str:
    return f"{named(edit.theme, titles)} in „{edit.title}“ umbenannt"


@_did.register
def _(edit: edits.Describe, titles: Titles) -> str:
    if not edit.description:
        return f"die Beschreibung von {named(edit.theme, titles)} entfernt"
    return f"{named(edit.theme, titles)} neu beschrieben: „{edit.description}“"


@_did.register
def _(edit: edits.Merge, titles: Titles) -> str:
    return f"{named(edit.theme, titles)} mit {named(edit.into, titles)} zusammengelegt"


@_did.register
def _(edit: edits.Split, titles: Titles) -> str:
    out_of = named(edit.theme, titles)
    return f"{amount(len(edit.statements))} aus {out_of} als neues Thema „{edit.title}“ abgetrennt"


@_did.register
def _(edit: edits.Move, titles: Titles) -> str:
    said = amount(len(edit.statements))
    if not edit.themes:
        return f"{said} unter „{NO_THEME}“ gestellt"
    return f"{said} {listed(named(one, titles) for one in edit.themes)} zugeordnet"


@_did.register
def _(edit: edits.Confirm, titles: Titles) -> str:
    belong = "gehört" if len(edit.statements) == 1 else "gehören"
    return f"bestätigt, dass {amount(len(edit.statements))} zu {named(edit.theme, titles)} {belong}"


@_did.register
def _(edit: edits.Lock, titles: Titles) -> str:
    return f"{amount(len(edit.statements))} in {named(edit.theme, titles)} festgehalten"


@_did.register
def _(edit: edits.Create, titles: Titles) -> str:  # noqa: ARG001 - the title is its own
    return f"das Thema „{edit.title}“ angelegt"


@_did.register
def _(edit: edits.Hide, titles: Titles) -> str:
    return f"{named(edit.theme, titles)} ausgeblendet"


@_did.register
def _(edit: edits.Reassign, titles: Titles) -> str:
    to = titles.get(edit.to) or edit.title or edit.to
    return f"{named(edit.theme, titles)} dem Thema „{to}“ aus dem Katalog zugeordnet"
