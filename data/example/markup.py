"""The inline markup of the example texts: parse it, check it, take it away."""

import re
from dataclasses import dataclass, field

THEMES = (
    "jugend",
    "gesundheit",
    "gewaltschutz",
    "familie",
    "bildung",
    "senioren",
    "inklusion",
    "migration",
    "wohnen",
    "armut",
    "mobilitaet",
    "beteiligung",
    "kultur",
    "verwaltung",
)
TYPES = ("PERSON", "PHONE", "EMAIL", "ADDRESS", "DATE_OF_BIRTH", "IBAN", "PLATE", "ID")
OPENERS = {"⟦": "⟧", "⟪": "⟫", "‹": "›"}
# What may stand between two statements: bullets, numbering, separators, white space.
GAP = re.compile(r"(?:[\s;,.•●▪·–—*+/>→✓-]|\(?\d{1,2}[.):]+|\(?[a-zA-Z]\))*")
BAD_EDGE = re.compile(r"^\s|^[-•*]\s|[\s;,]$")
NUMBERED = re.compile(r"\d{1,2}[.)]\s")


class MarkupError(ValueError):
    """The markup of one answer is wrong; the message names the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters start to end (exclusive) of the plain text, and what they were marked as."""

    start: int
    end: int
    labels: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Parsed:
    """An answer without its markup, and the spans the markup stood for."""

    text: str = ""
    statements: list[Span] = field(default_factory=list)
    leads: list[Span] = field(default_factory=list)
    personal: list[Span] = field(default_factory=list)


def parse(marked: str, where: str) -> Parsed:
    """Return the plain text and its spans. Raises MarkupError naming ``where``."""
    out = Parsed()
    stack: list[tuple[str, int, tuple[str, ...]]] = []
    position = 0
    while position < len(marked):
        sign = marked[position]
        position += 1
        if sign in OPENERS:
            if any(opener == sign or sign != "‹" for opener, _, _ in stack):
                raise MarkupError(f"{where}: {sign} inside {stack[-1][0]}")
            labels: tuple[str, ...] = ()
            if sign != "⟪":
                head, bar, _ = marked[position:].partition("|")
                if not bar:
                    raise MarkupError(f"{where}: {sign} without |")
                labels = _labels(sign, head, where)
                position += len(head) + 1
            stack.append((sign, len(out.text), labels))
        elif sign in OPENERS.values():
            if not stack or OPENERS[stack[-1][0]] != sign:
                raise MarkupError(f"{where}: {sign} closes nothing")
            opener, start, labels = stack.pop()
            span = Span(start=start, end=len(out.text), labels=labels)
            {"⟦": out.statements, "⟪": out.leads, "‹": out.personal}[opener].append(span)
        else:
            out.text += sign
    if stack:
        raise MarkupError(f"{where}: {stack[-1][0]} is never closed")
    _check(out, where)
    return out


def _labels(sign: str, head: str, where: str) -> tuple[str, ...]:
    labels = () if sign == "⟦" and head == "-" else tuple(part.strip() for part in head.split(","))
    unknown = [label for label in labels if label not in (THEMES if sign == "⟦" else TYPES)]
    if unknown or len(set(labels)) != len(labels):
        raise MarkupError(f"{where}: unknown or doubled label in {head[:40]!r}")
    return labels


def _check(parsed: Parsed, where: str) -> None:
    spans = sorted([*parsed.statements, *parsed.leads], key=lambda span: span.start)
    for span in [*spans, *parsed.personal]:
        words = parsed.text[span.start : span.end]
        numbered = span not in parsed.personal and NUMBERED.match(words)
        if not words or numbered or BAD_EDGE.search(words):
            raise MarkupError(f"{where}: wrong edge of a span at {span.start}–{span.end}")
    for span in parsed.personal:
        if iban_is_wrong(parsed.text[span.start : span.end], span.labels):
            raise MarkupError(f"{where}: the IBAN at {span.start} fails its checksum")
    if not spans:
        return
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(parsed.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if not GAP.fullmatch(parsed.text[start:end]):
            raise MarkupError(f"{where}: words outside every statement at {start}–{end}")


def iban_is_wrong(words: str, labels: tuple[str, ...]) -> bool:
    """Say whether a span marked IBAN fails the checksum of ISO 13616 (mod 97)."""
    if labels != ("IBAN",):
        return False
    plain = "".join(words.split()).upper()
    digits = "".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])
    return int(digits) % 97 != 1
