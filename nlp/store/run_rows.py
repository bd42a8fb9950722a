"""Themes and memberships of a run as rows and back again; the order of columns is that of the names here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nlp.domain.themes import Evidence, Flag, Membership, Origin, Stability, SummaryQuote, Theme, Voice
from nlp.store.rows import compact

THEME = (
    "id", "title", "origin", "terms", "stability", "grade", "central", "sensitive", "field_of_action",
    "description", "parent", "summary", "flags", "twins",
)  # fmt: skip
MEMBERSHIP = ("statement", "theme", "strength", "is_primary", "stability", "rival", "confirmed", "evidence")
NO_EVIDENCE = Evidence()


def theme_row(theme: Theme) -> tuple[Any, ...]:
    """A row of `run_themes`, without its run and position."""
    return (
        theme.id,
        theme.title,
        theme.origin.value,
        compact(theme.terms),
        float(theme.stability),
        theme.grade.value,
        compact(theme.central),
        int(theme.sensitive),
        theme.field_of_action,
        theme.description,
        theme.parent,
        compact([[one.statement, one.voice.value, one.alike] for one in theme.summary]),
        # By name: the value is a sentence for people, which may be worded better one day.
        compact([flag.name for flag in theme.flags]),
        compact(theme.twins),
    )


def theme_of(row: Sequence[Any]) -> Theme:
    """The theme in a row of THEME."""
    told = dict(zip(THEME, row, strict=True))
    lists = {name: tuple(json.loads(told[name])) for name in ("terms", "central", "twins")}
    return Theme(
        **{
            **told,
            **lists,
            "origin": Origin(told["origin"]),
            "grade": Stability(told["grade"]),
            "sensitive": bool(told["sensitive"]),
            "flags": tuple(Flag[name] for name in json.loads(told["flags"])),
            "summary": tuple(
                SummaryQuote(statement=statement, voice=Voice(voice), alike=alike)
                for statement, voice, alike in json.loads(told["summary"])
            ),
        }
    )


def membership_row(one: Membership) -> tuple[Any, ...]:
    """A row of `memberships`, without its run."""
    return (
        one.statement,
        one.theme,
        float(one.strength),
        int(one.primary),
        float(one.stability),
        one.rival,
        int(one.confirmed),
        evidence_told(one.evidence),
    )


def memberships_of(rows: Iterable[Sequence[Any]]) -> tuple[Membership, ...]:
    """The memberships in rows of MEMBERSHIP."""
    held = list(rows)
    return tuple(
        Membership(
            statement=statement,
            theme=theme,
            strength=strength,
            primary=bool(primary),
            stability=stability,
            rival=rival,
            confirmed=bool(confirmed),
            evidence=evidence,
        )
        for (statement, theme, strength, primary, stability, rival, confirmed, _), evidence in zip(
            held, _evidence_of([row[-1] for row in held]), strict=True
        )
    )


def evidence_told(evidence: Evidence) -> str:
    """Evidence as JSON; none as nothing."""
    if evidence == NO_EVIDENCE:
        return ""
    return compact([evidence.terms, evidence.nearest, evidence.is_statement, float(evidence.nearness)])


def _evidence_of(told: Sequence[str]) -> Iterator[Evidence]:
    """Evidence from JSON, read in one piece, because there is one for each of very many memberships."""
    for one in json.loads(f"[{','.join(one or 'null' for one in told)}]"):
        if one is None:
            yield NO_EVIDENCE
        else:
            terms, nearest, is_statement, nearness = one
            yield Evidence(terms=tuple(terms), nearest=nearest, is_statement=is_statement, nearness=nearness)
