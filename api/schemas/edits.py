"""The eleven kinds of decisions, as they are handed in and as the log tells them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.common import WHOLE, Asking, StatementId, ThemeId

LARGEST_NUMBER = 2**63 - 1
"""Numbers of rows have 64 bits."""
DecisionNumber = Annotated[
    int, Field(strict=True, ge=1, le=LARGEST_NUMBER, description="Number of a decision.", examples=[17]), WHOLE
]
Statements = Annotated[list[StatementId], Field(examples=[["5f0c2f4a9d1be370"]])]
Made = Annotated[
    str,
    Field(
        description="Id of the theme that is made; O-Ton gives one where there is none. Take the preview's.",
        examples=["p-0f1e2d3c4b"],
    ),
]


class Rename(Asking):
    """A theme gets another title."""

    kind: Literal["rename"]
    theme: ThemeId
    title: str = Field(examples=["Kita und Betreuung"])


class Describe(Asking):
    """A theme gets a description."""

    kind: Literal["describe"]
    theme: ThemeId
    description: str = Field(examples=["Plätze, Zeiten und Kosten der Betreuung"])


class Merge(Asking):
    """All statements and sub-themes of one theme go into another."""

    kind: Literal["merge"]
    theme: ThemeId
    into: ThemeId


class Split(Asking):
    """Some statements of a theme become a theme of their own."""

    kind: Literal["split"]
    theme: ThemeId
    made: Made = ""
    title: str = Field(examples=["Randzeiten"])
    statements: Statements


class Move(Asking):
    """Statements are in these themes and in no others, the first is the primary one; in none: „Ohne Thema“."""

    kind: Literal["move"]
    statements: Statements
    themes: list[ThemeId] = Field(examples=[["kinderbetreuung"]])


class Confirm(Asking):
    """Statements are rightly in a theme, whatever else they are in."""

    kind: Literal["confirm"]
    theme: ThemeId
    statements: Statements


class Lock(Asking):
    """Statements stay in a theme, whatever later runs find."""

    kind: Literal["lock"]
    theme: ThemeId
    title: str = Field(default="", examples=["Kinderbetreuung"], description="The theme's; the board knows it.")
    statements: Statements


class Create(Asking):
    """A theme that nobody is in yet."""

    kind: Literal["create"]
    made: Made = ""
    title: str = Field(examples=["Wege zur Schule"])
    description: str = Field(default="", examples=[""])


class Hide(Asking):
    """A theme is kept out of sight, with its statements."""

    kind: Literal["hide"]
    theme: ThemeId


class Reassign(Asking):
    """All of a theme goes into one of the catalogue; what the catalogue knows need not be said."""

    kind: Literal["reassign"]
    theme: ThemeId
    to: ThemeId
    title: str = Field(default="", examples=["Kinderbetreuung"])
    sensitive: bool = Field(default=False, strict=True, examples=[False])
    field_of_action: str = Field(default="", examples=["Familie"])


class Undo(Asking):
    """An earlier decision counts as never taken; an undo can be undone."""

    kind: Literal["undo"]
    number: DecisionNumber


Edit = Annotated[
    Rename | Describe | Merge | Split | Move | Confirm | Lock | Create | Hide | Reassign | Undo,
    Field(discriminator="kind"),
]
