"""Runs sealed by hand, for tests that need no texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.domain.themes import Membership, Origin, Run, Theme


def sealed(
    themes: Mapping[str, Sequence[str]],
    unassigned: Sequence[str] = (),
    *,
    titles: Mapping[str, str] | None = None,
    catalogue: Sequence[str] = (),
    identity: str = "lauf",
) -> Run:
    """A run with these statements per theme; a statement's first theme is the one that names it first."""
    first: dict[str, str] = {}
    for theme, members in themes.items():
        for one in members:
            first.setdefault(one, theme)
    memberships = [
        Membership(statement=one, theme=theme, strength=0.5, primary=first[one] == theme)
        for theme, members in themes.items()
        for one in members
    ]
    return Run(
        id=identity,
        recipe="standard",
        recipe_fingerprint="r",
        corpus_fingerprint="c",
        code_version="0",
        created_at="2026-01-01T00:00:00+00:00",
        quality={},
        themes=tuple(
            Theme(
                id=theme,
                title=(titles or {}).get(theme, theme.title()),
                origin=Origin.CATALOGUE if theme in catalogue else Origin.FOUND,
            )
            for theme in themes
        ),
        memberships=tuple(sorted(memberships, key=lambda one: (one.statement, not one.primary, one.theme))),
        unassigned=tuple(sorted(unassigned)),
    )
