"""What a run says of its own certainty; an older run knows nothing of it, which is not the same as nought."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from nlp.domain.themes import Flag, Membership, Run, Stability, Stance, Theme, Unplaced
from nlp.themes.grades import FIRM, USABLE


def knows_stability(run: Run) -> bool:
    """Whether the run has looked how sure each single statement's place is."""
    return any(one.stability > 0 for one in run.memberships)


def sure(stability: float) -> Stability:
    """How sure a single statement's place is, in the words of themes."""
    if stability >= FIRM:
        return Stability.FIRM
    return Stability.USABLE if stability >= USABLE else Stability.UNSURE


def stance_of(run: Run, statement: str) -> Stance | None:
    """A placed statement's stance; None where the run has not looked for stances."""
    return run.stances.get(statement, Stance.NEUTRAL) if run.stances else None


def stances(run: Run, present: Container[str]) -> dict[str, dict[Stance, int]]:
    """Theme id → how many of its statements that still exist have which stance; empty where the run knows none."""
    found: defaultdict[str, Counter[Stance]] = defaultdict(Counter)
    for one in run.memberships if run.stances else ():
        if one.statement in present:
            found[one.theme][run.stances.get(one.statement, Stance.NEUTRAL)] += 1
    return {theme: {stance: tally[stance] for stance in Stance} for theme, tally in found.items()}


def reasons(run: Run, present: Container[str]) -> dict[Unplaced, int]:
    """Why how many of the statements that still exist have no theme, the most frequent reason first."""
    tally = Counter(run.reasons[one] for one in run.unassigned if one in present and one in run.reasons)
    order = list(Unplaced)
    return dict(sorted(tally.items(), key=lambda pair: (-pair[1], order.index(pair[0]))))


def ranked(one: Membership) -> tuple[bool, float, str, str]:
    """The order in which memberships are shown: primary ones first, then by strength."""
    return not one.primary, -one.strength, one.theme, one.statement


def pointed(themes: Mapping[str, Theme], wanted: Iterable[str]) -> tuple[Theme, ...]:
    """The themes of these ids, in their order, without hidden ones; ids that the run does not know are absent."""
    return tuple(themes[one] for one in wanted if one in themes and not themes[one].hidden)


def remarks(theme: Theme, twins: Sequence[Theme]) -> list[str]:
    """What a person should look at, in sentences; what comes before the colon says it in short."""
    names = " und ".join(f"„{twin.title}“" for twin in twins)
    similar = f"sehr ähnlich wie {names}: bitte prüfen, ob es dasselbe ist"
    return [similar if names and flag is Flag.TOO_SIMILAR else flag.value for flag in theme.flags]
