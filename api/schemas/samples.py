"""Double coding: samples, what one coder has to do, and how far all agree."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.paging import Page
from api.schemas.agreeing import OnTheme, Overall
from api.schemas.common import LONGEST_ID, WHOLE, Asking, Moment, RunId, Said, StatementId, ThemeId, ThemeName
from api.schemas.decided import NEWEST
from api.schemas.decisions import edits
from api.schemas.edits import Edit
from nlp.domain.corpus import Statement
from nlp.domain.reviewing import Coding, Sample
from nlp.views.double_coding import Choice, Difference, Pair, Result, Task
from nlp.views.taken_over import TakenOver

LONGEST_TITLE = 120
MOST_STATEMENTS, MOST_CODERS, MOST_THEMES = 10_000, 20, 500

SampleId = Annotated[str, Field(description="Id of a sample.", examples=["d-0f1e2d3c4b5a"])]
Size = Annotated[int, Field(strict=True, ge=1, le=MOST_STATEMENTS, examples=[60]), WHOLE]


class SampleWanted(Asking):
    """What shall be drawn, and who shall code it."""

    title: str = Field(min_length=1, max_length=LONGEST_TITLE, examples=["Probe im März"])
    size: Size
    coders: list[str] = Field(
        min_length=2, max_length=MOST_CODERS, examples=[["a.beispiel", "b.beispiel"]], description="Names of accounts."
    )
    run: str = Field(default="", max_length=LONGEST_ID, examples=[""], description="Empty: the one that readers see.")
    by_theme: bool = Field(
        default=False, strict=True, examples=[True], description="Of each theme as many as its share."
    )
    seed: str = Field(default="", max_length=LONGEST_ID, examples=[""], description="Draws the same ones again.")


class SampleTold(BaseModel):
    """Statements that several people code without seeing each other or the machine."""

    id: SampleId
    title: str = Field(examples=["Probe im März"])
    run: RunId
    seen: int = Field(examples=[17], description="The newest decision on the board it was drawn from.")
    themes: list[ThemeName] = Field(description="What coders choose from, as it was called then.")
    statements: int = Field(examples=[60])
    coders: list[str] = Field(examples=[["a.beispiel", "b.beispiel"]])
    who: str = Field(examples=["a.beispiel"])
    at: Moment

    @classmethod
    def of(cls, one: Sample) -> Self:
        """The sample as it goes out."""
        return cls(
            id=one.id,
            title=one.title,
            run=one.run,
            seen=one.seen,
            themes=[ThemeName(id=theme, title=title) for theme, title in one.themes],
            statements=len(one.statements),
            coders=list(one.coders),
            who=one.who,
            at=one.at,
        )


class Samples(Page[SampleTold]):
    """All samples, the newest first."""


class ChoiceTold(ThemeName):
    """A theme to choose; `now`: its title today, null where it is gone."""

    now: str | None = Field(examples=["Kinderbetreuung"])

    @classmethod
    def choice(cls, one: Choice) -> Self:
        """The choice as it goes out."""
        return cls(id=one.id, title=one.title, now=one.now or None)


class Quoted(Said):
    """A statement, and what was asked."""

    question: str = Field(examples=["Was fehlt in Musterstadt?"])

    @classmethod
    def quoted(cls, one: Statement) -> dict[str, object]:
        """Its fields by name."""
        return {**Said.of(one).model_dump(), "question": one.question}


class TaskItem(Quoted):
    """A statement to code; `themes`: what the coder said of it, null: nothing yet, empty: „Ohne Thema“."""

    themes: list[ThemeId] | None = Field(examples=[["kinderbetreuung"]])


class TaskTold(BaseModel):
    """What one coder has to do; nothing of the machine or of others."""

    sample: SampleId
    title: str = Field(examples=["Probe im März"])
    coder: str = Field(examples=["a.beispiel"])
    done: int = Field(examples=[12])
    statements: int = Field(examples=[60])
    gone: int = Field(examples=[0], description="Statements that are no more.")
    choices: list[ChoiceTold]
    items: list[TaskItem]

    @classmethod
    def of(cls, view: Task) -> Self:
        """The task as it goes out."""
        return cls(
            sample=view.sample.id,
            title=view.sample.title,
            coder=view.coder,
            done=view.done,
            statements=len(view.items),
            gone=view.gone,
            choices=[ChoiceTold.choice(one) for one in view.choices],
            items=[
                TaskItem.model_validate({**Quoted.quoted(one), "themes": None if own is None else list(own)})
                for one, own in view.items
            ],
        )


class CodingWanted(Asking):
    """Where the coder puts a statement: in these of the sample's themes, or in none."""

    themes: list[ThemeId] = Field(max_length=MOST_THEMES, examples=[["kinderbetreuung"]])


class CodingTold(BaseModel):
    """What one coder says of one statement; the last word counts."""

    number: int = Field(examples=[31])
    sample: SampleId
    statement: StatementId
    coder: str = Field(examples=["a.beispiel"])
    themes: list[ThemeId] = Field(examples=[["kinderbetreuung"]])
    at: Moment

    @classmethod
    def of(cls, one: Coding) -> Self:
        """The coding as it goes out."""
        return cls(
            number=one.number,
            sample=one.sample,
            statement=one.statement,
            coder=one.coder,
            themes=list(one.themes),
            at=one.at,
        )


class PairTold(Overall):
    """Two over the statements that both have coded; `second` is null for the machine."""

    first: str = Field(examples=["a.beispiel"])
    second: str | None = Field(examples=["b.beispiel"])
    said: str = Field(examples=["a.beispiel und b.beispiel haben 49 von 60 Aussagen gleich zugeordnet, κ = 0,68."])
    themes: list[OnTheme]

    @classmethod
    def pair(cls, one: Pair) -> Self:
        """The pair as it goes out."""
        return cls(
            **cls.facts(one.figures),
            first=one.first,
            second=one.second or None,
            said=one.sentence,
            themes=OnTheme.each(one.figures.themes),
        )


class Differing(Quoted):
    """A statement on which not all agree: what each coder said, and the machine."""

    said: dict[str, list[ThemeId]] = Field(examples=[{"a.beispiel": ["kinderbetreuung"], "b.beispiel": []}])
    machine: list[ThemeId] = Field(examples=[["kinderbetreuung"]])

    @classmethod
    def of_all(cls, one: Difference) -> Self:
        """The statement as it goes out."""
        said = {coder: list(themes) for coder, themes in one.said.items()}
        return cls.model_validate({**cls.quoted(one.statement), "said": said, "machine": list(one.machine)})


class ResultTold(BaseModel):
    """How far coders agree with each other (`between`), and each with the machine."""

    sample: SampleId
    title: str = Field(examples=["Probe im März"])
    run: RunId
    statements: int = Field(examples=[60])
    gone: int = Field(examples=[0])
    done: dict[str, int] = Field(examples=[{"a.beispiel": 60, "b.beispiel": 60}])
    sentences: list[str] = Field(examples=[["Mit der Maschine sind sich die Menschen weniger einig."]])
    choices: list[ChoiceTold]
    between: list[PairTold]
    with_machine: list[PairTold]
    differing: list[Differing]

    @classmethod
    def of(cls, view: Result) -> Self:
        """The result as it goes out."""
        return cls(
            sample=view.sample.id,
            title=view.sample.title,
            run=view.sample.run,
            statements=view.statements,
            gone=view.gone,
            done=dict(view.done),
            sentences=list(view.sentences),
            choices=[ChoiceTold.choice(one) for one in view.choices],
            between=[PairTold.pair(one) for one in view.between],
            with_machine=[PairTold.pair(one) for one in view.with_machine],
            differing=[Differing.of_all(one) for one in view.differing],
        )


class AgreedTold(BaseModel):
    """What all coders say alike, as edits that can be handed in as they are; nothing is decided yet."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    edits: list[Edit]
    agreed: int = Field(examples=[49])
    confirmed: int = Field(examples=[40], description="Would stay, or come into more themes.")
    moved: int = Field(examples=[6], description="Would leave a theme.")
    finer: int = Field(examples=[1], description="Of these: would leave a sub-theme too.")
    already: int = Field(examples=[3])
    locked: int = Field(examples=[0])
    gone: int = Field(examples=[0])
    said: str = Field(examples=["Einig zugeordnet: 49. Bestätigt oder ergänzt würden 40, verschoben 6."])

    @classmethod
    def of(cls, one: TakenOver) -> Self:
        """The offer as it goes out."""
        return cls(
            run=one.run,
            seen=one.seen,
            edits=edits(one.edits),
            agreed=one.agreed,
            confirmed=one.confirmed,
            moved=one.moved,
            finer=one.finer,
            already=one.already,
            locked=one.locked,
            gone=one.gone,
            said=one.sentence,
        )
