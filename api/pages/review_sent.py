"""Forms of the review as decisions: what each button asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from nlp import compose
from nlp.commands.decide import edit_of, made_id
from nlp.domain.edits import (
    Confirm,
    Create,
    Describe,
    Edit,
    Hide,
    Lock,
    Merge,
    Move,
    Reassign,
    Rename,
    Split,
)
from nlp.domain.themes import CatalogueTheme, Run
from nlp.errors import Unfit, Unknown

TICK_FIRST = "Bitte kreuzen Sie zuerst an, um welche Aussagen es geht."
CHOOSE = "Bitte wählen Sie zuerst ein Thema."
NOT_OURS = "Damit ist hier nichts anzufangen. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."
WORDS = ("titel", "beschreibung", "kommentar", "warum")
"""Fields that somebody types words into; they come back whatever happens."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came: names and values in their order, several of one name too."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The first value of that name without white space around it; empty where there is none."""
        return next((value.strip() for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All values of that name that are not empty, each once."""
        return tuple(dict.fromkeys(value for key, value in self.pairs if key == name and value))

    def without(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The form again, to be sent on, without these fields."""
        return tuple(pair for pair in self.pairs if pair[0] not in names)

    @property
    def seen(self) -> int | None:
        """The newest decision its author knew of."""
        told = self.one("seen")
        return int(told) if told.isdecimal() and told.isascii() and len(told) < 19 else None  # noqa: PLR2004 - 64 bits

    @property
    def deed(self) -> str:
        """What the button does."""
        return self.one("tat").partition(":")[0]

    @property
    def theme(self) -> str:
        """The theme that stands on the button, else in the form."""
        return self.one("tat").partition(":")[2] or self.one("thema")


async def sent(request: Request) -> Sent:
    """The form of this request; what are files is left out."""
    form = await request.form()
    return Sent(tuple((name, value) for name, value in form.multi_items() if isinstance(value, str)))


SentHere = Annotated[Sent, Depends(sent)]


def edits_of(form: Sent, run: Run) -> list[Edit]:
    """The decisions a form asks for. Raises Unfit for what is missing, Unknown for a theme that is not there."""
    make = _DEEDS.get(form.deed)
    if make is None:
        raise HTTPException(422, NOT_OURS)
    return make(form, run)


def catalogue() -> tuple[CatalogueTheme, ...]:
    """The themes given beforehand, as runs use them."""
    found = compose.recipe("standard").catalogue
    return found.themes if found else ()


def _chosen(form: Sent, name: str) -> str:
    if not form.one(name):
        raise Unfit(CHOOSE)
    return form.one(name)


def _ticked(form: Sent) -> tuple[str, ...]:
    statements = form.all("aussage")
    if not statements:
        raise Unfit(TICK_FIRST)
    return statements


def _confirm(form: Sent, run: Run) -> list[Edit]:
    """In one theme, or in all that the form names; in none where none is named."""
    del run
    themes = (form.theme,) if form.theme else form.all("platz")
    if not themes:
        return [Move(statements=_ticked(form), themes=())]
    return [Confirm(theme=one, statements=_ticked(form)) for one in themes]


def _lock(form: Sent, run: Run) -> list[Edit]:
    title = next((one.title for one in run.themes if one.id == form.theme), "")
    return [Lock(theme=form.theme, title=title, statements=_ticked(form))]


def _move(form: Sent, run: Run) -> list[Edit]:
    """The chosen primary theme first, then the ticked ones."""
    del run
    return [Move(statements=_ticked(form), themes=tuple(dict.fromkeys((_chosen(form, "ziel"), *form.all("auch")))))]


def _split(form: Sent, run: Run) -> list[Edit]:
    part = form.one("teil")
    statements = tuple(one.statement for one in run.memberships if one.theme == part) if part else _ticked(form)
    return [Split(theme=form.theme, made=made_id(), title=form.one("titel"), statements=statements)]


def _reassign(form: Sent, run: Run) -> list[Edit]:
    del run
    wanted = _chosen(form, "katalog")
    to = next((one for one in catalogue() if one.id == wanted), None)
    if to is None:
        raise Unknown("Dieses Thema steht nicht im Katalog. Bitte wählen Sie eines aus der Liste.")
    return [
        Reassign(theme=form.theme, to=to.id, title=to.title, sensitive=to.sensitive, field_of_action=to.field_of_action)
    ]


def _way_out(form: Sent, run: Run) -> list[Edit]:
    """What the log offers about a decision that does not fit, as it wrote it into the form. Raises InputError."""
    del run
    try:
        told = [json.loads(one) for one in form.all("entscheidung")]
    except (ValueError, RecursionError):
        raise HTTPException(422, NOT_OURS) from None
    if not told or not all(isinstance(one, dict) for one in told):
        raise HTTPException(422, NOT_OURS)
    return [edit_of(one) for one in told]


_DEEDS: Mapping[str, Callable[[Sent, Run], list[Edit]]] = {
    "bestaetigen": _confirm,
    "festhalten": _lock,
    "nach": lambda form, _: [Move(statements=_ticked(form), themes=(form.theme,))],
    "verschieben": _move,
    "ohne": lambda form, _: [Move(statements=_ticked(form), themes=())],
    "abspalten": _split,
    "teilen": _split,
    "umbenennen": lambda form, _: [Rename(theme=form.theme, title=form.one("titel"))],
    "beschreiben": lambda form, _: [Describe(theme=form.theme, description=form.one("beschreibung"))],
    "zusammenlegen": lambda form, _: [Merge(theme=form.theme, into=_chosen(form, "ziel"))],
    "ausblenden": lambda form, _: [Hide(theme=form.theme)],
    "anlegen": lambda form, _: [Create(made=made_id(), title=form.one("titel"), description=form.one("beschreibung"))],
    "zuordnen": _reassign,
    "ausweg": _way_out,
}
