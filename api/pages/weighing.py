"""What decisions would do that come from elsewhere than a form of the review: in numbers, with those of others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from api.house import House
from api.pages.review_desk import logged
from nlp.commands.decide import Effect, weighed
from nlp.domain.edits import Edit
from nlp.ports import Boards
from nlp.views.review import LoggedDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The effect, and in words the decisions of others that it changes or leaves without a hold."""

    effect: Effect
    overruled: Sequence[LoggedDecision]
    unapplied: Sequence[LoggedDecision]


def weighed_of(house: House, store: Boards, edits: Sequence[Edit], *, run: str, who: str) -> Weighed | None:
    """What these would do to the board; None where there are none. Raises Unfit or Unknown."""
    if not edits:
        return None
    effect = weighed(store, edits, run=run, who=who)

    def numbered(numbers: Collection[int]) -> list[LoggedDecision]:
        return [one for one in logged(house, store, run) if one.decision.number in numbers] if numbers else []

    return Weighed(effect=effect, overruled=numbered(effect.overruled), unapplied=numbered(effect.unapplied))
