"""What two waves of a survey are held against each other by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlp.domain.corpus import Source
from nlp.domain.themes import Run, Theme
from nlp.views.board import named
from nlp.views.intervals import Interval


class Turn(StrEnum):
    """What became of a theme; the value is what a person reads."""

    NEW = "neu"
    GONE = "nicht mehr genannt"
    MORE = "mehr"
    FEWER = "weniger"
    SAME = "kein sicherer Unterschied"
    BOTH = "in beiden genannt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One of the two: `respondents` said something that counts here, in `unit`; `waiting`: statements in no run yet."""

    source: Source
    respondents: int
    unit: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeWaves:
    """One theme in both waves: how many respondents speak of it, each once, and what share.

    `before`, `now` and `difference` (now less before) have intervals; all three are None where nothing can be compared.
    `candidate`: the machine found it among new answers alone, so that there is no difference to tell either.
    """

    theme: Theme
    counts: tuple[int, int]
    shares: tuple[float, float]
    before: Interval | None
    now: Interval | None
    difference: Interval | None
    turn: Turn
    candidate: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waves:
    """Two sources of one board as waves, the older first; `reasons` say why they are not comparable, if so.

    `rows`: themes that anybody speaks of, the greatest change first, without sub-themes. `hidden`: so many are
    out of sight. `questions`: what both were asked, as the newer puts it.
    """

    run: Run
    before: Wave
    now: Wave
    reasons: tuple[str, ...]
    questions: tuple[str, ...]
    rows: tuple[ThemeWaves, ...]
    hidden: int
    finding: str
    remarks: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Whether differences mean anything."""
        return not self.reasons


def told(view: Waves) -> dict[str, object]:
    """The waves as plain values, with the keys of the command's JSON; what cannot be compared is null."""
    return {
        "run": view.run.id,
        "before": _wave_told(view.before),
        "now": _wave_told(view.now),
        "comparable": view.comparable,
        "reasons": list(view.reasons),
        "finding": view.finding,
        "remarks": list(view.remarks),
        "questions": list(view.questions),
        "hidden": view.hidden,
        "themes": [_row_told(row) for row in view.rows],
    }


def _wave_told(wave: Wave) -> dict[str, object]:
    return {
        "source": wave.source.id,
        "title": wave.source.title,
        "collected_on": wave.source.collected_on,
        "respondents": wave.respondents,
        "unit": wave.unit,
        "waiting": wave.waiting,
    }


def _row_told(row: ThemeWaves) -> dict[str, object]:
    return {
        **named(row.theme),
        "turn": row.turn.value,
        "candidate": row.candidate,
        "sentence": row.sentence,
        "before": {"respondents": row.counts[0], "share": round(row.shares[0], 4), **_interval(row.before)},
        "now": {"respondents": row.counts[1], "share": round(row.shares[1], 4), **_interval(row.now)},
        "difference": {"value": round(row.difference.value, 4), **_interval(row.difference)}
        if row.difference
        else None,
    }


def _difference(figure: Interval | None) -> dict[str, float | None] | None:
    return {"value": round(figure.value, 4), **_interval(figure)} if figure else None


def _interval(figure: Interval | None) -> dict[str, float | None]:
    return {
        "low": round(figure.low, 4) if figure else None,
        "high": round(figure.high, 4) if figure else None,
    }
