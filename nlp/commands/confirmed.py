"""What people have confirmed, as a table: a statement and its theme in each line."""

from __future__ import annotations

import csv
from pathlib import Path

from nlp.domain.edits import MADE
from nlp.domain.themes import Catalogue, Theme
from nlp.errors import ColumnProblem, FileUnreadable, Unknown
from nlp.ports import Store
from nlp.views.reviewed import reviewed

COLUMNS = ("statement", "theme")
FOUND = "f-"
"""What ids of found themes begin with; one that no run of today knows is told as not applied, not refused."""
PASSING = (FOUND, MADE)
"""Themes with such ids come and go; those that people made are no run's own until one has learnt them."""


def confirmed_pairs(path: Path, store: Store, catalogue: Catalogue | None) -> tuple[tuple[str, str], ...]:
    """Pairs of statement id and theme id; a theme may also be named by its title.

    Raises FileUnreadable, ColumnProblem for a table without the two columns, Unknown for a statement or theme that is
    not there.
    """
    statements = {one.id for one in store.statements()}
    titles = _by_name(catalogue, _themes(store))
    pairs = set()
    for line, (statement, theme) in _rows(path):
        if statement not in statements:
            raise Unknown(
                f"{path.name}, Zeile {line}: Die Aussage „{statement}“ gibt es nicht. "
                "Bitte prüfen Sie die Kennung; „oton search“ zeigt sie hinter jeder Aussage."
            )
        identity = titles.get(theme.casefold(), theme if theme.startswith(PASSING) else "")
        if not identity:
            raise Unknown(
                f"{path.name}, Zeile {line}: Das Thema „{theme}“ gibt es nicht. "
                "Bitte nennen Sie die Kennung oder den Titel eines Themas; „oton themes“ zeigt alle."
            )
        pairs.add((statement, identity))
    return tuple(sorted(pairs))


def _themes(store: Store) -> tuple[Theme, ...]:
    """Those of the newest run as people have left it, then as the machine called them."""
    if not store.runs():
        return ()
    seen = reviewed(store)
    return (*seen.run().themes, *seen.sealed().themes)


def _by_name(catalogue: Catalogue | None, themes: tuple[Theme, ...]) -> dict[str, str]:
    """Ids and titles, lower case → id; ids go before titles, the catalogue before what was found."""
    every = [(one.id, one.title) for one in catalogue.themes] if catalogue else []
    every += [(one.id, one.title) for one in themes]
    names: dict[str, str] = {}
    for identity, _ in every:
        names.setdefault(identity.casefold(), identity)
    for identity, title in every:
        names.setdefault(" ".join(title.split()).casefold(), identity)
    return names


def _rows(path: Path) -> list[tuple[int, tuple[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(
            f"Die Datei „{path}“ lässt sich nicht lesen. "
            "Bitte geben Sie eine CSV-Datei (UTF-8) mit den Spalten statement und theme an."
        ) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    named = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    missing = [name for name in COLUMNS if name not in named]
    if missing:
        raise ColumnProblem(
            f"{path.name}, Zeile 1: Es fehlt die Spalte {' und die Spalte '.join(missing)}. "
            "Bitte geben Sie eine CSV-Datei mit den Spalten statement und theme an."
        )
    found = []
    for row in reader:
        cells = [" ".join((row[named[name]] or "").split()) for name in COLUMNS]
        if any(cells):
            found.append((reader.line_num, (cells[0], cells[1])))
    return found
