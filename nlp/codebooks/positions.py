"""Places in texts for other programs.

REFI-QDA counts Unicode code points from 0 on, as Python does; the end is the first one that is no longer meant, as in
the standard's own example. Two things make programs count differently, so both are dealt with here: a line end of two
characters, which some read as one, leaves with one; and who counts UTF-16 units is told by an end behind the text's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate

_HALF = re.compile("[\ud800-\udfff]")
_MARK = "\ufeff"
_JOINER = "\u2060"
"""Unicode's own word for U+FEFF inside of a text; at the start of a file that one would be taken for its mark."""
_BASIC = 0xFFFF


def outward(text: str) -> tuple[str, Callable[[int], int]]:
    """The text as it leaves, and where a place of it is then; only line ends change the count."""
    gone = [match.start() + 1 for match in re.finditer("\r\n", text)]

    def moved(place: int) -> int:
        return place - sum(one <= place for one in gone) if gone else place

    told = _HALF.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _JOINER + told[1:] if told.startswith(_MARK) else told, moved


def inward(content: bytes) -> str:
    """A text file's text as places in it are counted: without its mark, half characters as U+FFFD."""
    return content.decode("utf-8-sig", "replace")


def in_code_points(text: str, ends: Iterable[int]) -> Callable[[int], int]:
    """Turns places in a text of another program into code points: itself, unless some end shows it counts UTF-16."""
    wide = any(ord(sign) > _BASIC for sign in text)
    if not wide or max(ends, default=0) <= len(text):
        return lambda place: min(max(place, 0), len(text))
    units = list(accumulate((1 + (ord(sign) > _BASIC) for sign in text), initial=0))
    place_of = {unit: place for place, unit in enumerate(units)}
    return lambda place: place_of.get(place, place_of.get(place - 1, len(text) if place > 0 else 0))
