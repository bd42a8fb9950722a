"""Decisions: what is handed in, what they would do, and what the log tells of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, Field, TypeAdapter

from api.paging import Page
from api.problems import Problem
from api.schemas.common import LONGEST_ID, WHOLE, Asking, Moment, RunId, StatementId
from api.schemas.decided import NEWEST
from api.schemas.edits import LARGEST_NUMBER, Edit
from nlp.commands.decide import Change, Effect, Flow, edit_told
from nlp.domain.edits import Decision, Fate
from nlp.domain.edits import Edit as Domain
from nlp.views.review import LoggedDecision, Trouble, WayOut

MOST_EDITS = 100
"""Each may have the board made anew."""
_EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)
Seen = Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER, examples=[17]), WHOLE]


class EditsWanted(Asking):
    """What shall be decided, in this order, all or nothing."""

    edits: list[Edit] = Field(min_length=1, max_length=MOST_EDITS)
    run: str = Field(
        default="", max_length=LONGEST_ID, examples=["8c1f0e2ab4"], description="Whose board was looked at."
    )


class DecisionsWanted(EditsWanted):
    """The same, and why; `seen` as in the answer that was looked at, so that nothing is overwritten unseen."""

    why: str = Field(default="", examples=["Absprache im Jugendamt"])
    seen: Seen | None = Field(default=None, description="The newest decision its author knew of; null asks nobody.")


class UndoneBy(BaseModel):
    """The decision that took another back."""

    number: int = Field(examples=[21])
    who: str = Field(examples=["b.beispiel"])
    at: Moment

    @classmethod
    def perhaps(cls, one: Decision | None) -> Self | None:
        """The decision, or nothing of nothing."""
        return cls(number=one.number, who=one.who, at=one.at) if one else None


class WayOutTold(BaseModel):
    """What to do about a decision that does not fit: a button's words, and edits that can be handed in as they are."""

    label: str = Field(examples=["Zurücknehmen"])
    said: str = Field(examples=["Die Entscheidung gilt dann nirgends mehr; sie bleibt im Verlauf stehen."])
    edits: list[Edit] = Field(description="Empty where things are to be left as they are.")

    @classmethod
    def of(cls, one: WayOut) -> Self:
        """The way out as it goes out."""
        return cls(label=one.label, said=one.sentence, edits=edits(one.edits))


class TroubleTold(BaseModel):
    """Why a decision, or what of it, does not fit this run, and two ways out."""

    why: str = Field(
        examples=["theme_gone"],
        description="theme_gone, target_gone, statements_gone, locked, same, there_already or no_such_edit.",
    )
    said: str = Field(examples=["Das Thema gibt es in dieser Auswertung nicht."])
    statements: list[StatementId] = Field(description="Of which it does not hold; empty: of none.")
    ways: list[WayOutTold]

    @classmethod
    def of(cls, one: Trouble) -> Self:
        """The trouble as it goes out."""
        return cls(
            why=one.why.name.lower(),
            said=one.sentence,
            statements=list(one.statements),
            ways=[WayOutTold.of(way) for way in one.ways],
        )


class DecisionTold(BaseModel):
    """One decision of the log, and what has become of it in this run."""

    number: int = Field(examples=[17])
    who: str = Field(examples=["a.beispiel"])
    at: Moment
    run: RunId
    why: str = Field(examples=["Absprache im Jugendamt"])
    edit: Edit
    said: str = Field(examples=["Kim Beispiel hat „Kita“ in „Kinderbetreuung“ umbenannt."])
    fate: Fate = Field(examples=["gilt"])
    undone: UndoneBy | None
    unapplied: list[TroubleTold]

    @classmethod
    def of(cls, one: LoggedDecision, fate: Fate) -> Self:
        """The decision as it goes out."""
        decision = one.decision
        return cls(
            number=decision.number,
            who=decision.who,
            at=decision.at,
            run=decision.run,
            why=decision.why,
            edit=edits((decision.edit,))[0],
            said=one.sentence,
            fate=fate,
            undone=UndoneBy.perhaps(one.undone),
            unapplied=[TroubleTold.of(trouble) for trouble in one.troubles],
        )


class Decisions(Page[DecisionTold]):
    """The log, the newest first; `fates` counts all of it."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    fates: dict[Fate, int] = Field(examples=[{"gilt": 16, "findet hier keinen Halt": 1}])


class Taken(BaseModel):
    """What was decided. Where others have decided meanwhile, `seen` stays what it was, until somebody looks."""

    seen: int = Field(examples=[18], description=NEWEST)
    meanwhile: int = Field(examples=[0], description="So many decisions of others since `seen`, none in the way.")
    decisions: list[DecisionTold]


class Clashed(Problem):
    """RFC 9457, and the decisions of others that got in the way; look at them, and decide again with this `seen`."""

    seen: int = Field(examples=[19], description=NEWEST)
    decisions: list[DecisionTold]


class FlowTold(BaseModel):
    """Statements that would go from one theme to another; an empty id: „Ohne Thema“, null: they only come or leave."""

    source: str | None = Field(examples=["kinderbetreuung"])
    target: str | None = Field(examples=["jugend"])
    source_title: str = Field(examples=["Kinderbetreuung"])
    target_title: str = Field(examples=["Jugend"])
    statements: int = Field(examples=[12])
    respondents: int = Field(examples=[11])

    @classmethod
    def of(cls, one: Flow) -> Self:
        """The flow as it goes out."""
        return cls(
            source=one.source,
            target=one.target,
            source_title=one.source_title,
            target_title=one.target_title,
            statements=one.statements,
            respondents=one.respondents,
        )


class BeforeAfter(BaseModel):
    """A figure before and after."""

    before: int = Field(examples=[40])
    after: int = Field(examples=[28])


class ChangeTold(BaseModel):
    """A theme before and after; a title is empty for a theme that is made, or is no more."""

    theme: str = Field(examples=["kinderbetreuung"], description="Empty: „Ohne Thema“.")
    before: str = Field(examples=["Kinderbetreuung"])
    after: str = Field(examples=["Kinderbetreuung"])
    statements: BeforeAfter
    respondents: BeforeAfter
    hidden: bool = Field(examples=[False], description="It is out of sight afterwards.")

    @classmethod
    def of(cls, one: Change) -> Self:
        """The change as it goes out."""
        return cls(
            theme=one.theme,
            before=one.before,
            after=one.after,
            statements=BeforeAfter(before=one.statements[0], after=one.statements[1]),
            respondents=BeforeAfter(before=one.respondents[0], after=one.respondents[1]),
            hidden=one.hidden,
        )


class EffectTold(BaseModel):
    """What edits would do; nothing has changed. `edits` are those that can be taken, without what is locked."""

    seen: int = Field(examples=[17], description=NEWEST)
    edits: list[Edit]
    flows: list[FlowTold]
    changes: list[ChangeTold]
    locked: list[StatementId] = Field(description="Meant, but locked: they stay where they are.")
    overruled: list[int] = Field(examples=[[]], description="Decisions of others of which something changes.")
    unapplied: list[int] = Field(examples=[[]], description="Decisions that would find nothing to hold on to.")
    sentences: list[str] = Field(examples=[["12 Aussagen gehen von „Kinderbetreuung“ zu „Jugend“."]])

    @classmethod
    def of(cls, one: Effect) -> Self:
        """The effect as it goes out."""
        return cls(
            seen=one.seen,
            edits=edits(one.edits),
            flows=[FlowTold.of(flow) for flow in one.flows],
            changes=[ChangeTold.of(change) for change in one.changes],
            locked=list(one.locked),
            overruled=list(one.overruled),
            unapplied=list(one.unapplied),
            sentences=list(one.sentences),
        )


def edits(some: Iterable[Domain]) -> list[Edit]:
    """Edits as they go out."""
    return [_EDIT.validate_python(edit_told(one)) for one in some]
