"""Theme catalogues: read from TOML, checked, with the place named where something is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nlp.domain.folding import fold
from nlp.domain.themes import Catalogue, CatalogueTheme
from nlp.errors import CatalogueProblem

TEXTS = ("id", "title", "description", "field_of_action")
LISTS = ("phrases", "words", "seeds")
KNOWN = (*TEXTS, *LISTS, "sensitive")
BOOK = ("parent", "origin", "hidden", "statements", "decisions")
"""What a code book says of a theme besides; a catalogue has no use for it."""
_NO_IDENTIFIER = re.compile(r"[^a-z0-9]+")


def load_catalogue(path: Path) -> Catalogue:
    """Reads a catalogue file.

    Raises CatalogueProblem, naming file, line and remedy, where it is missing, no TOML or says something twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CatalogueProblem(f"Den Themenkatalog {path} gibt es nicht; bitte prüfen Sie den Pfad.") from None
    except UnicodeDecodeError:
        raise CatalogueProblem(f"{path} ist keine UTF-8-Textdatei; bitte speichern Sie sie als UTF-8.") from None
    except OSError:
        raise CatalogueProblem(
            f"{path} lässt sich nicht lesen; bitte nennen Sie eine Katalogdatei, die Sie öffnen dürfen."
        ) from None
    return parse_catalogue(text, file=str(path))


def parse_catalogue(text: str, *, file: str) -> Catalogue:
    """The catalogue in a TOML text; `file` is what messages name. Raises CatalogueProblem."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise CatalogueProblem(
            f"{file}, Zeile {line}: Das ist kein gültiges TOML; bitte prüfen Sie, ob ein Anführungszeichen, "
            "ein Komma oder eine schließende Klammer fehlt."
        ) from None
    tables = content.get("themes")
    if not isinstance(tables, list) or not tables:
        raise CatalogueProblem(
            f"{file}, Zeile 1: Der Katalog enthält kein Thema; jedes Thema beginnt mit einer Zeile [[themes]]."
        )
    given = [(table, f"{file}, Zeile {line}") for table, line in zip(tables, _starts(text, len(tables)), strict=True)]
    # Of a code book, what is hidden is not wanted, and sub-themes are found anew in the theme they belong to.
    given = [(table, place) for table, place in given if not (isinstance(table, dict) and _is_aside(table))] or given
    themes = [_theme(table, place) for table, place in given]
    _refuse_twins(themes, [place for _, place in given])
    stem = Path(file).stem
    return Catalogue(id=str(content.get("id", stem)), title=str(content.get("title", stem)), themes=tuple(themes))


def bare_catalogue(titles: Sequence[str], *, name: str = "titel") -> Catalogue:
    """A catalogue of titles alone, equal ones once, in their order. Raises CatalogueProblem where there is none."""
    themes: list[CatalogueTheme] = []
    taken: set[str] = set()
    for title in dict.fromkeys(title.strip() for title in titles if title.strip()):
        base = identifier(title)
        free = next(one for one in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
        taken.add(free)
        themes.append(CatalogueTheme(id=free, title=title))
    if not themes:
        raise CatalogueProblem("Es ist kein Thementitel angegeben; bitte nennen Sie mindestens einen.")
    return Catalogue(id=name, title=name, themes=tuple(themes))


def identifier(title: str) -> str:
    """A title as an id: small letters, digits and hyphens."""
    return _NO_IDENTIFIER.sub("-", fold(title)).strip("-") or "thema"


def _theme(table: object, place: str) -> CatalogueTheme:
    if not isinstance(table, dict):
        raise CatalogueProblem(f"{place}: Ein Thema ist kein Abschnitt; bitte schreiben Sie [[themes]] darüber.")
    for key in table:
        if key not in (*KNOWN, *BOOK):
            raise CatalogueProblem(f"{place}: Die Angabe „{key}“ ist unbekannt; möglich sind {', '.join(KNOWN)}.")
    values = {key: _text(table, key, place) for key in TEXTS}
    if not values["title"]:
        raise CatalogueProblem(f'{place}: Dem Thema fehlt ein Titel; bitte ergänzen Sie title = "…".')
    sensitive = table.get("sensitive", False)
    if not isinstance(sensitive, bool):
        raise CatalogueProblem(f"{place}: „sensitive“ muss true oder false sein.")
    seeds = dict.fromkeys(seed for key in LISTS for seed in _list(table, key, place))
    return CatalogueTheme(
        id=values["id"] or identifier(values["title"]),
        title=values["title"],
        description=values["description"],
        seeds=tuple(seeds),
        sensitive=sensitive,
        field_of_action=values["field_of_action"],
    )


def _is_aside(table: Mapping[str, Any]) -> bool:
    return table.get("hidden") is True or bool(table.get("parent"))


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise CatalogueProblem(f"{place}: „{key}“ muss ein Text in Anführungszeichen sein.")
    return " ".join(value.split())


def _list(table: Mapping[str, Any], key: str, place: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CatalogueProblem(f"{place}: „{key}“ muss eine Liste von Texten in eckigen Klammern sein.")
    return [" ".join(one.split()) for one in value if one.strip()]


def _refuse_twins(themes: Sequence[CatalogueTheme], places: Sequence[str]) -> None:
    for name, keys in (("Die Kennung", [t.id for t in themes]), ("Der Titel", [fold(t.title) for t in themes])):
        first: dict[str, int] = {}
        for number, key in enumerate(keys):
            if key in first:
                shown = themes[number].id if name == "Die Kennung" else themes[number].title
                raise CatalogueProblem(
                    f"{places[number]}: {name} „{shown}“ steht schon in Zeile "
                    f"{places[first[key]].rsplit(' ', 1)[-1]}; bitte benennen Sie eines der beiden Themen um."
                )
            first[key] = number


def _starts(text: str, count: int) -> list[int]:
    """The line of each theme's head; inline tables have none and are all said to stand in line 1."""
    found = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*themes\s*\]\]", line)]
    return found if len(found) == count else [1] * count
