"""`oton bench review`: what people's decisions cost whoever looks at a run."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from nlp.cli.output import Count, json_option, meter, print_json, remark, table
from nlp.cli.places import example
from nlp.errors import NothingToDo

STATEMENTS, DECISIONS = 20_000, 500
AIM = 0.3
TITLES = {
    "statements": "Aussagen",
    "decisions": "Entscheidungen",
    "unapplied": "davon ohne Halt",
    "statements_seconds": "Aussagen lesen, s",
    "replay_seconds": "Entscheidungen darüberlegen, s",
    "ratio": "Verhältnis",
}


@click.command(name="review", options_metavar="[OPTIONEN]")
@click.option(
    "--statements", metavar="ANZAHL", type=Count(1), default=STATEMENTS, show_default=True,
    help="Wie viele Aussagen.",
)  # fmt: skip
@click.option(
    "--decisions", "count", metavar="ANZAHL", type=Count(1), default=DECISIONS, show_default=True,
    help="Wie viele Entscheidungen.",
)  # fmt: skip
@click.option(
    "--from", "origin", metavar="PFAD", default=None,
    help="Eine ausgewertete Datenbank als Vorlage; sonst das Beispielprojekt (oton demo).",
)  # fmt: skip
@json_option
def review(*, statements: int, count: int, origin: str | None, as_json: bool) -> None:
    """Misst, was Entscheidungen kosten: alle über eine Auswertung gelegt, gegen das Lesen aller Aussagen.

    Aus den Aussagen einer Vorlage werden viele gemacht, aus seiner Auswertung eine große;
    beide Zeiten stammen aus demselben Lauf. Dauert ein, zwei Minuten und legt nur vorübergehend Dateien an.
    """
    from nlp import compose
    from nlp.commands.bench.house import fill_house, read_house
    from nlp.commands.bench.reviewing import decisions, replaying

    if not example(origin).exists():
        raise NothingToDo(f"„{example(origin)}“ gibt es noch nicht. Bitte rufen Sie zuerst „oton demo“ auf.")
    remark("Das Messen dauert ein, zwei Minuten.")
    with tempfile.TemporaryDirectory(prefix="oton-bench-") as name, meter() as progress:
        with compose.opened(example(origin)) as store:
            real = read_house(store, compose.embedders())
        with compose.opened(Path(name) / "haus.db") as store:
            run = fill_house(store, real, count=statements, analyser=compose.analyser(), progress=progress)
            measured = replaying(store, run, decisions(run, count))
    if as_json:
        print_json(measured)
        return
    rows = [[TITLES[what], str(figure)] for what, figure in measured.items()]
    table("Entscheidungen über einer Auswertung", [("Was", "left"), ("Wert", "right")], rows)
    reached = "erreicht" if measured["ratio"] <= AIM else "nicht erreicht"
    click.echo(f"Angestrebt ist ein Verhältnis von höchstens {AIM}: {reached}".replace(".", ","))
