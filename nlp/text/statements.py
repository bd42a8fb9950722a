"""An answer's statements, past the gate."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from nlp.domain.corpus import Response, Statement
from nlp.domain.text import RawText, Redaction, SafeText, Span
from nlp.text.split import split

MakeSafe = Callable[[RawText, Span, Sequence[Redaction]], SafeText]


def statements(
    response: Response, *, source: str, redactions: Sequence[Redaction], make_safe: MakeSafe
) -> tuple[Statement, ...]:
    """The statements of one response in reading order, without ids: those are given when the whole import is known.

    `redactions` count characters of the whole answer; each statement gets those that touch it, cut to its span.
    Lemmas and parts are left for the analysis.
    """
    raw, redactions = response.text, sorted(redactions)
    pieces = split(raw.reveal(), protected=[Span(found.start, found.end) for found in redactions])
    return tuple(
        Statement(
            id="",
            source=source,
            row=response.row,
            column=response.column,
            question=response.question,
            respondent=response.respondent,
            start=piece.span.start,
            end=piece.span.end,
            text=make_safe(raw, piece.span, cut_to(redactions, piece.span)),
            lead=make_safe(raw, piece.lead, cut_to(redactions, piece.lead)) if piece.lead else None,
            lead_span=piece.lead,
            redactions=cut_to(redactions, piece.span),
        )
        for piece in pieces
    )


def cut_to(redactions: Sequence[Redaction], span: Span) -> tuple[Redaction, ...]:
    """The redactions that touch a span, without what lies outside it; they come sorted and without overlaps."""
    # Looked up, not walked through: an answer of a megabyte may hold tens of thousands, for as many statements.
    first = bisect_right(redactions, span.start, key=lambda found: found.end)
    last = bisect_left(redactions, span.end, key=lambda found: found.start)
    return tuple(
        replace(found, start=max(found.start, span.start), end=min(found.end, span.end))
        for found in redactions[first:last]
    )
