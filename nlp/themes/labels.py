"""A title for a theme from the words people used, as a person would write it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.domain.folding import fold
from nlp.domain.language import Token
from nlp.themes.words import Vocabulary, distinctive, empty_nouns, is_word

SHORTEST_TITLE, LONGEST = 4, 40
GENITIVE = frozenset({"der", "des"})
ARTICLES = frozenset({"der", "den", "dem", "die", "das"})
PREPOSITIONS = frozenset({"für", "im", "am", "zum", "zur", "in", "an", "mit", "ohne", "auf", "von", "vor", "bei"})
SECOND = 0.35
"""A second noun must set the members apart at least by this share of what the first does, and reach as many more."""
PHRASE_SHARE = 0.1
"""A phrase makes a title when at least so many of the members use it …"""
PHRASE_COUNT = 3
"""… and at least so many."""


def label(members: Sequence[Sequence[Token]], known: Vocabulary, taken: Sequence[str] = ()) -> str:
    """A title of at most 40 characters that is none of those taken; empty where the members share no noun.

    First choice is a phrase many members use (noun with adjective, or two nouns with a preposition), then the two
    nouns that set them apart best and stand in different statements, then one noun.
    """
    used = {fold(title) for title in taken}
    for candidate in _candidates(members, known):
        if 0 < len(candidate) <= LONGEST and fold(candidate) not in used:
            return candidate
    return ""


def plain_title(documents: Sequence[str], taken: Sequence[str] = ()) -> str:
    """A title for statements without a noun in common: the shortest that is no longer than a title, as it stands."""
    used = {fold(title) for title in taken}
    short = sorted(
        {" ".join(text.split()).strip(" .!?,;:-–") for text in documents}, key=lambda text: (len(text), text)
    )
    fitting = [text for text in short if SHORTEST_TITLE <= len(text) <= LONGEST and fold(text) not in used]
    if fitting:
        return fitting[0][:1].upper() + fitting[0][1:]
    numbered = (f"Einzelne Aussagen {number}".removesuffix(" 1") for number in range(1, len(used) + 2))
    return next(title for title in numbered if fold(title) not in used)


def carried(title: str, members: Sequence[Sequence[Token]]) -> float:
    """The share of members that say a title's word in any form or compound, 0 to 1: a name that few say is no name."""
    words = {fold(word) for word in title.split()}
    content = [[token for token in row if not token.stop] for row in members]
    lemmas = {fold(token.lemma) for row in content for token in row if fold(token.text) in words}
    said = [any({fold(token.lemma), *map(fold, token.parts)} & lemmas for token in row) for row in content]
    return sum(said) / len(members) if members else 0.0


def _candidates(members: Sequence[Sequence[Token]], known: Vocabulary) -> Iterator[str]:
    scores = {word: score for word, score in distinctive(members, known) if word in known.nouns}
    nouns = [word for word in scores if word not in empty_nouns()][:8]
    if not nouns:
        return
    there = [{fold(token.lemma) for token in row} for row in members]
    phrase = _phrase(members, nouns[:2], known)
    if phrase:
        yield phrase
    for first in nouns[:4]:
        alone = sum(first in row for row in there)
        for second in nouns:
            further = sum(second in row and first not in row for row in there)
            if scores[second] >= SECOND * scores[first] and further >= SECOND * alone and not _kin(first, second):
                yield f"{known.spelled[first]} und {known.spelled[second]}"
        yield known.spelled[first]


def _kin(one: str, other: str) -> bool:
    """Whether two words share so much that naming both says nothing more: Radweg and Fahrradweg."""
    return one == other or one[:5] == other[:5] or one[-5:] == other[-5:]


def _phrase(members: Sequence[Sequence[Token]], nouns: Sequence[str], known: Vocabulary) -> str:
    """The commonest phrase with one of these nouns, if enough members use it in any form."""
    users: Counter[frozenset[str]] = Counter()
    forms: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for row in members:
        found = {(key, spoken) for key, spoken in _phrases(row, known) if any(noun in key for noun in nouns)}
        users.update({key for key, _ in found})
        for key, spoken in found:
            forms[key][spoken] += 1
    enough = max(PHRASE_COUNT, PHRASE_SHARE * len(members))
    for key in sorted(users, key=lambda key: (-users[key], sorted(key))):
        if users[key] < enough:
            break
        best = min(forms[key], key=lambda spoken: (-forms[key][spoken], len(spoken), spoken))
        if len(best) <= LONGEST:
            return best[:1].upper() + best[1:]
    return ""


def _phrases(row: Sequence[Token], known: Vocabulary) -> Iterator[tuple[frozenset[str], str]]:
    """„bezahlbare Wohnungen“, „Sauberkeit im Stadtteil“: the two lemmas, and the words in a form fit for a title."""
    for place, token in enumerate(row):
        following = row[place + 1 : place + 4]
        if following and _adjective(token) and _titled(following[0], known) and _near(token, following[0]):
            yield _key(token, following[0]), f"{token.text} {following[0].text}"
        if _titled(token, known):
            for last in following[1:]:
                between = following[: following.index(last)]
                if _links(between) and _titled(last, known) and _near(token, *between, last):
                    yield _key(token, last), " ".join((token.text, *(word.text for word in between), last.text))


def _key(one: Token, other: Token) -> frozenset[str]:
    return frozenset((fold(one.lemma), fold(other.lemma)))


def _adjective(token: Token) -> bool:
    fit = token.text.islower() and token.text.endswith(("e", "er", "es"))
    return token.pos == "ADJ" and not token.stop and fit


def _links(words: Sequence[Token]) -> bool:
    """A preposition, a genitive article, or a preposition with an article."""
    first = words[0].text
    if len(words) == 1:
        return first in PREPOSITIONS or first in GENITIVE
    return first in PREPOSITIONS and words[1].text in ARTICLES


def _near(*words: Token) -> bool:
    """Whether only a blank stands between the words."""
    return all(one.end + 1 == other.start for one, other in pairwise(words))


def _titled(token: Token, known: Vocabulary) -> bool:
    word = fold(token.lemma)
    return word in known.nouns and token.text[:1].isupper() and is_word(token) and known.usable(word)
