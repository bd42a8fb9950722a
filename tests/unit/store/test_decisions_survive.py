"""Killed at any moment, the log holds whole batches of decisions, in order."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlp.domain.edits import Rename
from nlp.domain.themes import Run
from nlp.store import open_store

BATCH = 40
_DECIDER = f"""
import sys
from pathlib import Path
from nlp.domain.edits import Rename
from nlp.store import open_store

with open_store(Path(sys.argv[1])) as store:
    round = 0
    while True:
        store.decide([Rename(theme="weg", title=str(round))] * {BATCH}, run="lauf", who=sys.argv[2])
        if round == 0:
            print("ready", flush=True)
        round += 1
"""
RUN = Run(
    id="lauf",
    recipe="standard",
    recipe_fingerprint="1",
    corpus_fingerprint="2",
    code_version="3",
    created_at="2026-03-01T10:00:00+00:00",
    quality={},
    themes=(),
    memberships=(),
    unassigned=(),
)


def decide_until_killed(path: Path, dice: random.Random) -> None:
    """Two programs decide at once; each is killed at a moment of its own."""
    children = [
        subprocess.Popen([sys.executable, "-c", _DECIDER, path, who], stdout=subprocess.PIPE, text=True)
        for who in ("ayse", "ben")
    ]
    for child in children:
        with child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(dice.uniform(0.02, 0.2))
            assert child.poll() is None, "it must still have been at work"
            child.kill()


@pytest.mark.parametrize("round_", range(3))
def test_kill_nine(tmp_path: Path, round_: int) -> None:
    path = tmp_path / "oton.db"
    with open_store(path) as store:
        store.save_run(RUN)
    decide_until_killed(path, random.Random(round_))
    with open_store(path) as store:
        held = store.decisions()
        before = store.state()
        store.decide([Rename(theme="weg", title="danach")], run="lauf", who="carla")
        assert store.state() != before
    assert held
    assert [one.number for one in held] == list(range(1, len(held) + 1))
    batches = [held[start : start + BATCH] for start in range(0, len(held), BATCH)]
    assert {len(batch) for batch in batches} == {BATCH}
    assert all(len({(one.who, one.edit, one.at) for one in batch}) == 1 for batch in batches)
    for who in ("ayse", "ben"):
        titles = [batch[0].edit for batch in batches if batch[0].who == who]
        assert titles == [Rename(theme="weg", title=str(turn)) for turn in range(len(titles))]
