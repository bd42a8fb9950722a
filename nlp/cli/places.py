"""Which database a command works on."""

from __future__ import annotations

from pathlib import Path

from nlp.cli.output import remark
from nlp.settings import DEFAULT_DATABASE, heard

EXAMPLE_DATABASE = DEFAULT_DATABASE.with_name("beispiel.db")


def chosen(database: str | None) -> Path | None:
    """The database that was named with --db or OTON_DB."""
    named = database or heard("OTON_DB")
    return Path(named) if named else None


def own(database: str | None) -> Path:
    """The database a person's own answers go into."""
    return chosen(database) or DEFAULT_DATABASE


def example(database: str | None) -> Path:
    """The database of the example project: invented answers never mix with real ones by default."""
    return chosen(database) or EXAMPLE_DATABASE


def reading(database: str | None) -> Path:
    """The database to look into: the own one, or the example as long as there is no own one."""
    named = chosen(database)
    if named or DEFAULT_DATABASE.exists() or not EXAMPLE_DATABASE.exists():
        return named or DEFAULT_DATABASE
    remark("Sie sehen das Beispielprojekt. Alle Personen, Einrichtungen und Antworten darin sind erfunden.")
    return EXAMPLE_DATABASE
