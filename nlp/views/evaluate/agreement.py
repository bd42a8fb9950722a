"""How far one method's groups agree with people's codes: a row of the comparison."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from nlp.clusters.measure import ami, ari, unassigned_share, v_measure
from nlp.views.evaluate.paper import Bars, Sheet, bare, decimal, percent, whole

BERTOPIC = "BERTopic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Figures of one method with every text counted; texts without a theme are one group.

    `given`: the number of themes was told. Of several runs every figure is the middle one; `least` and `most` are
    the extremes of the AMI. `seconds` are those of grouping alone.
    """

    method: str
    given: bool
    themes: float
    ami: float
    ari: float
    v_measure: float
    unassigned_share: float
    seconds: float
    least: float
    most: float
    runs: int = 1

    def told(self) -> dict[str, object]:
        """Plain values for a program."""
        return bare(asdict(self))


def agreement(
    method: str,
    truth: Sequence[Hashable],
    runs: Sequence[NDArray[np.int64]],
    seconds: Sequence[float],
    *,
    given: bool = False,
) -> Agreement:
    """The figures of one method's runs, (n,) labels each."""
    found = [[int(one) for one in labels] for labels in runs]
    amis = [ami(truth, labels) for labels in found]
    return Agreement(
        method=method,
        given=given,
        themes=median(len(set(labels) - {-1}) for labels in found),
        ami=median(amis),
        ari=median(ari(truth, labels) for labels in found),
        v_measure=median(v_measure(truth, labels) for labels in found),
        unassigned_share=median(unassigned_share(labels) for labels in found),
        seconds=median(seconds),
        least=min(amis),
        most=max(amis),
        runs=len(runs),
    )


def agreement_sheet(title: str, rows: Sequence[Agreement], captions: Sequence[str] = ()) -> Sheet:
    """The rows as a table; beside BERTopic each AMI stands also as a multiple of BERTopic's."""
    theirs = next((row.ami for row in rows if row.method == BERTOPIC and row.ami > 0), None)
    headings = ["Verfahren", "Themen", "AMI", "ARI", "V", "ohne\nThema", "Sekun-\nden"]
    if theirs:
        headings.insert(3, "×\nBERTopic")
    return Sheet(
        title=title,
        headings=tuple(headings),
        rows=tuple(_cells(row, theirs) for row in rows),
        captions=(*captions, *_legend(rows)),
        bars=Bars(
            heading="AMI (0 = Zufall, 1 = wie die Menschen)",
            values=tuple(row.ami for row in rows),
            least=tuple(row.least for row in rows),
            most=tuple(row.most for row in rows),
        ),
    )


def _legend(rows: Sequence[Agreement]) -> list[str]:
    """What the figures of several runs hide, and what the star means."""
    told = [
        f"{row.method}: Mitte aus {row.runs} Läufen, AMI von {decimal(row.least)} bis {decimal(row.most)}."
        for row in rows
        if row.runs > 1
    ]
    return [*told, "* Diese Zahl war vorgegeben."] if any(row.given for row in rows) else told


def _cells(row: Agreement, theirs: float | None) -> tuple[str, ...]:
    return (
        row.method,
        f"{whole(row.themes)}{' *' if row.given else ''}",
        decimal(row.ami),
        *([decimal(row.ami / theirs, 2)] if theirs else []),
        decimal(row.ari),
        decimal(row.v_measure),
        percent(row.unassigned_share),
        decimal(row.seconds, 1),
    )
