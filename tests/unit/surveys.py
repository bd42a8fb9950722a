"""Small invented surveys laid down by hand, for tests that need no reading of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.domain.corpus import Import, Respondent, ResponseRecord, Source, SourceKind, Statement
from nlp.domain.text import SafeText

ASKED = "Was fehlt Ihnen in Elsterau?"
Answers = Mapping[str, Sequence[tuple[str, str]]]
"""Who → the questions they answered and what they said to each."""


def survey(
    name: str,
    answers: Answers,
    *,
    kind: SourceKind = SourceKind.SURVEY,
    year: str = "",
    random: bool = True,
    bodies: Mapping[str, str] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Import:
    """One statement an answer; its id tells source, respondent and which answer of theirs it is."""
    responses = tuple(
        _response(name, row, place, who, answer)
        for row, (who, own) in enumerate(answers.items(), start=2)
        for place, answer in enumerate(own)
    )
    return Import(
        source=Source(
            id=name, title=name.title(), kind=kind, collected_on=f"{year}-05-01" if year else "", random_sample=random
        ),
        file=f"{name}.csv",
        columns=(),
        rows=len(answers),
        cells=len(responses),
        respondents=tuple(
            Respondent(key=who, organisation=(bodies or {}).get(who, ""), weight=(weights or {}).get(who, 1.0))
            for who in answers
            if who
        ),
        responses=responses,
        left_out=(),
    )


def _response(source: str, row: int, place: int, who: str, answer: tuple[str, str]) -> ResponseRecord:
    question, said = answer
    statement = Statement(
        id=f"{source}/{who}/{place}",
        source=source,
        row=row,
        column=f"q{place}",
        question=question,
        respondent=who,
        start=0,
        end=len(said),
        text=SafeText(said),
        lemmas=said.lower(),
    )
    return ResponseRecord(
        row=row,
        column=f"q{place}",
        question=question,
        respondent=who,
        text=SafeText(said),
        redactions=(),
        statements=(statement,),
    )
