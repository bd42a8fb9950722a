"""A text as sentences, each with what it quotes and cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nlp.domain.text import Span

_CLOSING = {
    "„": '“”"', "“": "”“", "”": "”", '"': '"“”', "»": "«", "«": "»", "›": "‹", "‹": "›", "‚": "‘’'", "‘": "’‘",
    "'": "'",
}  # fmt: skip
"""What may end a quoted passage, by what began it."""
_CLOSED = frozenset("".join(_CLOSING.values()))
_APOSTROPHES = "'’‘"
_CITES = re.compile(r"\[([1-9][0-9]{0,2}(?: ?, ?[1-9][0-9]{0,2})*)\]")
_END = re.compile(r"[.!?…]+[“”\"«»‹›‘’')]*(?: ?\[[0-9 ,]+\])*(?=\s|$|[A-ZÄÖÜ„\"»])")
_CITED_NEXT = re.compile(r"(?: ?\[[0-9 ,]+\])+[.!?]*")
_ABBREVIATED = "z b d h u a o ä ca bzw nr dr st str usw etc ggf inkl evtl vgl prof mio tsd abs max min sog versch"
_SHORT = frozenset(_ABBREVIATED.split())
"""Abbreviations, in lower case, whose full stop ends no sentence."""
_LONGEST_SHORT = 8
_LAST_WORD = re.compile(r"[^\W\d_]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence as it was written.

    `numbers`: the citations. `quotes`: the quoted passages. `own`: the words outside citations and quotes, place for
    place. `whole`: whether every quotation mark has its partner.
    """

    text: str
    numbers: tuple[int, ...]
    quotes: tuple[str, ...]
    own: str
    whole: bool


def sentences(text: str, titles: Collection[str] = ()) -> list[Said]:
    """The sentences of a plain text; a line's end ends a sentence too. A title in quotation marks is no quote.

    In doubt a sentence is cut: a piece without a citation of its own is refused later, never believed.
    """
    return [_taken_apart(piece, titles) for line in text.split("\n") for piece in _cut(line) if piece]


def _taken_apart(text: str, titles: Collection[str]) -> Said:
    found, whole = quoted(text)
    spans = [span for span in found if text[span.start + 1 : span.end - 1] not in titles]
    bare = _blanked(text, spans)
    numbers = [int(number) for cites in _CITES.findall(bare) for number in cites.split(",")]
    return Said(
        text=text,
        numbers=tuple(dict.fromkeys(numbers)),
        quotes=tuple(text[span.start + 1 : span.end - 1] for span in spans),
        own=_CITES.sub(lambda cite: " " * len(cite.group()), bare),
        whole=whole,
    )


def quoted(text: str) -> tuple[list[Span], bool]:
    """Where passages in quotation marks stand, marks included, and whether every mark has its partner."""
    spans: list[Span] = []
    place = 0
    while place < len(text):
        mark = text[place]
        if mark not in _CLOSING or _apostrophe(text, place):
            place += 1
            continue
        ends = (at for at in range(place + 1, len(text)) if text[at] in _CLOSING[mark] and not _inside(text, at))
        end = next(ends, None)
        if end is None:
            return spans, False
        spans.append(Span(place, end + 1))
        place = end + 1
    return spans, True


def _apostrophe(text: str, place: int) -> bool:
    """Whether the mark follows a letter as in „gibt’s“, and so opens nothing."""
    return text[place] in _APOSTROPHES and place > 0 and text[place - 1].isalnum()


def _inside(text: str, place: int) -> bool:
    """Whether the mark stands between two letters, and so closes nothing."""
    between = text[place - 1].isalnum() and place + 1 < len(text) and text[place + 1].isalnum()
    return text[place] in _APOSTROPHES and between


def _blanked(text: str, spans: list[Span]) -> str:
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def _cut(line: str) -> Iterator[str]:
    spans, _ = quoted(line)
    # A quoted passage may hold several sentences; its last character stays so that „…!“ can end one.
    masked = list(line)
    for span in spans:
        masked[span.start : span.end - 2] = "x" * max(0, len(span) - 2)
    flat, start, place = "".join(masked), 0, 0
    while found := _END.search(flat, place):
        place = found.end()
        word = _LAST_WORD.search(flat[max(0, found.start() - _LONGEST_SHORT) : found.start()])
        if found.group() == "." and word and word.group().lower() in _SHORT:
            continue
        if found.group()[-1:] in _CLOSED and flat[place : place + 2].lstrip()[:1].islower():
            continue  # „So ist es.“ sagt jemand.
        if cites := _CITED_NEXT.match(flat, place):
            place = cites.end()
        yield line[start:place].strip()
        start = place
    yield line[start:].strip()
