"""Given themes take what belongs to them, at a threshold that the corpus itself sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS, PersonalData
from nlp.domain.themes import Evidence
from nlp.ports import Matrix
from nlp.themes.around import Around, of_the_day, surrounded
from nlp.themes.confirmed import kept, taught, trust
from nlp.themes.deciding import decided, noise
from nlp.themes.evidence import Terms, closeness, named, spread
from nlp.themes.learning import Confirmed, lessons
from nlp.themes.reasons import reasons
from nlp.themes.texts import ThemeTexts
from nlp.themes.wording import word_counts

NAMED_WEIGHT = 2.0
"""What a theme's own words weigh beside closeness in meaning, in standard deviations of the latter."""
POLICY_WEIGHT = 1.5
"""What closeness in the policy view weighs beside that in all the encoders, where a catalogue says little."""
CONTACT_WORDS = 1
"""A statement with a telephone number or e-mail address and at most so many words besides says no more than that."""
_CONTACTS = (PLACEHOLDERS[PersonalData.PHONE][:-1], PLACEHOLDERS[PersonalData.EMAIL][:-1])
BARE = 4
"""Themes with fewer texts than this on average say too little of themselves: the statements nearest them teach more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Which of t given themes n statements belong to.

    `scores` (n, t) rank the themes of a statement; `strengths` (n, t), 0 to 1, are 0.5 at the threshold; `chosen`
    (n, t) is the decision, several or none per statement; `stability` (t): overlap with decisions on less evidence;
    `held` (n, t), 0 to 1: share of those decisions that choose it; `why` (n): theme → the terms that name it;
    `evidence` (n): the same with what lies nearest, for the themes it is in.
    """

    scores: Matrix
    strengths: Matrix
    chosen: NDArray[np.bool_]
    stability: tuple[float, ...]
    held: Matrix
    why: tuple[Mapping[int, Sequence[str]], ...]
    evidence: tuple[Mapping[int, Evidence], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Statements and catalogue as the encoders see them, and as the policy view does where there is one."""

    texts: ThemeTexts
    views: Sequence[Matrix]
    theme_views: Sequence[Matrix]
    policy: Matrix | None = None
    theme_policy: Matrix | None = None

    @property
    def bare(self) -> bool:
        """Whether the themes are little more than their titles."""
        return len(self.texts.texts) < BARE * (max(self.texts.theme) + 1)

    def told(self, spoken: Matrix) -> Matrix:
        """Scores (n, t) by what the catalogue says, in meaning and in words."""
        near = closeness(self.views, self.theme_views, self.texts)
        if not self.bare:
            return spread(near - near.mean()) + NAMED_WEIGHT * spoken
        scores = spread(near - near.mean(axis=0))
        if self.policy is not None and self.theme_policy is not None:
            in_policy = closeness([self.policy], [self.theme_policy], self.texts, centre=False)
            scores = spread(scores + POLICY_WEIGHT * spread(in_policy - in_policy.mean(axis=0)))
        return scores

    def variations(self) -> Iterator[Sight]:
        """The same with something left out: each encoder by itself, the policy view, every other text of each theme."""
        for place in range(len(self.views)) if len(self.views) > 1 else ():
            yield replace(self, views=self.views[place : place + 1], theme_views=self.theme_views[place : place + 1])
        if self.policy is not None and self.bare:
            yield replace(self, policy=None, theme_policy=None)
        for half in (0, 1):
            rows = halved(self.texts, half)
            if len(rows) < len(self.texts.texts):
                yield replace(
                    self,
                    texts=self.texts.only(rows),
                    theme_views=[view[rows] for view in self.theme_views],
                    theme_policy=None if self.theme_policy is None else self.theme_policy[rows],
                )


def assign(
    *,
    texts: ThemeTexts,
    views: Sequence[Matrix],
    theme_views: Sequence[Matrix],
    tokens: Sequence[Sequence[Token]],
    term_tokens: Sequence[Sequence[Token]],
    answers: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    sources: Sequence[str] | None = None,
    policy: Matrix | None = None,
    theme_policy: Matrix | None = None,
    confirmed: Confirmed | None = None,
    ids: Sequence[str] = (),
    resampled: bool = True,
) -> Assignment:
    """Holds n statements against a catalogue, without any labels but those a person has confirmed.

    `views`: (n, d) per encoder; `theme_views`: `texts.texts` by the same encoders; `tokens`: the words of the
    statements; `term_tokens`: those of `texts.terms`; `answers`: which answer each statement comes from (statements of
    one answer lean on each other a little; an empty name stands alone); `questions`: to which question or under which
    heading each was said; `sources`: at which event (empty for surveys, whose name tells who was asked, not about
    what); `policy` and `theme_policy`: statements and `texts.texts` in the policy view; `confirmed`: rows → places of
    the themes a person has put them in: they stay, and the others learn from them; `ids`: the statements' ids, by
    which evidence names them; without `resampled` stability is not asked for and 0. Raises ValueError where lengths
    differ.
    """
    count, themes = len(tokens), max(texts.theme) + 1
    given = [*theme_views, *([] if theme_policy is None else [theme_policy])]
    seen = [*views, *([] if policy is None else [policy])]
    if any(len(view) != count for view in seen) or any(len(view) != len(texts.texts) for view in given):
        raise ValueError("views and tokens must be of the same length")
    if count == 0:
        nothing = np.zeros((0, themes), dtype=np.float32)
        return Assignment(
            scores=nothing, strengths=nothing, chosen=nothing > 0, stability=(0.0,) * themes, held=nothing, why=()
        )
    sight = Sight(texts=texts, views=views, theme_views=theme_views, policy=policy, theme_policy=theme_policy)
    spoken, why = named(tokens, Terms(term_tokens, texts.term_theme), themes)
    around = Around(answers=answers, questions=questions, sources=sources)
    people = dict(sorted((confirmed or {}).items(), key=lambda pair: (ids[pair[0]] if ids else "", pair[0])))
    counts = word_counts(tokens) if sight.bare or people else None
    judge = Judge(spoken=spoken, words=counts, around=around, confirmed=people).trying(sight)
    whole = judge.scored(sight)
    threshold, scale = noise(whole)
    strengths = np.round(1 / (1 + np.exp(-(whole - threshold) / scale)), 4).astype(np.float32)
    chosen = judge.decided(whole) & ~addresses(tokens)[:, None]
    variants = [judge.decided(judge.scored(less)) for less in (sight.variations() if resampled else ())]
    stability = tuple(_agreement(chosen[:, place], [other[:, place] for other in variants]) for place in range(themes))
    kept(chosen, whole, strengths, people)
    return Assignment(
        scores=whole,
        strengths=strengths,
        chosen=chosen,
        stability=stability,
        held=_share(variants) if variants else np.zeros_like(strengths),
        why=tuple(why),
        evidence=reasons(
            chosen=chosen, terms=why, texts=texts, views=views, theme_views=theme_views, confirmed=people, ids=ids
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What stays the same however much of the evidence is seen: words, surroundings, what people have confirmed."""

    spoken: Matrix
    words: Any
    around: Around
    confirmed: Confirmed
    trust: float = 0.0

    def trying(self, sight: Sight) -> Judge:
        """The same with the weight that learning deserves."""
        if not sight.bare and not self.confirmed:
            return self
        material = lessons(sight.views, sight.policy, self.words, bare=sight.bare)
        return replace(self, trust=trust(sight.told(self.spoken), material, self.confirmed, bare=sight.bare))

    def scored(self, sight: Sight) -> Matrix:
        """Scores (n, t) by the catalogue, by learning, and by what stands around."""
        scores = sight.told(self.spoken)
        if self.trust or self.confirmed:
            material = lessons(sight.views, sight.policy, self.words, bare=sight.bare)
            scores = taught(scores, material, self.confirmed, weight=self.trust)
        return np.round(surrounded(scores, self.around), 4).astype(np.float32)

    def decided(self, scores: Matrix) -> NDArray[np.bool_]:
        """(n, t): the themes of each statement."""
        found = decided(scores, self.spoken, *noise(scores), asked=bool(self.confirmed))
        return of_the_day(found, self.around)


def halved(texts: ThemeTexts, half: int) -> list[int]:
    """Every other text of each theme; the only one of a theme stays."""
    rows: list[int] = []
    for place in range(max(texts.theme) + 1):
        own = [row for row, theme in enumerate(texts.theme) if theme == place]
        rows.extend(own[half::2] or own)
    return rows


def _agreement(chosen: NDArray[np.bool_], others: Sequence[NDArray[np.bool_]]) -> float:
    """Mean Jaccard overlap of a theme's statements with those it would have on less evidence, 0 to 1.

    0 where there is no less: one title for one encoder holds on to nothing else.
    """
    overlaps = [float((chosen & other).sum() / max(1, (chosen | other).sum())) for other in others]
    return round(sum(overlaps) / len(overlaps), 4) if overlaps else 0.0


def _share(variants: Sequence[NDArray[np.bool_]]) -> Matrix:
    """Shape (n, t): the share of decisions that choose a theme."""
    share: Matrix = np.round(np.stack(variants).mean(axis=0), 4).astype(np.float32)
    return share


def addresses(tokens: Sequence[Sequence[Token]]) -> NDArray[np.bool_]:
    """(n,): statements that only say how somebody can be reached."""
    return np.array(
        [
            any(token.text.startswith(_CONTACTS) for token in row)
            and sum(not token.stop for token in row) <= CONTACT_WORDS
            for row in tokens
        ],
        dtype=bool,
    )
