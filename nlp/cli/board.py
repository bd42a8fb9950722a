"""The board of themes on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import click

from nlp.cli.output import amount, number, table
from nlp.domain.corpus import Statement
from nlp.domain.themes import Counts, Stance, Theme
from nlp.views.board import BoardView, ThemeRow
from nlp.views.grounds import remarks

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
    rows = [[_indented(row), *(cell(row.by_source[name]) for name in names)] for row in view.rows]
    rows.append(["Ohne Thema", *(cell(view.unassigned_by_source[name]) for name in names)])
    table(f"{_found(view)} aus {amount(view.statements, 'Aussage', 'Aussagen')}", columns, rows, caption=LEGEND)
    if view.hidden.sentence:
        click.echo(f"\n{view.hidden.sentence}")
    if view.waiting:
        waiting = amount(view.waiting, "Aussage kam", "Aussagen kamen")
        click.echo(f"\n{waiting} nach dieser Auswertung hinzu. Bitte rufen Sie oton cluster noch einmal auf.")
    for row in view.rows:
        _show_theme(row)
    if view.reasons:
        click.echo(f"\nOhne Thema: {amount(view.unassigned.statements, 'Aussage', 'Aussagen')}")
        for reason, count in view.reasons.items():
            click.echo(f"  {number(count):>5}  {reason.value}")
    if any(source.invented for source in view.sources):
        click.echo("\nBeispielprojekt: Stadt, Personen, Einrichtungen und Antworten sind frei erfunden.")
    if seconds is not None:
        click.echo(f"\nAuswertung {view.run.id}, {number(float(seconds))} s")


def _found(view: BoardView) -> str:
    finer = sum(row.depth > 0 for row in view.rows)
    themes = amount(len(view.rows) - finer, "Thema", "Themen")
    return f"{themes} mit {amount(finer, 'Unterthema', 'Unterthemen')}" if finer else themes


def _indented(row: ThemeRow) -> str:
    return f"{'  ' * row.depth}{row.theme.title}"


def cell(counts: Counts) -> str:
    """Statements and respondents of one source, or a dash."""
    return f"{number(counts.statements)}/{number(counts.respondents)}" if counts.statements else "–"


def _show_theme(row: ThemeRow) -> None:
    said = amount(row.counts.statements, "Aussage", "Aussagen")
    lines = [f"{row.theme.title}: {said}, {sureness(row.theme)}"]
    if row.theme.flags:
        lines.append(f"  Hinweis: {'; '.join(remark.partition(':')[0] for remark in remarks(row.theme, row.twins))}")
    if row.theme.terms:
        lines.append(f"  Wörter: {', '.join(row.theme.terms[:SHOWN_TERMS])}")
    if row.stances:
        lines.append(f"  Haltung: {stances(row.stances)}")
    lines += [f"  {quoted(quote)}" for quote in row.quotes]
    click.echo()
    for line in lines:
        click.echo("  " * row.depth + line)


def sureness(theme: Theme) -> str:
    """The grade with its figure: „fest (91 %)“."""
    return f"{theme.grade.value} ({percent(theme.stability)})"


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return f"{round(share * 100)} %"


def stances(tally: Mapping[Stance, int]) -> str:
    """How many statements have which stance, those that none has left out."""
    return " · ".join(f"{number(count)} {stance.value}" for stance, count in tally.items() if count)


def quoted(one: Statement) -> str:
    """A statement in quotation marks, with its list's lead-in before and its id behind."""
    lead = f"{' '.join(one.lead.split())} … " if one.lead else ""
    return f"„{lead}{' '.join(one.text.split())}“  [{one.id}]"
