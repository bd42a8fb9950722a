"""`oton review` over whole themes: rename, describe, merge, split, create, hide, reassign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from nlp.cli.review.taking import Asked, deciding, take
from nlp.errors import InputError, Unknown

if TYPE_CHECKING:
    from nlp.domain.edits import Board, Edit
    from nlp.domain.themes import CatalogueTheme
    from nlp.ports import Store


def theme_id(board: Board, wanted: str) -> str:
    """A theme of the board by id or title. Raises Unknown."""
    from nlp.views.theme import chosen

    return chosen(board.run, wanted).id


@click.command(name="rename", options_metavar="[OPTIONEN]", short_help="Einem Thema einen anderen Titel geben.")
@click.argument("theme", metavar="THEMA")
@click.argument("title", metavar="TITEL")
@deciding
def rename(*, theme: str, title: str, **asked: Unpack[Asked]) -> None:
    """Gibt einem THEMA (Kennung oder Titel) den TITEL, auch in allen späteren Auswertungen."""
    from nlp.domain.edits import Rename

    take(lambda _, board: [Rename(theme=theme_id(board, theme), title=title)], **asked)


@click.command(name="describe", options_metavar="[OPTIONEN]", short_help="Ein Thema beschreiben.")
@click.argument("theme", metavar="THEMA")
@click.argument("description", metavar="TEXT")
@deciding
def describe(*, theme: str, description: str, **asked: Unpack[Asked]) -> None:
    """Beschreibt ein THEMA (Kennung oder Titel) mit TEXT; ein leerer entfernt die Beschreibung."""
    from nlp.domain.edits import Describe

    take(lambda _, board: [Describe(theme=theme_id(board, theme), description=description)], **asked)


@click.command(name="merge", options_metavar="[OPTIONEN]", short_help="Ein Thema mit einem anderen zusammenlegen.")
@click.argument("theme", metavar="THEMA")
@click.argument("into", metavar="ZIEL")
@deciding
def merge(*, theme: str, into: str, **asked: Unpack[Asked]) -> None:
    """Legt alle Aussagen und Unterthemen von THEMA zu ZIEL; danach gibt es THEMA nicht mehr."""
    from nlp.domain.edits import Merge

    take(lambda _, board: [Merge(theme=theme_id(board, theme), into=theme_id(board, into))], **asked)


@click.command(name="split", options_metavar="[OPTIONEN]", short_help="Aus einem Thema ein neues abtrennen.")
@click.argument("theme", metavar="THEMA")
@click.argument("title", metavar="TITEL")
@click.option("--statement", "statements", metavar="KENNUNG", multiple=True, help="Eine Aussage; mehrfach möglich.")
@click.option("--sub", metavar="UNTERTHEMA", default="", help="Alle Aussagen dieses Unterthemas.")
@deciding
def split(*, theme: str, title: str, statements: tuple[str, ...], sub: str, **asked: Unpack[Asked]) -> None:
    """Trennt von THEMA Aussagen ab, die dann ein neues Thema mit dem TITEL sind."""
    from nlp.commands.decide import made_id
    from nlp.domain.edits import Split

    def made(_: Store, board: Board) -> list[Edit]:
        inside = theme_id(board, sub) if sub else ""
        found = (one.statement for one in board.run.memberships if inside and one.theme == inside)
        wanted = tuple(dict.fromkeys((*statements, *found)))
        return [Split(theme=theme_id(board, theme), made=made_id(), title=title, statements=wanted)]

    take(made, **asked)


@click.command(name="create", options_metavar="[OPTIONEN]", short_help="Ein Thema anlegen.")
@click.argument("title", metavar="TITEL")
@click.option("--description", metavar="TEXT", default="", help="Was dazugehört und was nicht.")
@deciding
def create(*, title: str, description: str, **asked: Unpack[Asked]) -> None:
    """Legt ein Thema an, in dem noch keine Aussage ist."""
    from nlp.commands.decide import made_id
    from nlp.domain.edits import Create

    take(lambda _, __: [Create(made=made_id(), title=title, description=description)], **asked)


@click.command(name="hide", options_metavar="[OPTIONEN]", short_help="Ein Thema ausblenden.")
@click.argument("theme", metavar="THEMA")
@deciding
def hide(*, theme: str, **asked: Unpack[Asked]) -> None:
    """Blendet ein THEMA aus: Listen und Bilder zeigen es nicht mehr, die Suche und die Ausgabe schon."""
    from nlp.domain.edits import Hide

    take(lambda _, board: [Hide(theme=theme_id(board, theme))], **asked)


@click.command(name="reassign", options_metavar="[OPTIONEN]", short_help="Ein Thema einem des Katalogs zuordnen.")
@click.argument("theme", metavar="THEMA")
@click.argument("to", metavar="KATALOGTHEMA")
@click.option("--catalogue", metavar="DATEI", default="", help="Eigener Themenkatalog; sonst der mitgelieferte.")
@deciding
def reassign(*, theme: str, to: str, catalogue: str, **asked: Unpack[Asked]) -> None:
    """Legt alle Aussagen von THEMA in ein KATALOGTHEMA (Kennung oder Titel)."""
    from nlp.domain.edits import Reassign

    def made(_: Store, board: Board) -> list[Edit]:
        given = _given(to, catalogue)
        return [
            Reassign(
                theme=theme_id(board, theme),
                to=given.id,
                title=given.title,
                sensitive=given.sensitive,
                field_of_action=given.field_of_action,
            )
        ]

    take(made, **asked)


def _given(wanted: str, catalogue: str) -> CatalogueTheme:
    from nlp import compose

    known = compose.recipe("standard", catalogue=catalogue).catalogue
    if known is None:
        raise InputError("Ohne Katalog gibt es kein Katalogthema. Bitte nennen Sie mit --catalogue eine Datei.")
    typed = " ".join(wanted.split()).casefold()
    for one in known.themes:
        if typed in (one.id.casefold(), one.title.casefold()):
            return one
    titles = ", ".join(f"„{one.title}“" for one in known.themes)
    raise Unknown(f"Im Katalog gibt es kein Thema „{wanted}“. Möglich ist eines von: {titles}.")
