"""`oton compare`: what became of the themes from one run to another."""

from __future__ import annotations

import click

from nlp.cli.output import db_option, json_option, number, print_json
from nlp.cli.places import reading


@click.command(name="compare", options_metavar="[OPTIONEN]", short_help="Zwei Auswertungen vergleichen.")
@click.argument("before", metavar="[ÄLTERE]", required=False, default="")
@click.argument("now", metavar="[NEUERE]", required=False, default="")
@db_option
@json_option
def command(*, before: str, now: str, database: str | None, as_json: bool) -> None:
    """Sagt, was von der ÄLTEREN zur NEUEREN Auswertung aus den Themen wurde: geblieben, geteilt, neu, weggefallen.

    Ohne Kennungen werden die beiden letzten Auswertungen verglichen. Jede Aussage zählt in ihrem ersten Thema.
    """
    from nlp.compose import opened
    from nlp.views.compare import Kind, compare, sentence, summary, told

    with opened(reading(database)) as store:
        view = compare(store, before, now)
    if as_json:
        print_json(told(view))
        return
    click.echo(f"Auswertung {view.before.id} → {view.now.id}\n\n{summary(view)}")
    if view.rand is not None:
        click.echo(f"Übereinstimmung (adjustierter Rand-Index): {number(float(view.rand))}; 1 heißt völlig gleich.")
    headings = {
        Kind.SPLIT: "Geteilt", Kind.MERGED: "Zusammengegangen", Kind.VANISHED: "Weggefallen",
        Kind.APPEARED: "Neu", Kind.RENAMED: "Umbenannt", Kind.STAYED: "Geblieben",
    }  # fmt: skip
    for kind, heading in headings.items():
        if view.of(kind):
            click.echo(f"\n{heading}")
        for change in view.of(kind):
            click.echo(f"  {sentence(change)}")
