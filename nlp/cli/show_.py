"""`oton show`: a statement's way back."""

from __future__ import annotations

import click

from nlp.cli.output import db_option, json_option, print_json
from nlp.cli.places import reading


@click.command(name="show", options_metavar="[OPTIONEN]", short_help="Den Weg einer Aussage zurück zeigen.")
@click.argument("statement", metavar="AUSSAGE")
@db_option
@json_option
def command(*, statement: str, database: str | None, as_json: bool) -> None:
    """Zeigt zu einer AUSSAGE (ihrer Kennung) Quelle, Datei, Zeile, Spalte, Zeichen und die ganze Antwort."""
    from nlp.compose import opened
    from nlp.views.trace import told, trace

    with opened(reading(database)) as store:
        way = trace(store, statement)
    if as_json:
        print_json(told(way))
        return
    one = way.statement
    lines = [
        ("Aussage", one.text),
        ("Quelle", f"{way.source.title} ({way.source.file})"),
        ("Ort", f"Zeile {one.row}, Spalte „{one.column}“, Zeichen {one.start} bis {one.end}"),
        ("Frage", one.question),
        ("Einrichtung", way.organisation),
        ("Gruppen", ", ".join(f"{name}: {value}" for name, value in sorted(way.groups.items()))),
        ("Themen", ", ".join(way.themes) or "Ohne Thema"),
        ("Ganze Antwort", way.answer),
    ]
    for name, value in lines:
        if value:
            click.echo(f"{name + ':':15}{value}")
