"""Decisions as rows and back again: the kind by its name, its fields as JSON by theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from nlp.domain.edits import KINDS, Decision, Edit
from nlp.errors import StoreProblem
from nlp.store.rows import compact

DECISION = "nr, run, at, who, why, kind, told"
NAMES = {kind: name for name, kind in KINDS.items()}

_NEWER = "kann diese Fassung von O-Ton nicht lesen; eine neuere hat sie geschrieben."


def told(edit: Edit) -> tuple[str, str]:
    """The last two columns of DECISION."""
    return NAMES[type(edit)], compact({one.name: getattr(edit, one.name) for one in fields(edit)})


def row_of(decision: Decision) -> tuple[Any, ...]:
    """The columns of DECISION."""
    return (decision.number, decision.run, decision.at, decision.who, decision.why, *told(decision.edit))


def decision_of(row: Sequence[Any]) -> Decision:
    """From the columns of DECISION. Raises StoreProblem where a newer program wrote what is not known here.

    Leaving it out would show a board that nobody decided on.
    """
    number, run, at, who, why, kind, values = row
    try:
        known: Callable[..., Edit] = KINDS[kind]
        # JSON knows lists only; what an edit holds several of is a tuple.
        given = {name: tuple(one) if isinstance(one, list) else one for name, one in json.loads(values).items()}
        edit = known(**given)
    except (KeyError, TypeError) as error:
        raise newer(f"Die Entscheidung Nr. {number}") from error
    return Decision(number=number, run=run, at=at, who=who, edit=edit, why=why)


def newer(what: str) -> StoreProblem:
    """The error for a row that a newer program has added while this one had the database open."""
    return StoreProblem(
        f"{what} {_NEWER} Bitte bringen Sie O-Ton auf den neuesten Stand.",
        on_page=f"{what} {_NEWER} Bitte wenden Sie sich an Ihre Verwaltung von O-Ton.",
    )
