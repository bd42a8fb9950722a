"""Bullets and numbering, at the start of a line and inside one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nlp.text.cues import words

EMOJI = "\U0001f000-\U0001faff\u2600-\u26ff\u2705-\u2712\u2714-\u27bf\u2b50\u2b55\u203c\u2049\u2764\u20e3"
_CLEAR = "•●▪■◦‣➢➤►▶❖"
_SIGN = rf"(?:[{_CLEAR}·□○✓✔✗✘★☆♦◆→⇒✅☑➡✦✧–—]|-+>?|=>)(?!\d)|\*+(?=[ A-ZÄÖÜ])|[+>](?=[ A-ZÄÖÜ])|~(?=[ ])"
_MARKS = (
    ("sign", rf"(?:{_SIGN})(?:[ ]*[{_CLEAR}·–—*-](?=[ ]))*[ ]*"),
    ("keycap", r"(?P<keycap>\d)\u20e3[ ]*"),
    ("level", r"(?P<level>\d{1,2}(?:\.[1-9]\d?)+)(?:\.\)?|\))?[ ]+(?=[^\W\d_])"),
    ("number", r"\(?(?P<number>\d{1,2})(?:\.\)|[.):]+)(?:[ ]+|(?=[^\W\d_])|$)"),
    ("letter", r"\(?(?P<letter>[a-zA-Z])\)+(?:[ ]+|(?=[^\W\d_]))"),
    ("roman", r"\(?(?P<roman>[IVX]{1,5})[.)]+[ ]+"),
    ("point", r"(?P<point>[a-zA-Z])\.[ ]+"),
    ("round", r"o[ ]+(?=[^\W\d_])"),
    ("emoji", rf"[{EMOJI}]+[ ]*(?=[^\W\d_])"),
)
_AT_START = re.compile("|".join(f"(?P<is_{kind}>{pattern})" for kind, pattern in _MARKS))
_INSIDE = re.compile(
    rf"(?:(?<=\s)|^)(?:(?P<clear>[{_CLEAR}][ ]*(?=[^\s{_CLEAR}]))"
    r"|(?P<number>\(?\d{1,2}(?:\.\)|[.)])(?=\s|[^\W\d_])\s*)|(?P<letter>\(?[a-h]\)\s*))"
)
_DASH_LIST = re.compile(r"(?<=:)\s*[-–]\s+")
_DASH = re.compile(r"(?<=\s)[-–]\s+")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_LARGEST_ALONE = 12
_JOINING = frozenset(["und", "oder", "sowie"])


class Marker(NamedTuple):
    """A bullet or number: its kind, its value (0 for signs), its style, where the words begin and where they end."""

    kind: str
    value: int
    style: str
    end: int
    line_end: int


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """What may be a bullet or number at `start` of a line that ends at `end`; `confirmed` decides."""
    match = _AT_START.match(text, start, end)
    if match is None:
        return None
    kind = next(kind for kind, _ in _MARKS if match[f"is_{kind}"])
    style = match.group().strip()
    if kind in ("sign", "round", "emoji"):
        return Marker(kind, 0, style[:1], match.end(), end)
    written = match[kind]
    if kind == "roman":
        value = _ROMAN.get(written, 0)
    elif kind in ("letter", "point"):
        value = ord(written.lower()) - ord("a") + 1
    else:
        value = int(written.split(".")[0])
    return Marker(kind, value, re.sub(r"\w+", "1", style), match.end(), end)


def confirmed(text: str, markers: Sequence[Marker | None]) -> list[Marker | None]:
    """The markers of all lines of one answer without those that are words: "16. September", "I. Kunze", "o je"."""
    counts = Counter(marker.kind for marker in markers if marker)
    values = {(marker.kind, marker.value) for marker in markers if marker}
    return [marker if marker and _holds(text, marker, counts, values) else None for marker in markers]


def _holds(text: str, marker: Marker, counts: Counter[str], values: set[tuple[str, int]]) -> bool:
    kind, value = marker.kind, marker.value
    if kind in ("sign", "keycap", "letter"):
        return True
    if kind in ("round", "emoji", "level"):
        return counts[kind] > 1
    in_sequence = (kind, value - 1) in values or (kind, value + 1) in values
    if kind in ("roman", "point"):
        return in_sequence and (kind, 1) in values
    return in_sequence or (marker.end < marker.line_end and value <= _LARGEST_ALONE and not _ordinal(text, marker.end))


def _ordinal(text: str, place: int) -> bool:
    """Whether the word at `place` makes the number before it an ordinal: "1. Klasse", "16. September", "1. und 2."."""
    word = _WORD.match(text, place)
    return word is not None and (
        word[0].lower() in words("nach_ordnungszahl") or word[0] in ("und", "oder", "bis", "bzw")
    )


def markers_inside(text: str, start: int, end: int, first: Marker | None) -> list[tuple[int, Marker]]:
    """Places inside one line where an item of a list begins, with its bullet or number.

    Signs that are nothing but bullets count alone; numbers and letters only as a run that begins with 1 or a;
    dashes only after a colon. `first` is the marker before `start`: a run may go on from it.
    """
    found = list(_INSIDE.finditer(text, start, end))
    places = [(m.start(), Marker("sign", 0, m[0][0], m.end(), end)) for m in found if m["clear"]]
    for group in ("number", "letter"):
        begun = first.value if first and first.kind == group else 0
        places += _run(text, (start, end), [m for m in found if m[group]], begun)
    opening = _DASH_LIST.search(text, start, end)
    if opening and not places:
        dashes = [opening, *_DASH.finditer(text, opening.end(), end)]
        if len(dashes) > 1:
            places = [(m.start(), Marker("sign", 0, "-", m.end(), end)) for m in dashes]
    return sorted(places)


def _run(text: str, line: tuple[int, int], matches: list[re.Match[str]], begun: int) -> list[tuple[int, Marker]]:
    run: list[tuple[int, Marker]] = []
    for match in matches:
        sign = match[0].strip("().: \n")
        kind = "number" if sign.isdigit() else "letter"
        value = int(sign) if kind == "number" else ord(sign) - ord("a") + 1
        before = text[max(line[0], match.start() - 12) : match.start()].split()
        if value != begun + len(run) + 1 or (kind == "number" and _ordinal(text, match.end())):
            continue
        if before and before[-1] in _JOINING:
            return []  # "1. mehr Kitas, 2. mehr Busse und 3. mehr Ärzte" is one sentence
        if kind == "letter" or not before or before[-1] not in words("vor_ordnungszahl"):
            style = re.sub(r"\w+", "1", match[0].strip())
            run.append((match.start(), Marker(kind, value, style, match.end(), line[1])))
    return run if begun + len(run) > 1 else []
