"""The queue and the log as plain values, with the keys of the command's JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from nlp.domain.edits import KINDS, Edit
from nlp.domain.reviewing import Mark
from nlp.views.board import named
from nlp.views.review.values import Decided, Item, LoggedDecision, Place, Queue, Trouble, WayOut

_NAMES = {kind: name for name, kind in KINDS.items()}


def queue_told(view: Queue) -> dict[str, object]:
    """The queue as plain values."""
    return {
        "run": view.run,
        "last": view.last,
        "left": {part.value: count for part, count in view.left.items()},
        "total": view.total,
        "statements": view.statements,
        "done": view.done,
        "said": view.sentence,
        "items": [item_told(one) for one in view.items],
        "next": view.next or None,
    }


def item_told(one: Item) -> dict[str, object]:
    """One statement of the queue as plain values."""
    return {
        "statement": one.statement.id,
        "text": one.statement.text,
        "lead": one.statement.lead,
        "source": one.source.id,
        "question": one.statement.question,
        "parts": [part.value for part in one.parts],
        "themes": [_place(place) for place in one.places],
        "reason": one.reason.value if one.reason else None,
        "decided": _decided(one.decided),
        "locked": one.locked,
        "read": one.read,
        "flagged": _mark(one.flagged) if one.flagged else None,
        "comments": [_mark(comment) for comment in one.comments],
        "near": [named(theme) for theme in one.near],
    }


def log_told(decisions: Sequence[LoggedDecision]) -> dict[str, object]:
    """The log as plain values, newest first."""
    return {"decisions": [decision_told(one) for one in decisions]}


def decision_told(one: LoggedDecision) -> dict[str, object]:
    """One decision of the log as plain values."""
    decision = one.decision
    return {
        "number": decision.number,
        "who": decision.who,
        "at": decision.at,
        "run": decision.run,
        "why": decision.why,
        "edit": edit_told(decision.edit),
        "said": one.sentence,
        "undone": {"number": one.undone.number, "who": one.undone.who, "at": one.undone.at} if one.undone else None,
        "applies": one.applies,
        "unapplied": [_trouble(trouble) for trouble in one.troubles],
    }


def edit_told(edit: Edit) -> dict[str, object]:
    """The edit as plain values: `kind` and its fields, lists for tuples."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(edit).items()}
    return {"kind": _NAMES[type(edit)], **values}


def _place(one: Place) -> dict[str, object]:
    return {
        **named(one.theme),
        "primary": one.member.primary,
        "strength": round(one.member.strength, 3),
        "decided": _decided(one.decided),
        "stability": round(one.member.stability, 3) if one.sure else None,
        "grade": one.sure.value if one.sure else None,
        "rival": named(one.rival) if one.rival else None,
        "hidden": one.hidden,
    }


def _decided(one: Decided) -> dict[str, object]:
    return {"by": "person", **asdict(one)} if one.by_person else {"by": "machine"}


def _mark(one: Mark) -> dict[str, object]:
    return {"who": one.who, "at": one.at, "text": one.text}


def _trouble(one: Trouble) -> dict[str, object]:
    return {
        "why": one.why.name.lower(),
        "said": one.sentence,
        "statements": list(one.statements),
        "ways": [_way(way) for way in one.ways],
    }


def _way(one: WayOut) -> dict[str, object]:
    return {"label": one.label, "said": one.sentence, "edits": [edit_told(edit) for edit in one.edits]}
