"""One answer → the spans that each say one thing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.domain.text import Span
from nlp.text.bullets import Marker, markers_inside
from nlp.text.clean import Cleaned, normalise
from nlp.text.cues import words
from nlp.text.leads import is_bare, items_after
from nlp.text.lines import Line, blocks
from nlp.text.sentences import cuts, typed_small
from nlp.text.whole import Whole

_BEFORE_WORDS = re.compile(r"(?:[\s,;:|/]|[.·–—•*+>-]+(?=\s))*")
_ANNOUNCED = re.compile(r"(?P<lead>[^:;.!?()\n]{0,80}?\b(?P<last>[^\W\d_]+):)\s+(?=[^;:]{2,200}; )")
_AFTER_WORDS = " \n,;"
_LOOSE_DASH = re.compile(r"\s[-–—]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer that says one thing, and the lead-in of the list it stands in."""

    span: Span
    lead: Span | None = None


def split(text: str, *, protected: Sequence[Span] = ()) -> list[Piece]:
    """The pieces of an answer in reading order; together with the lead-ins they hold every word.

    Spans count characters of `text` as it is. No cut falls inside one of the `protected` spans.
    """
    cleaned = normalise(text)
    normal = cleaned.text
    whole = Whole(
        (bisect_right(cleaned.ends, span.start), bisect_left(cleaned.starts, span.end))
        for span in protected
        if span.start < span.end
    )
    lines = [part for line in blocks(normal, whole) for part in _parts(normal, line, whole)]
    small = typed_small(normal)
    sentences = [_sentences(normal, line, whole, small) for line in lines]
    return list(_pieces(cleaned, lines, sentences, small))


def _parts(text: str, line: Line, whole: Whole) -> Iterator[Line]:
    """A line, cut where a bullet or number stands inside it."""
    deeper = line.indent + 1
    for place, marker in markers_inside(text, line.start, line.end, line.marker):
        if not (whole.touches(place, marker.end) or whole.bridges(place, place)):
            if text[line.start : place].strip():
                yield replace(line, end=line.start + len(text[line.start : place].rstrip()))
            line = replace(line, start=marker.end, marker=marker, indent=deeper, gap=False)
    yield from _announced(text, line, whole)


def _announced(text: str, line: Line, whole: Whole) -> Iterator[Line]:
    """A line, cut after its lead-in where one announces what stands between semicolons: "Es fehlt: Geld; Zeit"."""
    found = _ANNOUNCED.match(text, line.start, line.end)
    if (
        found
        and found["last"].lower() in words("einleitung_endet")
        and not whole.bridges(found.end("lead"), found.end())
    ):
        yield replace(line, end=found.end("lead"))
        marker = Marker("semicolon", 0, ";", found.end(), line.end)
        line = replace(line, start=found.end(), marker=marker, indent=line.indent + 1, gap=False)
    yield line


def _sentences(text: str, line: Line, whole: Whole, small: bool) -> list[Span]:
    found: list[Span] = []
    start = line.start
    places = [place for place in cuts(text, line.start, line.end, small=small) if not whole.bridges(place, place)]
    for place in [*places, line.end]:
        span = _trimmed(text, start, place)
        if any(sign.isalnum() for sign in text[span.start : span.end]):
            found.append(span)
        start = place
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    opening = _BEFORE_WORDS.match(text, start, end)
    start = opening.end() if opening else start
    end = start + len(text[start:end].rstrip(_AFTER_WORDS))
    dash = _LOOSE_DASH.search(text, max(start, end - 4), end)
    return Span(start, start + len(text[start : dash.start()].rstrip(_AFTER_WORDS)) if dash else end)


def _pieces(cleaned: Cleaned, lines: Sequence[Line], sentences: Sequence[list[Span]], small: bool) -> Iterator[Piece]:
    text = cleaned.text
    leads: dict[int, Span] = {}
    place = 0
    while place < len(lines):
        own = sentences[place]
        items = [item for item in items_after(text, lines, place) if sentences[item]]
        lead = leads.get(place)
        if own and items:
            *own, last = own
            yield from _made(cleaned, own, lead)
            if all(is_bare(text, lines[item], small=small) for item in items):
                yield from _made(cleaned, [Span(last.start, sentences[items[-1]][-1].end)], lead)
                place = items[-1]
            else:
                leads |= dict.fromkeys(items, last)
        else:
            yield from _made(cleaned, own, lead)
        place += 1


def _made(cleaned: Cleaned, spans: Sequence[Span], lead: Span | None) -> Iterator[Piece]:
    origin = None if lead is None else cleaned.origin(lead.start, lead.end)
    for span in spans:
        yield Piece(cleaned.origin(span.start, span.end), origin)
