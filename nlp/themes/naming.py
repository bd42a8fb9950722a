"""Which words name a group: said by many in it, in any form or compound, and by few outside."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.domain.language import Token
from nlp.themes.families import DEED, folded
from nlp.themes.words import FEW, Vocabulary, empty_nouns, is_word, person

CANDIDATES, FIRSTS = 12, 4
FEWEST = 3
"""A title's word is spoken of in at least so many statements …"""
SHARE = 0.05
"""… and in so large a share of them; smaller groups than six ask for two, than four for one."""
GAIN = 1.12
"""A further word must make the name so many times better: „Kino“ says less than „Kino, Sommerbad und Bibliothek“."""
BESIDE = 0.4
"""… and be worth so much of the first by itself, so that neither is there for the other's sake."""
PERSON = 0.3
"""People who turn up in every theme name none."""
ITSELF = 0.12
"""A part of compounds is a name by itself, if so many of those who speak of it write it alone: Bad, but not Fuß …"""
OFTEN, NEARLY = 0.4, 0.7
"""… else the compound that so many of them write: Abstellanlage for what is there to „abstellen“; of other parts nearly
all, for Freibad is no name for a Hallenbad."""
MOSTLY, TWICE = 0.55, 2
"""It also comes first where so many write it, and so many times more than the part: Fahrradständer, not Ständer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements of a group, and what each speaks of."""

    rows: Sequence[Sequence[Token]]
    said: Sequence[frozenset[str]]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Token]], known: Vocabulary) -> Group:
        """The statements with what they speak of."""
        return cls(rows=rows, said=[known.said(row) for row in rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One to three words for a group (folded lemmas, the most spoken of first) and how well they name it.

    `carried`: the share of members that speak of any of the words, in whatever form. `cores`: what each word speaks
    of, without parts that say nothing.
    """

    words: tuple[str, ...]
    worth: float
    carried: float
    cores: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that could be part of a title; the `rows` (bits) speak of it, and so many statements `outside`."""

    word: str
    rows: int
    outside: int
    worth: float
    cores: frozenset[str]
    person: bool


def names(group: Group, known: Vocabulary) -> list[Name]:
    """Names for a group, best first; none where the members share no noun.

    Every candidate alone, and the best of them with one or two others: each further word must make up for its length.
    """
    words = _words(group, known, SHARE) or _words(group, known, 0)
    found: list[Name] = [_name((word,), group, known) for word in words]
    for first in words[:FIRSTS]:
        fitting = [word for word in words if word.worth >= BESIDE * first.worth and not word.person]
        pairs = [(first, word) for word in fitting if not _kin(first, word)]
        triples = [(*pair, word) for pair in pairs for word in fitting if not any(_kin(word, one) for one in pair)]
        found.extend(_name(chosen, group, known) for chosen in (*pairs, *triples))
    distinct = {frozenset(name.words): name for name in found}
    return sorted(distinct.values(), key=lambda name: (-name.worth, name.words))


def worth(inside: int, size: int, outside: int, others: int) -> float:
    """Share of the members × log of how many times the share elsewhere that is × squared share of others without it.

    Close to Popescul & Ungar 2000 (frequent and predictive words); what half of a corpus says names no part of it.
    """
    if others <= 0:
        return inside / size
    lift = ((inside + 0.5) / (size + 1)) / ((outside + 0.5) / (others + 1))
    return inside / size * math.log(lift) * (1 - outside / others) ** 2 if lift > 1 else 0.0


def _words(group: Group, known: Vocabulary, share: float) -> list[_Word]:
    size, others = len(group.rows), max(0, known.statements - len(group.rows))
    speakers: dict[str, set[int]] = defaultdict(set)
    for row, said in enumerate(group.said):
        for word in said:
            speakers[word].add(row)
    fewest = min(FEWEST, max(1, size // 2)) if size < 2 * FEW else max(FEWEST, math.ceil(share * size))
    made: dict[str, _Word] = {}
    for spoken in sorted(speakers):
        rows = speakers[spoken]
        if len(rows) < fewest or spoken in empty_nouns():
            continue
        outside = max(0, known.spread[spoken] - len(rows))
        good = worth(len(rows), size, outside, others)
        word = _called(spoken, rows, group, known) if good > 0 else ""
        if word:
            people = person(word)
            one = _Word(
                word,
                sum(1 << row for row in rows),
                outside,
                good * (PERSON if people else 1),
                _cores(word, known),
                people,
            )
            made[word] = max(one, made.get(word, one), key=lambda each: each.worth)
    return sorted(made.values(), key=lambda one: (-round(one.worth, 6), one.word))[:CANDIDATES]


def _called(spoken: str, rows: set[int], group: Group, known: Vocabulary) -> str:
    """The word for what is spoken of: itself if people write it so, else the compound with it that most use."""
    written = Counter(
        word
        for row in sorted(rows)
        for word in {folded(token.lemma) for token in group.rows[row] if is_word(token)}
        if spoken in known.families.get(word, ())
    )
    fitting = [word for word in written if word in known.nouns and known.usable(word) and word not in empty_nouns()]
    best = min(fitting, key=lambda word: (-written[word], word), default="")
    written_best, deed = written[best] if best else 0, spoken.endswith(DEED)
    if spoken in known.nouns and known.usable(spoken) and known.frequency[spoken] >= ITSELF * known.spread[spoken]:
        rather = written_best > written[spoken] if deed else written_best >= MOSTLY * len(rows)
        return best if rather and written_best > (1 if deed else TWICE) * written[spoken] else spoken
    return best if written_best >= (OFTEN if deed else NEARLY) * len(rows) else ""


def _together(chosen: Sequence[_Word], group: Group, known: Vocabulary) -> float:
    """Worth of several words as one name: members that speak of any of them."""
    size = len(group.rows)
    others = max(0, known.statements - size)
    outside = min(others, sum(one.outside for one in chosen))
    return worth(_speakers(chosen), size, outside, others)


def _speakers(chosen: Sequence[_Word]) -> int:
    rows = 0
    for one in chosen:
        rows |= one.rows
    return rows.bit_count()


def _name(chosen: Sequence[_Word], group: Group, known: Vocabulary) -> Name:
    ordered = sorted(chosen, key=lambda one: (-one.rows.bit_count(), one.word))
    people = sum(one.person for one in chosen) / len(chosen)
    value = _together(chosen, group, known) * (1 - (1 - PERSON) * people)
    return Name(
        words=tuple(one.word for one in ordered),
        worth=round(value / GAIN ** (len(chosen) - 1), 6),
        carried=round(_speakers(chosen) / len(group.rows), 4),
        cores=tuple(one.cores for one in ordered),
    )


def _cores(word: str, known: Vocabulary) -> frozenset[str]:
    family = known.families.get(word, frozenset((word,)))
    return family - empty_nouns() or family


def _kin(one: _Word, other: _Word) -> bool:
    """Whether two words share so much that naming both says nothing more: Radweg and Fahrradweg."""
    shared = one.cores & other.cores  # Freibad and Hallenbad share their last part and are two things all the same
    if any(
        not (one.word.endswith(part) and other.word.endswith(part)) or part in (one.word, other.word) for part in shared
    ):
        return True
    return one.word[:5] == other.word[:5] or one.word[-5:] == other.word[-5:]
