"""Why a statement has its themes, or none."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.domain.corpus import Statement
from nlp.domain.themes import Membership, Run, Stability, Stance, Theme, Unplaced
from nlp.ports import Store
from nlp.views.board import named
from nlp.views.grounds import knows_stability, ranked, stance_of, sure


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyTheme:
    """One theme of a statement: how strongly, how surely, because of what.

    `grade` is None where the run does not know how sure it is. `nearest` is the statement that its place rests on;
    a seed phrase of the catalogue stands in the membership's evidence.
    """

    theme: Theme
    membership: Membership
    grade: Stability | None
    rival: Theme | None
    nearest: Statement | None
    parent: Theme | None = None

    @property
    def seed(self) -> str:
        """The catalogue's phrase that lies nearest, if it is one."""
        return "" if self.membership.evidence.is_statement else self.membership.evidence.nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """A statement's themes, the primary first; `waiting`: it came after the run. `reason`: why it has no theme."""

    run: Run
    statement: Statement
    themes: tuple[WhyTheme, ...]
    stance: Stance | None
    reason: Unplaced | None
    waiting: bool


def why(store: Store, statement: str, run: str = "") -> WhyView:
    """A statement's themes in the newest run, or the one named. Raises NothingToDo or Unknown."""
    return explained(store, statement, store.run(run))


def explained(store: Store, statement: str, found: Run) -> WhyView:
    """A statement's themes in a run that is at hand. Raises Unknown."""
    asked = store.way_back(statement, found.id).statement
    members = sorted((one for one in found.memberships if one.statement == asked.id), key=ranked)
    near = store.by_id(one.evidence.nearest for one in members if one.evidence.is_statement)
    themes = {theme.id: theme for theme in found.themes}
    sureness = knows_stability(found)
    waiting = asked.id not in found.statements
    return WhyView(
        run=found,
        statement=asked,
        themes=tuple(
            WhyTheme(
                theme=themes[one.theme],
                membership=one,
                grade=sure(one.stability) if sureness else None,
                rival=themes.get(one.rival),
                nearest=near.get(one.evidence.nearest),
                parent=themes.get(themes[one.theme].parent),
            )
            for one in members
        ),
        stance=None if waiting else stance_of(found, asked.id),
        reason=found.reasons.get(asked.id),
        waiting=waiting,
    )


def told(view: WhyView) -> dict[str, object]:
    """The reasons as plain values, with the keys of the command's JSON."""
    one = view.statement
    return {
        "run": view.run.id,
        "statement": one.id,
        "text": one.text,
        "lead": one.lead,
        "source": one.source,
        "stance": view.stance.value if view.stance else None,
        "themes": [_theme(one) for one in view.themes],
        "reason": view.reason.value if view.reason else None,
        "waiting": view.waiting,
    }


def _theme(one: WhyTheme) -> dict[str, object]:
    evidence = one.membership.evidence
    nearest: dict[str, object] | None = None
    if one.seed or one.nearest:
        nearest = {
            "statement": one.nearest.id if one.nearest else None,
            "text": one.nearest.text if one.nearest else one.seed,
            "nearness": round(evidence.nearness, 3),
        }
    return {
        **named(one.theme),
        "parent": named(one.parent) if one.parent else None,
        "strength": round(one.membership.strength, 3),
        "primary": one.membership.primary,
        "confirmed": one.membership.confirmed,
        "stability": round(one.membership.stability, 3) if one.grade else None,
        "grade": one.grade.value if one.grade else None,
        "rival": named(one.rival) if one.rival else None,
        "terms": list(evidence.terms),
        "nearest": nearest,
    }
