"""TXT and Markdown: headings, bullets and paragraphs."""

from __future__ import annotations

import re
from itertools import zip_longest

from nlp.ingest.minutes import Piece

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})\s*")
_RULE = re.compile(r"\s*(?:[*_-]\s*){3,}")
_BULLET = re.compile(r"\s*[-*+•·▪▫◦‣○●■□➢➤–—]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z])[.)]\s+(?=\S)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LONGEST_QUESTION = 120


def read_text(text: str) -> list[Piece]:
    """The pieces of a text file.

    A bullet or a number begins a passage of its own, its sign taken off; a blank line ends one. A text with neither
    holds one passage a line. A line that ends in "?" or ":" right above bullets is their heading where the file
    marks no headings.
    """
    lines = [match.group().rstrip("\r\n") for match in _LINE.finditer(text)]
    marked = any(_HEADING.fullmatch(line) for line in lines)
    inner = "\n".join(lines).strip("\n").split("\n")
    listed = any(_BULLET.match(line) or _NUMBERED.match(line) for line in inner)
    single = not listed and all(line.strip() for line in inner) and not marked
    pieces = _Pieces(marked=marked, single=single)
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        pieces.take(line, below)
    pieces.close()
    return pieces.found


class _Pieces:
    """Gathers lines into passages; `marked`: the file marks its headings; `single`: one passage a line."""

    def __init__(self, *, marked: bool, single: bool) -> None:
        self.found: list[Piece] = []
        self._marked, self._single = marked, single
        self._open: list[str] = []
        self._in_list = False

    def take(self, line: str, below: str) -> None:
        """The next line, and the one below it."""
        if _UNDERLINE.fullmatch(line) and len(self._open) == 1 and not self._in_list:
            self._heading(self._open.pop(), 1 if "=" in line else 2)
        elif heading := _HEADING.fullmatch(line):
            self._heading(heading[2], len(heading[1]))
        elif not line.strip() or _RULE.fullmatch(line):
            self.close()
        elif bullet := _BULLET.match(line):
            self._item(line[bullet.end() :])
        elif _NUMBERED.match(line) and (self._in_list or not self._open):
            self._item(line)
        elif not self._open and not self._marked and _asks(line, below):
            self._heading(line, 1)
        else:
            if self._single:
                self.close()
            self._open.append(line)

    def close(self) -> None:
        """Ends the passage that is open."""
        if self._open:
            self.found.append(Piece(text="\n".join(self._open)))
        self._open, self._in_list = [], False

    def _heading(self, text: str, level: int) -> None:
        self.close()
        self.found.append(Piece(text=text, level=level))

    def _item(self, text: str) -> None:
        self.close()
        self._open, self._in_list = [text], True


def _asks(line: str, below: str) -> bool:
    short = len(line) <= _LONGEST_QUESTION and line.rstrip().endswith(("?", ":"))
    return short and bool(_BULLET.match(below) or _NUMBERED.match(below))
