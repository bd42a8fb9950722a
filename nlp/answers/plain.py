"""A model's reply as plain text: no markup, no control characters, no thoughts, not endless."""

from __future__ import annotations

import re
import unicodedata

LONGEST_REPLY = 20_000
"""Characters; a label and six sentences need a tenth of it."""
_THOUGHT, _ANSWER = "<think>", "</think>"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]{0,16}[ -/]?[@-~]|[@-_])")
_TAGS = re.compile(r"</?[A-Za-z!][^<>]{0,200}>")
_FENCES = re.compile(r"^\s*```.*$", re.MULTILINE)
_OPENING = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|[-–*•][ \t]+|[0-9]{1,2}[.)][ \t]+)?", re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*([^*\n]{1,400})\*\*")
_TITLE = re.compile(r"^[ \t]*(?:Titel|Label|Überschrift)[ \t]*:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*Zusammenfassung[ \t]*:?[ \t]*", re.IGNORECASE | re.MULTILINE)


def plain(reply: str) -> str:
    """The words alone, lines kept. What a reasoning model thought aloud is no part of its answer."""
    text = reply.rpartition(_ANSWER)[2].partition(_THOUGHT)[0][:LONGEST_REPLY]
    text = _TAGS.sub(" ", _ESCAPES.sub("", text.replace("\r\n", "\n")))
    text = "".join(_harmless(mark) for mark in unicodedata.normalize("NFC", text))
    text = _OPENING.sub("", _FENCES.sub("", text))
    lines = (" ".join(line.split()) for line in _EMPHASIS.sub(r"\1", text).split("\n"))
    return "\n".join(line for line in lines if line)


def parted(text: str) -> tuple[str, str]:
    """Label and summary of a plain reply: the line „Titel: …“, and all the rest."""
    title = _TITLE.search(text)
    label = title.group(1).strip() if title else ""
    return label, _HEADING.sub("", _TITLE.sub("", text)).strip()


def _harmless(mark: str) -> str:
    """The character itself; a blank for white space; nothing for what steers a terminal or hides (Cc, Cf, Cs, Co)."""
    if mark in "\n\t ":
        return "\n" if mark == "\n" else " "
    kind = unicodedata.category(mark)
    if kind.startswith("Z"):
        return "\n" if kind in {"Zl", "Zp"} else " "
    return "" if kind.startswith("C") else mark
