"""`oton why`: why a statement has its themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from nlp.cli.output import db_option, json_option, number, print_json
from nlp.cli.places import reading

if TYPE_CHECKING:
    from nlp.views.why import WhyTheme, WhyView


@click.command(name="why", options_metavar="[OPTIONEN]", short_help="Zeigen, warum eine Aussage zu ihrem Thema kam.")
@click.argument("statement", metavar="AUSSAGE")
@click.option("--run", metavar="KENNUNG", default="", help="Eine bestimmte Auswertung; sonst die neueste.")
@db_option
@json_option
def command(*, statement: str, run: str, database: str | None, as_json: bool) -> None:
    """Zeigt zu einer AUSSAGE (ihrer Kennung), warum sie zu ihren Themen gehört und wie sicher das ist."""
    from nlp.compose import opened
    from nlp.views.why import told, why

    with opened(reading(database)) as store:
        view = why(store, statement, run)
    if as_json:
        print_json(told(view))
        return
    for line in _lines(view):
        click.echo(line)


def _lines(view: WhyView) -> Iterator[str]:
    from nlp.cli.board import quoted

    yield quoted(view.statement)
    if view.stance:
        yield f"Haltung: {view.stance.value}"
    if view.waiting:
        yield "\nNoch nicht ausgewertet: Diese Aussage kam später hinzu. Bitte rufen Sie oton cluster noch einmal auf."
    elif not view.themes:
        yield f"\nOhne Thema{': ' + view.reason.value if view.reason else ''}"
    for one in view.themes:
        yield from _theme(one)


def _theme(one: WhyTheme) -> Iterator[str]:
    from nlp.cli.board import percent, quoted

    member = one.membership
    sure = f", {one.grade.value} ({percent(member.stability)})" if one.grade else ""
    below = f"{one.parent.title} › " if one.parent else ""
    yield f"\n{below}{one.theme.title}: Stärke {number(member.strength)}{sure}"
    if member.confirmed:
        yield "  Das hat ein Mensch bestätigt."
    if one.rival:
        yield f"  Die Aussage liegt zwischen „{one.theme.title}“ und „{one.rival.title}“."
    if member.evidence.terms:
        yield f"  Dafür sprechen die Wörter: {', '.join(member.evidence.terms)}"
    near = f"(Nähe {number(member.evidence.nearness)})"
    if one.seed:
        yield f"  Aus dem Katalog liegt am nächsten: „{one.seed}“ {near}"
    elif one.nearest:
        yield f"  Von den Aussagen liegt am nächsten: {quoted(one.nearest)} {near}"
    elif one.theme.terms and not member.evidence.terms:
        yield f"  Wörter des Themas: {', '.join(one.theme.terms)}"
