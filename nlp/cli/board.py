"""The board of themes on a terminal."""

from __future__ import annotations

import click

from nlp.cli.output import amount, number, table
from nlp.domain.themes import Counts
from nlp.views.board import BoardView, ThemeRow

SHOWN_TERMS = 6
LEGEND = (
    "Je Quelle: Aussagen/Befragte. Quellen stehen nebeneinander; ihre Befragten werden nie zusammengezählt. "
    "Eine Aussage kann zu mehreren Themen gehören."
)


def show_board(view: BoardView, seconds: float | None = None) -> None:
    """Themes with counts for each source side by side, then each theme's words and quotes."""
    for source in view.sources:
        click.echo(f"{source.id}: {source.title}")
    names = [source.id for source in view.sources]
    columns = [("Thema", "left"), *((name, "right") for name in names)]
    rows = [[row.theme.title, *(_cell(row.by_source[name]) for name in names)] for row in view.rows]
    rows.append(["Ohne Thema", *(_cell(view.unassigned_by_source[name]) for name in names)])
    found = f"{amount(len(view.rows), 'Thema', 'Themen')} aus {amount(view.statements, 'Aussage', 'Aussagen')}"
    table(found, columns, rows, caption=LEGEND)
    if view.waiting:
        waiting = amount(view.waiting, "Aussage kam", "Aussagen kamen")
        click.echo(f"\n{waiting} nach dieser Auswertung hinzu. Bitte rufen Sie oton cluster noch einmal auf.")
    for row in view.rows:
        _show_theme(row)
    if any(source.invented for source in view.sources):
        click.echo("\nBeispielprojekt: Stadt, Personen, Einrichtungen und Antworten sind frei erfunden.")
    if seconds is not None:
        click.echo(f"\nAuswertung {view.run.id}, {number(float(seconds))} s")


def _cell(counts: Counts) -> str:
    return f"{number(counts.statements)}/{number(counts.respondents)}" if counts.statements else "–"


def _show_theme(row: ThemeRow) -> None:
    percent = f"{round(row.theme.stability * 100)} %"
    said = amount(row.counts.statements, "Aussage", "Aussagen")
    click.echo(f"\n{row.theme.title}: {said}, {row.theme.grade.value} ({percent})")
    if row.theme.terms:
        click.echo(f"  Wörter: {', '.join(row.theme.terms[:SHOWN_TERMS])}")
    for quote in row.quotes:
        lead = f"{' '.join(quote.lead.split())} … " if quote.lead else ""
        click.echo(f"  „{lead}{' '.join(quote.text.split())}“  [{quote.id}]")
