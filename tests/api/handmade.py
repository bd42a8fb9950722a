"""A small house with a source, two runs laid down by hand, and jobs a test tells how far they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nlp import compose
from nlp.commands.import_ import import_file
from nlp.domain.corpus import Source
from nlp.domain.jobs import Job, JobKind, JobState
from nlp.domain.language import Analysis
from nlp.domain.themes import Membership, Origin, Run, Theme
from nlp.errors import Unknown
from nlp.ingest import Wishes

ANSWERS = """nr;antwort;Bezirk
1;Mehr Kitaplätze im Norden;Nord
2;Mehr Kitaplätze für Kinder;Süd
3;Der Bus fährt zu selten;Süd
4;Der Bus hält nicht am Heim;Nord
5;Frau Anna Kunze hilft unter 0171 3920012;Nord
6;k. A.;Nord
"""


class Wordless:
    """Knows nothing about words; pages do not ask."""

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        return [Analysis(tokens=()) for _ in texts]


class Told:
    """Fits nlp.ports.Jobs; nothing works on them, a test says what became of them."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def ask(self, kind: JobKind, asked: Mapping[str, str], *, who: str) -> Job:
        like = (one for one in self._jobs.values() if one.kind is kind and one.asked == asked and not one.state.over)
        job = next(like, None) or Job(
            id=f"auftrag{len(self._jobs)}", kind=kind, state=JobState.WAITING, asked=dict(asked), who=who,
            created_at="2026-01-01T00:00:00+00:00",
        )  # fmt: skip
        return self._jobs.setdefault(job.id, job)

    def job(self, job: str) -> Job:
        if job not in self._jobs:
            raise Unknown(f"Den Auftrag „{job}“ gibt es nicht.")
        return self._jobs[job]

    def jobs(self, limit: int = 50) -> list[Job]:
        return list(self._jobs.values())[::-1][:limit]

    def active(self) -> list[Job]:
        return [one for one in self._jobs.values() if not one.state.over]

    def cancel(self, job: str) -> Job:
        return self.job(job) if self.job(job).state.over else self.became(job, state=JobState.CANCELLED)

    def became(self, job: str, **told: Any) -> Job:
        self._jobs[job] = replace(self.job(job), **told)
        return self._jobs[job]


def filled(database: Path) -> Path:
    """A source of five answers that say something, and the runs `aaaaaaaaaa` (older) and `bbbbbbbbbb`."""
    file = database.with_name("umfrage.csv")
    file.write_text(ANSWERS, encoding="utf-8")
    with compose.opened(database) as store:
        wishes = Wishes(text=("antwort",), id="nr", group=("Bezirk",))
        source = Source(id="umfrage", title="Umfrage im Quartier", population=20, collected_on="2026-03")
        import_file(file, source=source, wishes=wishes, store=store, analyser=Wordless())
        of = {word: [one.id for one in store.statements() if word in one.text] for word in ("Kita", "Bus")}
        rest = [one.id for one in store.statements() if one.id not in {*of["Kita"], *of["Bus"]}]
        older = Run(
            id="a" * 10, recipe="standard", recipe_fingerprint="r", corpus_fingerprint="c", code_version="0",
            created_at="2026-01-01T10:00:00+00:00", quality={"mean_stability": 0.75},
            themes=tuple(Theme(id=one.lower(), title=one, origin=Origin.FOUND) for one in of),
            memberships=(
                *(Membership(statement=one, theme="kita", strength=0.8) for one in of["Kita"]),
                *(Membership(statement=one, theme="bus", strength=0.8) for one in of["Bus"]),
            ),
            unassigned=tuple(rest),
        )  # fmt: skip
        store.save_run(older)
        store.save_run(
            replace(
                older,
                id="b" * 10,
                created_at="2026-02-01T10:00:00+00:00",
                previous=older.id,
                themes=(replace(older.themes[0], title="Plätze <b>& mehr</b>"),),
                memberships=older.memberships[:2],
                unassigned=(*of["Bus"], *rest),
            )
        )
    return database
