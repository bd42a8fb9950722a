"""What a language model is told about a theme: its figures, and statements that stand for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nlp.answers.prompting import fitting
from nlp.domain.corpus import Respondent, Source, SourceKind, Statement
from nlp.domain.folding import fold
from nlp.domain.proposals import Brief, Citation, Fact, Unit
from nlp.domain.themes import Run, Theme
from nlp.ports import Store

FURTHER = 30
"""Statements besides the quotes of the summary and the central ones."""
DIGITS = 6
MINUTED = frozenset({SourceKind.CONFERENCE, SourceKind.MINUTES})
"""Kinds of sources that do not say who spoke."""


class Corpus:
    """A run's statements and respondents, read once for all themes."""

    def __init__(self, store: Store, run: Run) -> None:
        self._run = run
        self._sources: Sequence[Source] = store.sources()
        self._respondents: Mapping[tuple[str, str], Respondent] = store.respondents()
        self._minutes = frozenset(one.id for one in self._sources if one.kind in MINUTED)
        self._statements = {one.id: one for one in store.statements() if one.id in run.statements}

    def brief(self, theme: Theme) -> Brief:
        """What a model may know of a theme."""
        members = self._members(theme)
        return Brief(
            title=theme.title,
            terms=theme.terms,
            description=theme.description,
            seeds=self._seeds(theme),
            facts=tuple(self._facts(members)),
            citations=fitting(self._citations(theme, members)),
            taken=tuple(one.title for one in self._run.themes if one.id != theme.id),
        )

    def _members(self, theme: Theme) -> list[Statement]:
        """The theme's statements, the strongest first."""
        of = [one for one in self._run.memberships if one.theme == theme.id and one.statement in self._statements]
        of.sort(key=lambda one: (not one.primary, -round(one.strength, DIGITS), one.statement))
        return [self._statements[name] for name in dict.fromkeys(one.statement for one in of)]

    def _seeds(self, theme: Theme) -> tuple[str, ...]:
        """The catalogue's phrases that brought statements here."""
        grounds = (one.evidence for one in self._run.memberships if one.theme == theme.id)
        return tuple(sorted({one.nearest for one in grounds if one.nearest and not one.is_statement}))

    def _facts(self, members: Sequence[Statement]) -> Iterator[Fact]:
        """The three counts of each source by themselves: sources are never summed."""
        spoken = {one.source for one in self._statements.values()}
        for source in self._sources:
            inside = self._counted([one for one in members if one.source == source.id])
            whole = self._counted([one for one in self._statements.values() if one.source == source.id])
            title = source.title if len(spoken) > 1 else ""
            for unit in Unit:
                if inside[unit]:
                    yield Fact(number=inside[unit], of=whole[unit], unit=unit, source=title)

    def _counted(self, statements: Sequence[Statement]) -> dict[Unit, int]:
        """Whoever answered for a body is counted as that body, and who stands in minutes as nobody."""
        speakers = {self._speaker(one) for one in statements}
        return {
            Unit.STATEMENTS: len(statements),
            Unit.RESPONDENTS: sum(unit is Unit.RESPONDENTS for unit, _ in speakers),
            Unit.ORGANISATIONS: sum(unit is Unit.ORGANISATIONS for unit, _ in speakers),
        }

    def _speaker(self, one: Statement) -> tuple[Unit | None, str]:
        if one.source in self._minutes:
            return None, ""
        key = (one.source, one.respondent)
        body = self._respondents[key].organisation if key in self._respondents else ""
        if body:
            return Unit.ORGANISATIONS, fold(body)
        return Unit.RESPONDENTS, f"{one.source} {one.respondent}"

    def _citations(self, theme: Theme, members: Sequence[Statement]) -> tuple[Citation, ...]:
        """Quotes and central statements, then others: each wording once, every speaker before any speaks again."""
        names = (*(quote.statement for quote in theme.summary), *theme.central)
        first = [self._statements[name] for name in dict.fromkeys(names) if name in self._statements]
        heard = {(one.source, one.respondent) for one in first}
        new: list[Statement] = []
        again: list[Statement] = []
        for one in members:
            speaker = (one.source, one.respondent)
            (again if speaker in heard else new).append(one)
            heard.add(speaker)
        each_once: dict[str, Statement] = {}
        for one in (*first, *new, *again):
            each_once.setdefault(fold(one.words).strip(" .!?…,;:-–"), one)
        ranked = list(each_once.values())[: len(first) + FURTHER]
        return tuple(self._citation(number, one) for number, one in enumerate(ranked, start=1))

    def _citation(self, number: int, one: Statement) -> Citation:
        unit, speaker = self._speaker(one)
        return Citation(number=number, statement=one.id, text=one.text, lead=one.lead, speaker=speaker, spoken_by=unit)
