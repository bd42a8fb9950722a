"""German turns of phrase that messages and notes share."""

from __future__ import annotations

from collections.abc import Sequence

_ROWS_SHOWN = 6
_NAMES_SHOWN = 8
_LONGEST_NAME = 60


def quoted(name: str) -> str:
    """A name in German quotation marks, shortened to 60 characters."""
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return f"„{short}“"


def listed(names: Sequence[str]) -> str:
    """Names in quotation marks, the first eight, and how many more there are."""
    shown = ", ".join(quoted(name) for name in names[:_NAMES_SHOWN])
    return shown + (f" und {len(names) - _NAMES_SHOWN} weitere" if len(names) > _NAMES_SHOWN else "")


def one_of(words: Sequence[str]) -> str:
    """`a, b oder c`."""
    return " oder ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def rows_named(rows: Sequence[int]) -> str:
    """`Zeile 7`, `Zeilen 7 und 9`, or the first six and how many more there are."""
    if len(rows) == 1:
        return f"Zeile {rows[0]}"
    if len(rows) > _ROWS_SHOWN:
        return f"Zeilen {', '.join(map(str, rows[:_ROWS_SHOWN]))} und {len(rows) - _ROWS_SHOWN} weitere"
    return f"Zeilen {', '.join(map(str, rows[:-1]))} und {rows[-1]}"


def number(count: int) -> str:
    """A count with German thousands points."""
    return f"{count:,}".replace(",", ".")


def times(count: int, one: str, many: str) -> str:
    """`1 Zeile`, `12 Zeilen`."""
    return f"{number(count)} {one if count == 1 else many}"
