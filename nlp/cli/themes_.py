"""`oton themes`: the themes of a run."""

from __future__ import annotations

import click

from nlp.cli.output import Count, db_option, json_option, print_json
from nlp.cli.places import reading


@click.command(name="themes", options_metavar="[OPTIONEN]", short_help="Themen mit Zahlen und Zitaten zeigen.")
@click.option("--run", metavar="KENNUNG", default="", help="Eine bestimmte Auswertung; sonst die neueste.")
@click.option("--quotes", metavar="ANZAHL", type=Count(0, 10), default=2, show_default=True, help="Zitate je Thema.")
@db_option
@json_option
def command(*, run: str, quotes: int, database: str | None, as_json: bool) -> None:
    """Zeigt die Themen der neuesten Auswertung mit Zahlen je Quelle, ihrer Festigkeit, Wörtern und Zitaten."""
    from nlp.cli.board import show_board
    from nlp.compose import opened
    from nlp.views.board import board, told

    with opened(reading(database)) as store:
        view = board(store, run, quotes=quotes)
    if as_json:
        print_json(told(view))
    else:
        show_board(view)
