"""Lists and their lead-ins: which lines are items of which lead-in, and which items say nothing alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.text.cues import words
from nlp.text.lines import Line

_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*(?:…|\.\.+)?$")
_MOST_WORDS_OF_A_BARE_ITEM = 4
_LOOK_BACK = 60
_LONGEST_PLAIN_LEAD = 40
_SUBJECTS = frozenset(["wir", "ich", "es", "uns", "mir"])


def items_after(text: str, lines: Sequence[Line], place: int) -> range:
    """The lines that the line at `place` leads into; an empty range when it leads into none."""
    line, first = lines[place], place + 1
    if first == len(lines) or not _leads(text, line, lines[first]):
        return range(0)
    if lines[first].marker is None:
        end = _end_of_plain_items(text, lines, first)
        enough = end - first > 1 or text[line.end - 1] == ":"
        return range(first, end if enough else first)
    last = first
    while last < len(lines) and lines[last].marker is not None and not _sibling(line, lines[last]):
        last += 1
    return range(first, last)


def is_bare(text: str, line: Line, *, small: bool) -> bool:
    """Whether an item is nothing but adjectives, adverbs and function words ("früher", "viel billiger").

    Where people type without capitals (`small`), a word that ends in -er may as well be a noun.
    """
    found = _WORD.findall(text, line.start, line.end)
    if not 0 < len(found) <= _MOST_WORDS_OF_A_BARE_ITEM:
        return False
    known, endings = words("ohne_aussage"), tuple(words("eigenschaft_endet"))
    return all(
        word.lower() in known
        or (word.lower().endswith(endings) and (place == 0 or word.islower()))
        or (word.endswith("er") and word.islower() and not small)
        for place, word in enumerate(found)
    )


def _leads(text: str, line: Line, following: Line) -> bool:
    if line.start >= line.end or _sibling(line, following):
        return False
    tail = text[max(line.start, line.end - _LOOK_BACK) : line.end]
    if tail.endswith((":", ":-")):
        return True
    last = _LAST_WORD.search(tail)
    if line.marker is not None or last is None or last[1].lower() not in words("einleitung_endet"):
        return False
    # Without bullets below, only a short "Wir wünschen uns" leads in; "Lehrer fehlen" is a statement.
    first = _WORD.match(text, line.start)
    short = line.width <= _LONGEST_PLAIN_LEAD and first is not None and first[0].lower() in _SUBJECTS
    return following.marker is not None or (short and not following.gap)


def _sibling(line: Line, other: Line) -> bool:
    """Whether two lines are items of the same list."""
    if line.marker is None or other.marker is None:
        return False
    return line.marker.style == other.marker.style and line.indent >= other.indent


def _end_of_plain_items(text: str, lines: Sequence[Line], first: int) -> int:
    """Items without bullets end where a blank line, a bullet or the next lead-in stands."""
    last = first + 1
    while last < len(lines) and not lines[last].gap and lines[last].marker is None:
        if text[lines[last].end - 1 : lines[last].end] == ":":
            break
        last += 1
    return last
