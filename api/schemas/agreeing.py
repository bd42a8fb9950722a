"""How far people and machine agree, and people with each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from pydantic import BaseModel, Field

from api.schemas.common import RunId, StatementId, ThemeId
from api.schemas.decided import NEWEST
from nlp.themes.agreeing import Agreement, Kappa, ThemeAgreement
from nlp.views.agreement import AgreementView, ThemeRow, word


class Agreed(BaseModel):
    """Agreement over some statements; what is not defined is null, and `word` says why."""

    statements: int = Field(examples=[60])
    observed: float | None = Field(examples=[0.82], description="Share of statements on which both say the same.")
    kappa: float | None = Field(examples=[0.68], description="Cohen's kappa, −1 to 1.")
    low: float | None = Field(examples=[0.51], description="Of its 95 % interval.")
    high: float | None = Field(examples=[0.85])
    word: str = Field(examples=["gute Übereinstimmung"])


class Overall(Agreed):
    """Agreement over all themes, „Ohne Thema“ among them."""

    same: int = Field(examples=[49], description="Statements with the very same themes.")
    samples_f1: float | None = Field(examples=[0.85], description="Mean over statements, 0 to 1.")

    @classmethod
    def facts(cls, one: Agreement) -> dict[str, Any]:
        """Its figures by name."""
        return {
            **_agreed(one.n, one.observed, one.kappa),
            "same": one.same,
            "samples_f1": _rounded(one.samples_f1),
        }


class OnTheme(Agreed):
    """Agreement on one theme: in it or not."""

    theme: ThemeId
    both: int = Field(examples=[14])
    only_first: int = Field(examples=[3])
    only_second: int = Field(examples=[2])
    neither: int = Field(examples=[41])

    @classmethod
    def facts(cls, one: ThemeAgreement) -> dict[str, Any]:
        """Its figures by name."""
        return {
            **_agreed(one.n, one.observed, one.kappa),
            "theme": one.theme,
            "both": one.both,
            "only_first": one.only_first,
            "only_second": one.only_second,
            "neither": one.neither,
        }

    @classmethod
    def each(cls, some: Iterable[ThemeAgreement]) -> list[Self]:
        """Those themes as they go out."""
        return [cls(**cls.facts(one)) for one in some]


class ThemeAgreed(OnTheme):
    """Machine (first) and people (second) on one theme."""

    title: str = Field(examples=["Kinderbetreuung"])
    made: bool = Field(examples=[False], description="Only people have put statements there.")

    @classmethod
    def row(cls, one: ThemeRow) -> Self:
        """The row as it goes out."""
        return cls(**cls.facts(one.figures), title=one.theme.title, made=one.made)


class AgreementTold(Overall):
    """Machine and people over the statements that people have looked at since the run was made."""

    run: RunId
    seen: int = Field(examples=[17], description=NEWEST)
    said: str = Field(examples=["Bei 49 von 60 geprüften Aussagen hatte die Maschine dasselbe Thema, κ = 0,68."])
    cautions: list[str] = Field(examples=[["Die geprüften Aussagen sind nicht zufällig gewählt."]])
    learnt: int = Field(examples=[0], description="Left aside: the run had been told where they belong.")
    differing: list[StatementId] = Field(description="On these they differ.")
    hidden: int = Field(examples=[0], description="Themes out of sight, which have no row.")
    themes: list[ThemeAgreed]

    @classmethod
    def of(cls, view: AgreementView) -> Self:
        """The view as it goes out."""
        return cls(
            **cls.facts(view.figures),
            run=view.run.id,
            seen=view.last,
            said=view.sentence,
            cautions=list(view.cautions),
            learnt=view.learnt,
            differing=list(view.differing),
            hidden=view.hidden,
            themes=[ThemeAgreed.row(row) for row in view.rows],
        )


def _agreed(statements: int, observed: float | None, kappa: Kappa) -> dict[str, Any]:
    return {
        "statements": statements,
        "observed": _rounded(observed),
        "kappa": _rounded(kappa.value),
        "low": _rounded(kappa.low),
        "high": _rounded(kappa.high),
        "word": word(kappa),
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
