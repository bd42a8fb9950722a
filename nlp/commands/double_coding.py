"""Double coding: drawing statements that several people code without seeing each other, and keeping what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from nlp.domain.edits import Board
from nlp.domain.reviewing import Coding, Sample
from nlp.errors import BadName, NotAllowed, Unfit
from nlp.keys.random import new_id
from nlp.ports import Store
from nlp.views.agreement import main_themes
from nlp.views.double_coding import finished, sample_of
from nlp.views.review.boards import board_of

FEWEST_CODERS = 2
LONGEST_TITLE = 120


def draw_sample(
    store: Store,
    *,
    title: str,
    size: int,
    coders: Sequence[str],
    who: str,
    run: str = "",
    seed: str = "",
    by_theme: bool = False,
) -> Sample:
    """Draws `size` statements of a board by chance and keeps them for these coders.

    Each statement is as likely as any other. `seed`: the same request with the same one gives the same sample.
    `by_theme`: as many of each theme as its share of all, so that no large theme is missed by chance; a statement's
    primary theme counts, „Ohne Thema“ is one of them. What coders choose from are the themes that are not hidden,
    sensitive ones included; sub-themes count with their theme. Raises Unfit for
    fewer than two coders, a size below 1 or above what is there, no themes; BadName for the title; NothingToDo,
    Unknown for the run.
    """
    named = _title(title)
    people = tuple(dict.fromkeys(filter(None, (one.strip() for one in coders))))
    if len({one.casefold() for one in people}) < max(FEWEST_CODERS, len(people)):
        raise Unfit("Doppelt zuordnen können nur mindestens zwei verschiedene Personen. Bitte nennen Sie zwei Konten.")
    board = board_of(store, run)
    themes = tuple((theme.id, theme.title) for theme in main_themes(board) if not theme.hidden)
    if not themes:
        raise Unfit(
            "Diese Auswertung hat keine Themen, aus denen jemand wählen könnte. Bitte legen Sie zuerst welche an."
        )
    there = sorted(board.run.statements & {one.id for one in store.statements()})
    if not 1 <= size <= len(there):
        raise Unfit(
            f"Eine Stichprobe von {size} Aussagen geht hier nicht: Die Auswertung hat {len(there)}. "
            f"Bitte wählen Sie eine Zahl von 1 bis {len(there)}."
        )
    asked = (board.run.id, str(board.last), named, str(size), str(by_theme), *people)
    identity = f"d-{_chance(seed, *asked)[:12] if seed else new_id()}"
    sample = Sample(
        id=identity,
        title=named,
        run=board.run.id,
        seen=board.last,
        themes=themes,
        statements=drawn(there, size, identity, _strata(board) if by_theme else {}),
        coders=people,
        who=who,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    store.save_sample(sample)
    return next(one for one in store.samples() if one.id == identity)


def drawn(statements: Sequence[str], size: int, identity: str, strata: dict[str, str]) -> tuple[str, ...]:
    """So many of these, decided by the sample's id alone: every so-many-th of a row in which strata lie together.

    Within a stratum the row is by chance, and so is where the count begins; without strata it is a plain random draw.
    """
    row = sorted(statements, key=lambda one: (strata.get(one, ""), _chance(identity, one)))
    begin = int(_chance(identity, "begin"), 16) / 16**32
    return tuple(sorted(row[int((place + begin) * len(row) / size)] for place in range(size)))


def code(store: Store, sample: str, statement: str, themes: Sequence[str], coder: str) -> Coding:
    """Keeps in which of the sample's themes a coder puts a statement, none included; the last word counts.

    Raises Unknown for what is not in the sample, NotAllowed for no coder of it, Unfit once all have finished: from then
    on everybody may see what the others said.
    """
    within = sample_of(store, sample)
    if coder not in within.coders:
        raise NotAllowed(
            f"„{coder}“ ordnet in „{within.title}“ nichts zu. Bitte melden Sie sich mit einem Konto daraus an."
        )
    if finished(store, within):
        raise Unfit(
            f"„{within.title}“ ist fertig zugeordnet, und alle sehen das Ergebnis: Hier ändert sich nichts mehr. "
            "Für einen neuen Versuch ziehen Sie bitte eine neue Stichprobe."
        )
    return store.code(within.id, statement, tuple(dict.fromkeys(themes)), coder=coder)


def _title(title: str) -> str:
    named = " ".join(title.split())
    if not named or len(named) > LONGEST_TITLE:
        raise BadName(f"Bitte geben Sie der Stichprobe einen Namen mit höchstens {LONGEST_TITLE} Zeichen.")
    return named


def _strata(board: Board) -> dict[str, str]:
    return {one.statement: one.theme for one in board.run.memberships if one.primary}


def _chance(*told: str) -> str:
    """32 hexadecimal digits that nobody chose."""
    return hashlib.blake2b("\n".join(told).encode("utf-8", "replace"), digest_size=16).hexdigest()
