"""Commands that another package of the house brings along: `nlp` knows their names, not who they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "oton.commands"
_HELP = {"serve": "O-Ton im Browser öffnen, mit Arbeitsprozess."}
"""One-line help that can be shown without loading the command, which takes its time."""
_OTHER_HELP = "Zusätzlicher Befehl."


@cache
def _entries() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=GROUP)}


def plugged_help() -> dict[str, str]:
    """Names and one-line help, without loading anything."""
    return {name: _HELP.get(name, _OTHER_HELP) for name in sorted(_entries())}


def plugged(name: str) -> click.Command | None:
    """Loads the command of that name, or gives None where nobody brings it along."""
    entry = _entries().get(name)
    if entry is None:
        return None
    command: click.Command = entry.load()
    return command
