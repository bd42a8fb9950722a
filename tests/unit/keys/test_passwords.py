from __future__ import annotations

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from nlp.errors import WeakPassword
from nlp.keys import accept, hashed_password, matches
from nlp.keys.passwords import LONGEST, SHORTEST

GOOD = "Morgens fährt der Bus"


@pytest.mark.parametrize(
    "password", [GOOD, "nur kleine buchstaben", "481516234221", "pferd batterie klammer", "🌳🏠🚲🚌🌻🐕🌧🏊🎺🥖🧦⚽"]
)
def test_length_is_all_that_is_asked_for(password: str) -> None:
    accept(password, "ayse")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", f"mindestens {SHORTEST} Zeichen"),
        ("x" * (SHORTEST - 1), f"mindestens {SHORTEST} Zeichen"),
        ("u\u0308" * (SHORTEST - 1), f"mindestens {SHORTEST} Zeichen"),
        ("Satz. " * LONGEST, "höchstens 1.000 Zeichen"),
        ("aaaaaaaaaaaaaaaa", "wiederholt"),
        ("ayse.beispiel", "aus dem Namen"),
        ("AYSE.Beispiel-1", "aus dem Namen"),
    ],
)
def test_what_is_easily_guessed_is_refused(password: str, says: str) -> None:
    with pytest.raises(WeakPassword, match=says) as caught:
        accept(password, "ayse.beispiel")
    assert "Bitte" in str(caught.value)


def test_a_long_sentence_may_hold_the_name() -> None:
    accept("ayse.beispiel fährt morgens Bus", "ayse.beispiel")


def test_a_password_is_kept_as_argon2_and_known_again() -> None:
    kept = hashed_password(GOOD)
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept
    assert kept != hashed_password(GOOD)
    assert matches(GOOD, kept) == (True, "")
    assert matches("Morgens fa\u0308hrt der Bus", kept) == (True, "")
    assert matches(GOOD.lower(), kept) == (False, "")


def test_a_weaker_hash_is_made_anew_when_the_password_comes_by() -> None:
    old = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD.encode())
    fits, better = matches(GOOD, old)
    assert fits
    assert matches(GOOD, better) == (True, "")
    assert matches("falsch geschrieben", old) == (False, "")


@pytest.mark.parametrize("typed", ["niemand", "", "\ud800", "x" * 100_000])
def test_nobody_has_no_password(typed: str) -> None:
    assert matches(typed, None) == (False, "")


def test_what_is_no_hash_fits_nothing() -> None:
    assert matches("niemand", "niemand") == (False, "")
