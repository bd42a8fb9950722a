"""HanTa with a memory and with its two inner searches written for speed; import it late, it brings HanTa."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from HanTa.HanoverTagger import EMPTY, END_UNKNOWN, START, UNKNOWN, HanoverTagger
from numpy import logaddexp

from nlp.text.limits import LONGEST_WORD

_CACHED = 100_000
_LOWEST = -1e6
_WHOLE_UNKNOWN = 4.6
_BEAM = 3
_LONGEST_ENDING = 4
_LONGEST_COUNTED = 24
_SHORT_WORD = 4
_SHORTEST_UNKNOWN = 3

_State = tuple[int, int]
_Row = dict[_State, float]


class Swift(HanoverTagger):  # type: ignore[misc]  # HanTa ships no types
    """HanTa's tagger (Wartena 2019), twice as fast on words that it has not seen.

    HanTa 1.2.1 asks every morpheme class about every stretch of a word, state by state. Here each stretch is looked up
    once, in a table from morpheme to classes; a test holds both to the same analyses.
    """

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self._known: dict[str, dict[int, float]] = {}
        for tag, morphemes in self.LP_m_t.items():
            for morpheme, score in morphemes.items():
                self._known.setdefault(morpheme, {})[tag] = score
        self._open = [tag for tag in self.LP_m_t if tag in self.LP_hapax_t and tag in self.LP_s_t]
        self._next = {state: dict(followers) for state, followers in self.LP_trans_nonfinal.items()}
        self._base = [
            {tag: self.Int_t + self.LP_hapax_t[tag] + self.LP_len_t[tag][size] for tag in self._open}
            for size in range(_LONGEST_COUNTED + 1)
        ]
        self._by_ending = [(tag, self.LP_s_t[tag]) for tag in self._open]
        self._endings = lru_cache(_CACHED)(self._scored)
        self._remembered = lru_cache(_CACHED)(super()._tag_word)

    def _tag_word(self, word: str, cutoff: int = 5, casesensitive: bool = True, conditional: bool = False) -> Any:
        return self._remembered(word[:LONGEST_WORD], cutoff, casesensitive, conditional)

    def _emissions(self, morpheme: str, length: int, strict: bool) -> dict[int, float]:
        """Log probability of a stretch in every class that can be it; `length` is that of the whole word."""
        known = self._known.get(morpheme, {})
        if strict or (length >= _SHORT_WORD and len(morpheme) < _SHORTEST_UNKNOWN):
            return known
        base = self._base[min(len(morpheme), _LONGEST_COUNTED)]
        scores = self._endings(morpheme[-_LONGEST_ENDING:], len(morpheme) > _LONGEST_ENDING)
        loss = _WHOLE_UNKNOWN if len(morpheme) == length else 0.0
        guessed = {tag: base[tag] + score - loss for tag, score in scores}
        return guessed | known if known else guessed

    def _scored(self, ending: str, longer: bool) -> list[tuple[int, float]]:
        """Each open class with the score of the longest ending that it knows; `longer`: more stands before it."""
        endings = [ending[cut:] for cut in range(0 if longer else 1, len(ending))] + [""]
        return [(tag, scores[next(end for end in endings if end in scores)]) for tag, scores in self._by_ending]

    def _search(self, word: str, reachable: frozenset[int] | None, strict: bool) -> tuple[list[_Row], list[Any]]:
        """Best score and origin of every state at every place; `reachable` None lets all classes pass."""
        length = len(word)
        table: list[_Row] = [{(EMPTY, START): 0.0}] + [{} for _ in range(length)]
        origin: list[dict[_State, tuple[_State, int]]] = [{} for _ in range(length + 1)]
        for start in range(length):
            row = table[start]
            bound = sorted(row.values(), reverse=True)[_BEAM] - 1 if len(row) > _BEAM else _LOWEST
            alive = [(state, score) for state, score in row.items() if score >= bound]
            for end in range(start + 1, length + 1) if alive else ():
                emitted = self._emissions(word[start:end], length, strict)
                if not emitted:
                    continue
                target = table[end]
                for state, score in alive:
                    following = self._next.get(state, {})
                    for tag, emission in emitted.items():
                        if tag not in following or (reachable is not None and tag not in reachable):
                            continue
                        total = score + following[tag] + emission
                        new = (state[1], tag)
                        if total > _LOWEST and (new not in target or total > target[new]):
                            target[new] = total
                            origin[end][new] = (state, start)
        return table, origin

    def analyze_forward(self, word: str) -> list[tuple[int, float]]:
        """Parts of speech (HanTa's numbers) with their log probability, best first."""
        table, _ = self._search(word, None, self.strict)
        best: _Row = {}
        for state, score in table[-1].items():
            for tag, step in self.LP_trans_final.get(state, []):
                new = (state[1], tag)
                if score + step > best.get(new, _LOWEST):
                    best[new] = score + step
        results: dict[int, float] = {}
        for (_, tag), score in best.items():
            results[-tag] = logaddexp(results[-tag], score) if -tag in results else score
        return sorted(results.items(), key=lambda item: item[1], reverse=True) or [(UNKNOWN, 0.0)]

    def analyze_viterbi(self, word: str, targetpos: int) -> list[tuple[int, int]]:
        """Classes of the best path that ends in `targetpos`, each with the place where its morpheme ends."""
        reachable = self.reachability.get(targetpos, frozenset())
        length = len(word)
        for strict in (True, False):
            table, origin = self._search(word, reachable, strict)
            finals = [
                (score + step, state)
                for state, score in table[-1].items()
                for tag, step in self.LP_trans_final.get(state, [])
                if tag == targetpos and score + step > _LOWEST
            ]
            if finals:
                break
        if not finals:
            return [(UNKNOWN, length), (END_UNKNOWN, length + 1)]
        state = max(finals, key=lambda final: final[0])[1]
        path, place = [(targetpos, length + 1)], length
        while place > 0:
            path.append((state[1], place))
            state, place = origin[place][state]
        return path[::-1]
