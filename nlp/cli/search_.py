"""`oton search`: quotes by words and by meaning."""

from __future__ import annotations

import click

from nlp.cli.output import Count, amount, db_option, json_option, print_json, remark
from nlp.cli.places import reading


@click.command(name="search", options_metavar="[OPTIONEN]", short_help="Zitate suchen, nach Worten und nach Sinn.")
@click.argument("query", metavar="WORTE", nargs=-1, required=True)
@click.option("--theme", metavar="THEMA", default="", help="Nur in einem Thema (Titel oder Kennung).")
@click.option("--source", metavar="KENNUNG", default="", help="Nur in einer Quelle.")
@click.option("--group", metavar="GRUPPE", default="", help="Nur von einer Gruppe, z. B. Nordhang.")
@click.option("--question", metavar="FRAGE", default="", help="Nur zu einer Frage.")
@click.option("--limit", metavar="ANZAHL", type=Count(1, 1000), default=10, show_default=True, help="Wie viele.")
@db_option
@json_option
def command(
    *, query: tuple[str, ...], theme: str, source: str, group: str, question: str, limit: int,
    database: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Sucht Zitate zu WORTE. Findet auch andere Formen, Teile von Wörtern, Umlaute und kleine Tippfehler."""
    from nlp import compose
    from nlp.domain.quotes import Filters
    from nlp.views.search import told

    wanted = Filters(theme=theme, source=source, group=group, question=question)
    with compose.opened(reading(database)) as store:
        found = compose.searcher(store).search(" ".join(query), filters=wanted, limit=limit)
    if as_json:
        print_json(told(found))
        return
    for word in found.corrected:
        remark(f"„{word}“ kommt so nicht vor; gezeigt werden Zitate mit ähnlich geschriebenen Wörtern.")
    if not found.total:
        click.echo("Dazu liegt nichts vor.")
        return
    click.echo(f"{amount(found.total, 'Zitat', 'Zitate')}, {amount(len(found.quotes), 'gezeigt', 'gezeigt')}\n")
    for quote in found.quotes:
        one = quote.statement
        lead = f"{' '.join(one.lead.split())} … " if one.lead else ""
        click.echo(f"„{lead}{' '.join(one.text.split())}“")
        click.echo(f"    {one.source}, Zeile {one.row} · {', '.join(quote.themes) or 'Ohne Thema'} · {one.id}\n")
