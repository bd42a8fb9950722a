"""How a quote is written and where it is from, the same on every page."""

from __future__ import annotations

from nlp.domain.corpus import Source, Statement


def words(statement: Statement) -> str:
    """The statement with white space folded, after its list's lead-in where it stands under one."""
    lead = f"{' '.join(statement.lead.split())} … " if statement.lead else ""
    return f"{lead}{statement.words}"


def cited(statement: Statement, source: Source) -> str:
    """„Trägerbefragung 2022, Frage „Was läuft gut?“, Zeile 12“: enough to find the words in the file."""
    question = f", Frage „{statement.question}“" if statement.question else ""
    return f"{source.title}{question}, Zeile {statement.row}"
