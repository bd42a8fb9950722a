"""`oton restore`: a copy takes the place of the database."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.cli.output import db_option, json_option, meter, print_json
from nlp.cli.places import own


@click.command(name="restore", options_metavar="[OPTIONEN]", short_help="Eine Sicherung wieder einspielen.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@db_option
@json_option
def command(*, file: Path, database: str | None, as_json: bool) -> None:
    """Prüft die Sicherung DATEI und setzt sie an die Stelle der Datenbank.

    Die bisherige Datenbank bleibt mit Datum im Namen daneben liegen. „oton serve“ und „oton worker“
    müssen vorher beendet sein. Danach melden sich alle neu an. Aufträge, die noch nicht fertig waren, werden
    nicht mehr ausgeführt, denn sie galten dem bisherigen Stand; bitte geben Sie sie neu in Auftrag.
    """
    from nlp.cli.backup_ import held, plain
    from nlp.commands.restore import restore

    with meter() as progress:
        done = restore(own(database), file, progress=progress)
    if as_json:
        print_json(plain(done))
        return
    click.echo(f"Eingespielt und geprüft: {held(done)}.")
    if done.aside:
        click.echo(f"Die bisherige Datenbank liegt in {done.aside}.")
