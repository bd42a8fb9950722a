"""`oton evaluate stance`: Bedarf, Kritik, Lob held against what people coded."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.cli.evaluating import columns
from nlp.cli.output import json_option, meter, number, print_json, table


@click.command(name="stance", options_metavar="[OPTIONEN]", short_help="Bedarf, Kritik und Lob messen.")
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path))
@click.option("--text", metavar="SPALTE[,SPALTE]", multiple=True, required=True, help="Spalten mit dem Text.")
@click.option("--label", metavar="SPALTE", required=True, help="Spalte mit Bedarf, Kritik, Lob oder neutral.")
@click.option("--question", metavar="SPALTE", default="", help="Spalte mit der Frage, auf die geantwortet wurde.")
@json_option
def stance(*, file: Path, text: tuple[str, ...], label: str, question: str, as_json: bool) -> None:
    """Wie gut Bedarf, Kritik und Lob erkannt werden; wo O-Ton unsicher ist, sagt es neutral."""
    from nlp import compose
    from nlp.views.evaluate.stance import evaluate_stance

    with meter() as progress, compose.processes() as executor:
        told = evaluate_stance(
            file, text=columns(text), label=label, question=question, embedders=compose.embedders(),
            analyser=compose.analyser(), executor=executor, progress=progress,
        )  # fmt: skip
    if as_json:
        print_json(told)
        return
    rows = [
        [name, *(number(one[figure]) for figure in ("n", "precision", "recall", "f1"))]
        for name, one in told["stances"].items()
    ]
    headings = [(name, "right") for name in ("Aussagen", "Genauigkeit", "Trefferquote", "F1")]
    mixed = "; ".join(f"{name}: {number(count)}" for name, count in told["confused"].items()) or "keine"
    table(
        "Bedarf, Kritik, Lob",
        [("Haltung", "left"), *headings],
        rows,
        caption=f"{number(told['n'])} Aussagen, richtig {number(told['accuracy'])}, F1 gemittelt "
        f"{number(told['macro_f1'])}. Verwechselt: {mixed}.",
    )
