"""The project as every page names it."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.ports import Store

INVENTED = "Alle Personen, Einrichtungen und Antworten in diesem Projekt sind frei erfunden."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """What the project is called; with `invented`, that nobody in it exists, and the `notice` that says so."""

    title: str
    notice: str
    invented: bool
    sources: int


def project(store: Store) -> ProjectView:
    """The project of a store; where no title was given, it is empty."""
    sources = store.sources()
    invented = any(source.invented for source in sources)
    return ProjectView(
        title=store.recall("title"),
        notice=store.recall("notice") or (INVENTED if invented else ""),
        invented=invented,
        sources=len(sources),
    )
