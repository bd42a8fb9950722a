"""`oton codebook`: themes and codings for other programs, and back."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.cli.output import db_option, json_option, print_json
from nlp.cli.places import reading

_RUN = "Eine bestimmte Auswertung; sonst die freigegebene, sonst die neueste."


@click.group(name="codebook", options_metavar="[OPTIONEN]", subcommand_metavar="WAS …")
def command() -> None:
    """Gibt Themen als Codebuch weiter und nimmt sie zurück: TOML, CSV, XLSX, REFI-QDA (.qdc, .qdpx)."""


@command.command(name="export", options_metavar="[OPTIONEN]", short_help="Ein Codebuch oder Projekt speichern.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--run", metavar="KENNUNG", default="", help=_RUN)
@db_option
@json_option
def export(*, file: Path, run: str, database: str | None, as_json: bool) -> None:
    """Speichert die Themen mit Beschreibungen, Beispielen und Entscheidungen in DATEI.

    Die Endung sagt, wie: .toml (auch als Themenkatalog zu gebrauchen), .csv, .xlsx oder .qdc (REFI-QDA). Mit .qdpx
    kommen alle Antworten und Zuordnungen dazu; MAXQDA, ATLAS.ti und QualCoder arbeiten damit weiter.
    """
    from nlp.commands.codebook import export_codebook
    from nlp.compose import opened

    with opened(reading(database)) as store:
        notes = export_codebook(store, file, run)
    if as_json:
        print_json({"file": str(file), "notes": list(notes)})
        return
    click.echo(f"Gespeichert in {file}.")
    for note in notes:
        click.echo(note)


@command.command(name="import", options_metavar="[OPTIONEN]", short_help="Ein Codebuch oder Projekt einlesen.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--run", metavar="KENNUNG", default="", help=_RUN)
@click.option("--who", metavar="NAME", default="", help="Unter wessen Namen das ins Protokoll kommt.")
@db_option
@json_option
def import_(*, file: Path, run: str, who: str, database: str | None, as_json: bool) -> None:
    """Übernimmt aus DATEI, was anders ist, als Entscheidungen; jede lässt sich zurücknehmen.

    Aus .qdpx kommen auch Zuordnungen: Wo eine mehr als die Hälfte einer Aussage trifft, gilt sie für diese. Texte, die
    es hier nicht gibt, werden genannt und nicht gespeichert.
    """
    from nlp.commands.codebook import import_codebook
    from nlp.commands.people import CONSOLE
    from nlp.compose import opened

    with opened(reading(database)) as store:
        report = import_codebook(store, file, who=who or CONSOLE, run=run)
    if as_json:
        print_json(report.told())
        return
    for sentence in report.sentences():
        click.echo(sentence)
