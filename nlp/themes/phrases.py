"""From the words of a name to a title: the phrase that people use for it, or the words side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.domain.language import Token
from nlp.themes.families import folded
from nlp.themes.naming import Group, Name
from nlp.themes.words import Vocabulary, is_word

GENITIVE = frozenset({"der", "des"})
ARTICLES = frozenset({"der", "den", "dem", "die", "das"})
PREPOSITIONS = frozenset({"für", "im", "am", "zum", "zur", "in", "an", "mit", "ohne", "auf", "von", "vor", "bei"})
COMPOUND = 2
SHARE = 0.1
"""A phrase makes a title when at least so many of the members use it …"""
OF_THE_WORD = 1 / 3
"""… so many of those who speak of its word …"""
FEWEST = 3
"""… and at least so many."""


def phrased(name: Name, group: Group, known: Vocabulary) -> Iterator[str]:
    """Titles for a name, best first: a phrase that many use, then its words in their commonest form."""
    if len(name.words) <= COMPOUND:
        yield from filter(None, [_phrase(name.words, group, known)])
    if len(name.words) == COMPOUND:
        yield from filter(None, [_compound(name, group, known)])
    spelled = [known.spelled[word] for word in name.words]
    yield " und ".join(filter(None, (", ".join(spelled[:-1]), spelled[-1])))


def _compound(name: Name, group: Group, known: Vocabulary) -> str:
    """The word that people make of both: Gewaltschutz says more than Schutz und Gewalt."""
    wanted = set(name.words)
    written = Counter(word for row in group.rows for word in {folded(token.lemma) for token in row if is_word(token)})
    fitting = [
        word
        for word, count in written.items()
        if count > 1 and wanted <= known.families[word] and word in known.nouns and known.usable(word)
    ]
    return known.spelled[min(fitting, key=lambda word: (-written[word], word))] if fitting else ""


def _phrase(words: Sequence[str], group: Group, known: Vocabulary) -> str:
    """The commonest phrase with these words, if enough members use it in any form; of two words, a few are enough."""
    users: Counter[frozenset[str]] = Counter()
    forms: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for row in group.rows:
        found = {(key, spoken) for key, spoken in _phrases(row, known) if key.issuperset(words)}
        users.update({key for key, _ in found})
        for key, spoken in found:
            forms[key][spoken] += 1
    speakers = sum(words[0] in said for said in group.said)
    enough = max(FEWEST, SHARE * len(group.rows), OF_THE_WORD * speakers) if len(words) == 1 else FEWEST
    for key in sorted(users, key=lambda key: (-users[key], sorted(key))):
        if users[key] < enough:
            break
        best = min(forms[key], key=lambda spoken: (-forms[key][spoken], len(spoken), spoken))
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
    return frozenset((folded(one.lemma), folded(other.lemma)))


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
    word = folded(token.lemma)
    return word in known.nouns and token.text[:1].isupper() and is_word(token) and known.usable(word)
