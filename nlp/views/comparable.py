"""Whether two sources can be held against each other as waves of one survey; where not, why, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nlp.domain.corpus import Respondent, Source, Statement
from nlp.domain.folding import fold
from nlp.views.findings import listed
from nlp.views.protect import FEWEST
from nlp.views.sources import KINDS

BODY = "\0"
"""What names of bodies begin with here, so that no key of a person is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One wave: what was said in it, and by whom, each person, household or body once.

    `weights`: by respondent; `bodies`: those of them who answered for an organisation; `nameless`: statements of which
    nobody knows who made them; `questions`: as they were put, by folded wording.
    """

    source: Source
    statements: tuple[Statement, ...]
    weights: Mapping[str, float]
    bodies: frozenset[str]
    nameless: int
    questions: Mapping[str, str]

    @classmethod
    def of(cls, source: Source, said: Iterable[Statement], respondents: Mapping[tuple[str, str], Respondent]) -> Asked:
        """A source's statements among these, with who made them; one body under two keys or spellings is one."""
        known = {key: body for (of, key), body in respondents.items() if of == source.id}
        name = {key: f"{BODY}{fold(one.organisation)}" if one.organisation else key for key, one in known.items()}
        own = tuple(
            replace(one, respondent=name.get(one.respondent, one.respondent)) for one in said if one.source == source.id
        )
        there = {one.respondent for one in own if one.respondent}
        weights = dict.fromkeys(sorted(there), 1.0) | {
            name[key]: known[key].weight for key in known if name[key] in there
        }
        return cls(
            source=source,
            statements=own,
            weights=weights,
            bodies=frozenset(one for one in there if one.startswith(BODY)),
            nameless=sum(not one.respondent for one in own),
            questions={plain(one.question): one.question for one in own},
        )

    def part(self, people: Iterable[str]) -> tuple[int, float]:
        """How many of these said something here, and what share of all who did, by weight; each once."""
        speaking = frozenset(people) & self.weights.keys()
        whole = sum(self.weights.values())
        # Where nobody weighs anything, everybody weighs the same.
        share = (
            sum(self.weights[one] for one in sorted(speaking)) / whole if whole else len(speaking) / max(self.size, 1)
        )
        return len(speaking), min(share, 1.0)

    @property
    def size(self) -> int:
        """How many people said something."""
        return len(self.weights)

    @property
    def weighted(self) -> bool:
        """Whether some weigh more than others."""
        return len(set(self.weights.values())) > 1

    @property
    def effective(self) -> float:
        """As how many people of equal weight they say as much: Kish 1965, Survey Sampling, 11.7."""
        squares = sum(weight**2 for weight in self.weights.values())
        return float(sum(self.weights.values()) ** 2 / squares) if squares else float(self.size)

    @property
    def unit(self) -> str:
        """Who counts as one."""
        if not self.bodies:
            return "Personen oder Haushalte"
        return "Einrichtungen" if len(self.bodies) == self.size else "Menschen und Einrichtungen gemischt"


def plain(question: str) -> str:
    """A question so that spelling, signs and spaces make no other of it."""
    return " ".join(re.findall(r"\w+", fold(question)))


def shared(before: Asked, now: Asked) -> frozenset[str]:
    """Folded questions that both waves were asked; of answers without one nobody knows."""
    return frozenset((before.questions.keys() & now.questions.keys()) - {""})


def only(wave: Asked, questions: frozenset[str]) -> Asked:
    """A wave's answers to these questions, and those who gave any."""
    kept = tuple(one for one in wave.statements if plain(one.question) in questions)
    people = {one.respondent for one in kept}
    return replace(
        wave,
        statements=kept,
        weights={key: weight for key, weight in wave.weights.items() if key in people},
        nameless=sum(not one.respondent for one in kept),
        bodies=wave.bodies & people,
        questions={folded: asked for folded, asked in wave.questions.items() if folded in questions},
    )


def hindrances(before: Asked, now: Asked, *, fewest: int = FEWEST) -> tuple[str, ...]:
    """Why no difference between the two would mean anything; empty where it would."""
    both = (before, now)
    told = []
    no_sample = [f"„{one.source.title}“" for one in both if not one.source.random_sample]
    if no_sample:
        told.append(
            f"{listed(no_sample)} {'ist' if len(no_sample) == 1 else 'sind'} keine Zufallsstichprobe: "
            "Wer geantwortet hat, steht nicht für alle."
        )
    if before.source.kind is not now.source.kind:
        told.append(f"Die Quellen sind verschiedener Art: {KINDS[before.source.kind]} und {KINDS[now.source.kind]}.")
    if before.unit != now.unit:
        told.append(f"Geantwortet haben nicht die Gleichen: erst {before.unit}, dann {now.unit}.")
    elif 0 < len(before.bodies) < before.size:
        told.append(f"Gezählt würden {before.unit}; das ergibt keinen gemeinsamen Anteil.")
    told += [f"In „{one.source.title}“ steht nicht überall, wer gesprochen hat." for one in both if one.nameless]
    if all(one.statements for one in both) and not shared(before, now):
        told.append(f"Es wurde anderes gefragt: {_questions(before)}; dann {_questions(now)}.")
    told += [
        f"Aus „{one.source.title}“ haben weniger als {fewest} Befragte in dieser Auswertung etwas gesagt."
        for one in both
        if one.size < fewest
    ]
    return tuple(told)


def remarks(before: Asked, now: Asked) -> tuple[str, ...]:
    """What the figures of two comparable waves count, and what their intervals do not cover."""
    both, common = (before, now), shared(before, now)
    told = ["Gezählt ist, wer auf die gemeinsamen Fragen etwas gesagt hat; jede Person zählt je Thema einmal."]
    for one in both:
        left = [f"„{asked}“" for folded, asked in sorted(one.questions.items()) if folded not in common]
        if left:
            told.append(f"Nur in „{one.source.title}“ gefragt und deshalb nicht mitgezählt: {listed(left)}.")
    if any(one.weighted for one in both):
        told.append(
            "Die Anteile sind mit den Gewichten der Befragten gerechnet, die Bereiche mit der wirksamen Größe nach "
            "Kish; die Zahlen der Befragten sind ungewichtet."
        )
    told.append(
        "Die Bereiche sagen, wie weit der Zufall der Stichprobe reicht. Wer nicht geantwortet hat, kommt darin nicht "
        "vor, und wie viele es insgesamt gibt, ist nicht eingerechnet: Bekannt ist nur, wie viele angeschrieben wurden."
    )
    return tuple(told)


def _questions(wave: Asked) -> str:
    named = [f"„{asked}“" if asked else "ohne Angabe der Frage" for _, asked in sorted(wave.questions.items())]
    return listed(named)
