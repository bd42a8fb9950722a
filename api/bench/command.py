"""`oton bench serve`: pages and their JSON twins under load, as ratios to a bare `/healthz`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from api.bench import measure
from api.bench.serving import megabytes, served
from nlp import compose
from nlp.cli.output import Count, json_option, meter, print_json, remark, table
from nlp.cli.places import example
from nlp.commands.bench.house import fill_house, read_house
from nlp.errors import NothingToDo

STATEMENTS = 50_000
TITLES = {
    "health": "/healthz", "overview": "Übersicht", "theme": "Thema", "search": "Zitate, 20 Suchen",
    "new words": "Zitate, nie gefragt", "first": "Thema, erstes Mal", "themes.json": "Themen als JSON",
    "theme.json": "Thema als JSON", "new words.json": "Zitate als JSON, nie gefragt",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that one run tells; memory in megabytes, the peak of each process."""

    statements: int
    rows: tuple[measure.Timed, ...]
    busy: measure.Busy
    web_megabytes: float
    worker_megabytes: float


@click.command(name="serve", options_metavar="[OPTIONEN]", short_help="Die Oberfläche unter Last messen.")
@click.option(
    "--from", "origin", metavar="PFAD", default=None,
    help="Eine ausgewertete Datenbank als Vorlage; sonst das Beispielprojekt (oton demo).",
)  # fmt: skip
@click.option(
    "--house", metavar="PFAD", type=click.Path(path_type=Path), default=None,
    help="Hier bleibt die gemachte Datenbank liegen; ist sie schon da, wird eine Kopie davon gemessen.",
)  # fmt: skip
@click.option(
    "--statements", metavar="ANZAHL", type=Count(1_000, 200_000), default=STATEMENTS, help="Wie viele Aussagen."
)
@click.option("--seconds", metavar="ANZAHL", type=Count(1, 60), default=4, help="So lange je Adresse; sonst 4.")
@click.option(
    "--busy", metavar="ANZAHL", type=Count(5, 600), default=60, help="So lange während einer Auswertung; sonst 60."
)
@json_option
def command(*, origin: str | None, house: Path | None, statements: int, seconds: int, busy: int, as_json: bool) -> None:
    """Misst Seiten und Schnittstelle mit 1, 8 und 32 Leserinnen und Lesern zugleich.

    Alle Verhältnisse stammen aus demselben Lauf. Dauert etwa fünf Minuten und legt nur vorübergehend Dateien an.
    """
    remark("Das Messen dauert etwa fünf Minuten.")
    with tempfile.TemporaryDirectory(prefix="oton-bench-") as name:
        folder = Path(name)
        prepared = house or folder / "prepared.db"
        if not prepared.exists():
            _prepare(example(origin), prepared, statements)
        database = folder / "haus.db"
        shutil.copy(prepared, database)
        measured = _measured(database, folder, seconds=seconds, busy=busy)
    if as_json:
        print_json(asdict(measured))
    else:
        _show(measured)


def _prepare(origin: Path, target: Path, count: int) -> None:
    if not origin.exists():
        raise NothingToDo(f"„{origin}“ gibt es noch nicht. Bitte rufen Sie zuerst „oton demo“ auf.")
    with meter() as progress:
        with compose.opened(origin) as store:
            real = read_house(store, compose.embedders())
        with compose.opened(target) as store:
            fill_house(store, real, count=count, analyser=compose.analyser(), progress=progress)


def _measured(database: Path, folder: Path, *, seconds: float, busy: float) -> Measured:
    with compose.opened(database) as store:
        run = store.run()
        store.publish(run.id, who="oton bench")  # as in a house: readers keep what was published, whatever is made
        themes = [theme.id for theme in run.themes]
        words, count = store.vocabulary(), len(store.statements())
    targets = list(measure.targets(themes, words))
    rows: list[measure.Timed] = []
    with served(database, folder) as house, meter() as progress:
        loads = measure.Loads(house)
        for done, target in enumerate(targets, start=1):  # what is loaded or made once is made now
            loads.run(target, clients=1, seconds=0.1)
            progress("Aufwärmen", done, len(targets))
        rows.append(loads.once(replace(targets[2], name="first")))
        for target in targets:
            loads.once(replace(target, paths=target.paths[: measure.WARMED]))
        for clients in measure.CLIENTS:
            for target in targets:
                rows.append(loads.run(target, clients=clients, seconds=seconds))
                progress("Messen", len(rows) - 1, len(targets) * len(measure.CLIENTS))
        readers = replace(targets[1], name="mixed", paths=_mixed(targets))
        reading = measure.while_clustering(loads, readers, compose.jobs(database), seconds=busy)
        web, worker = megabytes(house.web), megabytes(house.worker)
    return Measured(
        statements=count, rows=measure.against_health(rows), busy=reading, web_megabytes=web, worker_megabytes=worker
    )


def _mixed(targets: list[measure.Target]) -> tuple[str, ...]:
    """Pages in turn, as people go from one to the next."""
    pages = [one.paths for one in targets if one.name in {"overview", "theme", "search", "new words"}]
    return tuple(paths[turn % len(paths)] for turn in range(5_000) for paths in pages)


def _show(measured: Measured) -> None:
    head = [("Adresse", "left")] + [
        (name, "right") for name in ("zugleich", "Anfragen", "Fehler", "p50, ms", "p95, ms", "p99, ms", "× /healthz")
    ]
    cells = [
        [TITLES[one.target], *map(str, (one.clients, one.requests, one.failed, one.p50, one.p95, one.p99, one.ratio))]
        for one in measured.rows
    ]
    table(f"Antwortzeiten bei {measured.statements} Aussagen", head, cells)
    aimed = [one for one in measured.rows if one.target in measure.AIMED and one.clients == measure.TARGET_CLIENTS]
    for one in aimed:
        reached = "erreicht" if one.ratio <= measure.TARGET else "nicht erreicht"
        click.echo(f"{TITLES[one.target]}: {one.ratio} × bei höchstens {measure.TARGET} × – {reached}")
    busy = measured.busy
    click.echo(
        f"Während einer Auswertung ({busy.working_seconds} s, Auftrag {busy.job}): {busy.requests} Anfragen in "
        f"{busy.seconds} s, {busy.failed} Fehler{_told(busy.failures)}, p95 {busy.p95} ms"
    )
    click.echo(
        f"Arbeitsspeicher: Oberfläche {measured.web_megabytes} MB, Arbeitsprozess {measured.worker_megabytes} MB"
    )


def _told(failures: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{kind}: {times}' for kind, times in failures.items())})" if failures else ""
