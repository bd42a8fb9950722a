"""A store as people have left it: its runs are boards, and whoever counts or looks in them sees decisions."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from nlp.domain.edits import Board, Decision
from nlp.domain.quotes import Filters, WayBack
from nlp.domain.themes import Counts, Run
from nlp.ports import Boards, Store
from nlp.themes.replay import replay

KEPT = 2
"""So many boards stay at hand: a comparison needs two, and with 50,000 statements each takes some fifty megabytes."""
EVERY = 2**62
"""As many hits as there are."""
NOBODY = ""

Speakers = Mapping[str, tuple[str, str, str]]
"""Statement → its source, who said it, and for which organisation."""
Tally = Mapping[str, Mapping[str, Counts]]
"""Source → theme → counts; all sources under an empty id, „Ohne Thema“ likewise."""
NOTHING = Counts(statements=0, respondents=0, organisations=0)


class Reviewed:
    """Fits nlp.ports.Boards: lays the log of decisions over runs, and leaves everything else to the store.

    As long as nobody has decided anything, all it gives is what the store gives.
    """

    def __init__(self, plain: Store) -> None:
        self._plain = plain
        self._log: list[Decision] = []
        self._boards: OrderedDict[tuple[str, int], Board] = OrderedDict()
        self._speakers: tuple[str, Speakers] | None = None
        self._tally: tuple[Run, Tally] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)

    @property
    def plain(self) -> Store:
        """The store underneath, whose runs are as they were sealed."""
        return self._plain

    def sealed(self, run: str = "") -> Run:
        """A run by id, the newest without, as the machine left it. Raises Unknown or NothingToDo."""
        return self._plain.run(run)

    def board(self, run: str = "") -> Board:
        """A run by id, the newest without, as people have left it. Raises Unknown or NothingToDo."""
        log = self._decided()
        if not log:
            return Board(run=self._plain.run(run))
        wanted = run or next(iter(self._plain.runs()), "")
        key = (wanted, log[-1].number)
        if key not in self._boards:
            self._boards[key] = replay(self._plain.run(wanted), log)
            while len(self._boards) > KEPT:
                self._boards.popitem(last=False)
        self._boards.move_to_end(key)
        return self._boards[key]

    def run(self, run: str = "") -> Run:
        """A run by id, the newest without, as people have left it. Raises Unknown or NothingToDo."""
        return self.board(run).run

    def counts(self, run: str, source: str = "") -> dict[str, Counts]:
        """Theme id → its three counts in this run (within one source); `""` stands for what has no theme.

        One organisation that answered in two sources is one; respondents of two sources are always two.
        """
        if not self._decided():
            return self._plain.counts(run, source)
        own = self.tally(run).get(source, {})
        return {theme: own.get(theme, NOTHING) for theme in (*(theme.id for theme in self.run(run).themes), NOBODY)}

    def tally(self, run: str) -> Tally:
        """All counts of this run in one look over it, for all who ask for one source after the other."""
        found = self.run(run)
        if self._tally is None or self._tally[0] is not found:
            self._tally = (found, _tallied(found, self.speakers()))
        return self._tally[1]

    def keyword(self, expression: str, filters: Filters, run: str, limit: int) -> list[tuple[str, float]]:
        """Statement ids that match an FTS expression, best first, with a score (higher is better)."""
        if not filters.theme or not self._decided():
            return self._plain.keyword(expression, filters, run, limit)
        hits = self._plain.keyword(expression, replace(filters, theme=""), run, EVERY if limit > 0 else limit)
        inside = self._inside(filters.theme, run) if hits else frozenset()
        return [hit for hit in hits if hit[0] in inside][:limit]

    def filtered(self, filters: Filters, run: str) -> list[str]:
        """Ids of the statements that the filters let through, by id."""
        if not filters.theme or not self._decided():
            return self._plain.filtered(filters, run)
        inside = self._inside(filters.theme, run)
        return [one for one in self._plain.filtered(replace(filters, theme=""), run) if one in inside]

    def way_back(self, statement: str, run: str = "") -> WayBack:
        """A statement's origin, with its themes in this run or the newest. Raises Unknown."""
        found = self._plain.way_back(statement, run)
        if not self._decided() or not (run or self._plain.runs()):
            return found
        view = self.run(run)
        titles = {theme.id: theme.title for theme in view.themes}
        own = (one for one in view.memberships if one.statement == statement)
        ordered = sorted(own, key=lambda one: (not one.primary, -one.strength, one.theme))
        return replace(found, themes=tuple(titles[one.theme] for one in ordered))

    def speakers(self) -> Speakers:
        """Who said which statement, read again only where the statements may be others."""
        state = self._plain.corpus_state()
        if self._speakers is None or self._speakers[0] != state:
            people = self._plain.respondents()
            bodies = {name: person.organisation for name, person in people.items() if person.organisation}
            said = {
                one.id: (one.source, one.respondent, bodies.get((one.source, one.respondent), ""))
                for one in self._plain.statements()
            }
            self._speakers = (state, said)
        return self._speakers[1]

    def _decided(self) -> list[Decision]:
        """The log so far; only what is new in it is read."""
        self._log += self._plain.decisions(self._log[-1].number if self._log else 0)
        return self._log

    def _inside(self, theme: str, run: str) -> frozenset[str]:
        if not (run or self._plain.runs()):
            return frozenset()
        return frozenset(one.statement for one in self.run(run).memberships if one.theme == theme)


@dataclass(slots=True)
class _Heard:
    """Who speaks in a theme."""

    statements: int = 0
    people: set[tuple[str, str]] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)

    @property
    def counts(self) -> Counts:
        return Counts(statements=self.statements, respondents=len(self.people), organisations=len(self.bodies))


def _tallied(run: Run, speaking: Speakers) -> Tally:
    heard: defaultdict[str, defaultdict[str, _Heard]] = defaultdict(lambda: defaultdict(_Heard))
    inside = ((one.theme, one.statement) for one in run.memberships)
    for theme, statement in (*inside, *((NOBODY, one) for one in run.unassigned)):
        if statement not in speaking:
            continue
        source, person, body = speaking[statement]
        for one in (heard[source][theme], heard[""][theme]):
            one.statements += 1
            if person:
                one.people.add((source, person))
            if body:
                one.bodies.add(body)
    return {source: {theme: one.counts for theme, one in own.items()} for source, own in heard.items()}


def reviewed(store: Store) -> Boards:
    """The store as people have left it; one that is so already is itself."""
    return cast("Boards", store if hasattr(store, "sealed") else Reviewed(store))
