"""Double coding: what a coder sees, which is nothing of the others, and how far all agree once they have coded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nlp.domain.corpus import Statement
from nlp.domain.reviewing import Sample
from nlp.errors import NotAllowed, Unknown
from nlp.ports import Store
from nlp.themes.agreeing import Agreement, agreed
from nlp.views.agreement import FEW, figures_told, machine, measured, placed, theme_told
from nlp.views.findings import listed
from nlp.views.review.boards import board_of, sealed_of

MACHINE = "Maschine"
Codes = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Coder → statement → themes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A theme to choose, as it was called when the sample was drawn; `now`: its title today, empty where it is gone."""

    id: str
    title: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one coder has to do: statements in an order of their own, each with what they said; None: nothing yet.

    `gone`: statements that are no more since a file was read again.
    """

    sample: Sample
    coder: str
    choices: tuple[Choice, ...]
    items: tuple[tuple[Statement, tuple[str, ...] | None], ...]
    gone: int

    @property
    def done(self) -> int:
        """How many are coded."""
        return sum(own is not None for _, own in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two over the statements that both have coded; `second` is a coder, or empty for the machine."""

    first: str
    second: str
    figures: Agreement
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A statement on which not all who coded it agree: coder → themes, and the machine's."""

    statement: Statement
    said: Mapping[str, tuple[str, ...]]
    machine: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How far coders agree with each other (`between`), and each with the machine; `done`: coder → statements coded."""

    sample: Sample
    choices: tuple[Choice, ...]
    statements: int
    gone: int
    done: Mapping[str, int]
    between: tuple[Pair, ...]
    with_machine: tuple[Pair, ...]
    differing: tuple[Difference, ...]
    sentences: tuple[str, ...]


def sample_of(store: Store, sample: str) -> Sample:
    """A sample by id. Raises Unknown."""
    for one in store.samples():
        if one.id == sample:
            return one
    raise Unknown(f"Eine Stichprobe „{sample}“ gibt es hier nicht. Bitte prüfen Sie die Kennung.")


def codes_of(store: Store, sample: Sample) -> Codes:
    """What each coder last said of each statement."""
    found: dict[str, dict[str, tuple[str, ...]]] = {coder: {} for coder in sample.coders}
    for one in store.codings(sample.id):
        found[one.coder][one.statement] = one.themes
    return found


def finished(store: Store, sample: Sample) -> bool:
    """Whether all coders have coded every statement that is still there."""
    there, codes = store.by_id(sample.statements), codes_of(store, sample)
    return all(there.keys() <= own.keys() for own in codes.values())


def task(store: Store, sample: str, coder: str) -> Task:
    """What a coder has to do, with nothing of the machine or of others. Raises Unknown, NotAllowed for no coder."""
    one = sample_of(store, sample)
    if coder not in one.coders:
        raise NotAllowed(
            f"„{coder}“ ordnet in „{one.title}“ nichts zu. Bitte melden Sie sich mit einem Konto daraus an."
        )
    known, own = store.by_id(one.statements), codes_of(store, one)[coder]
    mixed = sorted(known, key=lambda statement: hashlib.blake2b(f"{one.id}\n{coder}\n{statement}".encode()).digest())
    return Task(
        sample=one,
        coder=coder,
        choices=choices(store, one),
        items=tuple((known[statement], own.get(statement)) for statement in mixed),
        gone=len(one.statements) - len(known),
    )


def choices(store: Store, sample: Sample) -> tuple[Choice, ...]:
    """The sample's themes, each with what it is called today on the same run's board."""
    now = {theme.id: theme.title for theme in board_of(store, sample.run).run.themes}
    return tuple(Choice(id=theme, title=title, now=now.get(theme, "")) for theme, title in sample.themes)


def result(store: Store, sample: str, *, reader: str = "") -> Result:
    """How far all agree on what they have coded so far. The machine's say is that of the day the sample was drawn.

    `reader`: whoever asks; a coder must wait until all have finished, or they would not code blind. Raises Unknown,
    NotAllowed.
    """
    one = sample_of(store, sample)
    if reader in one.coders and not finished(store, one):
        raise NotAllowed(
            f"Das Ergebnis von „{one.title}“ sehen Sie, sobald alle fertig zugeordnet haben; "
            "so bleibt Ihr Urteil unabhängig."
        )
    known, codes, names = store.by_id(one.statements), codes_of(store, one), [theme for theme, _ in one.themes]
    said = {
        coder: {statement: own[statement] for statement in known if statement in own} for coder, own in codes.items()
    }
    ours = machine_codes(store, one, known)
    between = tuple(_pair(a, b, said[a], said[b], names) for a, b in combinations(one.coders, 2))
    with_machine = tuple(_pair(coder, "", said[coder], ours, names) for coder in one.coders)
    return Result(
        sample=one,
        choices=choices(store, one),
        statements=len(known),
        gone=len(one.statements) - len(known),
        done={coder: len(own) for coder, own in said.items()},
        between=between,
        with_machine=with_machine,
        differing=_differing(known, said, ours),
        sentences=_sentences(said, len(known), len(one.statements) - len(known), between, with_machine),
    )


def machine_codes(store: Store, sample: Sample, statements: Mapping[str, Statement]) -> dict[str, tuple[str, ...]]:
    """Where the machine had put each statement, in the themes of the day the sample was drawn."""
    decisions = [one for one in store.decisions() if one.number <= sample.seen]
    run = machine(sealed_of(store, sample.run), decisions)
    offered = [theme for theme, _ in sample.themes]
    own = placed(run, [theme for theme in run.themes if theme.id in offered])
    return {one: tuple(theme for theme in offered if theme in own.get(one, ())) for one in statements}


def _pair(
    first: str,
    second: str,
    said: Mapping[str, tuple[str, ...]],
    other: Mapping[str, tuple[str, ...]],
    themes: Sequence[str],
) -> Pair:
    both = sorted(said.keys() & other.keys())
    figures = agreed([(frozenset(said[one]), frozenset(other[one])) for one in both], themes)
    names = f"{first} und {second or f'die {MACHINE}'}"
    if not figures.n:
        sentence = f"{names} haben noch keine Aussage beide zugeordnet."
    else:
        of = "1 Aussage" if figures.n == 1 else f"{figures.n} Aussagen"
        mark = ", " if figures.kappa.value is not None else ". "
        sentence = f"{names} haben {figures.same} von {of} gleich zugeordnet{mark}{measured(figures.kappa)}"
    return Pair(first=first, second=second, figures=figures, sentence=sentence)


def _differing(
    known: Mapping[str, Statement], said: Codes, ours: Mapping[str, tuple[str, ...]]
) -> tuple[Difference, ...]:
    found = []
    for one, statement in sorted(known.items()):
        told = {coder: own[one] for coder, own in said.items() if one in own}
        if len({frozenset(themes) for themes in told.values()}) > 1:
            found.append(Difference(statement=statement, said=told, machine=ours[one]))
    return tuple(found)


def _sentences(
    said: Codes, statements: int, gone: int, between: Sequence[Pair], with_machine: Sequence[Pair]
) -> tuple[str, ...]:
    """What came out, and what is still missing."""
    told = []
    people, ours = _mean(between), _mean(with_machine)
    if people is not None and ours is not None:
        than = "weniger einig als" if ours < people else "mindestens so einig wie"
        told.append(f"Mit der Maschine sind sich die Menschen {than} untereinander.")
    missing = [f"{coder} noch {statements - len(own)}" for coder, own in said.items() if len(own) < statements]
    if missing:
        told.append(f"Es fehlen: {listed(missing)} von {statements} Aussagen. Die Werte gelten für das, was da ist.")
    if gone:
        told.append("1 Aussage gibt es nicht mehr." if gone == 1 else f"{gone} Aussagen gibt es nicht mehr.")
    if 0 < min(pair.figures.n for pair in between) < FEW:
        told.append(f"Weniger als {FEW} gemeinsame Aussagen: Die Werte können sich noch stark ändern.")
    return tuple(told)


def _mean(pairs: Sequence[Pair]) -> float | None:
    values = [pair.figures.kappa.value for pair in pairs if pair.figures.kappa.value is not None]
    return sum(values) / len(values) if values else None


def told_sample(sample: Sample) -> dict[str, object]:
    """A sample as plain values, with the keys of the command's JSON."""
    return {
        "id": sample.id,
        "title": sample.title,
        "run": sample.run,
        "seen": sample.seen,
        "themes": [{"id": theme, "title": title} for theme, title in sample.themes],
        "statements": len(sample.statements),
        "coders": list(sample.coders),
        "who": sample.who,
        "at": sample.at,
    }


def told_task(view: Task) -> dict[str, object]:
    """A coder's task as plain values: `themes` of a statement are null where it is still to be coded."""
    return {
        "sample": view.sample.id,
        "title": view.sample.title,
        "coder": view.coder,
        "done": view.done,
        "statements": len(view.items),
        "gone": view.gone,
        "choices": [_choice(one) for one in view.choices],
        "items": [{**_quoted(one), "themes": None if own is None else list(own)} for one, own in view.items],
    }


def told_result(view: Result) -> dict[str, object]:
    """A result as plain values, with the keys of the command's JSON; the machine's name is null."""
    return {
        "sample": view.sample.id,
        "title": view.sample.title,
        "run": view.sample.run,
        "statements": view.statements,
        "gone": view.gone,
        "done": dict(view.done),
        "sentences": list(view.sentences),
        "choices": [_choice(one) for one in view.choices],
        "between": [_pair_told(pair) for pair in view.between],
        "with_machine": [_pair_told(pair) for pair in view.with_machine],
        "differing": [
            {
                **_quoted(one.statement),
                "said": {coder: list(themes) for coder, themes in one.said.items()},
                "machine": list(one.machine),
            }
            for one in view.differing
        ],
    }


def _choice(one: Choice) -> dict[str, object]:
    return {"id": one.id, "title": one.title, "now": one.now or None}


def _quoted(one: Statement) -> dict[str, object]:
    return {"statement": one.id, "text": one.text, "lead": one.lead, "question": one.question, "source": one.source}


def _pair_told(pair: Pair) -> dict[str, object]:
    return {
        "first": pair.first,
        "second": pair.second or None,
        "sentence": pair.sentence,
        **figures_told(pair.figures),
        "themes": [{"theme": row.theme, **theme_told(row)} for row in pair.figures.themes],
    }
