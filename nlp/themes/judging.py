"""Themes that speak for themselves: quotes, a summary in verbatim statements, and what a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from nlp.domain.themes import Membership, Origin, Theme
from nlp.themes.central import central
from nlp.themes.labels import carried
from nlp.themes.quality import Judged, Looked, judged
from nlp.themes.result import Built, Corpus
from nlp.themes.summary import Speaking, summary

Members = dict[str, list[Membership]]


def spoken(built: Built, corpus: Corpus, only: Container[str] | None = None) -> Built:
    """The same themes with quotes, summary, flags and twins; where `only` names some, the others stay as they are."""
    rows = corpus.rows
    members: Members = defaultdict(list)
    for one in built.memberships:
        if one.statement in rows:
            members[one.theme].append(one)
    remarks = _remarks(built.themes, members, corpus, rows)
    themes = []
    for theme in built.themes:
        if (only is not None and theme.id not in only) or not members[theme.id]:
            themes.append(theme)
            continue
        own = [one for one in members[theme.id] if one.primary] or members[theme.id]
        seen = remarks[theme.id]
        themes.append(
            replace(
                _quoted(theme, own, corpus, rows),
                flags=tuple(dict.fromkeys((*seen[0].flags, *theme.flags))),
                twins=seen[1],
            )
        )
    return replace(built, themes=tuple(themes))


def _quoted(theme: Theme, members: Sequence[Membership], corpus: Corpus, rows: Mapping[str, int]) -> Theme:
    """With two to five quotes and a summary of those whose first theme it is."""
    ordered = sorted(members, key=lambda one: one.statement)
    own = [rows[one.statement] for one in ordered]
    strengths = [one.strength for one in ordered]
    voices = corpus.voices
    chosen = central(own, corpus.matrix, corpus.documents, strengths, people=voices.people, wording=corpus.wording)
    said = Speaking(
        ids=[corpus.ids[row] for row in own],
        documents=[corpus.documents[row] for row in own],
        members=corpus.matrix[own],
        strengths=strengths,
        people=[voices.people[row] for row in own],
        wording=[int(corpus.wording[row]) for row in own],
        groups=[voices.groups[row] for row in own],
        stances=[voices.stances[row] for row in own] if len(voices.stances) else (),
    )
    return replace(theme, central=tuple(corpus.ids[row] for row in chosen), summary=summary(said))


def _remarks(
    themes: Sequence[Theme], members: Members, corpus: Corpus, rows: Mapping[str, int]
) -> dict[str, tuple[Judged, tuple[str, ...]]]:
    """Theme id → judgement and the ids of its twins; a sub-theme is held against sub-themes only."""
    made = {}
    for level in (False, True):
        own = [theme for theme in themes if bool(theme.parent) is level and members[theme.id]]
        looked = judged([_looked(theme, members[theme.id], corpus, rows) for theme in own], corpus.matrix)
        for theme, one in zip(own, looked, strict=True):
            made[theme.id] = (one, tuple(own[twin].id for twin in one.twins))
    return made


def _looked(theme: Theme, members: Sequence[Membership], corpus: Corpus, place: Mapping[str, int]) -> Looked:
    rows = sorted((place[one.statement] for one in members), key=lambda row: corpus.ids[row])
    tokens = [corpus.tokens[row] for row in rows]
    names = theme.terms if theme.origin is Origin.CATALOGUE else (theme.title,)
    return Looked(
        rows=rows,
        terms=theme.terms,
        people=[corpus.voices.people[row] for row in rows],
        organisations=[corpus.voices.organisations[row] for row in rows],
        carried=max((carried(name, tokens) for name in names), default=0.0),
    )
