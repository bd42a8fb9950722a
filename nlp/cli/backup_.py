"""`oton backup`: a copy of the whole database while others work."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nlp.cli.output import amount, db_option, json_option, meter, number, print_json
from nlp.cli.places import own

if TYPE_CHECKING:
    from nlp.commands.backup import Copied


@click.command(name="backup", options_metavar="[OPTIONEN]", short_help="Die Datenbank sichern, auch im Betrieb.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Eine Sicherung gleichen Namens ersetzen.")
@db_option
@json_option
def command(*, file: Path, overwrite: bool, database: str | None, as_json: bool) -> None:
    """Sichert die ganze Datenbank in DATEI, auch während andere lesen und schreiben, und prüft die Sicherung.

    Die Sicherung enthält Quellen, Aussagen, Auswertungen, Konten und Protokoll. Bewahren Sie sie so sorgfältig
    auf wie die Datenbank selbst. Nicht darin sind die Liste der Aufträge und hochgeladene Dateien, die noch nicht
    eingelesen sind.
    """
    from nlp.commands.backup import backup

    with meter() as progress:
        done = backup(own(database), file, overwrite=overwrite, progress=progress)
    if as_json:
        print_json(plain(done))
        return
    click.echo(f"Gesichert und geprüft in {done.file}: {held(done)}.")


def held(done: Copied) -> str:
    """What a copy holds, in words."""
    return (
        f"{amount(done.sources, 'Quelle', 'Quellen')}, {amount(done.statements, 'Aussage', 'Aussagen')}, "
        f"{amount(done.runs, 'Auswertung', 'Auswertungen')}, {number(done.bytes / 1_000_000)} MB"
    )


def plain(done: Copied) -> dict[str, object]:
    """The same for a program."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(done).items()}
