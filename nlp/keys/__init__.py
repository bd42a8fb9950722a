"""Passwords and keys: made, hashed, checked; nothing of them is kept here."""

from nlp.keys.passwords import accept, hashed_password, matches
from nlp.keys.random import PREFIX, hashed, new_id, new_key

__all__ = ["PREFIX", "accept", "hashed", "hashed_password", "matches", "new_id", "new_key"]
