"""What coders agree on, made into decisions: an offer that nobody has to take."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from nlp.domain.edits import Confirm, Edit, Move
from nlp.ports import Store
from nlp.views.agreement import main_themes, placed
from nlp.views.double_coding import codes_of, sample_of
from nlp.views.review.boards import board_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """Decisions that would put on the board what all coders of a sample say alike, to be taken with `seen`.

    `confirmed`: statements that would stay and be confirmed or come into more themes; `moved`: that would leave a
    theme, of these `finer` a sub-theme too, of which coders said nothing. Left out of the agreed: `already` decided
    by people, or rightly without a theme; `locked` elsewhere; `gone`, or their theme is. `run`: whose board.
    """

    run: str
    seen: int
    edits: tuple[Edit, ...]
    agreed: int
    confirmed: int
    moved: int
    finer: int
    already: int
    locked: int
    gone: int

    @property
    def sentence(self) -> str:
        """What taking them would do, in figures."""
        if not self.edits:
            return f"Von {self.agreed} einig zugeordneten Aussagen ist keine zu übernehmen."
        rest = [
            (self.already, "steht schon so", "stehen schon so"),
            (self.locked, "ist anderswo festgehalten", "sind anderswo festgehalten"),
            (self.gone, "gibt es so nicht mehr", "gibt es so nicht mehr"),
            (self.finer, "verliert dabei ihr Unterthema", "verlieren dabei ihr Unterthema"),
        ]
        told = "".join(f", {count} {one if count == 1 else many}" for count, one, many in rest if count)
        return (
            f"Einig zugeordnet: {self.agreed}. Bestätigt oder ergänzt würden {self.confirmed}, "
            f"verschoben {self.moved}{told}."
        )


def taken_over(store: Store, sample: str, run: str = "") -> TakenOver:
    """What all coders of a sample agree on, as decisions on the board of the newest run, or of the one named.

    Sub-themes stay where nothing has to leave a theme. Nothing is written: the edits go to `decide`. Raises Unknown,
    NothingToDo.
    """
    one, board = sample_of(store, sample), board_of(store, run)
    codes, themes = codes_of(store, one), main_themes(board)
    order = [theme.id for theme in themes]
    subs = {member.statement for member in board.run.memberships if member.theme not in order}
    now, first = placed(board.run, themes), {it.statement: it.theme for it in board.run.memberships if it.primary}
    there = board.run.statements & store.by_id(one.statements).keys()
    confirms, moves = defaultdict[str, list[str]](list), defaultdict[tuple[str, ...], list[str]](list)
    tally = dict.fromkeys(("agreed", "confirmed", "moved", "finer", "already", "locked", "gone"), 0)
    for statement in one.statements:
        said = {frozenset(own[statement]) for own in codes.values() if statement in own}
        if len(said) != 1 or not all(statement in own for own in codes.values()):
            continue
        wanted, has = next(iter(said)), now.get(statement, frozenset())
        tally["agreed"] += 1
        if statement not in there or not wanted <= set(order):
            tally["gone"] += 1
        elif wanted == has and all((statement, theme) in board.decided for theme in wanted):
            tally["already"] += 1
        elif wanted and has <= wanted:
            tally["confirmed"] += 1
            for theme in sorted(wanted):
                confirms[theme].append(statement)
        elif statement in board.locked:
            tally["locked"] += 1
        else:
            tally["moved"] += 1
            tally["finer"] += statement in subs
            moves[tuple(sorted(wanted, key=lambda theme: (theme != first.get(statement), theme)))].append(statement)
    edits: list[Edit] = [Confirm(theme=theme, statements=tuple(own)) for theme, own in sorted(confirms.items())]
    edits += [Move(statements=tuple(own), themes=wanted) for wanted, own in sorted(moves.items())]
    return TakenOver(run=board.run.id, seen=board.last, edits=tuple(edits), **tally)


def told(offer: TakenOver) -> dict[str, object]:
    """The offer in figures, as plain values; the edits themselves are told by `nlp.commands.decide.edit_told`."""
    return {
        "run": offer.run,
        "seen": offer.seen,
        "edits": len(offer.edits),
        "agreed": offer.agreed,
        "confirmed": offer.confirmed,
        "moved": offer.moved,
        "finer": offer.finer,
        "already": offer.already,
        "locked": offer.locked,
        "gone": offer.gone,
        "sentence": offer.sentence,
    }
