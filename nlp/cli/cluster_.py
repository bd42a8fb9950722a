"""`oton cluster`: statements become themes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from nlp.cli.output import Count, amount, db_option, json_option, meter, print_json
from nlp.cli.places import reading
from nlp.domain.themes import Granularity


@click.command(name="cluster", options_metavar="[OPTIONEN]", short_help="Aus den Aussagen Themen bilden.")
@click.option("--recipe", metavar="NAME", default="standard", show_default=True, help="Name des Rezepts.")
@click.option("--catalogue", metavar="DATEI|none", default="", help="Eigener Themenkatalog; none für keinen.")
@click.option("--themes", metavar="ANZAHL", type=Count(min=1), help="Wie viele Themen zu finden sind.")
@click.option(
    "--granularity",
    type=click.Choice([one.value for one in Granularity]),
    default=Granularity.MEDIUM.value,
    show_default=True,
    help="Wie fein die gefundenen Themen geschnitten werden.",
)
@click.option(
    "--confirmed",
    metavar="DATEI",
    type=click.Path(path_type=Path),
    help="CSV mit den Spalten statement und theme: was Menschen bestätigt haben, bleibt und wird gelernt.",
)
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
    granularity: str,
    confirmed: Path | None,
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
    from nlp.commands.confirmed import confirmed_pairs
    from nlp.commands.human import decided
    from nlp.commands.project import project_words
    from nlp.views.board import board, told

    with meter() as progress, compose.opened(reading(database)) as store, compose.processes() as executor:
        words = project_words(store, project_word)
        fineness = Granularity(granularity)
        made = compose.recipe(recipe, catalogue=catalogue, themes=themes, granularity=fineness, project_words=words)
        pairs = confirmed_pairs(confirmed, store, made.catalogue) if confirmed else ()
        made = replace(made, confirmed=tuple(sorted({*decided(store), *pairs})))
        done = cluster(store, made, analyser=compose.analyser(), executor=executor, progress=progress)
        view = board(store, done.run.id)
    if as_json:
        lost = [{"statement": statement, "theme": theme} for statement, theme in done.unapplied]
        print_json({**told(view), "unapplied": lost, "seconds": done.seconds})
        return
    show_board(view, done.seconds["total"])
    if done.unapplied:
        held = amount(len(done.unapplied), "Bestätigung findet", "Bestätigungen finden")
        click.echo(f"\n{held} kein Thema mehr, zu dem sie passt; bitte prüfen Sie sie:")
        for statement, theme in done.unapplied:
            click.echo(f"  Aussage {statement}, Thema {theme}")
