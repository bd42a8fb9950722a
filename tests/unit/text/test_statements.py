"""Statements of a response: redactions cut to size, lead-ins."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.domain.corpus import Response, Statement
from nlp.domain.text import PersonalData, RawText, Redaction, SafeText, Span
from nlp.text.statements import cut_to, statements


def covered(raw: RawText, span: Span, redactions: Sequence[Redaction]) -> SafeText:
    words = raw.reveal()[span.start : span.end]
    for found in sorted(cut_to(redactions, span), reverse=True):
        words = words[: found.start - span.start] + found.placeholder + words[found.end - span.start :]
    return SafeText(words)


def made(text: str, redactions: Sequence[Redaction] = (), respondent: str = "7") -> tuple[Statement, ...]:
    response = Response(row=3, column="q1", question="Was fehlt?", respondent=respondent, text=RawText(text))
    return statements(response, source="familie", redactions=redactions, make_safe=covered)


def test_redactions_are_cut_to_each_statement_and_never_split_it() -> None:
    text = "Fragen Sie Dr. Ahrens. Tel. 0361 00; Az. 5; 6"
    person = Redaction(start=15, end=21, kind=PersonalData.PERSON)
    file_number = Redaction(start=text.index("5; 6"), end=len(text), kind=PersonalData.ID)
    first, second, third = made(text, [file_number, person])
    assert (first.text, first.redactions) == ("Fragen Sie Dr. [PERSON].", (person,))
    assert second.redactions == ()
    assert (third.text, third.redactions) == ("Az. [NUMMER]", (file_number,))


def test_lead_in_is_safe_too_and_spans_lie_in_the_answer() -> None:
    text = "Frau Kunze sagt:\n- mehr Bänke\n- mehr Licht"
    person = Redaction(start=5, end=10, kind=PersonalData.PERSON)
    found = made(text, [person])
    assert [statement.lead for statement in found] == ["Frau [PERSON] sagt:"] * 2
    assert [statement.lead_span for statement in found] == [Span(0, 16)] * 2
    assert [text[statement.start : statement.end] for statement in found] == ["mehr Bänke", "mehr Licht"]
    assert {(statement.row, statement.column, statement.lemmas) for statement in found} == {(3, "q1", "")}
