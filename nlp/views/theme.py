"""One theme in full: what it is, why, how sure, who speaks of it, and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from nlp.domain.corpus import Source, Statement
from nlp.domain.themes import Counts, Membership, Run, Stance, SummaryQuote, Theme
from nlp.errors import Unknown
from nlp.ports import Store
from nlp.views.board import NOTHING, counted, named
from nlp.views.grounds import pointed, stance_of
from nlp.views.groups import Grouping, grouped
from nlp.views.protect import FEWEST
from nlp.views.whole import Whole, whole

QUOTES = 2
"""Quotes shown of each stance."""
MOST_TERMS = 8
MOST_SEEDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceView:
    """How many statements of a theme have one stance, and some of them, the strongest first."""

    stance: Stance
    statements: int
    quotes: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Words, and phrases of the catalogue, that brought statements here, each with how many statements."""

    terms: tuple[tuple[str, int], ...] = ()
    seeds: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A theme with all that hangs on it, `statements` the strongest first; what the run does not know is empty."""

    run: Run
    theme: Theme
    sources: tuple[Source, ...]
    counts: Counts
    by_source: Mapping[str, Counts]
    parent: Theme | None
    children: tuple[Theme, ...]
    twins: tuple[Theme, ...]
    grounds: Grounds
    summary: tuple[tuple[SummaryQuote, Statement], ...]
    quotes: tuple[Statement, ...]
    stances: tuple[StanceView, ...]
    groups: tuple[Grouping, ...]
    statements: tuple[tuple[Statement, Membership], ...] = ()


def theme(store: Store, wanted: str, run: str = "", *, fewest: int = FEWEST) -> ThemeView:
    """A theme by id or title in the newest run, or the one named. Raises NothingToDo or Unknown."""
    return theme_of(store, whole(store, run), wanted, fewest=fewest)


def theme_of(store: Store, all_: Whole, wanted: str, *, fewest: int = FEWEST) -> ThemeView:
    """A theme by id or title, for those who have the whole run in their hands. Raises Unknown."""
    one = chosen(all_.run, wanted)
    themes = {theme.id: theme for theme in all_.run.themes}
    members = all_.members.get(one.id, ())
    quoted = (*(quote.statement for quote in one.summary), *one.central)
    known = store.by_id({*(member.statement for member in members), *quoted})
    present = tuple(member for member in members if member.statement in known)
    statements = tuple(known[member.statement] for member in present)
    return ThemeView(
        run=all_.run,
        theme=one,
        sources=all_.sources,
        counts=all_.counts.get(one.id, NOTHING),
        by_source={name: inside.get(one.id, NOTHING) for name, inside in all_.by_source.items()},
        parent=themes.get(one.parent),
        children=tuple(
            child
            for child in all_.run.themes
            if child.parent == one.id != child.id and (one.hidden or not child.hidden)
        ),
        twins=pointed(themes, one.twins),
        grounds=grounds(present),
        summary=tuple((quote, known[quote.statement]) for quote in one.summary if quote.statement in known),
        quotes=tuple(known[quote] for quote in one.central if quote in known),
        stances=_stances(all_.run, statements),
        groups=grouped(statements, all_.respondents, all_.heard, fewest=fewest),
        statements=tuple(zip(statements, present, strict=True)),
    )


def chosen(run: Run, wanted: str) -> Theme:
    """The run's theme of this id or title, upper or lower case. Raises Unknown."""
    # Half characters, as a terminal may hand them in, cannot be told to a program.
    wanted = " ".join(wanted.encode("utf-8", "replace").decode("utf-8").split())
    typed = wanted.casefold()
    by_id = [theme for theme in run.themes if theme.id.casefold() == typed]
    by_title = [theme for theme in run.themes if theme.title.casefold() == typed]
    if by_id or len(by_title) == 1:
        return (by_id or by_title)[0]
    if by_title:
        ids = ", ".join(sorted(theme.id for theme in by_title))
        raise Unknown(f"„{wanted}“ heißen mehrere Themen. Bitte nennen Sie die Kennung, eine von diesen: {ids}.")
    near = " oder ".join(f"„{title}“" for title in _near(run, typed))
    meant = f" Meinten Sie {near}?" if near else ""
    said = f"Ein Thema „{wanted}“ gibt es in dieser Auswertung nicht.{meant}"
    raise Unknown(f"{said} Alle nennt „oton themes“.", on_page=f"{said} Alle stehen in der Übersicht.")


def _near(run: Run, typed: str) -> list[str]:
    """Titles of which the whole, a word or the id is spelt much like what was typed, the nearest first, at most two."""
    spelt: dict[str, str] = {}
    for theme in sorted(run.themes, key=lambda theme: (theme.title, theme.id)):
        for word in (theme.title, theme.id, *theme.title.split()):
            spelt.setdefault(word.casefold(), theme.title)
    return list(dict.fromkeys(spelt[word] for word in get_close_matches(typed, sorted(spelt), n=5)))[:2]


def grounds(members: Iterable[Membership]) -> Grounds:
    """What most often brought these statements here, most frequent first, equal ones by alphabet."""
    evidence = [member.evidence for member in members]
    terms = Counter(term for one in evidence for term in dict.fromkeys(one.terms))
    seeds = Counter(one.nearest for one in evidence if one.nearest and not one.is_statement)
    return Grounds(terms=_most(terms, MOST_TERMS), seeds=_most(seeds, MOST_SEEDS))


def _most(tally: Counter[str], limit: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])


def _stances(run: Run, statements: Sequence[Statement]) -> tuple[StanceView, ...]:
    """All four stances, or none where the run has not looked for any; the same words are quoted once."""
    if not run.stances:
        return ()
    views = []
    for stance in Stance:
        own = [one for one in statements if stance_of(run, one.id) is stance]
        different = {one.words.casefold(): one for one in reversed(own)}
        quotes = [one for one in own if different[one.words.casefold()] is one]
        views.append(StanceView(stance=stance, statements=len(own), quotes=tuple(quotes[:QUOTES])))
    return tuple(views)


def told(view: ThemeView) -> dict[str, object]:
    """The theme as plain values, with the keys of the command's JSON."""
    one = view.theme
    return {
        "run": view.run.id,
        "id": one.id,
        "title": one.title,
        "description": one.description,
        "origin": one.origin.value,
        "field_of_action": one.field_of_action,
        "sensitive": one.sensitive,
        "hidden": one.hidden,
        **counted(view.counts),
        "by_source": {name: counted(counts) for name, counts in view.by_source.items()},
        "stability": round(one.stability, 3),
        "grade": one.grade.value,
        "flags": [flag.value for flag in one.flags],
        "twins": [named(twin) for twin in view.twins],
        "parent": named(view.parent) if view.parent else None,
        "children": [named(child) for child in view.children],
        "terms": list(one.terms),
        "evidence": {
            "terms": [{"term": term, "statements": count} for term, count in view.grounds.terms],
            "seeds": [{"seed": seed, "statements": count} for seed, count in view.grounds.seeds],
        },
        "summary": [
            {**_quote(statement), "voice": quote.voice.value, "alike": quote.alike} for quote, statement in view.summary
        ],
        "quotes": [_quote(statement) for statement in view.quotes],
        "stances": [
            {"stance": one.stance.value, "statements": one.statements, "quotes": [_quote(said) for said in one.quotes]}
            for one in view.stances
        ],
        "groups": [_group(one) for one in view.groups],
    }


def _quote(statement: Statement) -> dict[str, object]:
    return {"statement": statement.id, "text": statement.text, "lead": statement.lead, "source": statement.source}


def _group(one: Grouping) -> dict[str, object]:
    values = [{"value": share.value, "respondents": share.respondents, "of": share.of} for share in one.values]
    return {"source": one.source, "name": one.name, "values": values, "hidden": one.hidden}
