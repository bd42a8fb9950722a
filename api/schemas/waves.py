"""Two waves of a survey, side by side."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field

from api.schemas.common import RunId, SourceId, ThemeId, ThemeName
from nlp.views.intervals import Interval
from nlp.views.wave_values import ThemeWaves, Turn, Wave, Waves


class WaveTold(BaseModel):
    """One of the two; `respondents` said something that counts here."""

    source: SourceId
    title: str = Field(examples=["Familienbefragung 2022"])
    collected_on: str = Field(examples=["2022-05-01"])
    respondents: int = Field(examples=[240])
    unit: str = Field(examples=["Personen oder Haushalte"], description="Who counts as one.")
    waiting: int = Field(examples=[0], description="Statements in no run yet.")

    @classmethod
    def of(cls, one: Wave) -> Self:
        """The wave as it goes out."""
        return cls(
            source=one.source.id,
            title=one.source.title,
            collected_on=one.source.collected_on,
            respondents=one.respondents,
            unit=one.unit,
            waiting=one.waiting,
        )


class Share(BaseModel):
    """How many respondents speak of a theme, and what share; the 95 % interval is null where nothing is comparable."""

    respondents: int = Field(examples=[41])
    share: float = Field(examples=[0.17], description="0 to 1, weighted where the source has weights.")
    low: float | None = Field(examples=[0.13])
    high: float | None = Field(examples=[0.22])

    @classmethod
    def of(cls, respondents: int, share: float, interval: Interval | None) -> Self:
        """The share as it goes out."""
        return cls(respondents=respondents, share=round(share, 4), **_ends(interval))


class DifferenceTold(BaseModel):
    """Now less before, with its 95 % interval."""

    value: float = Field(examples=[0.06])
    low: float | None = Field(examples=[0.01])
    high: float | None = Field(examples=[0.11])


class ThemeWavesTold(ThemeName):
    """One theme in both waves."""

    parent: ThemeId | None = Field(examples=[None])
    turn: Turn = Field(examples=["mehr"])
    candidate: bool = Field(examples=[False], description="Found among new answers, and nobody has looked yet.")
    said: str = Field(examples=["2022 sprechen 11 % davon (26 von 240), 2026 17 % (41 von 238): mehr."])
    before: Share
    now: Share
    difference: DifferenceTold | None

    @classmethod
    def row(cls, one: ThemeWaves) -> Self:
        """The row as it goes out."""
        change = one.difference
        return cls(
            id=one.theme.id,
            title=one.theme.title,
            parent=one.theme.parent or None,
            turn=one.turn,
            candidate=one.candidate,
            said=one.sentence,
            before=Share.of(one.counts[0], one.shares[0], one.before),
            now=Share.of(one.counts[1], one.shares[1], one.now),
            difference=DifferenceTold(value=round(change.value, 4), **_ends(change)) if change else None,
        )


class WavesTold(BaseModel):
    """Two sources as waves, the older first; `reasons` say why they are not comparable, if so."""

    run: RunId
    before: WaveTold
    now: WaveTold
    comparable: bool = Field(examples=[True])
    reasons: list[str] = Field(examples=[[]])
    finding: str = Field(examples=["Kein Thema hat sich so verändert, dass es mehr als Zufall sein muss."])
    remarks: list[str] = Field(examples=[["Gezählt ist, wer auf die gemeinsamen Fragen etwas gesagt hat."]])
    questions: list[str] = Field(examples=[["Was fehlt in Musterstadt?"]], description="That both were asked.")
    hidden: int = Field(examples=[0], description="Themes out of sight.")
    themes: list[ThemeWavesTold]

    @classmethod
    def of(cls, view: Waves) -> Self:
        """The waves as they go out."""
        return cls(
            run=view.run.id,
            before=WaveTold.of(view.before),
            now=WaveTold.of(view.now),
            comparable=view.comparable,
            reasons=list(view.reasons),
            finding=view.finding,
            remarks=list(view.remarks),
            questions=list(view.questions),
            hidden=view.hidden,
            themes=[ThemeWavesTold.row(row) for row in view.rows],
        )


def _ends(interval: Interval | None) -> dict[str, float | None]:
    if interval is None:
        return {"low": None, "high": None}
    return {"low": round(interval.low, 4), "high": round(interval.high, 4)}
