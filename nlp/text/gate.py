"""The gate: personal data out, typed placeholders in. The only place that makes SafeText."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nlp.domain.text import RawText, Redaction, SafeText, Span
from nlp.text.personal.addresses import addresses
from nlp.text.personal.contact import emails, ibans, phones
from nlp.text.personal.doubts import doubts
from nlp.text.personal.names import persons
from nlp.text.personal.numbers import birth_dates, identifiers, plates

# One character for one, so that every place stays: behind it there is one blank and one hyphen.
_ALIKE = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f\t\x00", " ") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
# Where two overlap, the kind of the earlier one stands.
_FINDERS = (emails, ibans, birth_dates, identifiers, addresses, plates, phones, persons)


def find(text: RawText) -> tuple[Redaction, ...]:
    """Personal data in an answer: sorted, without overlaps, in characters of the raw text.

    What is `unsure` is replaced as well and waits for a person's look. More may be there than is found.
    """
    words = text.reveal().translate(_ALIKE)
    return _merged(redaction for finder in _FINDERS for redaction in finder(words))


def doubtful(text: RawText) -> tuple[Span, ...]:
    """Places too weak to replace that a person may want to see: single surnames, service numbers, user names."""
    found = find(text)
    spans = {Span(start, end) for start, end in doubts(text.reveal().translate(_ALIKE))}
    return tuple(sorted(span for span in spans if not any(span.overlaps(Span(r.start, r.end)) for r in found)))


def make_safe(text: RawText, span: Span, redactions: Sequence[Redaction]) -> SafeText:
    """The characters of a span with every redaction in it replaced; one that the edge cuts is replaced too."""
    return SafeText("".join(piece for _, _, piece in _pieces(text.reveal(), span, redactions)))


def safe_position(text: RawText, span: Span, redactions: Sequence[Redaction], place: int) -> int:
    """Where a character of the raw text stands in the safe text of the span; inside a redaction, its placeholder."""
    reached = 0
    for start, end, piece in _pieces(text.reveal(), span, redactions):
        if place < end:
            inside = 0 if len(piece) != end - start or piece != text.reveal()[start:end] else max(0, place - start)
            return reached + inside
        reached += len(piece)
    return reached


def _pieces(words: str, span: Span, redactions: Sequence[Redaction]) -> Iterator[tuple[int, int, str]]:
    """Stretches of the span in order: start, end, and what stands there in the safe text."""
    place = span.start
    for redaction in sorted(redactions):
        start, end = max(redaction.start, place), min(redaction.end, span.end)
        if start < end:
            yield place, start, words[place:start]
            yield start, end, redaction.placeholder
            place = end
    yield place, span.end, words[place : span.end]


def _merged(found: Iterable[Redaction]) -> tuple[Redaction, ...]:
    """Overlapping finds become one that covers them all; it is unsure only if all are."""
    merged: list[tuple[int, Redaction]] = []
    for rank, new in sorted(enumerate(found), key=lambda ranked: (ranked[1].start, ranked[0])):
        if not merged or merged[-1][1].end <= new.start:
            merged.append((rank, new))
            continue
        old_rank, old = merged[-1]
        merged[-1] = (
            min(rank, old_rank),
            Redaction(
                start=old.start,
                end=max(old.end, new.end),
                kind=old.kind if old_rank < rank else new.kind,
                unsure=old.unsure and new.unsure,
            ),
        )
    return tuple(redaction for _, redaction in merged)
