"""Lines of an answer, put together again where only the page was too narrow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.text.bullets import Marker, confirmed, marker_at
from nlp.text.cues import words
from nlp.text.sentences import goes_on
from nlp.text.whole import NOTHING_WHOLE, Whole

_LINE = re.compile(r"[^\n]*")
_FIRST_WORD = re.compile(r"[\"„“(\[]*([^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s]*$")
_STOPS = re.compile(r"[.!?:;…][\"“”»«’')\]]*$")
_LONG = 45
_NARROWEST = 50
_RELATIVE = frozenset(
    ["der", "die", "das", "den", "dem", "deren", "dessen", "wo", "wer", "was", "wie", "um", "zu", "aber"]
)
_LONGEST_BRACKET = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, or several that belong together: place of its words, its marker, how far it stands in, a gap above."""

    start: int
    end: int
    marker: Marker | None
    indent: int
    gap: bool

    @property
    def width(self) -> int:
        """Characters of its words."""
        return self.end - self.start


def blocks(text: str, whole: Whole = NOTHING_WHOLE) -> list[Line]:
    """The lines of normalised text that carry something, soft line breaks joined.

    A line break inside something that stays `whole` is soft.
    """
    rows = _rows(text, whole)
    widest = max((row.width for row in rows), default=0)
    joined: list[Line] = []
    last: Line | None = None
    wrapped = False
    for row in rows:
        if last is None or row.gap:
            wrapped = False
        if last is not None and (whole.bridges(last.end, row.start) or _soft(text, last, row, widest, wrapped)):
            wrapped = wrapped or last.width >= _LONG
            joined[-1] = replace(joined[-1], end=row.end)
            last = replace(row, marker=last.marker, indent=last.indent)
        else:
            joined.append(row)
            last = row
    return joined


def hard_breaks(text: str) -> frozenset[int]:
    """The places of those line ends that separate, in normalised text; the last line end before each block."""
    return frozenset(text.index("\n", before.end) for before in blocks(text)[:-1])


def _rows(text: str, whole: Whole) -> list[Line]:
    places = []
    gap = False
    for match in _LINE.finditer(text):
        if match.start() and text[match.start() - 1] != "\n":
            continue
        words_in = match[0].strip(" ")
        if words_in:
            start = match.start() + len(match[0]) - len(match[0].lstrip(" "))
            places.append((start, start + len(words_in), start - match.start(), gap))
        gap = not words_in
    candidates = [marker_at(text, start, end) for start, end, _, _ in places]
    free = [
        m if m and not whole.touches(start, m.end) else None for m, (start, *_) in zip(candidates, places, strict=True)
    ]
    return [
        Line(start=marker.end if marker else start, end=end, marker=marker, indent=indent, gap=gap)
        for marker, (start, end, indent, gap) in zip(confirmed(text, free), places, strict=True)
    ]


def _soft(text: str, above: Line, row: Line, widest: int, wrapped: bool) -> bool:
    """Whether the line break between two lines stands in the middle of a sentence."""
    if row.marker or row.gap or above.start >= above.end:
        return False
    sign = text[above.end - 1]
    if _open_bracket(text, above) or (sign == "-" and text[above.end - 2].isalpha() and text[row.start].isalpha()):
        return True
    if _STOPS.search(text, max(above.start, above.end - 8), above.end):
        return sign == "." and goes_on(text, above.start, above.end - 1, row.start)
    first = _FIRST_WORD.match(text, row.start, row.end)
    last = _LAST_WORD.search(text, max(above.start, above.end - 40), above.end)
    opening, ending = first[1] if first else "", last[1] if last else ""
    small = opening[:1].islower()
    full = above.width >= _LONG and widest >= _NARROWEST and above.width + 1 + len(opening) > widest
    hanging = above.marker is not None and row.indent > above.indent and small
    return (
        hanging
        or (full and (small or wrapped))
        or ending in words("zeile_geht_weiter")
        or (ending in words("zeile_geht_vielleicht_weiter") and small)
        or (small and opening in words("zeile_setzt_fort"))
        or (small and sign == "," and opening in _RELATIVE)
    )


def _open_bracket(text: str, line: Line) -> bool:
    tail = text[max(line.start, line.end - _LONGEST_BRACKET) : line.end]
    return tail.rfind("(") > tail.rfind(")")
