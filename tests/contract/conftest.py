"""Every implementation of the store, and invented answers and runs to fill it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from nlp.domain.corpus import ColumnRole, Import, Respondent, ResponseRecord, Role, Source, SourceKind, Statement
from nlp.domain.text import SafeText
from nlp.domain.themes import Membership, Origin, Run, Stability, Theme
from nlp.ports import People, Store
from nlp.store import SqlitePeople, open_store


class Closable(Store, Protocol):
    def close(self) -> None: ...


Reopen = Callable[[], Closable]
OPENERS: dict[str, Callable[[Path], Closable]] = {"sqlite": lambda folder: open_store(folder / "oton.db")}


@pytest.fixture(params=sorted(OPENERS))
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """Opens the same database again, as another program would."""
    opener = OPENERS[request.param]
    return lambda: opener(tmp_path)


@pytest.fixture
def store(reopen: Reopen) -> Iterator[Closable]:
    with closing(reopen()) as opened:
        yield opened


Gather = Callable[[], People]
GATHERERS: dict[str, Callable[[Path], People]] = {"sqlite": lambda folder: SqlitePeople(folder / "oton.db")}


@pytest.fixture(params=sorted(GATHERERS))
def gather(request: pytest.FixtureRequest, tmp_path: Path) -> Gather:
    """The people of the same house, as another program would know them."""
    gatherer = GATHERERS[request.param]
    return lambda: gatherer(tmp_path)


@pytest.fixture
def people(gather: Gather) -> Iterator[People]:
    with closing(gather()) as known:
        yield known


@dataclass(frozen=True, kw_only=True)
class Town:
    """Makes imports out of bare answers: (who, what they said), one statement a sentence."""

    question: str = "Was fehlt in Musterstadt?"

    def imported(
        self,
        source: str,
        answers: Sequence[tuple[str, Sequence[str]]],
        *,
        organisations: Mapping[str, str] | None = None,
        groups: Mapping[str, Mapping[str, str]] | None = None,
        first_row: int = 2,
    ) -> Import:
        names = list(dict.fromkeys(who for who, _ in answers))
        return Import(
            source=Source(
                id=source, title=source.title(), kind=SourceKind.SURVEY, file=f"{source}.csv", file_hash="a1"
            ),
            file=f"{source}.csv",
            columns=(ColumnRole(column="antwort", role=Role.TEXT, question=self.question, why="lange Texte"),),
            rows=len(answers),
            cells=len(answers),
            respondents=tuple(
                Respondent(
                    key=who, organisation=(organisations or {}).get(who, ""), groups=dict((groups or {}).get(who, {}))
                )
                for who in names
            ),
            responses=tuple(
                self.response(source, first_row + place, who, said) for place, (who, said) in enumerate(answers)
            ),
            left_out=(),
        )

    def response(self, source: str, row: int, who: str, said: Sequence[str]) -> ResponseRecord:
        text, statements = "", []
        for one in said:
            start = len(text)
            text += one + "\n"
            statements.append(
                Statement(
                    id=self.id_of(source, who, one),
                    source=source,
                    row=row,
                    column="antwort",
                    question=self.question,
                    respondent=who,
                    start=start,
                    end=start + len(one),
                    text=SafeText(one),
                    lemmas=one.lower(),
                )
            )
        return ResponseRecord(
            row=row,
            column="antwort",
            question=self.question,
            respondent=who,
            text=SafeText(text),
            redactions=(),
            statements=tuple(statements),
        )

    def id_of(self, source: str, who: str, said: str) -> str:
        return f"{source}/{who}/{said}"

    def run(self, identity: str, themes: Mapping[str, Sequence[str]], unassigned: Sequence[str] = ()) -> Run:
        first: set[str] = set()
        memberships = []
        for theme, members in themes.items():
            for one in members:
                memberships.append(Membership(statement=one, theme=theme, strength=0.5, primary=one not in first))
                first.add(one)
        return Run(
            id=identity,
            recipe="standard",
            recipe_fingerprint="0011",
            corpus_fingerprint="2233",
            code_version="0.1.0",
            created_at="2026-03-01T10:00:00+00:00",
            quality={"ami": 0.25, "noise": 0.0},
            themes=tuple(
                Theme(
                    id=theme,
                    title=theme.title(),
                    origin=Origin.FOUND,
                    terms=("Kita", "Plätze"),
                    stability=0.75,
                    grade=Stability.USABLE,
                    central=tuple(members[:1]),
                    sensitive=theme == "gewalt",
                    field_of_action="Soziales",
                )
                for theme, members in themes.items()
            ),
            memberships=tuple(memberships),
            unassigned=tuple(unassigned),
        )


@pytest.fixture
def town() -> Town:
    return Town()
