"""Machine and people over the same statements: how often they agree since a run was made, and what that is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nlp.domain.edits import Board, Confirm, Create, Decision, Lock, Move, Split, Undo
from nlp.domain.themes import Run, Theme
from nlp.ports import Store
from nlp.themes.agreeing import Agreement, Kappa, ThemeAgreement, agreed
from nlp.themes.replay import replay
from nlp.views.board import named
from nlp.views.review.boards import board_of, sealed_of

FEW = 30
"""With fewer statements kappa says little: McHugh 2012, Biochemia Medica 22."""
WORDS = (
    (0.0, "schlechter als Zufall"),
    (0.2, "kaum Übereinstimmung"),
    (0.4, "schwache Übereinstimmung"),
    (0.6, "mittlere Übereinstimmung"),
    (0.8, "gute Übereinstimmung"),
    (1.0, "sehr gute Übereinstimmung"),
)
"""What kappa up to a figure is called: the steps of Landis & Koch 1977, Biometrics 33."""
NOBODY_YET = "In dieser Auswertung hat noch niemand eine Aussage geprüft."
NOT_BY_CHANCE = (
    "Die geprüften Aussagen sind nicht zufällig gewählt: Meist kommen unsichere zuerst an die Reihe, und wer prüft, "
    "sieht, was die Maschine meint. Für die ganze Auswertung gilt der Wert deshalb nicht; dafür können zwei Menschen "
    "eine zufällige Stichprobe doppelt zuordnen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """How machine (first) and people (second) agree on one theme; `made`: only people have put statements there.

    `word`: what its kappa is called, or why there is none.
    """

    theme: Theme
    figures: ThemeAgreement
    made: bool
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """Machine and people over the statements of one run that people have looked at since it was made.

    Sub-themes count with their theme. `learnt`: looked-at statements that are left aside because the run had been told
    where they belong. `differing`: ids of those on which they differ. `hidden`: themes that are out of sight, with no
    row. `sentence` says the result, `cautions` what it is not.
    """

    run: Run
    last: int
    figures: Agreement
    rows: tuple[ThemeRow, ...]
    learnt: int
    differing: tuple[str, ...]
    hidden: int
    sentence: str
    cautions: tuple[str, ...]


def agreement(store: Store, run: str = "") -> AgreementView:
    """The newest run's, or that of the run named. Raises NothingToDo or Unknown."""
    board, sealed, decisions = board_of(store, run), sealed_of(store, run), store.decisions()
    themes = main_themes(board)
    told_before = {one.statement for one in sealed.memberships if one.confirmed}
    looked = looked_at(board, decisions)
    judged = sorted(looked - told_before)
    ours, theirs = placed(machine(sealed, decisions), themes), placed(board.run, themes)
    nothing = frozenset[str]()
    said = {one: (ours.get(one, nothing), theirs.get(one, nothing)) for one in judged}
    figures = agreed(list(said.values()), [theme.id for theme in themes])
    found = {theme for own in ours.values() for theme in own}
    rows = tuple(
        ThemeRow(theme=theme, figures=row, made=theme.id not in found, word=word(row.kappa))
        for theme, row in zip(themes, figures.themes, strict=True)
        if not theme.hidden and row.neither < row.n
    )
    several = any(len(own) > 1 for pair in said.values() for own in pair)
    return AgreementView(
        run=board.run,
        last=board.last,
        figures=figures,
        rows=tuple(sorted(rows, key=lambda row: (row.figures.neither, row.theme.title, row.theme.id))),
        learnt=len(looked & told_before),
        differing=tuple(one for one, (here, there) in said.items() if here != there),
        hidden=sum(theme.hidden for theme in themes),
        sentence=_sentence(figures, several=several),
        cautions=_cautions(figures, rows, len(looked & told_before)),
    )


def main_themes(board: Board) -> tuple[Theme, ...]:
    """The board's themes without sub-themes, which count with their theme, by title."""
    whole = (theme for theme in board.run.themes if not theme.parent)
    return tuple(sorted(whole, key=lambda theme: (theme.title, theme.id)))


def placed(run: Run, themes: Iterable[Theme]) -> dict[str, frozenset[str]]:
    """Statement → those of these themes that it is in; statements in none of them are absent."""
    known = {theme.id for theme in themes}
    found: dict[str, set[str]] = {}
    for one in run.memberships:
        if one.theme in known:
            found.setdefault(one.statement, set()).add(one.theme)
    return {statement: frozenset(own) for statement, own in found.items()}


def machine(sealed: Run, decisions: Sequence[Decision]) -> Run:
    """The machine's say in the themes of today: merged and made as people did, no statement put anywhere by them."""
    made: list[Decision] = []
    for one in _counting(decisions, replay(sealed, decisions)):
        match one.edit:
            case Move() | Confirm():
                continue
            case Split():
                made.append(replace(one, edit=Create(made=one.edit.made, title=one.edit.title)))
            case Lock():
                made.append(replace(one, edit=Create(made=one.edit.theme, title=one.edit.title)))
            case _:
                made.append(one)
    return replay(sealed, made).run


def looked_at(board: Board, decisions: Sequence[Decision]) -> frozenset[str]:
    """Statements about whose place a person has decided: confirmed, moved (out as well), held on to, or split off."""
    out = (one.edit for one in _counting(decisions, board) if isinstance(one.edit, Move))
    emptied = {statement for edit in out if not edit.themes for statement in edit.statements}
    return frozenset(one for one, _ in board.decided) | (emptied & frozenset(board.run.unassigned))


def _counting(decisions: Iterable[Decision], board: Board) -> list[Decision]:
    """What nobody has taken back, without the takings back."""
    return [one for one in decisions if one.number not in board.undone and not isinstance(one.edit, Undo)]


def word(kappa: Kappa) -> str:
    """What a kappa is called, or why there is none."""
    value = kappa.value
    if value is None:
        return kappa.why.value if kappa.why else ""
    if value < 0:
        return WORDS[0][1]
    return next(name for most, name in WORDS[1:] if round(value, 2) <= most)


def decimal(figure: float) -> str:
    """„0,68“."""
    return f"{figure:.2f}".replace("-", "−").replace(".", ",")


def measured(kappa: Kappa) -> str:
    """„κ = 0,68 (95-%-Bereich 0,51 bis 0,85): gute Übereinstimmung“, or why there is none."""
    if kappa.value is None:
        return f"Kappa lässt sich daraus nicht berechnen: {word(kappa)}"
    range_ = ""
    if kappa.low is not None and kappa.high is not None:
        range_ = f" (95-%-Bereich {decimal(kappa.low)} bis {decimal(kappa.high)})"
    return f"κ = {decimal(kappa.value)}{range_}: {word(kappa)}."


def _sentence(figures: Agreement, *, several: bool) -> str:
    if not figures.n:
        return NOBODY_YET
    like = "dieselben Themen" if several else "dasselbe Thema"
    of = f"{figures.same} von {figures.n} geprüften Aussagen"
    head = f"Bei {of if figures.n > 1 else f'{figures.same} von 1 geprüften Aussage'} hatte die Maschine {like}"
    return f"{head}{', ' if figures.kappa.value is not None else '. '}{measured(figures.kappa)}"


def _cautions(figures: Agreement, rows: Sequence[ThemeRow], learnt: int) -> tuple[str, ...]:
    made = sum(row.made for row in rows)
    told = []
    if figures.n:
        told.append(NOT_BY_CHANCE)
    if 0 < figures.n < FEW:
        told.append(f"Erst {_statements(figures.n)} geprüft: Der Wert kann sich noch stark ändern.")
    if made:
        subject = "1 Thema haben" if made == 1 else f"{made} Themen haben"
        told.append(f"{subject} erst Menschen angelegt oder gefüllt; dorthin konnte die Maschine nichts ordnen.")
    if learnt:
        told.append(
            f"{_statements(learnt)} nicht mitgezählt: Bei ihnen hatten Menschen schon vor dieser Auswertung "
            "entschieden, und sie hat daraus gelernt."
        )
    return tuple(told)


def _statements(count: int) -> str:
    return "1 Aussage ist" if count == 1 else f"{count} Aussagen sind"


def told(view: AgreementView) -> dict[str, object]:
    """The view as plain values, with the keys of the command's JSON."""
    return {
        "run": view.run.id,
        "last": view.last,
        "sentence": view.sentence,
        "cautions": list(view.cautions),
        **figures_told(view.figures),
        "learnt": view.learnt,
        "differing": list(view.differing),
        "hidden": view.hidden,
        "themes": [{**named(row.theme), "made": row.made, **theme_told(row.figures)} for row in view.rows],
    }


def figures_told(figures: Agreement) -> dict[str, object]:
    """Agreement overall as plain values; what is not defined is null."""
    return {
        "statements": figures.n,
        "same": figures.same,
        "observed": _rounded(figures.observed),
        **kappa_told(figures.kappa),
        "samples_f1": _rounded(figures.samples_f1),
    }


def theme_told(row: ThemeAgreement) -> dict[str, object]:
    """Agreement on one theme as plain values."""
    counts = {"both": row.both, "only_first": row.only_first, "only_second": row.only_second, "neither": row.neither}
    return {"statements": row.n, **counts, "observed": _rounded(row.observed), **kappa_told(row.kappa)}


def kappa_told(kappa: Kappa) -> dict[str, object]:
    """Kappa with its interval and what it is called."""
    figures = {"kappa": _rounded(kappa.value), "low": _rounded(kappa.low), "high": _rounded(kappa.high)}
    return {**figures, "word": word(kappa)}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
