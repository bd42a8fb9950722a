"""How sure a theme is, in words."""

from __future__ import annotations

from nlp.domain.themes import Stability

FIRM = 0.75
"""Hennig 2007: groups found again with a mean overlap of 0.75 and more are stable …"""
USABLE = 0.5
"""… and those under 0.5 have dissolved."""


def grade(stability: float) -> Stability:
    """„fest“ from 0.75, „brauchbar“ from 0.5, else „unsicher“."""
    if stability >= FIRM:
        return Stability.FIRM
    return Stability.USABLE if stability >= USABLE else Stability.UNSURE
