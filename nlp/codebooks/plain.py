"""Texts so that every kind of file can hold them: one rule for all, told where it changed something."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.domain.codebook import CodeBook, Entry, Step

# What XML 1.0 cannot hold even when escaped; half characters among them, which no UTF-8 can hold either.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOST = "\ufffd"


def plain(text: str) -> str:
    """The text with one kind of line end, without blanks around it; a sign that files cannot hold becomes U+FFFD."""
    return _FORBIDDEN.sub(LOST, text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(text: str) -> str:
    """The same in one line, as titles are: white space becomes single blanks."""
    return " ".join(plain(text).split())


def cleaned(book: CodeBook) -> tuple[CodeBook, int]:
    """The book as every file can hold it, and in how many of its texts a sign could not stay."""
    entries = tuple(map(_cleaned, book.entries))
    words = tuple(map(line, book.project_words))
    texts = [book.title, *book.project_words, *(text for entry in book.entries for text in _texts(entry))]
    lost = sum(bool(_FORBIDDEN.search(text)) for text in texts)
    return replace(book, id=line(book.id), title=line(book.title), entries=entries, project_words=words), lost


def _texts(entry: Entry) -> tuple[str, ...]:
    anchors = (one.text for one in entry.anchors)
    steps = (text for one in entry.steps for text in (one.who, one.why))
    return (entry.title, entry.description, entry.field_of_action, *entry.words, *anchors, *steps)


def _cleaned(entry: Entry) -> Entry:
    anchors = (replace(one, text=line(one.text), statement=line(one.statement)) for one in entry.anchors)
    steps = (replace(one, who=line(one.who), why=line(one.why)) for one in entry.steps)
    return replace(
        entry,
        id=line(entry.id),
        title=line(entry.title),
        description=plain(entry.description),
        parent=line(entry.parent),
        field_of_action=line(entry.field_of_action),
        words=tuple(filter(None, map(line, entry.words))),
        anchors=tuple(one for one in anchors if one.text),
        steps=tuple(steps),
    )


def step_told(step: Step) -> str:
    """A decision in one line."""
    return " · ".join((str(step.number), step.kind, step.who, step.at, step.why)).rstrip()


def step_of(told: str) -> Step | None:
    """The decision in a line as we write it, or None."""
    parts = told.split(" ·", 4)
    if len(parts) != 5 or not parts[0].strip().isdecimal():  # noqa: PLR2004 - number, kind, who, when, why
        return None
    number, kind, who, at, why = map(str.strip, parts)
    return Step(number=int(number), kind=kind, who=who, at=at, why=why)
