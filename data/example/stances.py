"""The stance of each statement, coded by hand in texts/haltung.yaml."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from markup import MarkupError

STANCES = {"B": "Bedarf", "K": "Kritik", "L": "Lob", "n": "neutral"}
HEADER = ["id", "text", "question", "stance", "half"]


class Codes:
    """The signs of haltung.yaml; each answer's are taken once, and what nobody took is refused."""

    def __init__(self, told: dict[str, dict[Any, Any]]) -> None:
        self._signs = {
            (source, str(record), question): signs
            for source, records in told.items()
            for record, answers in records.items()
            for question, signs in (answers if isinstance(answers, dict) else {"": answers}).items()
        }

    def take(self, source: str, record: str, question: str, count: int) -> list[str]:
        """Return the stances of an answer's statements; raise MarkupError where their number differs."""
        signs = str(self._signs.pop((source, record, question), ""))
        if len(signs) != count or not set(signs) <= set(STANCES):
            raise MarkupError(f"haltung.yaml, {source}/{record}/{question}: {count} signs B, K, L or n wanted")
        return [STANCES[sign] for sign in signs]

    def refuse_rest(self) -> None:
        """Raise MarkupError for an answer that does not exist."""
        if self._signs:
            raise MarkupError(f"haltung.yaml: no answer {'/'.join(next(iter(self._signs)))}")


def stance_table(rows: Sequence[Sequence[str]]) -> bytes:
    """Return gold/stance.csv."""
    table = StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    return table.getvalue().encode()
