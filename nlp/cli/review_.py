"""`oton review`: people decide on themes, on the command line and in scripts."""

from __future__ import annotations

import click

from nlp.cli.review.coding import agreement, sample, waves
from nlp.cli.review.looking import log, queue
from nlp.cli.review.statements import apply, confirm, lock, mark, move, undo
from nlp.cli.review.themes import create, describe, hide, merge, reassign, rename, split


@click.group(name="review", options_metavar="[OPTIONEN]", subcommand_metavar="WAS …")
def command() -> None:
    """Prüft Themen: Was Menschen entscheiden, gilt in jeder späteren Auswertung weiter und lässt sich zurücknehmen.

    Themen nennen Sie mit Kennung oder Titel, Aussagen mit ihrer Kennung.
    """


for _one in (
    queue, log, rename, describe, merge, split, move, confirm, lock, create, hide, reassign, undo, mark, apply,
    agreement, sample, waves,
):  # fmt: skip
    command.add_command(_one)
