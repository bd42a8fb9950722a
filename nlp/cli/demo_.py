"""`oton demo`: the example project."""

from __future__ import annotations

from pathlib import Path

import click

from nlp.cli.output import example_db_option, json_option, meter, print_json, remark
from nlp.cli.places import example
from nlp.errors import InputError


@click.command(name="demo", options_metavar="[OPTIONEN]", short_help="Das Beispielprojekt laden und zeigen.")
@click.option("--serve", is_flag=True, help="Das Beispiel im Browser öffnen, nur auf diesem Rechner und ohne Konto.")
@click.option(
    "--port",
    metavar="ZAHL",
    type=click.IntRange(0, 65_535),
    help="Der Port für --serve; 0 nimmt einen freien. Sonst OTON_PORT, sonst 8080.",
)
@example_db_option
@json_option
def command(*, serve: bool, port: int | None, database: str | None, as_json: bool) -> None:
    """Lädt das Beispielprojekt einer erfundenen Stadt, bildet Themen und zeigt sie mit Zahlen und Zitaten.

    Beim ersten Mal dauert das einige Minuten, danach ist alles sofort da. Das Beispiel liegt in
    einer eigenen Datenbank (data/local/beispiel.db), wenn Sie keine andere nennen.
    """
    from nlp import compose
    from nlp.cli.board import show_board
    from nlp.commands.cluster import cluster
    from nlp.commands.project import import_project, load_project, project_words
    from nlp.settings import shipped
    from nlp.views.board import board, told

    project = load_project(shipped("data/example/project.toml"))
    remark(f"{project.title}. {project.notice}")
    with meter() as progress, compose.opened(example(database)) as store, compose.processes() as executor:
        import_project(project, store=store, analyser=compose.analyser(), progress=progress)
        recipe = compose.recipe("standard", project_words=project_words(store))
        done = cluster(store, recipe, analyser=compose.analyser(), executor=executor, progress=progress)
        view = board(store, done.run.id)
    if as_json:
        print_json({**told(view), "seconds": done.seconds, "notice": project.notice})
    elif not serve:
        show_board(view, done.seconds["total"])
        remark('Weiter mit: oton demo --serve · oton search "Plätze in der Kita" · oton show KENNUNG · oton --help')
    if serve:
        _open(example(database), port)


def _open(database: Path, port: int | None) -> None:
    """Hands over to the command that opens a house to the web. Raises InputError where there is none."""
    from nlp.cli.plugged import plugged

    found = plugged("serve")
    if found is None:
        raise InputError("Die Oberfläche ist hier nicht installiert. Bitte installieren Sie O-Ton vollständig.")
    click.get_current_context().invoke(
        found, host="127.0.0.1", port=port, database=database, open_house=True, browser=True
    )
