"""`oton extend`: what came since the last run goes into its themes."""

from __future__ import annotations

from collections.abc import Mapping

import click

from nlp.cli.output import amount, db_option, json_option, meter, number, print_json
from nlp.cli.places import reading

FIGURES = ("old", "new", "placed", "candidates", "candidate_themes", "left")


@click.command(name="extend", options_metavar="[OPTIONEN]", short_help="Neue Aussagen in die Themen einordnen.")
@click.option("--run", metavar="KENNUNG", default="", help="Die Auswertung, die ergänzt wird; sonst die neueste.")
@click.option("--recipe", metavar="NAME", default="standard", show_default=True, help="Name des Rezepts.")
@click.option("--catalogue", metavar="DATEI|none", default="", help="Eigener Themenkatalog; none für keinen.")
@db_option
@json_option
def command(*, run: str, recipe: str, catalogue: str, database: str | None, as_json: bool) -> None:
    """Ordnet neue Aussagen in die vorhandenen Themen ein; alle anderen bleiben, wo sie sind.

    Was zu keinem Thema passt und zusammengehört, wird ein neues Thema, das als ungeprüft gekennzeichnet ist.
    Aussagen, die nicht mehr in den Daten stehen, fallen heraus. Rezept und Katalog sind am besten dieselben wie
    in der Auswertung, die ergänzt wird.
    """
    from nlp import compose
    from nlp.cli.board import show_board
    from nlp.commands.extend import extend
    from nlp.commands.project import project_words
    from nlp.views.board import board, told

    with meter() as progress, compose.opened(reading(database)) as store, compose.processes() as executor:
        made = compose.recipe(recipe, catalogue=catalogue, project_words=project_words(store))
        done = extend(store, made, analyser=compose.analyser(), executor=executor, progress=progress, run=run)
        view = board(store, done.run.id)
    up_to_date = done.reused and run in ("", done.run.id)
    figures = {} if up_to_date else {name: int(done.run.quality[name]) for name in FIGURES}
    if as_json:
        print_json({**told(view), "added": figures, "reused": done.reused, "seconds": done.seconds})
        return
    show_board(view, done.seconds["total"])
    click.echo(said(figures) if figures else "Seit dieser Auswertung kam nichts hinzu.")


def said(figures: Mapping[str, int]) -> str:
    """What became of the new statements, in two sentences."""
    new, themes = amount(figures["new"], "neuen Aussage", "neuen Aussagen"), figures["candidate_themes"]
    fresh = "ein neues Thema" if themes == 1 else f"{number(themes)} neue Themen"
    parts = [f"{number(figures['placed'])} in vorhandene Themen"]
    parts += [f"{number(figures['candidates'])} in {fresh}"] if themes else []
    stayed = amount(figures["old"], "Aussage blieb, wo sie war", "Aussagen blieben, wo sie waren")
    return f"Von {new} kamen {', '.join(parts)}; {number(figures['left'])} ohne Thema. {stayed}."
