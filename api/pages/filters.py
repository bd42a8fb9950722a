"""How pages write numbers, dates and shares: as German readers expect them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def number(value: float) -> str:
    """1234 → „1.234“, 0.5 → „0,5“."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """0.4937 → „49 %“."""
    return f"{round(100 * share)} %"


def when(moment: str) -> str:
    """ISO 8601 in UTC → „22.11.2026, 14:05 Uhr“ in German time; nothing for nothing."""
    return f"{datetime.fromisoformat(moment).astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr" if moment else ""


def day(date: str) -> str:
    """2022-09-23 → „23.09.2022“, 2022-09 → „09.2022“; a year and what is no date stay as they are."""
    parts = date.split("-")
    return ".".join(reversed(parts)) if all(part.isdigit() for part in parts) else date


def counted(count: int, one: str, many: str) -> str:
    """„1 Aussage“, „1.204 Aussagen“."""
    return f"{number(count)} {one if count == 1 else many}"


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "percent": percent,
    "when": when,
    "day": day,
    "counted": counted,
}
