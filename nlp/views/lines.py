"""All statements one by one, each with its origin and what the run says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.domain.corpus import Respondent, Source, Statement
from nlp.domain.themes import Membership, Run, Stance, Theme, Unplaced
from nlp.ports import Store
from nlp.views.board import named
from nlp.views.grounds import ranked, stance_of

NOBODY = Respondent(key="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement with all that an export tells of it; `themes` are (theme, membership, rival), the primary first."""

    statement: Statement
    source: Source
    respondent: Respondent
    themes: tuple[tuple[Theme, Membership, Theme | None], ...]
    waiting: bool
    stance: Stance | None
    reason: Unplaced | None


def lines(store: Store, run: Run, only: Sequence[str] | None = None) -> Iterator[Line]:
    """One line for each statement, by id; or for `only` these, in their order."""
    themes = {theme.id: theme for theme in run.themes}
    of: defaultdict[str, list[Membership]] = defaultdict(list)
    for membership in sorted(run.memberships, key=ranked):
        of[membership.statement].append(membership)
    placed = run.statements
    respondents = store.respondents()
    sources = {source.id: source for source in store.sources()}
    known = store.by_id(only) if only is not None else {}
    for one in store.statements() if only is None else [known[one] for one in only if one in known]:
        waiting = one.id not in placed
        yield Line(
            statement=one,
            source=sources[one.source],
            respondent=respondents.get((one.source, one.respondent), NOBODY),
            themes=tuple((themes[member.theme], member, themes.get(member.rival)) for member in of[one.id]),
            waiting=waiting,
            stance=None if waiting else stance_of(run, one.id),
            reason=run.reasons.get(one.id),
        )


def told(line: Line, *, sureness: bool) -> dict[str, object]:
    """A line as plain values; what the run does not know is null."""
    one = line.statement
    return {
        "statement": one.id,
        "text": one.text,
        "lead": one.lead,
        "themes": [
            {
                **named(theme),
                "strength": round(member.strength, 3),
                "primary": member.primary,
                "confirmed": member.confirmed,
                "stability": round(member.stability, 3) if sureness else None,
                "rival": named(rival) if rival else None,
            }
            for theme, member, rival in line.themes
        ],
        "stance": line.stance.value if line.stance else None,
        "reason": line.reason.value if line.reason else None,
        "waiting": line.waiting,
        "source": one.source,
        "file": line.source.file,
        "row": one.row,
        "column": one.column,
        "question": one.question,
        "start": one.start,
        "end": one.end,
        "respondent": one.respondent,
        "organisation": line.respondent.organisation,
        "groups": dict(sorted(line.respondent.groups.items())),
    }
