"""`oton bench`: time and memory as ratios from one run."""

from __future__ import annotations

import tempfile
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nlp.cli.evaluating import FILE, cache_option, kept, need_paper, numbers, paper_options, put_on_paper, show_sheet
from nlp.cli.output import json_option, meter, print_json, remark, table

if TYPE_CHECKING:
    from nlp.views.evaluate.paper import Sheet

_TITLES = {
    "start": "Start: oton --help gegen leeres Python",
    "cold": "Erster Durchlauf: Anteil des Lesens an der ganzen Zeit",
    "again": "Zweite Auswertung gegen BERTopic auf denselben Vektoren",
    "memory": "Arbeitsspeicher bei rund 10.000 Aussagen",
    "search": "Suche unter rund 50.000 Aussagen gegen eine bloße FTS5-Abfrage",
}
SIZES = "10000,20000,100000"


SERVE, REVIEW = "serve", "review"
BROUGHT_ALONG = "oton.bench"
"""The package with the pages brings its own measurement along."""


class Bench(click.Command):
    """Measures a file; `oton bench serve` measures the pages, `oton bench review` people's decisions."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Hands over where pages or decisions are meant; a file of that name is `./serve` or `./review`."""
        if args[:1] == [REVIEW]:
            from nlp.cli.bench_review import review

            return review.make_context(f"{info_name} {REVIEW}", args[1:], parent, **extra)
        if args[:1] == [SERVE]:
            for entry in entry_points(group=BROUGHT_ALONG, name=SERVE):
                serve: click.Command = entry.load()
                return serve.make_context(f"{info_name} {SERVE}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(name="bench", cls=Bench, options_metavar="[OPTIONEN]", short_help="Zeit und Speicher messen.")
@click.argument("file", metavar="DATEI", type=FILE)
@click.option("--text", metavar="SPALTE", multiple=True, help="Spalte mit offenen Antworten.")
@click.option("--id", "id_column", metavar="SPALTE", default="", help="Spalte mit der Kennung der Befragten.")
@click.option("--grouping", is_flag=True, help="Nur das Gruppieren messen, auch bei sehr vielen Aussagen.")
@click.option(
    "--sizes", metavar="ZAHL[,ZAHL]", default=SIZES, callback=numbers(1, SIZES),
    help=f"Mit --grouping: wie viele Aussagen; sonst {SIZES}.",
)  # fmt: skip
@click.option("--policy", metavar="NAME", default="", help="Mit --grouping: gelernte Sicht (models/policy).")
@cache_option
@paper_options
@json_option
def command(
    *, file: Path, text: tuple[str, ...], id_column: str, grouping: bool, sizes: tuple[int, ...], policy: str,
    cache: Path | None, png: Path | None, markdown: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Misst mit den Antworten aus DATEI Zeit und Speicher; alle Verhältnisse stammen aus demselben Lauf.

    Dauert mehrere Minuten und legt nur vorübergehend Dateien an. --cache, --png und --markdown gelten mit --grouping.
    „oton bench serve“ misst die Oberfläche unter Last, „oton bench review“, was Entscheidungen kosten.
    """
    from nlp.ingest import Wishes, read

    read(file, wishes=Wishes(text=text, id=id_column))  # what is wrong with the file is said at once
    need_paper(png)
    columns = [part for name in text for part in ("--text", name)] + (["--id", id_column] if id_column else [])
    remark("Das Messen dauert mehrere Minuten.")
    with tempfile.TemporaryDirectory(prefix="oton-bench-") as name:
        if not grouping:
            figures = _everyday(file, Path(name), columns, as_json=as_json)
            if as_json:
                print_json(figures)
            return
        told, sheet = _grouping(file, Path(name), columns, sizes=sizes, policy=policy, cache=cache)
    put_on_paper(sheet, png=png, markdown=markdown)
    if as_json:
        print_json(told)
    else:
        show_sheet(sheet)


def _everyday(file: Path, folder: Path, columns: list[str], *, as_json: bool) -> dict[str, dict[str, float]]:
    """Start, first run, second run, memory and search, each shown as soon as it is measured."""
    from nlp import compose
    from nlp.commands.bench import steps

    figures: dict[str, dict[str, float]] = {}

    def note(step: str, told: dict[str, float]) -> None:
        figures[step] = told
        if not as_json:
            table(_TITLES[step], [("Was", "left"), ("Wert", "right")], [[name, str(told[name])] for name in told])

    note("start", steps.start())
    note("cold", steps.cold(file, folder, columns))
    with compose.opened(folder / "cold.db") as store:
        texts, views = steps.kept_vectors(store, compose.embedders())
    note("again", steps.again(folder, texts, views[compose.embedders()[0]]))
    note("memory", steps.memory(compose.opened, folder, texts, views, compose.analyser()))
    note("search", steps.searching(compose.opened, folder, texts, views, compose.analyser()))
    return figures


def _grouping(
    file: Path, folder: Path, columns: list[str], *, sizes: tuple[int, ...], policy: str, cache: Path | None
) -> tuple[dict[str, object], Sheet]:
    """Grouping alone, for the real statements and for many more made from them."""
    from nlp import compose
    from nlp.commands.bench import grouping, steps
    from nlp.commands.bench.crossed import Corpus
    from nlp.views.evaluate.reading import read_texts

    database = folder / "real.db"
    steps.imported(file, database, columns)
    with compose.opened(database) as store, kept(cache) as kind, meter() as progress, compose.processes() as executor:
        read = read_texts(
            sorted({statement.words for statement in store.statements()}), embedders=compose.embedders(),
            analyser=compose.analyser(), executor=executor, progress=progress, cache=kind or store,
        )  # fmt: skip
        corpus = Corpus(texts=read.texts, lemmas=tuple(map(tuple, read.words)), views=read.views)
        rows = grouping.grouping(corpus, folder, names=read.names, policy=policy, sizes=sizes, progress=progress)
    return {"rows": [row.told() for row in rows]}, grouping.grouping_sheet(rows)
