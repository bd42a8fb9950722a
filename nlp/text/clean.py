"""Text as the analysis wants it, with the way back to what was written."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nlp.domain.text import Span
from nlp.text.lines import hard_breaks

_UNSEEN = re.compile(
    r"(?P<glued>[\ufe0e\ufe0f\u200d]+)"  # belong to the emoji before them
    r"|(?P<hyphen>\u00ad+(?:[ \t\u00a0]*(?:\r\n?|\n)[ \t\u00a0]*(?=[a-zäöüß]))?)"
    r"|(?P<none>[\u200b\u200c\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+)"
    r"|(?P<line>\r\n?|[\v\f\x85\u2028\u2029])"
    r"|(?P<blank>[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f])"
    r"|(?P<dash>[\u2010\u2011])"
    r"|(?P<long>[\u2012\u2015\u2212])"
    r"|(?P<bullet>[\uf0b7\uf0a7\uf076\uf0d8\uf0fc\u2023\u2043\u2219])"
)
_SIGNS = {"line": "\n", "blank": " ", "dash": "-", "long": "–", "bullet": "•"}
_LINE_END = re.compile(r"(?:(?<=[^\W\d_])-)?(?<! ) *\n[ \n]*")
_BLANKS = re.compile(r"^ +| +$|(?<! ) {2,}")
_OWN_WORD = re.compile(r"(?:und|oder|u|o|bzw|sowie|als|wie|bis|noch|statt)\b|[^a-zäöüß]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Clean text; character i of `text` stands for the original characters starts[i] up to and without ends[i]."""

    text: str
    starts: array[int]
    ends: array[int]

    def origin(self, start: int, end: int) -> Span:
        """The span of the original that the characters start..end of the clean text came from."""
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        if start < len(self.text):
            return Span(self.starts[start], self.starts[start])
        last = self.ends[-1] if self.ends else 0
        return Span(last, last)


def rewrite(source: Cleaned, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str]) -> Cleaned:
    """`pattern.sub(instead, text)` that keeps the way back."""
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    done = 0
    for match in pattern.finditer(source.text):
        first, after = match.span()
        new = instead(match)
        parts += source.text[done:first], new
        starts += source.starts[done:first] + array("q", [source.starts[first]] * len(new))
        ends += source.ends[done:first] + array("q", [source.ends[after - 1]] * len(new))
        if match.lastgroup == "glued" and ends:
            ends[-1] = source.ends[after - 1]
        done = after
    if not parts:
        return source
    parts.append(source.text[done:])
    return Cleaned(text="".join(parts), starts=starts + source.starts[done:], ends=ends + source.ends[done:])


def normalise(text: str) -> Cleaned:
    """Unicode NFC, one kind of line end, blank, dash and bullet, nothing invisible; lines and blanks stay in number."""
    return rewrite(_composed(text), _UNSEEN, lambda match: _SIGNS.get(match.lastgroup or "", ""))


def clean(text: str) -> Cleaned:
    """Normalised text with hyphenation and soft line breaks joined and runs of white space made one."""
    normal = normalise(text)
    hard = hard_breaks(normal.text)

    def joined(match: re.Match[str]) -> str:
        words, place = match.string, match.end()
        if match.start() == 0 or place == len(words):
            return match.group() if match.group()[0] == "-" else ""
        sign = "-" if match.group()[0] == "-" else ""
        if words.index("\n", match.start()) in hard:
            return f"{sign}\n"
        if not sign:
            return " "
        # "Kinder-/garten" is one word; "Kita-/Plätze" keeps its hyphen, "Kinder-/und" its blank too.
        if _OWN_WORD.match(words, place) is None:
            return ""
        return "-" if words[place].isupper() else "- "

    return rewrite(rewrite(normal, _LINE_END, joined), _BLANKS, lambda match: " " if _inner(match) else "")


def _inner(match: re.Match[str]) -> bool:
    """Whether what matched stands between words and not at an edge of the text."""
    return match.start() > 0 and match.end() < len(match.string)


def _composed(text: str) -> Cleaned:
    if unicodedata.is_normalized("NFC", text):
        places = array("q", range(len(text) + 1))
        return Cleaned(text=text, starts=places[:-1], ends=places[1:])
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", text[start:end])
        parts.append(composed)
        starts += array("q", [start] * len(composed))
        ends += array("q", [end] * len(composed))
    return Cleaned(text="".join(parts), starts=starts, ends=ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Every character with the combining marks that follow it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]):
            yield start, place
            start = place
