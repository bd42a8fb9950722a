"""What became of the themes from one run to another, in figures and in words."""

from nlp.errors import NothingToDo
from nlp.ports import Store
from nlp.views.compare.changes import changes
from nlp.views.compare.values import Change, Comparison, Flow, Kind, Part
from nlp.views.compare.words import sentence, summary, told
from nlp.views.hidden import veiled

__all__ = ["Change", "Comparison", "Flow", "Kind", "Part", "changes", "compare", "sentence", "summary", "told"]


def compare(store: Store, before: str = "", now: str = "") -> Comparison:
    """Holds two runs of a store against each other: `now`, else the newest, and `before`, else the one before that.

    Hidden themes are one on either side.

    Raises NothingToDo where there are not two runs to compare, Unknown for a run that does not exist.
    """
    runs = store.runs()
    newer = now or next(iter(runs), "")
    older = before or next(iter(runs[runs.index(newer) + 1 :] if newer in runs else ()), "")
    if newer in runs and not older:
        raise NothingToDo(
            f"Vor der Auswertung {newer} gibt es keine. Bitte rechnen Sie eine zweite mit „oton cluster“ oder "
            "„oton extend“; dann lassen sich beide vergleichen.",
            on_page="Es gibt keine frühere Auswertung. Bitte starten Sie unter „Läufe“ eine zweite.",
        )
    return changes(veiled(store.run(older)), veiled(store.run(newer)))
