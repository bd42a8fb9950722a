"""A run with all that stands beside it in the store, read once for many looks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from nlp.domain.corpus import Respondent, Source
from nlp.domain.themes import Counts, Membership, Run
from nlp.ports import Store
from nlp.views.grounds import knows_stability, ranked
from nlp.views.groups import tallied


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What the looks at one run share; `members` stand by theme in the order in which they are shown.

    `heard`: (source, name of a group) → how many respondents have which value. `sureness`: whether the run has looked
    how sure each single place is. `sensitive`: statements of sensitive themes, of which no group is told one by one.
    """

    run: Run
    sources: tuple[Source, ...]
    respondents: Mapping[tuple[str, str], Respondent]
    heard: Mapping[tuple[str, str], Counter[str]]
    counts: Mapping[str, Counts]
    by_source: Mapping[str, Mapping[str, Counts]]
    members: Mapping[str, tuple[Membership, ...]]
    sureness: bool
    sensitive: frozenset[str]


def whole(store: Store, run: str = "", heard: Mapping[tuple[str, str], Counter[str]] | None = None) -> Whole:
    """The newest run, or the one named, with what stands beside it; `heard` where it is at hand.

    Raises NothingToDo or Unknown.
    """
    found = store.run(run)
    sources = tuple(store.sources())
    respondents = store.respondents()
    members: defaultdict[str, list[Membership]] = defaultdict(list)
    for one in sorted(found.memberships, key=ranked):
        members[one.theme].append(one)
    return Whole(
        run=found,
        sources=sources,
        respondents=respondents,
        heard=tallied(respondents, respondents) if heard is None else heard,
        counts=store.counts(found.id),
        by_source={source.id: store.counts(found.id, source.id) for source in sources},
        members={theme: tuple(those) for theme, those in members.items()},
        sureness=knows_stability(found),
        sensitive=frozenset(
            one.statement for theme in found.themes if theme.sensitive for one in members.get(theme.id, ())
        ),
    )
