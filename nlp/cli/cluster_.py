"""`oton cluster`: statements become themes."""

from __future__ import annotations

import click

from nlp.cli.output import Count, db_option, json_option, meter, print_json
from nlp.cli.places import reading


@click.command(name="cluster", options_metavar="[OPTIONEN]", short_help="Aus den Aussagen Themen bilden.")
@click.option("--recipe", metavar="NAME", default="standard", show_default=True, help="Name des Rezepts.")
@click.option("--catalogue", metavar="DATEI|none", default="", help="Eigener Themenkatalog; none für keinen.")
@click.option("--themes", metavar="ANZAHL", type=Count(min=1), help="Wie viele Themen zu finden sind.")
@click.option(
    "--project-word", metavar="WORT", multiple=True, help="Wort, das kein Thema ist, z. B. der Name der Stadt."
)
@db_option
@json_option
def command(
    *,
    recipe: str,
    catalogue: str,
    themes: int | None,
    project_word: tuple[str, ...],
    database: str | None,
    as_json: bool,
) -> None:
    """Ordnet alle Aussagen den Themen des Katalogs zu und findet weitere.

    Gleiche Antworten und gleiches Rezept ergeben immer dieselben Themen; was schon gerechnet ist,
    wird nicht noch einmal gerechnet.
    """
    from nlp import compose
    from nlp.cli.board import show_board
    from nlp.commands.cluster import cluster
    from nlp.commands.project import project_words
    from nlp.views.board import board, told

    with meter() as progress, compose.opened(reading(database)) as store, compose.processes() as executor:
        words = project_words(store, project_word)
        made = compose.recipe(recipe, catalogue=catalogue, themes=themes, project_words=words)
        done = cluster(store, made, analyser=compose.analyser(), executor=executor, progress=progress)
        view = board(store, done.run.id)
    if as_json:
        print_json({**told(view), "seconds": done.seconds})
    else:
        show_board(view, done.seconds["total"])
