"""Codes of the REFI-QDA standard: what they hold of a theme, and how a theme is read back from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nlp.codebooks.guids import as_guid, guid
from nlp.codebooks.xml import child, children, words
from nlp.domain.codebook import Anchor, CodeBook, Entry

if TYPE_CHECKING:
    from lxml.etree import _Element

HIDDEN = "Ausgeblendet"
SENSITIVE = "Besonders geschützt"
FIELD = "Handlungsfeld: "
_ANCHORS = "\n\nAnkerbeispiele:\n"
_ANCHOR = "– "
_NONE = "(keine)"


def described(entry: Entry) -> str:
    """The description with the examples below it: the standard has no place of its own for them."""
    if not entry.anchors and _ANCHORS not in f"\n\n{entry.description}":
        return entry.description
    shown = [f"{_ANCHOR}{one.text}" for one in entry.anchors] or [f"{_ANCHOR}{_NONE}"]
    return entry.description + _ANCHORS + "\n".join(shown)


def undescribed(told: str) -> tuple[str, tuple[Anchor, ...]]:
    """The description and the examples out of what `described` made, and of what other programs made of it."""
    before, found, after = told.replace("\r\n", "\n").replace("\r", "\n").rpartition(_ANCHORS)
    lines = [line.strip() for line in after.split("\n") if line.strip()]
    if not found or not all(line.startswith(_ANCHOR) for line in lines):
        return told, ()
    texts = (line.removeprefix(_ANCHOR) for line in lines)
    return before, tuple(Anchor(text=text) for text in texts if text != _NONE)


def codes_as(models: ModuleType, book: CodeBook) -> list[Any]:
    """The themes as codes of a schema (that of code books or of projects), sub-themes as codes in codes.

    A theme whose parent is not in the book stands by itself.
    """
    top = {entry.id for entry in book.entries if not entry.parent}
    inside: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in book.entries:
        inside[entry.parent if entry.parent in top else ""].append(entry)

    def code(entry: Entry) -> Any:
        return models.CodeType(
            guid=guid("theme", entry.id),
            name=entry.title,
            is_codable=entry.codable,
            description=described(entry) or None,
            code=[code(one) for one in inside[entry.id]] if entry.id in top else [],
        )

    return [code(entry) for entry in inside[""]]


def groups(book: CodeBook) -> dict[str, list[str]]:
    """What the standard has no attribute for, as named sets of codes: (name, GUIDs of the codes in it)."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in book.entries:
        code = guid("theme", entry.id)
        for name, holds in ((HIDDEN, entry.hidden), (SENSITIVE, entry.sensitive)):
            if holds:
                found[name].append(code)
        if entry.field_of_action:
            found[FIELD + entry.field_of_action].append(code)
    return dict(sorted(found.items()))


def entries_of(codes: _Element | None, sets: _Element | None, member: str) -> tuple[list[Entry], int]:
    """The codes as entries with GUIDs for ids, and how many sets of other programs were not taken.

    `member`: the attribute that names a set's code, which differs between code books and projects.
    """
    of: defaultdict[str, set[str]] = defaultdict(set)
    others = 0
    for one in children(sets, "Set"):
        name = one.get("name", "")
        if name in {HIDDEN, SENSITIVE} or name.startswith(FIELD):
            for code in children(one, "MemberCode"):
                of[as_guid(code.get(member, ""))].add(name)
        else:
            others += 1
    return list(_entries(codes, "", of)), others


def _entries(codes: _Element | None, parent: str, of: Mapping[str, set[str]]) -> Iterator[Entry]:
    for code in children(codes, "Code"):
        description, anchors = undescribed(words(child(code, "Description")))
        identity = as_guid(code.get("guid", ""))
        named = of.get(identity, set())
        yield Entry(
            id=identity,
            title=code.get("name", ""),
            description=description,
            parent=parent,
            sensitive=SENSITIVE in named,
            field_of_action=next((one.removeprefix(FIELD) for one in sorted(named) if one.startswith(FIELD)), ""),
            hidden=HIDDEN in named,
            codable=code.get("isCodable", "true").strip() not in {"false", "0"},
            anchors=anchors,
        )
        yield from _entries(code, identity, of)
