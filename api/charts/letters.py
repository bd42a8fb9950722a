"""How much text fits: letters are measured by a mean width, since nothing here knows the font."""

from __future__ import annotations

from markupsafe import Markup

LETTER = 8.3
"""Pixels a letter of 16 px takes on average, a little more than measured, so that nothing is cut off."""
LINE = 19
"""Pixels from one line to the next."""


def cut(text: str, pixels: float) -> str:
    """The text, with „…“ where it would be too long."""
    most = max(1, int(pixels / LETTER))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def wrapped(text: str, pixels: float, most: int = 3) -> list[str]:
    """The text in at most so many lines; what is too long ends in „…“."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) * LETTER <= pixels or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [cut(line, pixels) for line in lines]


def named(text: str, right: float, middle: float) -> Markup:
    """A row's name in one or two lines that end at `right`, around the height `middle`."""
    lines = wrapped(text, right, most=2)
    first = middle + 5 - LINE / 2 * (len(lines) - 1)
    return Markup("").join(
        Markup('<text class="chart-label chart-label-end" x="{}" y="{}">{}</text>').format(
            right, first + LINE * nr, line
        )
        for nr, line in enumerate(lines)
    )
