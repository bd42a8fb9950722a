"""PDF with a text layer: lines by their place on the page, paragraphs by gaps, bullets and size of type."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nlp.domain.corpus import Reason
from nlp.errors import FileUnreadable
from nlp.ingest.minutes import Piece
from nlp.ingest.wording import quoted, times

_BULLET = re.compile(r"\s*[-*•·▪▫◦‣○●■□➢➤–—\uf0b7\uf0a7\uf0d8]\s+(?=\S)|\s*[\uf0b7\uf0a7•▪](?=\S)")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"\s*(?:Seite\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:von|/)\s*\d{1,4})?\s*", re.IGNORECASE)
_LARGER, _GAP, _LONGEST_HEADING, _REPEATED = 1.15, 1.4, 120, 3
_HYPHEN = "\ufffe"  # how PDFium writes a hyphen at the end of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    page: int
    base: float
    size: float
    edge: bool = False


def read_pdf(file: str, content: bytes) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces of a PDF, and notes. Raises FileUnreadable for locked and broken ones, and for scans."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            message = (
                f"Die Datei {quoted(file)} ist mit einem Kennwort geschützt; bitte speichern Sie sie ohne Kennwort."
            )
        else:
            message = f"Die Datei {quoted(file)} ist beschädigt; bitte speichern oder laden Sie sie noch einmal."
        raise FileUnreadable(message) from fault
    try:
        pages = [list(_lines(document, number)) for number in range(len(document))]
    except pypdfium2.PdfiumError as fault:
        message = f"Die Datei {quoted(file)} ist beschädigt; bitte speichern oder laden Sie sie noch einmal."
        raise FileUnreadable(message) from fault
    finally:
        document.close()
    silent = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if len(silent) == len(pages):
        message = f"{quoted(file)} enthält nur Bilder und keinen Text; bitte lassen Sie erst eine Texterkennung laufen."
        raise FileUnreadable(message)
    notes = [f"Seiten ohne Text (vielleicht Bilder): {', '.join(silent)}."] if silent else []
    running = _running(pages)
    if running:
        left = times(running.total(), "Kopf- oder Fußzeile", "Kopf- und Fußzeilen")
        notes.append(f"{left} und Seitenzahlen ausgelassen.")
    return list(_pieces([line for lines in pages for line in lines], running)), tuple(notes)


def _lines(document: Any, number: int) -> Iterator[_Line]:
    """A page's lines; `base` and `size` are zero where PDFium's text and its characters cannot be matched."""
    page = document[number]
    words = page.get_textpage()
    text = words.get_text_range()
    matched = words.count_chars() == len(text)
    found = []
    for match in re.finditer(rf"[^\r\n{_HYPHEN}]+{_HYPHEN}?", text):
        line = match.group().replace(_HYPHEN, "-")
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            base, size = _place(words, start) if matched else (0.0, 0.0)
            found.append((line, base, size))
    for place, (line, base, size) in enumerate(found):
        edge = len(found) > 1 and place in (0, len(found) - 1)
        yield _Line(text=line, page=number, base=base, size=size, edge=edge)
    words.close()
    page.close()


def _place(words: Any, index: int) -> tuple[float, float]:
    """Base line and height of type at a character, in points."""
    from pypdfium2 import raw

    across, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(words, index, across, base)
    _, bottom, _, top = words.get_charbox(index, loose=True)
    return base.value, top - bottom


def _running(pages: Sequence[Sequence[_Line]]) -> Counter[str]:
    """Page numbers, and lines that stand at the edge of three pages or more, digits aside."""
    edges = [line for lines in pages for line in lines if line.edge]
    counted = Counter(_masked(line.text) for line in edges)
    numbers = {_masked(line.text) for line in edges if _PAGE_NUMBER.fullmatch(line.text)}
    return Counter({text: count for text, count in counted.items() if count >= _REPEATED or text in numbers})


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _pieces(lines: Sequence[_Line], running: Counter[str]) -> Iterator[Piece]:
    body = [line for line in lines if not (line.edge and _masked(line.text) in running)]
    usual = _commonest(Counter({line.size: 0 for line in body}), body)
    sizes = sorted({_step(line.size) for line in body if usual and line.size > _LARGER * usual}, reverse=True)
    gap = _usual_gap(body)
    open_lines: list[_Line] = []
    for line in lines:
        if line.edge and _masked(line.text) in running:
            yield Piece(text=line.text, reason=Reason.NO_WORDS)
            continue
        if open_lines and _begins(line, open_lines, gap):
            yield _piece(open_lines, sizes)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _piece(open_lines, sizes)


def _commonest(sizes: Counter[float], lines: Sequence[_Line]) -> float:
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _step(size: float) -> float:
    return round(size * 2) / 2


def _usual_gap(lines: Sequence[_Line]) -> float:
    """The smallest gap between lines that at least a tenth of all neighbours have."""
    pairs = pairwise(lines)
    gaps = Counter(round(one.base - two.base) for one, two in pairs if one.page == two.page and one.base > two.base)
    often = [gap for gap, count in gaps.items() if count * 10 >= gaps.total()]
    return float(min(often, default=0))


def _begins(line: _Line, before: Sequence[_Line], gap: float) -> bool:
    """Whether a line begins a new paragraph after those before."""
    last = before[-1]
    if _BULLET.match(line.text) or _step(line.size) != _step(last.size):
        return True
    if _NUMBERED.match(line.text) and (_NUMBERED.match(before[0].text) or last.text.rstrip().endswith(":")):
        return True
    if line.page != last.page:  # a sentence may run over to the next page
        return not line.text.lstrip()[:1].islower() or last.text.rstrip().endswith((".", "!", "?", ":"))
    return bool(gap) and abs(last.base - line.base) > _GAP * gap


def _piece(lines: Sequence[_Line], sizes: Sequence[float]) -> Piece:
    text = "\n".join(line.text for line in lines)
    bullet = _BULLET.match(text)
    level = sizes.index(_step(lines[0].size)) + 1 if _step(lines[0].size) in sizes else 0
    if level and not bullet and len(text) <= _LONGEST_HEADING:
        return Piece(text=text, level=level)
    return Piece(text=text[bullet.end() :] if bullet else text)
