"""A code book: themes with what explains them; and a project coded by it: texts with codes on stretches of them."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.domain.themes import Origin

MACHINE = "Maschine"
"""How what nobody decided is signed, in front of people and in files for other programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An example of a theme: a statement word for word, and its id where it is known."""

    text: str
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One decision that made a theme what it is, in plain values; `kind` as in `edits.KINDS`."""

    number: int
    kind: str
    who: str
    at: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A theme in a code book. `parent`: the id of the one it is a sub-theme of. `words`: what names it.

    `codable`: False for what another program uses as a mere folder. In a book that was read, `id` is what the file
    says, a GUID where it is one of another program; `origin` is None where the file does not say.
    """

    id: str
    title: str
    description: str = ""
    parent: str = ""
    origin: Origin | None = None
    sensitive: bool = False
    field_of_action: str = ""
    hidden: bool = False
    codable: bool = True
    words: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBook:
    """Themes in their order, sub-themes behind the theme they belong to. `id`: the file's own name for itself."""

    title: str
    entries: tuple[Entry, ...]
    id: str = ""
    project_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMark:
    """One code on a stretch of text, and who put it there (empty where nobody says). `at`: ISO 8601 in UTC, or empty.

    `id` is the GUID of the mark in a project that was read, the statement's id in one that is to be written.
    """

    code: str
    coder: str = ""
    at: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Characters `start` up to and without `end` of a text, as Python counts them, with their codes."""

    start: int
    end: int
    marks: tuple[CodeMark, ...]
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedText:
    """A text of a project with what is coded in it."""

    id: str
    name: str
    text: str
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Who said some of the texts: (name of a group, value), and the texts' ids."""

    id: str
    name: str
    groups: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedProject:
    """A code book with the texts that are coded by it. `made_at`, `changed_at`: ISO 8601 in UTC."""

    book: CodeBook
    texts: tuple[CodedText, ...]
    cases: tuple[Case, ...] = ()
    made_at: str = ""
    changed_at: str = ""
