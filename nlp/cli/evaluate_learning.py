"""`oton evaluate learning`: what the statements O-Ton asks about teach, beside as many drawn by chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from nlp.cli.evaluating import (
    FILE,
    cache_option,
    columns,
    kept,
    need_paper,
    numbers,
    paper_options,
    projection,
    put_on_paper,
    show_sheet,
)
from nlp.cli.output import Count, json_option, meter, print_json

LEVELS = "20,50,100"


@click.command(
    name="learning", options_metavar="[OPTIONEN]", short_help="Messen, was die vorgeschlagenen Fragen bringen."
)
@click.argument("file", metavar="DATEI", type=FILE)
@click.option("--text", metavar="SPALTE[,SPALTE]", multiple=True, required=True, help="Spalten mit dem Text.")
@click.option("--label", metavar="SPALTE", required=True, help="Spalte mit den Themen, | dazwischen.")
@click.option("--catalogue", metavar="DATEI", type=FILE, help="Themenkatalog; sonst gelten die Themen als Titel.")
@click.option(
    "--confirmed", metavar="ZAHL[,ZAHL]", default=LEVELS, callback=numbers(1, LEVELS),
    help=f"Gemessen wird nach so vielen bestätigten Aussagen; sonst {LEVELS}.",
)  # fmt: skip
@click.option("--repetitions", metavar="ANZAHL", type=Count(min=1), default=10, help="Wiederholungen; sonst 10.")
@click.option("--policy", metavar="NAME", default="standard", help="Gelernte Sicht (models/policy); leer: ohne.")
@cache_option
@paper_options
@json_option
def learning(
    *, file: Path, text: tuple[str, ...], label: str, catalogue: Path | None, confirmed: tuple[int, ...],
    repetitions: int, policy: str, cache: Path | None, png: Path | None, markdown: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Wie viel besser zugeordnet wird, wenn Menschen bestätigen, wonach O-Ton fragt, statt zufällig Gezogenes."""
    from nlp import compose
    from nlp.views.evaluate.asking import asked_and_drawn, asked_sheet
    from nlp.views.evaluate.assignment import assignment_task

    need_paper(png)
    view = projection(policy)
    with kept(cache) as store, meter() as progress, compose.processes() as executor:
        task = assignment_task(
            file, text=columns(text), label=label, catalogue=catalogue, embedders=compose.embedders(),
            analyser=compose.analyser(), executor=executor, progress=progress, cache=store, policy=view,
        )  # fmt: skip
        rows = asked_and_drawn(task, confirmed, repetitions=repetitions, progress=progress)
    sheet = asked_sheet(task, rows)
    named = replace(sheet, title=f"{sheet.title}: {file.name}")
    put_on_paper(named, png=png, markdown=markdown)
    if as_json:
        print_json({"file": file.name, "n": len(task.gold), "rows": [row.told() for row in rows]})
    else:
        show_sheet(named)
