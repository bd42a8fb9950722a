"""Two waves of a survey side by side: what more or fewer people speak of, where that can be said at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nlp.domain.corpus import Source
from nlp.domain.themes import Flag, Run, Theme
from nlp.errors import Unfit, Unknown
from nlp.ports import Store
from nlp.views.comparable import Asked, hindrances, only, remarks, shared
from nlp.views.findings import listed
from nlp.views.intervals import Interval, newcombe, wilson
from nlp.views.protect import FEWEST
from nlp.views.review.boards import board_of
from nlp.views.runs import EXTENDED
from nlp.views.wave_values import ThemeWaves, Turn, Wave, Waves, told

__all__ = ["ThemeWaves", "Turn", "Wave", "Waves", "told", "waves"]

NOT_COMPARABLE = "nicht vergleichbar"
HALF_A_PERCENT = 0.005
ONLY_NEW = (
    "Gesucht wurde danach nur unter den neuen Antworten; ob schon früher jemand davon sprach, zeigt erst eine "
    "neue Auswertung."
)
BY_CHANCE = 0.05
"""Share of differences that seem sure and are chance, where nothing has changed: what is left of 95 %."""


def waves(store: Store, older: str, newer: str, run: str = "", *, fewest: int = FEWEST) -> Waves:
    """Two sources of the newest run, or of the one named; where their dates say otherwise, they change places.

    Sub-themes are left out: what came after a run goes into its themes, never into sub-themes, which would all seem to
    dwindle. A theme's count in a source is no count by group: who reads may read all its statements. No finite
    population correction: a source tells how many were asked, not how many there are. Weights count where they differ.
    Raises Unknown, NothingToDo, and Unfit for a source with itself.
    """
    first, second = _two(store.sources(), older, newer)
    board, respondents = board_of(store, run).run, store.respondents()
    there = board.statements
    said = {one.id: store.statements(one.id) for one in (first, second)}
    all_ = [Asked.of(one, (it for it in said[one.id] if it.id in there), respondents) for one in (first, second)]
    reasons = hindrances(*all_, fewest=fewest)
    common = shared(*all_)
    # What only one was asked would make its theme new, or gone, by the question alone.
    asked = all_ if reasons else [only(one, common) for one in all_]
    if not reasons:
        reasons = hindrances(*asked, fewest=fewest)
    whole = [theme for theme in board.themes if not theme.parent]
    shown = [theme for theme in whole if not theme.hidden]
    rows = _rows(board, shown, asked, comparable=not reasons)
    return Waves(
        run=board,
        before=_wave(asked[0], len(said[first.id]) - len(all_[0].statements)),
        now=_wave(asked[1], len(said[second.id]) - len(all_[1].statements)),
        reasons=reasons,
        questions=tuple(all_[1].questions[one] for one in sorted(common)),
        rows=tuple(sorted(rows, key=_rank)),
        hidden=len(whole) - len(shown),
        finding=_finding(rows, asked, reasons),
        remarks=(
            *_still_waiting(all_, [len(said[one.source.id]) - len(one.statements) for one in all_]),
            *(() if reasons else (*remarks(*all_), *_grains_of_salt(rows, board))),
        ),
    )


def _two(sources: Sequence[Source], older: str, newer: str) -> tuple[Source, Source]:
    known = {source.id: source for source in sources}
    for wanted in (older, newer):
        if wanted not in known:
            raise Unknown(
                f"Eine Quelle „{wanted}“ gibt es hier nicht. Vorhanden: {', '.join(sorted(known)) or 'noch keine'}."
            )
    if older == newer:
        raise Unfit("Eine Quelle lässt sich nicht mit sich selbst vergleichen. Bitte wählen Sie zwei verschiedene.")
    first, second = known[older], known[newer]
    turned = first.collected_on and second.collected_on and first.collected_on > second.collected_on
    return (second, first) if turned else (first, second)


def _rows(run: Run, themes: Sequence[Theme], asked: Sequence[Asked], *, comparable: bool) -> list[ThemeWaves]:
    """The themes that anybody speaks of."""
    of: defaultdict[str, set[str]] = defaultdict(set)
    for member in run.memberships:
        of[member.theme].add(member.statement)
    labels = _labels(asked)
    made = []
    for theme in themes:
        speaking = [{one.respondent for one in wave.statements if one.id in of[theme.id]} for wave in asked]
        (before, share), (now, other) = (wave.part(own) for wave, own in zip(asked, speaking, strict=True))
        if before or now:
            made.append(_row(theme, (before, now), (share, other), asked, labels, comparable=comparable))
    return made


def _row(
    theme: Theme,
    counts: tuple[int, int],
    shares: tuple[float, float],
    asked: Sequence[Asked],
    labels: tuple[str, str],
    *,
    comparable: bool,
) -> ThemeWaves:
    one, other, difference, candidate = None, None, None, Flag.CANDIDATE in theme.flags
    if comparable:
        one, other = (wilson(share, wave.effective) for share, wave in zip(shares, asked, strict=True))
        # Among what came before, nobody has looked for a candidate.
        difference = None if candidate else newcombe(one, other)
    turn = _turn(counts, difference)
    told = [
        f"{label} sprechen {'gewichtet ' if wave.weighted else ''}{percent(share)} davon ({count} von {wave.size})"
        for label, share, count, wave in zip(labels, shares, counts, asked, strict=True)
    ]
    return ThemeWaves(
        theme=theme,
        counts=counts,
        shares=shares,
        before=one,
        now=other,
        difference=difference,
        turn=turn,
        candidate=candidate,
        sentence=f"{told[0]}, {told[1]}: {_verdict(turn, difference, open_=comparable and candidate)}",
    )


def _turn(counts: tuple[int, int], difference: Interval | None) -> Turn:
    if not counts[0]:
        return Turn.NEW
    if not counts[1]:
        return Turn.GONE
    if difference is None:
        return Turn.BOTH
    if not difference.sure:
        return Turn.SAME
    return Turn.MORE if difference.value > 0 else Turn.FEWER


def _verdict(turn: Turn, difference: Interval | None, *, open_: bool) -> str:
    if open_:
        return f"{turn.value}. {ONLY_NEW}"
    if difference is None:
        return f"{NOT_COMPARABLE}." if turn is Turn.BOTH else f"{turn.value}, aber {NOT_COMPARABLE}."
    low, high = points(difference.low), points(difference.high)
    chance = ", was Zufall sein kann" if turn in {Turn.NEW, Turn.GONE} and not difference.sure else ""
    return f"{turn.value}{chance}. Der Unterschied liegt mit 95 % Sicherheit zwischen {low} und {high} Prozentpunkten."


def _rank(row: ThemeWaves) -> tuple[float, float, str, str]:
    change = abs(row.shares[1] - row.shares[0]) if row.now else 0.0
    return -change, -max(row.shares), row.theme.title, row.theme.id


def _labels(asked: Sequence[Asked]) -> tuple[str, str]:
    """The years, where they tell the two apart, else the titles."""
    years = [wave.source.collected_on[:4] for wave in asked]
    names = years if all(years) and years[0] != years[1] else [f"In „{wave.source.title}“" for wave in asked]
    return names[0], names[1].replace("In „", "in „", 1)


def _wave(asked: Asked, waiting: int) -> Wave:
    return Wave(source=asked.source, respondents=asked.size, unit=asked.unit, waiting=waiting)


def _finding(rows: Sequence[ThemeWaves], asked: Sequence[Asked], reasons: Sequence[str]) -> str:
    if reasons:
        return f"Die beiden Quellen sind {NOT_COMPARABLE}. {reasons[0]}"
    if not rows:
        return "In keiner der beiden Wellen spricht jemand von einem Thema."
    sure = [row for row in rows if row.difference and row.difference.sure]
    new = [f"„{row.theme.title}“" for row in sorted(rows, key=_rank) if row.turn is Turn.NEW]
    appeared = f" Neu: {listed(new)}." if new else ""
    if not sure:
        return f"Kein Thema hat sich so verändert, dass es mehr als Zufall sein muss.{appeared}"
    most = min(sure, key=_rank)
    grown = most.shares[1] > most.shares[0]
    labels = _labels(asked)
    return (
        f"Am deutlichsten {'zugenommen' if grown else 'abgenommen'} hat „{most.theme.title}“: {labels[0]} sprechen "
        f"{percent(most.shares[0])} der Befragten davon, {labels[1]} {percent(most.shares[1])}.{appeared}"
    )


def _still_waiting(asked: Sequence[Asked], waiting: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        f"Aus „{wave.source.title}“ {'wartet 1 Aussage' if count == 1 else f'warten {count} Aussagen'} noch auf eine "
        "Auswertung; bitte erweitern Sie diese."
        for wave, count in zip(asked, waiting, strict=True)
        if count
    )


def _grains_of_salt(rows: Sequence[ThemeWaves], run: Run) -> tuple[str, ...]:
    """What else than a change may look like one."""
    told = []
    compared = sum(row.difference is not None for row in rows)
    if compared > 1:
        by_chance = f"{BY_CHANCE * compared:.1f}".replace(".", ",")
        told.append(
            f"Verglichen werden {compared} Themen: Auch wenn sich nichts verändert hat, erscheinen davon im Schnitt "
            f"{by_chance} als sicher verändert."
        )
    if run.quality.keys() >= EXTENDED:
        told.append(
            "Ein Teil der Antworten kam erst nach der ersten Auswertung in deren Themen. Ganz gleich behandelt werden "
            "beide Wellen erst in einer neuen Auswertung."
        )
    return tuple(told)


def percent(share: float) -> str:
    """„34 %“; what is more than nothing is not told as nothing."""
    return "unter 1 %" if 0 < share < HALF_A_PERCENT else f"{round(100 * share)} %"


def points(difference: float) -> str:
    """„+4“ or „−3“ percentage points; near nought „−0,4“, so that its sign is seen."""
    whole = round(100 * difference)
    told = f"{whole:+d}" if whole else f"{100 * difference:+.1f}"
    return told.replace("-", "−").replace(".", ",")
