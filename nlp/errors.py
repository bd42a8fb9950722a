"""All errors O-Ton raises on purpose: one tree, each message a German sentence with place and remedy."""

from __future__ import annotations

from typing import ClassVar


class OTonError(Exception):
    """Something a person can put right; the message says where and how, `on_page` so that it helps in a browser too.

    A message that names a command, an option or a place on the machine needs a sentence of its own for pages.
    """

    usual: ClassVar[str] = ""
    """What pages say of all errors of a kind, where that is one sentence."""

    def __init__(self, message: str = "", *, on_page: str = "") -> None:
        super().__init__(message)
        self.on_page = on_page or self.usual or message


class InputError(OTonError):
    """What was handed in is at fault: a file, an option, a word."""


class BadName(InputError):
    """A name a person chose that cannot serve: empty, too long, with signs that have a meaning in paths."""


class WeakPassword(InputError):
    """A password that is too short, too long, or easily guessed from the name."""


class FileUnreadable(InputError):
    """A file that cannot be read: missing, empty, locked by a password, of another kind, too large."""


class TooLarge(InputError):
    """A file over the limit of the house."""


class ColumnProblem(InputError):
    """A column that is missing, named twice, or holds nothing of use."""


class CatalogueProblem(InputError):
    """A theme catalogue that cannot be understood: file, line and remedy."""


class GoldProblem(InputError):
    """A labelled file that cannot be used for an evaluation: file, line and remedy."""


class NothingToDo(InputError):
    """A command that needs statements, a run or a theme where there is none yet."""


class NotAllowed(InputError):
    """What the house refuses to everybody: the last admin's leave, a key that may more than its owner."""


class Unfit(InputError):
    """A decision that makes no sense on the board as it is: a theme merged with itself, a split that takes all."""


class Clash(InputError):
    """A decision taken without having seen another that gets in its way; `numbers` are those of the others."""

    def __init__(self, message: str = "", *, on_page: str = "", numbers: tuple[int, ...] = ()) -> None:
        super().__init__(message, on_page=on_page)
        self.numbers = numbers


class Unknown(InputError):
    """An id or name that stands for nothing in this database."""


class StoreProblem(OTonError):
    """A database that is locked, newer, read-only, full or no database at all."""


class EmbedderProblem(OTonError):
    """An encoder that is not installed here or was named wrongly."""

    usual = "O-Ton kann hier noch keine Texte vergleichen. Bitte wenden Sie sich an Ihre Verwaltung von O-Ton."


class ModelProblem(OTonError):
    """A language model that is not set up, does not answer or answers nonsense; the key is never in the message."""

    usual = "Das Sprachmodell antwortet hier nicht. Bitte wenden Sie sich an Ihre Verwaltung von O-Ton."
