"""How sure a theme is, in words."""

from __future__ import annotations

from nlp.domain.themes import Stability

FIRM = 0.75
"""Hennig 2007: groups found again with a mean overlap of 0.75 and more are stable …"""
USABLE = 0.5
"""… and those under 0.5 have dissolved."""
FEWEST = 3
"""Fewer statements than this are never more than „unsicher“, and fewer than …"""
FEW = 8
"""… this never more than „brauchbar“: agreement on a handful is cheap."""


def grade(stability: float, statements: int) -> Stability:
    """„fest“ from 0.75, „brauchbar“ from 0.5, else „unsicher“; small themes are never surer than their size allows."""
    if stability < USABLE or statements < FEWEST:
        return Stability.UNSURE
    return Stability.FIRM if stability >= FIRM and statements >= FEW else Stability.USABLE
