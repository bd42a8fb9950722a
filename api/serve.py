"""Not written yet."""

import click


@click.command()
def command() -> None:
    """Nothing yet."""
