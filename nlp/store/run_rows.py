"""Themes and memberships of a run as rows and back again; the order of columns is that of the names here."""

from __future__ import annotations

import json
from collections.abc import Sequence
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


def membership_of(row: Sequence[Any]) -> Membership:
    """The membership in a row of MEMBERSHIP."""
    statement, theme, strength, primary, stability, rival, confirmed, evidence = row
    return Membership(
        statement=statement,
        theme=theme,
        strength=strength,
        primary=bool(primary),
        stability=stability,
        rival=rival,
        confirmed=bool(confirmed),
        evidence=evidence_of(evidence),
    )


def evidence_told(evidence: Evidence) -> str:
    """Evidence as JSON; none as nothing."""
    if evidence == NO_EVIDENCE:
        return ""
    return compact([evidence.terms, evidence.nearest, evidence.is_statement, float(evidence.nearness)])


def evidence_of(told: str) -> Evidence:
    """Evidence from JSON."""
    if not told:
        return NO_EVIDENCE
    terms, nearest, is_statement, nearness = json.loads(told)
    return Evidence(terms=tuple(terms), nearest=nearest, is_statement=is_statement, nearness=nearness)
