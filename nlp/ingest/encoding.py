"""Bytes to text in a fixed order: BOM, UTF-16 by its NULs, UTF-8, then Windows-1252 against Mac Roman.

A guessing library is no help here: it takes short German text for Chinese.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from nlp.errors import FileUnreadable
from nlp.ingest.wording import number, quoted, times

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LETTER_IN_WORD = re.compile(r"(?<=[A-Za-z])[äöüß]|[äöü](?=[a-z])|(?<![A-Za-z])[ÄÖÜ](?=[a-z])")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_DOUBLED = re.compile("Ã[¤¶¼Ÿ„–œ]")
# Windows leaves five bytes undefined; as everywhere on the web they become the control characters they are.
_WINDOWS = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))
_PROBE = 1_000_000
_GARBAGE = 0.02
_CHANCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the encoding it was written in, and what a person should know about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(name: str, content: bytes) -> Decoded:
    """The text of a file. Raises FileUnreadable for bytes that are no text."""
    decoded = _with_mark(content) or _utf16_without_mark(content) or _utf8(content) or _legacy(content)
    if _is_garbage(decoded):
        message = f"Die Datei {quoted(name)} enthält keinen lesbaren Text; bitte speichern Sie sie als CSV oder XLSX."
        raise FileUnreadable(message)
    if len(_DOUBLED.findall(decoded.text[:_PROBE])) >= _CHANCE:
        note = "Umlaute stehen als „Ã¤“ in der Datei: Sie wurde falsch umgespeichert; bitte neu als UTF-8 exportieren."
        return Decoded(text=decoded.text, encoding=decoded.encoding, notes=(*decoded.notes, note))
    return decoded


def _is_garbage(decoded: Decoded) -> bool:
    """Sound Unicode is garbage only where it is half NULs; bytes of an old encoding show it by control characters."""
    if decoded.encoding.startswith("utf"):
        return decoded.text.count("\0") * 2 > len(decoded.text)
    return len(_CONTROL.findall(decoded.text)) > _GARBAGE * len(decoded.text)


def _with_mark(content: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _whole_units(content[len(mark) :], encoding)
    return None


def _whole_units(content: bytes, encoding: str) -> Decoded | None:
    """Decodes; half a character at the end becomes one U+FFFD, lone surrogates stay for the cells' own repair."""
    if encoding == "utf-8":
        return _utf8(content) or Decoded(text=content.decode("utf-8", "replace"), encoding=encoding)
    width, errors = (4, "replace") if encoding.startswith("utf-32") else (2, "surrogatepass")
    whole = len(content) - len(content) % width
    text = content[:whole].decode(encoding, errors)
    return Decoded(text=text + ("\ufffd" if whole < len(content) else ""), encoding=encoding)


def _utf16_without_mark(content: bytes) -> Decoded | None:
    """UTF-16 without its mark: a third of all bytes is NUL, nearly all on one side of the pairs.

    It stands before UTF-8, because plain ASCII in UTF-16 is valid UTF-8 full of NULs.
    """
    probe = content[:_PROBE]
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    if even + odd < len(probe) / 3 or min(even, odd) * 20 > max(even, odd):
        return None
    return _whole_units(content, "utf-16-le" if odd > even else "utf-16-be")


def _utf8(content: bytes) -> Decoded | None:
    """UTF-8, strictly; with lone surrogates; or with a few broken bytes among many sound characters."""
    for errors in ("strict", "surrogatepass"):
        try:
            return Decoded(text=content.decode("utf-8", errors), encoding="utf-8")
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - lost
    if sound < 10 * lost:
        return None
    note = f"{times(lost, 'Zeichen ist', 'Zeichen sind')} kein gültiges UTF-8 und steht als � im Text."
    return Decoded(text=text, encoding="utf-8", notes=(note,))


def _legacy(content: bytes) -> Decoded:
    windows = codecs.charmap_decode(content, "strict", _WINDOWS)[0]
    macintosh = content.decode("mac_roman")
    score = {text: len(_LETTER_IN_WORD.findall(text[:_PROBE])) for text in (windows, macintosh)}
    if score[macintosh] > score[windows]:
        return Decoded(text=macintosh, encoding="mac_roman")
    odd = len(_BEYOND_ASCII.findall(windows[:_PROBE]))
    if score[windows] or odd < _CHANCE:
        return Decoded(text=windows, encoding="cp1252")
    note = f"Unter {number(odd)} Sonderzeichen ist kein Umlaut zu erkennen; bitte prüfen Sie den Zeichensatz der Datei."
    return Decoded(text=windows, encoding="cp1252", notes=(note,))
