"""`oton evaluate clustering|small|stability|views`: O-Ton's grouping beside what others find, one table each."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.cli.evaluating import FILE, Asked, bench, comparison_options, numbers, show
from nlp.cli.output import Count

SIZES = "40,80,160"
LEAST_SIZE = 5
"""Fewer texts hold no themes that could be compared."""


@click.command(
    name="clustering", options_metavar="[OPTIONEN]", short_help="Gefundene Themen an denen der Menschen messen."
)
@click.option("--themes", metavar="ANZAHL", type=Count(min=1), help="Wie viele Themen zu finden sind.")
@click.option(
    "--compare", type=click.Choice(["all", "bertopic", "tfidf", "e5", "turftopic"]), multiple=True,
    help="Auf denselben Vektoren zum Vergleich (mehrfach möglich; all: alles).",
)  # fmt: skip
@click.option(
    "--turftopic", "python", metavar="PFAD", type=FILE, help="Das Python einer Umgebung, in der Turftopic liegt."
)
@comparison_options
def clustering(asked: Asked, *, themes: int | None, compare: tuple[str, ...], python: Path | None) -> None:
    """Wie gut die gefundenen Themen zu den Themen der Menschen passen (eine Zuordnung je Text)."""
    from nlp.views.evaluate.clustering import METHODS
    from nlp.views.evaluate.clustering import compare as compared

    with bench(asked) as at:
        result = compared(
            at.gold, at.reading, own=at.own, progress=at.progress, methods=METHODS if "all" in compare else compare,
            themes=themes, encode=at.encode, python=python,
        )  # fmt: skip
    show(result.sheet(), result.told(), asked)


@click.command(name="small", options_metavar="[OPTIONEN]", short_help="Messen, was bei wenigen Antworten bleibt.")
@click.option(
    "--sizes",
    metavar="ZAHL[,ZAHL]",
    default=SIZES,
    callback=numbers(LEAST_SIZE, SIZES),
    help=f"Wie viele Texte je Ziehung; sonst {SIZES}.",
)
@click.option("--draws", metavar="ANZAHL", type=Count(min=1), default=50, help="Ziehungen je Größe; sonst 50.")
@comparison_options
def small(asked: Asked, *, sizes: tuple[int, ...], draws: int) -> None:
    """Zieht oft wenige Texte und hält O-Ton gegen BERTopic und k-means auf TF-IDF."""
    from nlp.views.evaluate.clustering import truth_of
    from nlp.views.evaluate.small import drawn, drawn_sheet

    with bench(asked) as at:
        rows = drawn(truth_of(at.gold), at.reading, own=at.own, progress=at.progress, sizes=sizes, draws=draws)
    show(drawn_sheet(rows), {"n": len(at.gold.texts), "rows": [row.told() for row in rows]}, asked)


@click.command(name="stability", options_metavar="[OPTIONEN]", short_help="Messen, ob das Ergebnis hält.")
@comparison_options
def stability(asked: Asked) -> None:
    """Andere Reihenfolgen, andere Prozesse, Stichproben: ob dieselben Themen entstehen, auch bei anderen Verfahren."""
    from nlp.views.evaluate.stability import stability as held

    with bench(asked) as at:
        result = held(at.reading, own=at.own, executor=at.executor, progress=at.progress)
    show(result.sheet(), result.told(), asked)


@click.command(name="views", options_metavar="[OPTIONEN]", short_help="Messen, was jede Sicht auf einen Text beiträgt.")
@comparison_options
def views(asked: Asked) -> None:
    """Jede Sicht allein, alle, und alle ohne eine; gruppiert von O-Ton und mit k-means."""
    from nlp.views.evaluate.ablation import ablation_sheet, ablations
    from nlp.views.evaluate.clustering import truth_of

    with bench(asked) as at:
        rows = ablations(truth_of(at.gold), at.reading, own=at.own, progress=at.progress)
    show(ablation_sheet(rows), {"n": len(at.gold.texts), "rows": [row.told() for row in rows]}, asked)
