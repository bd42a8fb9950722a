"""`oton bench`: time and memory as ratios from one run."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from nlp.cli.output import json_option, print_json, remark, table

_TITLES = {
    "start": "Start: oton --help gegen leeres Python",
    "cold": "Erster Durchlauf: Anteil des Lesens an der ganzen Zeit",
    "again": "Zweite Auswertung gegen BERTopic auf denselben Vektoren",
    "memory": "Arbeitsspeicher bei rund 10.000 Aussagen",
    "search": "Suche unter rund 50.000 Aussagen gegen eine bloße FTS5-Abfrage",
}


@click.command(name="bench", options_metavar="[OPTIONEN]", short_help="Zeit und Speicher messen.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--text", metavar="SPALTE", multiple=True, help="Spalte mit offenen Antworten.")
@click.option("--id", "id_column", metavar="SPALTE", default="", help="Spalte mit der Kennung der Befragten.")
@json_option
def command(*, file: Path, text: tuple[str, ...], id_column: str, as_json: bool) -> None:
    """Misst mit den Antworten aus DATEI Zeit und Speicher; alle Verhältnisse stammen aus demselben Lauf.

    Dauert mehrere Minuten und legt nur vorübergehend Dateien an.
    """
    from nlp import compose
    from nlp.commands.bench import steps
    from nlp.ingest import Wishes, read

    read(file, wishes=Wishes(text=text, id=id_column))  # what is wrong with the file is said at once
    columns = [part for name in text for part in ("--text", name)] + (["--id", id_column] if id_column else [])
    figures: dict[str, dict[str, float]] = {}

    def note(step: str, told: dict[str, float]) -> None:
        figures[step] = told
        if not as_json:
            table(_TITLES[step], [("Was", "left"), ("Wert", "right")], [[name, str(told[name])] for name in told])

    with tempfile.TemporaryDirectory(prefix="oton-bench-") as name:
        folder = Path(name)
        remark("Das Messen dauert mehrere Minuten.")
        note("start", steps.start())
        note("cold", steps.cold(file, folder, columns))
        with compose.opened(folder / "cold.db") as store:
            texts, views = steps.kept_vectors(store, compose.embedders())
        note("again", steps.again(folder, texts, views[compose.embedders()[0]]))
        note("memory", steps.memory(compose.opened, folder, texts, views, compose.analyser()))
        note("search", steps.searching(compose.opened, folder, texts, views, compose.analyser()))
    if as_json:
        print_json(figures)
