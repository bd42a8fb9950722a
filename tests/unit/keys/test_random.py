from __future__ import annotations

import re

from nlp.keys import PREFIX, hashed, new_id, new_key


def test_keys_are_long_and_never_the_same() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(re.fullmatch(r"[\w-]{43}", key) for key in keys)
    assert re.fullmatch(PREFIX + r"[\w-]{43}", new_key(PREFIX))
    assert len({new_id() for _ in range(1000)}) == 1000


def test_a_key_is_known_by_its_hash_and_not_found_from_it() -> None:
    key = new_key()
    assert hashed(key) == hashed(key)
    assert hashed(key) != hashed(key + "x")
    assert key not in hashed(key)
    assert re.fullmatch(r"[0-9a-f]{64}", hashed("\ud800"))
