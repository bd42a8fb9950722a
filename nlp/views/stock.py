"""Every statement of a run in columns, so that any choice of them is counted at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from nlp.domain.corpus import Respondent, Source, Statement
from nlp.domain.themes import Run, Stance, Theme
from nlp.ports import Store

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]
Named = TypeVar("Named", bound=Hashable)
NOBODY = -1
UNKNOWN = -1
STANCES = tuple(Stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Which row has which of several: `rows`, rising, and `codes` side by side; `strengths`, 0 to 2, where known."""

    rows: Codes
    codes: Codes
    strengths: NDArray[np.float64]

    def counted(self, rows: Mask, kinds: int) -> Codes:
        """(kinds,): how many of these rows have each."""
        counted: Codes = np.bincount(self.codes[rows[self.rows]], minlength=kinds)
        return counted

    def having(self, code: int, count: int) -> Mask:
        """(count,): the rows that have it."""
        made = np.zeros(count, dtype=np.bool_)
        made[self.rows[self.codes == code]] = True
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The statements of one run, by id, as rows; made once for each state of the store.

    `source`, `question`, `response`, `person`: per row the place in the tuple of that name, −1 for nobody; `stance` the
    place in STANCES, −1 where nobody looked. `themes`: all themes of a row, primary ones above strength 1. `groups`:
    per person the places in `values`, which are (source, name, value); `members`: how many have each. `reading`: all
    rows as one reads the sources.
    """

    run: Run
    ids: tuple[str, ...]
    places: Mapping[str, int]
    by_theme: Mapping[str, int]
    sources: tuple[Source, ...]
    questions: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str, str], ...]
    source: Codes
    question: Codes
    column: tuple[str, ...]
    response: Codes
    person: Codes
    stance: Codes
    themes: Pairs
    groups: Pairs
    members: Codes
    reading: Codes
    placed: Mask
    waiting: Mask
    sensitive: Mask

    @classmethod
    def of(cls, store: Store, run: str = "") -> Stock:
        """The newest run's, or that of the run named. Raises NothingToDo or Unknown."""
        found = store.run(run)
        known = store.statements()
        respondents = store.respondents()
        sources = tuple(store.sources())
        places = {one.id: row for row, one in enumerate(known)}
        by_theme = {theme.id: code for code, theme in enumerate(found.themes)}
        source, _ = _coded((one.source for one in known), [source.id for source in sources])
        question, questions = _coded(one.question for one in known)
        response, _ = _coded((one.source, one.row, one.column, one.respondent) for one in known)
        person, people = _coded((one.source, one.respondent) for one in known)
        nameless = np.array([not one.respondent for one in known], dtype=np.bool_)
        themes = _memberships(found, places, by_theme)
        groups, values = _groups(people, respondents)
        placed = np.zeros(len(known), dtype=np.bool_)
        placed[themes.rows] = True
        sensitive = np.array([theme.sensitive for theme in found.themes], dtype=np.bool_)
        guarded = np.zeros(len(known), dtype=np.bool_)
        guarded[themes.rows[sensitive[themes.codes]]] = True
        seen = found.statements
        return cls(
            run=found,
            ids=tuple(places),
            places=places,
            by_theme=by_theme,
            sources=sources,
            questions=questions,
            people=people,
            values=values,
            source=source,
            question=question,
            column=tuple(one.column for one in known),
            response=response,
            person=np.where(nameless, NOBODY, person),
            stance=_stances(found, known),
            themes=themes,
            groups=groups,
            members=np.bincount(groups.codes, minlength=len(values)),
            reading=_read_through(known),
            placed=placed,
            waiting=np.array([one.id not in seen for one in known], dtype=np.bool_),
            sensitive=guarded,
        )

    @property
    def size(self) -> int:
        """How many statements."""
        return len(self.ids)

    def speaking(self, rows: Mask) -> Codes:
        """The people, each once, who said these."""
        people: Codes = np.flatnonzero(self._heard(rows))
        return people

    def voices(self, rows: Mask) -> Codes:
        """(values,): how many people of each group said these."""
        return self.groups.counted(self._heard(rows), len(self.values))

    def _heard(self, rows: Mask) -> Mask:
        heard = np.zeros(len(self.people) + 1, dtype=np.bool_)
        heard[self.person[rows]] = True  # nobody's −1 falls on the place behind the last
        return heard[:-1]

    def themes_of(self, row: int) -> tuple[Theme, ...]:
        """A row's themes, the primary first."""
        start, end = np.searchsorted(self.themes.rows, [row, row + 1])
        return tuple(self.run.themes[code] for code in self.themes.codes[start:end])


def _coded(found: Iterable[Named], known: Sequence[Named] = ()) -> tuple[Codes, tuple[Named, ...]]:
    """For each one the place among the different ones, and those in the order they came."""
    places: dict[Named, int] = {one: place for place, one in enumerate(known)}
    codes = [places.setdefault(one, len(places)) for one in found]
    return np.array(codes, dtype=np.int64), tuple(places)


def _memberships(run: Run, places: Mapping[str, int], by_theme: Mapping[str, int]) -> Pairs:
    """Those of statements that still exist, the strongest of each row first."""
    told = sorted(
        (places[one.statement], -one.strength - one.primary, by_theme[one.theme])
        for one in run.memberships
        if one.statement in places
    )
    return Pairs(
        rows=np.array([row for row, _, _ in told], dtype=np.int64),
        codes=np.array([code for _, _, code in told], dtype=np.int64),
        strengths=np.array([-strength for _, strength, _ in told], dtype=np.float64),
    )


def _groups(
    people: Sequence[tuple[str, str]], respondents: Mapping[tuple[str, str], Respondent]
) -> tuple[Pairs, tuple[tuple[str, str, str], ...]]:
    told = sorted(
        (source, name, value, person)
        for person, (source, key) in enumerate(people)
        if (source, key) in respondents
        for name, value in respondents[source, key].groups.items()
        if value
    )
    codes, values = _coded((source, name, value) for source, name, value, _ in told)
    people_of = np.array([person for _, _, _, person in told], dtype=np.int64)
    return Pairs(rows=people_of, codes=codes, strengths=np.zeros(len(codes))), values


def _stances(run: Run, known: Sequence[Statement]) -> Codes:
    if not run.stances:
        return np.full(len(known), UNKNOWN, dtype=np.int64)
    code = {stance: place for place, stance in enumerate(STANCES)}
    seen = run.statements
    told = (code[run.stances.get(one.id, Stance.NEUTRAL)] if one.id in seen else UNKNOWN for one in known)
    return np.fromiter(told, dtype=np.int64, count=len(known))


def _read_through(known: Sequence[Statement]) -> Codes:
    order = sorted(
        range(len(known)), key=lambda row: (known[row].source, known[row].row, known[row].column, known[row].start)
    )
    return np.array(order, dtype=np.int64)
