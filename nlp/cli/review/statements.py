"""`oton review` over single statements: move, confirm, lock, mark; undo and apply."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from nlp.cli.output import amount, db_option, json_option, print_json
from nlp.cli.places import reading
from nlp.cli.review.taking import Asked, deciding, take, who_option
from nlp.cli.review.themes import theme_id
from nlp.domain.reviewing import MarkKind
from nlp.errors import FileUnreadable, InputError, Unknown

if TYPE_CHECKING:
    from nlp.domain.edits import Board, Edit

NAMED = ("theme", "into")
"""Fields of an edit that name a theme, which may be told by its title."""


@click.command(name="move", options_metavar="[OPTIONEN]", short_help="Aussagen in andere Themen legen.")
@click.argument("statements", metavar="AUSSAGE …", nargs=-1, required=True)
@click.option("--to", metavar="THEMA", multiple=True, help="Wohin; mehrfach möglich, das erste ist das wichtigste.")
@click.option("--out", is_flag=True, help="In kein Thema: unter „Ohne Thema“.")
@deciding
def move(*, statements: tuple[str, ...], to: tuple[str, ...], out: bool, **asked: Unpack[Asked]) -> None:
    """Legt Aussagen in genau die genannten Themen und nimmt sie aus allen anderen heraus."""
    from nlp.domain.edits import Move

    if bool(to) == out:
        raise InputError("Bitte nennen Sie mit --to mindestens ein Thema, oder schreiben Sie --out für „Ohne Thema“.")
    take(lambda _, board: [Move(statements=statements, themes=tuple(theme_id(board, one) for one in to))], **asked)


@click.command(name="confirm", options_metavar="[OPTIONEN]", short_help="Aussagen in ihrem Thema bestätigen.")
@click.argument("theme", metavar="THEMA")
@click.argument("statements", metavar="AUSSAGE …", nargs=-1, required=True)
@deciding
def confirm(*, theme: str, statements: tuple[str, ...], **asked: Unpack[Asked]) -> None:
    """Bestätigt, dass Aussagen zu THEMA gehören; daran lernt die nächste Auswertung."""
    from nlp.domain.edits import Confirm

    take(lambda _, board: [Confirm(theme=theme_id(board, theme), statements=statements)], **asked)


@click.command(name="lock", options_metavar="[OPTIONEN]", short_help="Aussagen in einem Thema festhalten.")
@click.argument("theme", metavar="THEMA")
@click.argument("statements", metavar="AUSSAGE …", nargs=-1, required=True)
@deciding
def lock(*, theme: str, statements: tuple[str, ...], **asked: Unpack[Asked]) -> None:
    """Hält Aussagen in THEMA fest, auch wenn eine Auswertung das Thema nicht mehr findet."""
    from nlp.domain.edits import Lock

    take(lambda _, board: [Lock(theme=theme_id(board, theme), title="", statements=statements)], **asked)


@click.command(name="undo", options_metavar="[OPTIONEN]", short_help="Eine Entscheidung zurücknehmen.")
@click.argument("number", metavar="NUMMER", type=int)
@deciding
def undo(*, number: int, **asked: Unpack[Asked]) -> None:
    """Nimmt die Entscheidung mit der NUMMER zurück, als wäre sie nie gefallen; „oton review log“ nennt die Nummern."""
    from nlp.domain.edits import Undo

    take(lambda _, __: [Undo(number=number)], **asked)


@click.command(name="apply", options_metavar="[OPTIONEN]", short_help="Entscheidungen aus einer Datei treffen.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@deciding
def apply(*, file: Path, **asked: Unpack[Asked]) -> None:
    """Trifft alle Entscheidungen einer DATEI oder keine: in jeder Zeile ein JSON-Objekt wie in „review log --json“.

    Beispiel: {"kind": "rename", "theme": "Bus", "title": "Bus und Bahn"}
    """
    take(lambda _, board: _edits(file, board), **asked)


def _edits(file: Path, board: Board) -> list[Edit]:
    from nlp.commands.decide import edit_of

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(
            f"Die Datei „{file}“ lässt sich nicht lesen. Bitte geben Sie eine Textdatei (UTF-8) mit JSON-Zeilen an."
        ) from error
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(edit_of(_by_id(_object(line), board)))
        except InputError as error:
            raise InputError(f"{file.name}, Zeile {number}: {error}") from error
    if not found:
        raise FileUnreadable(f"In „{file}“ steht keine Entscheidung. Bitte schreiben Sie in jede Zeile eine.")
    return found


def _object(line: str) -> dict[str, object]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("Das ist kein JSON. Bitte schreiben Sie in jede Zeile ein JSON-Objekt.") from error
    if not isinstance(told, dict):
        raise InputError("Das ist kein JSON-Objekt. Bitte schreiben Sie in jede Zeile eines, in { und }.")
    return told


def _by_id(told: dict[str, object], board: Board) -> dict[str, object]:
    """With ids in the place of titles; what the board does not know may be made by an earlier line."""
    there = {name: _known(value, board) for name, value in told.items() if name in NAMED and isinstance(value, str)}
    themes = told.get("themes")
    if isinstance(themes, list):
        there["themes"] = [_known(one, board) if isinstance(one, str) else one for one in themes]
    return {**told, **there}


def _known(wanted: str, board: Board) -> object:
    try:
        return theme_id(board, wanted)
    except Unknown:
        return wanted


@click.command(name="mark", options_metavar="[OPTIONEN]", short_help="Aussagen als gelesen oder gemerkt kennzeichnen.")
@click.argument("kind", metavar="WAS", type=click.Choice([kind.value for kind in MarkKind]))
@click.argument("statements", metavar="AUSSAGE …", nargs=-1, required=True)
@click.option("--text", metavar="TEXT", default="", help="Die Anmerkung (nur bei comment).")
@who_option
@db_option
@json_option
def mark(*, kind: str, statements: tuple[str, ...], text: str, who: str, database: str | None, as_json: bool) -> None:
    """Vermerkt an Aussagen WAS: read (gelesen), unread, flag (Merkzeichen), unflag oder comment (Anmerkung)."""
    from nlp.commands.decide import mark as noted
    from nlp.compose import opened

    with opened(reading(database)) as store:
        made = noted(store, statements, MarkKind(kind), who=who, text=text)
    if as_json:
        told = [{"number": one.number, "statement": one.statement, "kind": one.kind.value} for one in made]
        print_json({"marks": told})
        return
    click.echo(f"Vermerkt an {amount(len(made), 'Aussage', 'Aussagen')}.")
