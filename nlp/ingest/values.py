"""Weights and dates as German files write them."""

from __future__ import annotations

import datetime as dt
import math
import re

_CENTURY, _TWO_DIGITS = 2000, 100
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:\D.*)?")


def weight_from(cell: str) -> float | None:
    """A weight of zero or more, `1,25`, `1.25` or `1.234,5`; None where the cell is no such number."""
    plain = cell.strip().replace("\u00a0", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        weight = float(plain)
    except ValueError:
        return None
    return weight if math.isfinite(weight) and weight >= 0 else None


def iso_date(cell: str) -> str:
    """`2024-05-31` for a German or ISO date, with or without a time of day; anything else as it stands."""
    if match := _ISO.fullmatch(cell):
        year, month, day = (int(part) for part in match.groups())
    elif match := _GERMAN.fullmatch(cell):
        day, month, year = (int(part) for part in match.groups())
        year += _CENTURY if year < _TWO_DIGITS else 0
    else:
        return cell
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return cell
