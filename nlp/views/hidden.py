"""Themes that people keep out of sight: left out wherever readers see a list, told of once, and never lost."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from nlp.domain.themes import Origin, Run, Theme

TOGETHER = Theme(id="ausgeblendet", title="Ausgeblendete Themen", origin=Origin.PERSON, hidden=True)
"""Stands for all of them where every statement has to be somewhere."""
NOTE = "Dieses Thema ist ausgeblendet. Es fehlt in Listen und Schaubildern; seine Aussagen lassen sich weiter finden."


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfSight:
    """How many themes are hidden, a theme with its sub-themes counted as one, and how many statements are in them."""

    themes: int = 0
    statements: int = 0

    @property
    def sentence(self) -> str:
        """„2 Themen sind ausgeblendet (14 Aussagen).“, or nothing."""
        if not self.themes:
            return ""
        themes = "1 Thema ist" if self.themes == 1 else f"{_number(self.themes)} Themen sind"
        statements = "1 Aussage" if self.statements == 1 else f"{_number(self.statements)} Aussagen"
        return f"{themes} ausgeblendet ({statements})."


NOTHING_HIDDEN = OutOfSight()


def out_of_sight(run: Run, present: Container[str]) -> OutOfSight:
    """What of a run is hidden, with those of its statements that still exist."""
    hidden = {theme.id for theme in run.themes if theme.hidden}
    if not hidden:
        return NOTHING_HIDDEN
    inside = {one.statement for one in run.memberships if one.theme in hidden and one.statement in present}
    upper = [theme for theme in run.themes if theme.hidden and theme.parent not in hidden]
    return OutOfSight(themes=len(upper), statements=len(inside))


def shown(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    """Those that readers see in lists."""
    return tuple(theme for theme in themes if not theme.hidden)


def veiled(run: Run) -> Run:
    """The run with its hidden themes as one, so that statements add up and no title is told."""
    hidden = {theme.id for theme in run.themes if theme.hidden}
    if not hidden:
        return run
    inside = [replace(one, theme=TOGETHER.id) if one.theme in hidden else one for one in run.memberships]
    return replace(
        run,
        themes=(*shown(run.themes), TOGETHER),
        memberships=tuple({(one.statement, one.theme): one for one in reversed(inside)}.values())[::-1],
    )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
