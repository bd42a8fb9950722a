"""A board made ready for review, and the marks beside it: what is worked out once for many looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nlp.domain.folding import fold
from nlp.domain.quotes import Filters
from nlp.domain.reviewing import Mark, MarkKind
from nlp.domain.themes import Membership, Run, Stability, Theme, Unplaced
from nlp.ports import Store
from nlp.views.grounds import knows_stability, sure
from nlp.views.review.boards import board_of, sealed_of
from nlp.views.review.left import settled
from nlp.views.review.values import Desk, Notes

LITTLE_TO_SAY = {Unplaced.FEW_WORDS, Unplaced.CONTACT}
"""Of statements without a theme these come last: mostly they belong nowhere."""
Shaky = tuple[int, float]
"""How unsure the machine is of a statement, the smaller the more; what comes first is a kind of unsureness."""


def desk_of(store: Store, run: str = "") -> Desk:
    """A board made ready for review; keep it for each state of the store. Raises NothingToDo or Unknown."""
    board, sealed, decisions = board_of(store, run), sealed_of(store, run), store.decisions()
    present = store.filtered(Filters(), board.run.id)
    places, machine = _places(board.run), _places(sealed)
    then, now = _shakiness(sealed, machine), _shakiness(board.run, places)
    decided = settled(board, decisions)
    there = [one for one in present if one in places]
    shaky = sorted((one for one in there if one in then), key=lambda one: (then[one], one))
    themes = {theme.id: theme for theme in board.run.themes}
    return Desk(
        board=board,
        sealed=sealed,
        sources={source.id: source for source in store.sources()},
        by_number={one.number: one for one in decisions},
        places=places,
        machine={one: tuple(member.theme for member in machine.get(one, ())) for one in decided},
        themes=themes,
        words=_words(themes),
        sizes=_sizes(places.values()),
        order=(*shaky, *(one for one in there if one not in then)),
        every=frozenset(there),
        shaky=len(shaky),
        unsure=frozenset(one for one in shaky if one in now and one not in decided),
        settled=decided,
        sureness=knows_stability(sealed),
    )


def notes_of(marks: Sequence[Mark]) -> Notes:
    """All marks, sorted; the last of a pair counts: of reading for each person, of flags for all together."""
    read: defaultdict[str, set[str]] = defaultdict(set)
    flagged: dict[str, Mark] = {}
    ever: set[str] = set()
    comments: defaultdict[str, list[Mark]] = defaultdict(list)
    for one in sorted(marks, key=lambda one: one.number):
        match one.kind:
            case MarkKind.READ:
                read[one.who].add(one.statement)
            case MarkKind.UNREAD:
                read[one.who].discard(one.statement)
            case MarkKind.FLAG:
                flagged[one.statement] = one
                ever.add(one.statement)
            case MarkKind.UNFLAG:
                flagged.pop(one.statement, None)
            case MarkKind.COMMENT:
                comments[one.statement].append(one)
    everybody = frozenset(one for own in read.values() for one in own)
    return Notes(
        read={**{who: frozenset(own) for who, own in read.items()}, "": everybody},
        flagged=flagged,
        ever_flagged=frozenset(ever),
        comments={one: tuple(said) for one, said in comments.items()},
    )


def _places(run: Run) -> dict[str, tuple[Membership, ...]]:
    found: dict[str, tuple[Membership, ...]] = dict.fromkeys(run.unassigned, ())
    for one in run.memberships:
        known = found.get(one.statement, ())
        found[one.statement] = (one, *known) if one.primary else (*known, one)
    return found


def _shakiness(run: Run, places: Mapping[str, tuple[Membership, ...]]) -> dict[str, Shaky]:
    """Unsure of its place, then between two themes, then without any; what is sure is not in it."""
    sureness, found = knows_stability(run), dict[str, Shaky]()
    for statement, members in places.items():
        if not members:
            reason = run.reasons.get(statement)
            found[statement] = (2, 1.0 if reason in LITTLE_TO_SAY else 0.5 if reason is not Unplaced.BETWEEN else 0.0)
        elif sureness and sure(members[0].stability) is Stability.UNSURE:
            found[statement] = (0, members[0].stability)
        elif any(one.rival for one in members):
            found[statement] = (1, members[0].stability)
    return found


def _words(themes: Mapping[str, Theme]) -> dict[str, tuple[str, ...]]:
    """Folded words of titles and terms → the themes they stand for."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for theme in themes.values():
        for word in fold(" ".join((theme.title, *theme.terms))).split():
            found[word][theme.id] = None
    return {word: tuple(those) for word, those in found.items()}


def _sizes(places: Iterable[tuple[Membership, ...]]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for members in places:
        for one in members:
            found[one.theme] += 1
    return dict(found)
