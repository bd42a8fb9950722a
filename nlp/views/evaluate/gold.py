"""Labelled files as they are handed in for an evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from nlp.domain.text import RawText, Span
from nlp.errors import GoldProblem
from nlp.ingest import open_table

Told = TypeVar("Told", str, int)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTexts:
    """Texts with their human codes; several codes of a text are kept apart."""

    texts: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text with gold spans and their types (empty where the file names none)."""

    text: RawText
    spans: tuple[tuple[Span, str], ...]


def labelled_texts(path: Path, *, text: tuple[str, ...], label: str) -> LabelledTexts:
    """Texts (several columns joined by „. “) and codes (`|` between several) of a table.

    Raises FileUnreadable or GoldProblem for a missing column or a file without a single text.
    """
    if not text:
        raise GoldProblem(f"Für „{path.name}“ ist keine Textspalte genannt. Bitte nennen Sie eine mit --text.")
    table = open_table(path)
    places = {name: place for place, column in enumerate(table.columns) for name in (column.header, column.name)}
    missing = [name for name in (*text, label) if name not in places]
    if missing:
        known = ", ".join(column.name for column in table.columns[:20])
        raise GoldProblem(f"In „{path.name}“ gibt es keine Spalte „{missing[0]}“. Vorhanden sind: {known}.")
    width = len(table.columns)
    records = [[*cells, *[""] * (width - len(cells))] for _, cells in table.records]
    pairs = [
        (". ".join(part for name in text if (part := record[places[name]].strip())), record[places[label]])
        for record in records
    ]
    pairs = [(words, codes) for words, codes in pairs if words]
    if not pairs:
        raise GoldProblem(
            f"In „{path.name}“ steht in der Spalte „{text[0]}“ kein einziger Text. Bitte nennen Sie eine andere."
        )
    return LabelledTexts(
        texts=tuple(words for words, _ in pairs),
        labels=tuple(tuple(code.strip() for code in codes.split("|") if code.strip()) for _, codes in pairs),
    )


def marked_texts(path: Path) -> list[MarkedText]:
    """The lines `{text, spans:[{start, end, type?}]}` of a JSONL file. Raises GoldProblem naming file and line."""
    marked = [_marked(path, number, line) for number, line in _lines(path)]
    if not marked:
        raise GoldProblem(
            f"„{path.name}“ enthält keine einzige Zeile. Bitte geben Sie eine JSONL-Datei an: ein Objekt je Zeile."
        )
    return marked


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise GoldProblem(f"„{path}“ lässt sich nicht öffnen. Bitte prüfen Sie Namen und Ort der Datei.") from error
    except UnicodeDecodeError as error:
        raise GoldProblem(f"„{path.name}“ ist keine UTF-8-Datei. Bitte speichern Sie sie als UTF-8.") from error
    # str.splitlines would also cut at U+2028, which JSON may hold inside a text.
    return ((number, line) for number, line in enumerate(content.split("\n"), start=1) if line.strip())


def _marked(path: Path, number: int, line: str) -> MarkedText:
    try:
        told: dict[str, Any] = json.loads(line)
        text = _of(str, told["text"])
        spans = tuple(
            (Span(_of(int, one["start"]), _of(int, one["end"])), str(one.get("type", ""))) for one in told["spans"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GoldProblem(
            f'„{path.name}“, Zeile {number}: erwartet wird {{"text": …, "spans": [{{"start": …, "end": …}}]}}; '
            "bitte berichtigen Sie die Zeile."
        ) from error
    if any(span.end > len(text) for span, _ in spans):
        raise GoldProblem(
            f"„{path.name}“, Zeile {number}: eine Stelle liegt hinter dem Ende des Textes; "
            "bitte berichtigen Sie start und end."
        )
    return MarkedText(text=RawText(text), spans=spans)


def _of(kind: type[Told], value: object) -> Told:
    """A value that is of this very kind: 0.5 is no place, true is no number, 5 is no text."""
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value
