"""`oton export`: a table to go on with elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.cli.output import amount, db_option, json_option, print_json
from nlp.cli.places import reading


@click.command(name="export", options_metavar="[OPTIONEN]", short_help="Aussagen mit Themen als Tabelle speichern.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--run", metavar="KENNUNG", default="", help="Eine bestimmte Auswertung; sonst die neueste.")
@db_option
@json_option
def command(*, file: Path, run: str, database: str | None, as_json: bool) -> None:
    """Speichert alle Aussagen mit Themen und Herkunft in DATEI (.csv, .xlsx oder .json)."""
    from nlp.compose import opened
    from nlp.views.export import export

    with opened(reading(database)) as store:
        count = export(store, file, run)
    if as_json:
        print_json({"file": str(file), "statements": count})
    else:
        click.echo(f"{amount(count, 'Aussage', 'Aussagen')} in {file} gespeichert.")
