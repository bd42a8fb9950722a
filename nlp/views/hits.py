"""Search for readers: hits of one run with what was searched for marked, and how many there are of which kind."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

from nlp.domain.corpus import Source, Statement
from nlp.domain.quotes import Filters
from nlp.domain.themes import Stance, Theme
from nlp.ports import Store
from nlp.search.fusion import blend, nearest_each
from nlp.search.plan import SearchPlan, parse, ranked
from nlp.search.spelling import Lexicon
from nlp.search.together import Together
from nlp.text.abbreviations import expansions
from nlp.views.choosing import Chosen, Wanted, choose
from nlp.views.facets import Facets, facets
from nlp.views.marks import Piece, marked
from nlp.views.protect import FEWEST
from nlp.views.search import MEANING_HITS, Reader, Space, centred
from nlp.views.stock import STANCES, UNKNOWN, Codes, Mask, Stock

PAGE = 25
KEPT = 128
"""So many answers to searches stay known: whoever looks turns pages and tries filters on the same words."""
MOST_TOGETHER = 4
"""So many searches are compared with all statements at a time; more would save little and wait long."""
TOO_FEW = (
    "Aus dieser Gruppe sind es hier zu wenige: Weniger als {fewest} Befragte sollen nicht zu erkennen sein. "
    "Bitte wählen Sie weniger Filter."
)
GUARDED = "Aussagen zu besonders geschützten Themen zeigt O-Ton nicht nach Gruppen; sie sind hier nicht dabei."


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One statement found; its words and its lead-in in pieces. `by_words`: it has what was typed, in some form."""

    statement: Statement
    source: Source
    themes: tuple[Theme, ...]
    stance: Stance | None
    waiting: bool
    by_words: bool
    pieces: tuple[Piece, ...]
    lead: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of what was found. `total`: all hits, on all pages; `people`: how many said them.

    `corrected`: typed words that nobody wrote, and what was read instead. `hidden`: why nothing, or not all, is shown.
    """

    wanted: Wanted
    total: int
    by_words: int
    first: int
    hits: tuple[Hit, ...]
    facets: Facets
    corrected: tuple[str, ...] = ()
    hidden: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the statements on this page."""
        return tuple(hit.statement.id for hit in self.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What a query alone finds, best first, before filters; `worded`: the rows that have its words."""

    plan: SearchPlan
    order: Codes
    rows: Mask
    worded: Mask


@dataclass(slots=True, kw_only=True)
class Finder:
    """Finds in one state of the store, for any number of threads; each brings its own store."""

    stock: Stock
    space: Space
    reader: Reader
    lexicon: Lexicon
    _kept: OrderedDict[Hashable, Hits | Ranking] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _near: Together[str, list[tuple[str, float]]] = field(init=False)

    def __post_init__(self) -> None:
        self._near = Together(self._meant, MOST_TOGETHER)

    @classmethod
    def of(cls, store: Store, reader: Reader, run: str = "") -> Finder:
        """Over the newest run, or the one named. Raises NothingToDo or Unknown."""
        return cls(
            stock=Stock.of(store, run),
            space=reader.space(store),
            reader=reader,
            lexicon=Lexicon(store.vocabulary()),
        )

    def find(
        self,
        store: Store,
        query: str = "",
        *,
        filters: Filters | None = None,
        stance: str = "",
        first: int = 0,
        limit: int = PAGE,
        fewest: int = FEWEST,
    ) -> Hits:
        """Hits from place `first` on, best first; without a query all that the filters let through.

        The query alone decides what is a hit, filters only choose among hits: a count beside a filter is what choosing
        it shows. A group with fewer than `fewest` respondents among them is not shown. Raises InputError for a query
        that is too long, Unknown for a filter that is not there.
        """
        wanted = Wanted.of(self.stock, query, filters or Filters(), stance)
        key = (wanted, first, limit, fewest)
        held = self._held(key)
        if not isinstance(held, Hits):
            held = self._found(store, wanted, first, limit, fewest)
            self._keep(key, held)
        return held

    def chosen(self, store: Store, query: str, filters: Filters, stance: str, fewest: int = FEWEST) -> list[str]:
        """Ids of all hits, best first, for those who take them all along. Raises as `find` does."""
        wanted = Wanted.of(self.stock, query, filters, stance)
        ranking = self._ranking(store, wanted)
        rows = self._ordered(wanted, ranking, choose(self.stock, wanted, ranking.rows, fewest))
        return [self.stock.ids[row] for row in rows]

    def _found(self, store: Store, wanted: Wanted, first: int, limit: int, fewest: int) -> Hits:
        ranking = self._ranking(store, wanted)
        chosen = choose(self.stock, wanted, ranking.rows, fewest)
        rows = self._ordered(wanted, ranking, chosen)
        shown = [int(row) for row in rows[first : first + limit]]
        known = store.by_id(self.stock.ids[row] for row in shown)
        hits = (self._hit(row, known[self.stock.ids[row]], ranking) for row in shown if self.stock.ids[row] in known)
        hidden = TOO_FEW.format(fewest=fewest) if chosen.too_few else GUARDED if chosen.guarded else ""
        return Hits(
            wanted=wanted,
            total=len(rows),
            by_words=int(ranking.worded[rows].sum()),
            first=first,
            hits=tuple(hits),
            facets=facets(self.stock, wanted, chosen, fewest),
            corrected=tuple(ranking.plan.corrected),
            hidden=hidden,
        )

    def _ordered(self, wanted: Wanted, ranking: Ranking, chosen: Chosen) -> Codes:
        if wanted.words or wanted.theme is None:
            return ranking.order[chosen.rows[ranking.order]]
        # Without words the strongest of a theme come first.
        themes = self.stock.themes
        own = np.flatnonzero((themes.codes == wanted.theme) & chosen.rows[themes.rows])
        return themes.rows[own[np.argsort(-themes.strengths[own], kind="stable")]]

    def _ranking(self, store: Store, wanted: Wanted) -> Ranking:
        held = self._held(wanted.words)
        if isinstance(held, Ranking):
            return held
        made = self._searched(store, wanted.words) if wanted.words else self._everything()
        self._keep(wanted.words, made)
        return made

    def _everything(self) -> Ranking:
        whole = np.ones(self.stock.size, dtype=np.bool_)
        return Ranking(plan=SearchPlan(), order=self.stock.reading, rows=whole, worded=whole)

    def _searched(self, store: Store, words: str) -> Ranking:
        places = self.stock.places
        plan = parse(words, self.reader.words(words), self.lexicon, expansions)
        found = ranked(plan, lambda tier: store.keyword(tier, Filters(), self.stock.run.id, len(places) + 1))
        # By row, which says the same as by id: the rows are in the order of ids.
        by_words = [(places[one], score) for one, score in found if one in places]
        near = [(places[one], score) for one, score in self._near(words) if one in places] if plan.near else []
        order = np.array([row for row, _ in blend(by_words, near)], dtype=np.int64)
        rows, worded = np.zeros((2, len(places)), dtype=np.bool_)
        rows[order] = True
        worded[[row for row, _ in by_words]] = True
        return Ranking(plan=plan, order=order, rows=rows, worded=worded)

    def _meant(self, queries: Sequence[str]) -> list[list[tuple[str, float]]]:
        if not self.space.ids:
            return [[] for _ in queries]
        asked = [centred(row[np.newaxis], self.space.mean)[0] for row in self.reader.meaning(queries)]
        return nearest_each(asked, self.space.matrix, self.space.ids, MEANING_HITS)

    def _hit(self, row: int, statement: Statement, ranking: Ranking) -> Hit:
        stock, plan = self.stock, ranking.plan
        stance = int(stock.stance[row])
        return Hit(
            statement=statement,
            source=stock.sources[stock.source[row]],
            themes=stock.themes_of(row),
            stance=STANCES[stance] if stance != UNKNOWN else None,
            waiting=bool(stock.waiting[row]),
            by_words=bool(ranking.worded[row]),
            pieces=marked(statement.text, plan, lemmas=statement.lemmas, parts=statement.parts),
            lead=marked(statement.lead or "", plan),
        )

    def _held(self, key: Hashable) -> Hits | Ranking | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: Hits | Ranking) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
