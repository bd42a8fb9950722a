"""DOCX minutes: every paragraph, list item and table cell in the order of the document, text boxes included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from nlp.errors import FileUnreadable
from nlp.ingest.minutes import Piece
from nlp.ingest.wording import quoted, times

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved-away words, older copies of text boxes, and what a field was computed from are not on the page.
_UNSEEN = frozenset((f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText", f"{_W}delText"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_TITLES = frozenset(("title", "titel", "subtitle", "untertitel"))
_LONGEST_BOLD, _BODY_LEVEL = 100, 9
_ASIDES = {"/word/comments.xml": "Kommentare", "/word/footnotes.xml": "Fußnoten", "/word/endnotes.xml": "Endnoten"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    level: int
    based_on: str


def read_word(file: str, content: bytes) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces of a Word document, and notes. Raises FileUnreadable for a broken one."""
    import docx

    try:
        document = docx.Document(BytesIO(content))
        styles = _styles(document)
        pieces = list(_pieces(document.element.body, styles))
        asides = _asides(document)
    except Exception as fault:  # the library raises whatever a broken part makes it stumble over
        message = f"Die Datei {quoted(file)} ist beschädigt; bitte öffnen Sie sie in Word und speichern Sie sie neu."
        raise FileUnreadable(message) from fault
    notes = [f"Nicht gelesen: {', '.join(asides)}."] if asides else []
    if not any(piece.level for piece, _ in pieces):
        bold = sum(is_bold for _, is_bold in pieces)
        pieces = [(Piece(text=piece.text, level=1), True) if is_bold else (piece, False) for piece, is_bold in pieces]
        notes += [f"{times(bold, 'fette Zeile', 'fette Zeilen')} als Überschrift gelesen."] if bold else []
    return [piece for piece, _ in pieces], tuple(notes)


def _asides(document: Any) -> list[str]:
    """Kinds of text beside the page that hold words."""
    found = []
    for part in document.part.package.iter_parts():
        name = _ASIDES.get(str(part.partname))
        if name and b"<w:t" in part.blob:
            found.append(name)
    return sorted(found)


def _styles(document: Any) -> dict[str, _Style]:
    found = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        based = style.find(f"{_W}basedOn")
        found[str(style.get(f"{_W}styleId"))] = _Style(
            name="" if name is None else str(name.get(f"{_W}val")).lower(),
            level=_outline(style),
            based_on="" if based is None else str(based.get(f"{_W}val")),
        )
    return found


def _outline(element: Any) -> int:
    """The outline level in an element's paragraph properties, counted from one; 0 for body text."""
    told = element.find(f"{_W}pPr/{_W}outlineLvl")
    level = -1 if told is None else int(told.get(f"{_W}val", "-1"))
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def _pieces(body: Any, styles: Mapping[str, _Style]) -> Iterator[tuple[Piece, bool]]:
    """Pieces in order, each with whether it looks like a heading set in bold."""
    for element in _blocks(body):
        if element.tag == f"{_W}tbl":
            yield from ((Piece(text=cell), False) for cell in _cells(element))
            continue
        title, level = _rank(element, styles)
        text = _words(element)
        yield Piece(text=text, level=level, title=title), not title and _looks_like_heading(element, text)
        for box in _boxes(element):
            yield from _pieces(box, styles)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables right below an element, content controls and the like opened."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag not in _UNSEEN:
            yield from _blocks(child)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, as cards on a flip chart often are."""
    for child in paragraph:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _boxes(child)


def _cells(table: Any) -> Iterator[str]:
    """A cell's paragraphs, a line break between; a cell merged upwards is told once."""
    for row in _below(table, f"{_W}tr"):
        for cell in _below(row, f"{_W}tc"):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None or merged.get(f"{_W}val") == "restart":
                lines = (_words(paragraph) for paragraph in cell.iter(f"{_W}p"))
                yield "\n".join(line for line in lines if line.strip())


def _below(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNSEEN and child.tag != f"{_W}tbl":
            yield from _below(child, tag)


def _words(element: Any) -> str:
    """The visible words of one paragraph, boxes anchored in it left to themselves."""
    parts = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS and element.tag != f"{_W}tabs":
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _UNSEEN and child.tag not in (f"{_W}txbxContent", f"{_W}pPr"):
            parts.append(_words(child))
    return "".join(parts)


def _rank(paragraph: Any, styles: Mapping[str, _Style]) -> tuple[bool, int]:
    """Whether a paragraph is the document's title, and its level as a heading (0: none)."""
    own = _outline(paragraph)
    told = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if told is None else str(told.get(f"{_W}val"))
    for _ in range(10):  # styles build on one another; a circle must not hold us
        style = styles.get(name)
        if style is None:
            break
        if style.name in _TITLES:
            return True, 0
        word, _, digits = style.name.partition(" ")
        if word in ("heading", "überschrift") and digits.isdigit():
            return False, own or int(digits)
        if style.level:
            return False, own or style.level
        name = style.based_on
    return False, own


def _looks_like_heading(paragraph: Any, text: str) -> bool:
    """Short, all of it bold, no list item, and not ended like a sentence."""
    plain = text.strip()
    if not plain or len(plain) > _LONGEST_BOLD or plain.endswith((".", "!", ",", ";")):
        return False
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        return False
    runs = [run for run in paragraph.iter(f"{_W}r") if _words(run).strip()]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:
    told = run.find(f"{_W}rPr/{_W}b")
    return told is not None and told.get(f"{_W}val", "1") not in ("0", "false")
