"""Search by words and by meaning, fused."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from nlp.domain.language import Analysis
from nlp.domain.quotes import Filters, Quote
from nlp.domain.themes import Run
from nlp.errors import NothingToDo, Unknown
from nlp.ports import Analyser, Embedder, Matrix, Store
from nlp.search.fusion import blend, nearest
from nlp.search.plan import parse, ranked
from nlp.search.spelling import Lexicon
from nlp.search.words import capitalised
from nlp.text.abbreviations import expansions
from nlp.vectors.bundled import unit
from nlp.vectors.cached import text_hash

LONGEST_QUERY = 1_000
"""Characters of a query that are looked at."""
KEYWORD_HITS = 5_000
MEANING_HITS = 200
READINGS = 512
"""So many queries stay read: people look again at what they looked at, and turn pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Quotes in order, how many there are in all, and which words were read as others."""

    total: int
    quotes: tuple[Quote, ...]
    corrected: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Encoded statements, centred: the mean is what all have in common and says nothing.

    `texts`: what each statement of the store says, as a hash, also of those that have not been encoded yet.
    """

    texts: Mapping[str, str]
    ids: list[str]
    matrix: Matrix
    mean: Matrix

    @classmethod
    def of(cls, store: Store, embedder: Embedder, before: Space | None = None) -> Space:
        """Ids and vectors of all statements that have been encoded; before the first clustering there are none.

        Where `before`, of the same embedder, has all that is there now and nothing else, it is given again.
        """
        texts = {one.id: text_hash(one.words) for one in store.statements()}
        if before and before.texts == texts and len(before.ids) == len(texts):
            return before
        known = store.load_vectors(embedder.fingerprint, sorted(set(texts.values())))
        ids = [identity for identity, key in texts.items() if key in known]
        rows = [known[texts[identity]] for identity in ids]
        matrix = np.vstack(rows) if rows else np.zeros((0, embedder.dimensions), dtype=np.float32)
        mean = matrix.mean(axis=0, keepdims=True) if rows else matrix
        # Column by column: one query is compared with all rows in half the time.
        return cls(texts=texts, ids=ids, matrix=np.asfortranarray(centred(matrix, mean)) if rows else matrix, mean=mean)


class Reader:
    """Reads queries, their words and their meaning, for any number of threads; the last ones stay read."""

    def __init__(self, *, analyser: Analyser, embedder: Embedder) -> None:
        self.embedder = embedder
        self._analyser = analyser
        # Engines are not made for two threads at once; but while one thread encodes, another may read words.
        self._reading, self._encoding, self._placing = threading.Lock(), threading.Lock(), threading.Lock()
        self._space: Space | None = None
        self._meant: OrderedDict[str, Matrix] = OrderedDict()
        self.words = lru_cache(READINGS)(self._words)

    def space(self, store: Store) -> Space:
        """Where the store's statements lie; a new run of the same statements moves none of them."""
        with self._placing:
            self._space = Space.of(store, self.embedder, self._space)
            return self._space

    def _words(self, query: str) -> Analysis:
        """Both readings of a query: as typed, and with nouns written as nouns, because people type in lower case."""
        with self._reading:
            plain, written = self._analyser.analyse([query, capitalised(query)])
        return Analysis(tokens=(*plain.tokens, *written.tokens))

    def meaning(self, queries: Sequence[str]) -> Matrix:
        """Shape (n, d), unit length. Queries encoded together take less time, and have the same vectors."""
        with self._encoding:
            new = [one for one in dict.fromkeys(queries) if one not in self._meant]
            if new:
                self._meant.update(zip(new, self.embedder.encode([" ".join(one.split()) for one in new]), strict=True))
            for one in queries:
                self._meant.move_to_end(one)
            found = np.stack([self._meant[one] for one in queries])
            while len(self._meant) > READINGS:
                self._meant.popitem(last=False)
            return found


class Searcher:
    """Searches one store; vectors are fetched once and kept as long as the searcher lives."""

    def __init__(self, store: Store, *, analyser: Analyser, embedder: Embedder) -> None:
        self._store = store
        self._reader = Reader(analyser=analyser, embedder=embedder)
        self._space: Space | None = None

    def search(self, query: str, *, filters: Filters | None = None, limit: int = 10) -> Found:
        """The best quotes for a query of any characters; an empty one finds nothing. Raises Unknown for a filter."""
        run = self._run()
        wanted = checked(filters or Filters(), self._store, run)
        words = typed(query)
        name = run.id if run else ""
        plan = parse(words, self._reader.words(words), Lexicon(self._store.vocabulary()), expansions)
        by_words = ranked(plan, lambda tier: self._store.keyword(tier, wanted, name, KEYWORD_HITS))
        fused = blend(by_words, self._meant(words, wanted, name) if plan.near else [])
        shown = self._store.by_id(identity for identity, _ in fused[:limit])
        titles = _titles(run)
        return Found(
            total=len(fused),
            quotes=tuple(
                Quote(statement=shown[identity], themes=titles.get(identity, ()), score=score)
                for identity, score in fused[:limit]
            ),
            corrected=plan.corrected,
        )

    def _meant(self, words: str, filters: Filters, run: str) -> list[tuple[str, float]]:
        self._space = space = self._space or Space.of(self._store, self._reader.embedder)
        if not space.ids:
            return []
        asked = centred(self._reader.meaning([words]), space.mean)[0]
        ids, matrix = space.ids, space.matrix
        if filters != Filters():
            allowed = set(self._store.filtered(filters, run))
            rows = [row for row, identity in enumerate(ids) if identity in allowed]
            ids, matrix = [ids[row] for row in rows], matrix[rows]
        return nearest(asked, matrix, ids, MEANING_HITS)

    def _run(self) -> Run | None:
        try:
            return self._store.run()
        except NothingToDo:
            return None


def typed(query: str) -> str:
    """A query as it is looked for: not endless, and half characters, as a terminal may hand them in, as „?“."""
    return query[:LONGEST_QUERY].encode("utf-8", "replace").decode("utf-8")


def centred(matrix: Matrix, mean: Matrix) -> Matrix:
    """The rows without the mean, length one again."""
    return unit(np.asarray(matrix - mean, dtype=np.float32))


def checked(filters: Filters, store: Store, run: Run | None) -> Filters:
    """The filters with a theme's title turned into its id. Raises Unknown for a theme or source that is not there."""
    sources = [source.id for source in store.sources()]
    if filters.source and filters.source not in sources:
        raise Unknown(f"Die Quelle „{filters.source}“ gibt es nicht. Vorhanden: {', '.join(sources) or 'noch keine'}.")
    if not filters.theme:
        return filters
    themes = {theme.title.casefold(): theme.id for theme in run.themes} if run else {}
    wanted = themes.get(filters.theme.casefold(), filters.theme)
    if wanted not in themes.values():
        known = ", ".join(sorted(theme.title for theme in run.themes)) if run else "noch keines"
        raise Unknown(f"Das Thema „{filters.theme}“ gibt es nicht. Vorhanden: {known}.")
    return replace(filters, theme=wanted)


def _titles(run: Run | None) -> dict[str, tuple[str, ...]]:
    if run is None:
        return {}
    names = {theme.id: theme.title for theme in run.themes}
    titles: dict[str, tuple[str, ...]] = {}
    for one in sorted(run.memberships, key=lambda member: (not member.primary, -member.strength, member.theme)):
        titles[one.statement] = (*titles.get(one.statement, ()), names[one.theme])
    return titles


def told(found: Found) -> dict[str, object]:
    """The quotes as plain values, with the keys of the command's JSON."""
    return {
        "total": found.total,
        "quotes": [
            {
                "statement": quote.statement.id,
                "text": quote.statement.text,
                "lead": quote.statement.lead,
                "source": quote.statement.source,
                "row": quote.statement.row,
                "question": quote.statement.question,
                "themes": list(quote.themes),
                "score": round(quote.score, 5),
            }
            for quote in found.quotes
        ],
        "corrected": {word: list(instead) for word, instead in found.corrected.items()},
    }
