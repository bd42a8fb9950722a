"""Code books as TOML, with the keys of a theme catalogue and more: such a file is a catalogue too."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from nlp.codebooks.files import BookRead, decoded, quoted
from nlp.codebooks.plain import step_of, step_told
from nlp.domain.codebook import Anchor, CodeBook, Entry
from nlp.domain.themes import Origin
from nlp.errors import FileUnreadable

_KNOWN = {
    *("id", "title", "description", "parent", "origin", "sensitive", "field_of_action", "hidden"),
    *("words", "phrases", "statements", "decisions"),
}
_LISTS = ("phrases", "words", "statements", "decisions")


def to_toml(book: CodeBook) -> bytes:
    """The book with a table for each theme; `phrases` are its examples, `statements` their ids in the same order."""
    import tomli_w

    head: dict[str, Any] = {"id": book.id, "title": book.title}
    if book.project_words:
        head["project_words"] = list(book.project_words)
    # Each table by itself: written together, short ones would stand in one line, and no line could be named.
    tables = (f"\n[[themes]]\n{tomli_w.dumps(_table(entry))}" for entry in book.entries)
    return "".join((tomli_w.dumps(head), *tables)).encode("utf-8")


def _table(entry: Entry) -> dict[str, Any]:
    statements = [one.statement for one in entry.anchors]
    told = {
        "id": entry.id,
        "title": entry.title,
        "description": entry.description,
        "parent": entry.parent,
        "origin": entry.origin.value if entry.origin else "",
        "field_of_action": entry.field_of_action,
        "sensitive": entry.sensitive,
        "hidden": entry.hidden,
        "phrases": [one.text for one in entry.anchors],
        "statements": statements if any(statements) else [],
        "words": list(entry.words),
        "decisions": list(map(step_told, entry.steps)),
    }
    return {key: value for key, value in told.items() if value or key in {"id", "title"}}


def from_toml(name: str, content: bytes) -> BookRead:
    """A code book or a theme catalogue. Raises FileUnreadable with the line."""
    text = decoded(name, content)
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise FileUnreadable(
            f"{quoted(name)}, Zeile {line}: Das ist kein gültiges TOML; bitte prüfen Sie, ob ein Anführungszeichen, "
            "ein Komma oder eine schließende Klammer fehlt."
        ) from None
    tables = told.get("themes")
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        raise FileUnreadable(
            f"Die Datei {quoted(name)} enthält kein Thema; bitte beginnen Sie jedes mit einer Zeile [[themes]]."
        )
    unknown = sorted({key for table in tables for key in table} - _KNOWN)
    notes = (f"Nicht gelesen: {', '.join(map(quoted, unknown))}.",) if unknown else ()
    words = told.get("project_words", [])
    book = CodeBook(
        id=str(told.get("id", "")),
        title=str(told.get("title", "")),
        entries=tuple(_entry(table, place, name) for place, table in enumerate(tables, 1)),
        project_words=tuple(map(str, words)) if isinstance(words, list) else (),
    )
    return BookRead(book=book, notes=notes)


def _entry(table: Mapping[str, Any], place: int, name: str) -> Entry:
    title = table.get("title", "")
    where = f"{quoted(name)}, Thema Nr. {place}"
    if not isinstance(title, str) or not title.strip():
        raise FileUnreadable(f'{where}: Dem Thema fehlt ein Titel; bitte ergänzen Sie title = "…".')
    told = {key: _text(table, key, where) for key in ("id", "description", "parent", "field_of_action", "origin")}
    for key in ("sensitive", "hidden"):
        if not isinstance(table.get(key, False), bool):
            raise FileUnreadable(f"{where}: „{key}“ muss true oder false sein; bitte ändern Sie das.")
    lists = {key: _list(table, key, where) for key in _LISTS}
    ids = [*lists["statements"], *[""] * len(lists["phrases"])]
    return Entry(
        id=told["id"],
        title=title,
        description=told["description"],
        parent=told["parent"],
        origin=Origin(told["origin"]) if told["origin"] in set(Origin) else None,
        sensitive=table.get("sensitive", False),
        field_of_action=told["field_of_action"],
        hidden=table.get("hidden", False),
        words=tuple(lists["words"]),
        anchors=tuple(Anchor(text=text, statement=one) for text, one in zip(lists["phrases"], ids, strict=False)),
        steps=tuple(filter(None, map(step_of, lists["decisions"]))),
    )


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise FileUnreadable(f"{where}: „{key}“ muss ein Text sein; bitte setzen Sie ihn in Anführungszeichen.")
    return value


def _list(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise FileUnreadable(
            f"{where}: „{key}“ muss eine Liste von Texten sein; bitte setzen Sie sie in eckige Klammern."
        )
    return value
