"""Which run people see."""

from __future__ import annotations

from nlp.ports import Store


def current(store: Store) -> str:
    """Id of the run that was published last; where none was, of the newest. Raises NothingToDo where there is none."""
    published = store.publications()
    if published:
        return published[0].run
    known = store.runs()
    return known[0] if known else store.run().id
