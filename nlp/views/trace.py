"""A statement's way back to the cell it was read from."""

from __future__ import annotations

from nlp.domain.quotes import WayBack
from nlp.ports import Store


def trace(store: Store, statement: str) -> WayBack:
    """The statement's origin, with its themes in the newest run where there is one. Raises Unknown."""
    runs = store.runs()
    return store.way_back(statement, runs[0] if runs else "")


def told(way: WayBack) -> dict[str, object]:
    """The way back as plain values: `start` and `end` count characters of the cell as it was read."""
    one = way.statement
    return {
        "statement": one.id,
        "text": one.text,
        "lead": one.lead,
        "source": one.source,
        "title": way.source.title,
        "file": way.source.file,
        "file_hash": way.source.file_hash,
        "row": one.row,
        "column": one.column,
        "question": one.question,
        "start": one.start,
        "end": one.end,
        "redactions": [
            {"start": cut.start, "end": cut.end, "type": cut.kind.value, "unsure": cut.unsure} for cut in one.redactions
        ],
        "answer": way.answer,
        "respondent": one.respondent,
        "organisation": way.organisation,
        "groups": dict(way.groups),
        "themes": list(way.themes),
    }
