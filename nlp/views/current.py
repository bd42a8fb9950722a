"""Which run people see."""

from __future__ import annotations

from nlp.ports import Store


def current(store: Store) -> str:
    """Id of the run that was published last; where none was, of the newest. Raises NothingToDo where there is none."""
    published = store.publications()
    return published[0].run if published else store.run().id
