"""Titles for themes from the words people used, as a person would write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.domain.text import PLACEHOLDERS
from nlp.themes.families import folded
from nlp.themes.naming import Group, Name, names
from nlp.themes.phrases import phrased
from nlp.themes.words import Vocabulary

SHORTEST_TITLE, LONGEST = 4, 40
AGAIN = 0.25
"""A name that rests on a word of another title is worth so much of what it would be."""

Members = Sequence[Sequence[Token]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A title and the share of statements, 0 to 1, that speak of it in any form; empty and 0 where there is none."""

    title: str = ""
    carried: float = 0.0


def titles(groups: Sequence[Members], known: Vocabulary, taken: Sequence[str] = ()) -> list[Titled]:
    """A title for each group of statements, of at most 40 characters, no two alike and none of those taken.

    The group that a name fits best has it, whatever the order of the groups; a name that rests on a word which
    another title has is a last resort. None where the members of a group share no noun.
    """
    found = [Group.of(members, known) for members in groups]
    waiting = {place: options for place, group in enumerate(found) if (options := names(group, known))}
    given = [Titled()] * len(groups)
    used, spent = {fold(title) for title in taken}, set[str]()
    while waiting:
        best = {
            place: max(options, key=lambda name: (_worth(name, spent), name.words))
            for place, options in waiting.items()
        }
        place = max(waiting, key=lambda one: (_worth(best[one], spent), best[one].words, -one))
        name = best[place]
        fitting = (one for one in phrased(name, found[place], known) if len(one) <= LONGEST and fold(one) not in used)
        title = next(fitting, "")
        waiting[place] = [option for option in waiting[place] if option is not name]
        if title:
            given[place] = Titled(title=title, carried=name.carried)
            used.add(fold(title))
            spent.update(*name.cores)
        if title or not waiting[place]:
            del waiting[place]
    return given


def label(members: Members, known: Vocabulary, taken: Sequence[str] = ()) -> str:
    """The title of one group; see `titles`."""
    return titles([members], known, taken)[0].title


def plain_title(documents: Sequence[str], taken: Sequence[str] = ()) -> str:
    """A title for statements without a noun in common: the shortest that is no longer than a title, as it stands."""
    used = {fold(title) for title in taken}
    short = sorted(
        {" ".join(text.split()).strip(" .!?,;:-–") for text in documents}, key=lambda text: (len(text), text)
    )
    readable = [text for text in short if not any(placeholder[:-1] in text for placeholder in PLACEHOLDERS.values())]
    fitting = [text for text in readable if SHORTEST_TITLE <= len(text) <= LONGEST and fold(text) not in used]
    if fitting:
        return fitting[0][:1].upper() + fitting[0][1:]
    numbered = (f"Einzelne Aussagen {number}".removesuffix(" 1") for number in range(1, len(used) + 2))
    return next(title for title in numbered if fold(title) not in used)


def carried(title: str, members: Members) -> float:
    """The share of members that say a title's word in any form or compound, 0 to 1: a name that few say is no name."""
    words = {fold(word) for word in title.replace(",", " ").split()}
    content = [[token for token in row if not token.stop] for row in members]
    lemmas = {folded(token.lemma) for row in content for token in row if folded(token.text) in words}
    said = [any({folded(token.lemma), *map(folded, token.parts)} & lemmas for token in row) for row in content]
    return sum(said) / len(members) if members else 0.0


def _worth(name: Name, spent: set[str]) -> float:
    fresh = sum(not core & spent for core in name.cores) / len(name.cores)
    return round(name.worth * (AGAIN + (1 - AGAIN) * fresh), 6)
