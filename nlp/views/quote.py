"""One quote with its way back: the whole answer around it, whence it came, who says so, and why it has its themes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.domain.corpus import Statement
from nlp.domain.quotes import WayBack
from nlp.domain.text import PLACEHOLDERS, PersonalData
from nlp.errors import Unknown
from nlp.ports import Store
from nlp.views.protect import FEWEST
from nlp.views.stock import NOBODY, Stock
from nlp.views.why import WhyView, explained

REPLACED = {
    PersonalData.PERSON: "der Name einer Person",
    PersonalData.PHONE: "eine Telefonnummer",
    PersonalData.EMAIL: "eine E-Mail-Adresse",
    PersonalData.ADDRESS: "eine Anschrift",
    PersonalData.DATE_OF_BIRTH: "ein Geburtsdatum",
    PersonalData.IBAN: "eine Kontonummer",
    PersonalData.PLATE: "ein Autokennzeichen",
    PersonalData.ID: "eine Nummer, die zu einer Person führt",
}
_MEANT = {PLACEHOLDERS[kind]: words for kind, words in REPLACED.items()}
_PLACEHOLDER = re.compile("|".join(map(re.escape, _MEANT)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some characters of an answer; `marked`: they are of the quote; `replaces`: what stood there before redaction."""

    text: str
    marked: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What may be told of who said something: (name of the group, value); `sentence`: why no more is told."""

    groups: tuple[tuple[str, str], ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote and all that leads back from it. `neighbours`: all statements of the answer in reading order, with it.

    `replaced`: the placeholders in the answer and what stood in their place.
    """

    way: WayBack
    why: WhyView
    parts: tuple[Part, ...]
    neighbours: tuple[Statement, ...]
    replaced: tuple[tuple[str, str], ...]
    known: Known

    @property
    def place(self) -> int:
        """Which of the answer's statements it is, from 1 on."""
        return 1 + [one.id for one in self.neighbours].index(self.way.statement.id)


def quote(store: Store, stock: Stock, statement: str, *, fewest: int = FEWEST) -> QuoteView:
    """The way back from a statement. Raises Unknown."""
    if statement not in stock.places:
        raise Unknown("Diese Aussage gibt es hier nicht (mehr). Bitte suchen Sie sie unter „Zitate“.")
    row = stock.places[statement]
    way = store.way_back(statement, stock.run.id)
    same = np.flatnonzero(stock.response == stock.response[row])
    known = store.by_id(stock.ids[one] for one in same)
    neighbours = sorted(known.values(), key=lambda one: (one.start, one.end, one.id))
    parts = tuple(_parts(way.answer, neighbours, statement))
    found = dict.fromkeys(part.text for part in parts if part.replaces)
    return QuoteView(
        way=way,
        why=explained(store, statement, stock.run),
        parts=parts,
        neighbours=tuple(neighbours),
        replaced=tuple((text, _MEANT[text]) for text in found),
        known=known_of(stock, row, fewest=fewest),
    )


def known_of(stock: Stock, row: int, *, fewest: int = FEWEST) -> Known:
    """The groups of whoever said it, as many as still fit at least `fewest` respondents of the source at once.

    The commonest come first; of a sensitive theme none are told.
    """
    codes = values_of(stock, row)
    if codes and stock.sensitive[row]:
        return Known(sentence="Das Thema ist besonders geschützt: Gruppen nennt O-Ton dazu nicht.")
    return told_of(stock, codes, fewest=fewest)


def values_of(stock: Stock, row: int) -> tuple[int, ...]:
    """The groups of whoever said it, as places among the stock's values."""
    person = int(stock.person[row])
    return tuple(stock.groups.codes[stock.groups.rows == person].tolist()) if person != NOBODY else ()


def told_of(stock: Stock, codes: tuple[int, ...], *, fewest: int = FEWEST) -> Known:
    """Of the groups of one respondent those that may be told together."""
    sharing = {code: stock.groups.having(code, len(stock.people)) for code in codes}
    alike, told = np.ones(len(stock.people), dtype=np.bool_), []
    sources = {source.id: source for source in stock.sources}
    for code in sorted(sharing, key=lambda code: (-int(sharing[code].sum()), stock.values[code])):
        if int((alike & sharing[code]).sum()) >= fewest:
            alike &= sharing[code]
            source, name, value = stock.values[code]
            told.append((sources[source].words(name), value))
    sentence = f"Weitere Angaben träfen auf weniger als {fewest} Befragte zu und bleiben deshalb verborgen."
    return Known(groups=tuple(sorted(told)), sentence=sentence if len(told) < len(sharing) else "")


def _parts(answer: str, statements: Sequence[Statement], wanted: str) -> Iterator[Part]:
    """The answer in pieces. Statements follow each other, so that each is looked for behind the one before."""
    start = end = place = 0
    for one in statements:
        found = answer.find(one.text, place)
        if found < 0:
            found = answer.find(one.text)
        place = max(place, found + 1)
        if one.id == wanted and found >= 0:
            start, end = found, found + len(one.text)
    for text, marked in ((answer[:start], False), (answer[start:end], True), (answer[end:], False)):
        done = 0
        for hit in _PLACEHOLDER.finditer(text):
            if hit.start() > done:
                yield Part(text=text[done : hit.start()], marked=marked)
            yield Part(text=hit.group(), marked=marked, replaces=_MEANT[hit.group()])
            done = hit.end()
        if done < len(text):
            yield Part(text=text[done:], marked=marked)
