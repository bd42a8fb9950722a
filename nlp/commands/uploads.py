"""Files that came in over the web, kept until they are imported and no longer: they hold raw answers."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from nlp import settings
from nlp.commands.preview import Preview, preview
from nlp.errors import FileUnreadable, StoreProblem, TooLarge, Unknown
from nlp.jobs import DurableJobs

FORGOTTEN = 24 * 60 * 60
"""Seconds after which nobody will come back for a file: raw answers wait no longer than a day to be asked for."""
_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST_STEM, _LONGEST_SUFFIX = 150, 20
"""Bytes; file systems take 255 of them."""
_NAMELESS = "datei"
_COMING = ".kommt"
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was kept: a random id, its safe name, its size in bytes."""

    id: str
    name: str
    size: int


class Coming:
    """A file while it comes in; bytes over the limit raise TooLarge."""

    def __init__(self, file: int, name: str, largest: int) -> None:
        self._file, self._largest = file, largest
        self.name = name
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Adds bytes. Raises TooLarge, or OSError where the disk is full."""
        self.size += len(chunk)
        if self.size > self._largest:
            raise TooLarge(too_large(self.name, self._largest))
        left = memoryview(chunk)
        while left:
            left = left[os.write(self._file, left) :]


@contextmanager
def coming(database: Path, name: str, largest: int = settings.LARGEST_FILE) -> Iterator[tuple[str, Coming]]:
    """A place for a file that comes in piece by piece, and its id; whatever goes wrong, nothing of it stays.

    Raises TooLarge, FileUnreadable for an empty file, StoreProblem where the disk is full or closed to us.
    """
    key, safe = secrets.token_hex(16), safe_name(name)
    whole = _folder(database) / key
    half = whole.with_name(key + _COMING)
    try:
        half.mkdir(parents=True, mode=0o700)
        half.parent.chmod(0o700)
        file = os.open(half / safe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            held = Coming(file, safe, largest)
            yield key, held
        finally:
            os.close(file)
        if not held.size:
            raise FileUnreadable(
                f"Die Datei „{safe}“ ist leer; bitte speichern Sie sie neu oder wählen Sie eine andere."
            )
        half.rename(whole)
    except OSError as fault:
        raise StoreProblem(_refused(fault)) from fault
    finally:
        shutil.rmtree(half, ignore_errors=True)


def kept(database: Path, name: str, chunks: Iterable[bytes], largest: int = settings.LARGEST_FILE) -> Upload:
    """Writes a file down as it comes in; cut off, too large or on a full disk it leaves nothing.

    Raises TooLarge, FileUnreadable or StoreProblem.
    """
    with coming(database, name, largest) as (key, held):
        for chunk in chunks:
            held.write(chunk)
    return Upload(id=key, name=held.name, size=held.size)


def upload(database: Path, key: str) -> Upload:
    """What is kept under an id. Raises Unknown."""
    path = taken(database, key)
    return Upload(id=key, name=path.name, size=path.stat().st_size)


def proposal(database: Path, key: str, sheet: str = "") -> Preview:
    """What each column of a kept file seems to be. Raises Unknown, FileUnreadable or ColumnProblem."""
    return preview(taken(database, key), sheet)


def taken(database: Path, key: str) -> Path:
    """Where a kept file lies. Raises Unknown for an id that is none, is used up or was forgotten."""
    found = sorted((_folder(database) / key).iterdir()) if _ID.fullmatch(key) and _lies(database, key) else []
    if not found:
        raise Unknown("Diese Datei liegt nicht mehr bereit. Bitte laden Sie sie noch einmal hoch.")
    return found[0]


def done_with(database: Path, key: str) -> None:
    """Takes a kept file away; one that is gone already does nothing."""
    if _ID.fullmatch(key):
        shutil.rmtree(_folder(database) / key, ignore_errors=True)


def swept(database: Path, older_than: float = FORGOTTEN) -> int:
    """Takes away files nobody came back for in so many seconds, and no job will read; how many there were."""
    old = _older(_folder(database), older_than)
    try:
        # Nobody is asked where nothing is old, which is nearly always.
        needed = {job.asked.get("upload", "") for job in DurableJobs(database).active()} if old else set()
    except StoreProblem:
        return 0  # the next sweep comes within the hour
    gone = [one for one in old if one.name not in needed]
    for one in gone:
        shutil.rmtree(one, ignore_errors=True)
    return len(gone)


def _older(folder: Path, seconds: float) -> list[Path]:
    found = []
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # somebody else was faster
            if time.time() - one.stat().st_mtime > seconds:
                found.append(one)
    return found


def safe_name(name: str) -> str:
    """The last part of a name as it was sent, without anything that has a meaning in paths; the ending stays."""
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    last = re.split(r"[/\\]", plain)[-1]
    shown = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*')
    stem, dot, suffix = shown.rstrip(" .").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    stem = _shortened(stem.strip(" ."), _LONGEST_STEM) or _NAMELESS
    suffix = _shortened(suffix, _LONGEST_SUFFIX)
    return f"{stem}.{suffix}" if suffix else stem


def _shortened(words: str, most: int) -> str:
    """At most so many bytes, no half character, nothing loose at the end."""
    return words.encode()[:most].decode("utf-8", "ignore").rstrip(" .")


def too_large(name: str, largest: int) -> str:
    """What is said of a file over the limit."""
    most = f"{largest / 2**20:.0f} MB" if largest >= 2**20 else f"{largest} Bytes"
    return f"Die Datei „{name}“ ist größer als {most}. Bitte teilen Sie sie in mehrere Quellen auf."


def _folder(database: Path) -> Path:
    return database.resolve().parent / "uploads"


def _lies(database: Path, key: str) -> bool:
    return (_folder(database) / key).is_dir()


def _refused(fault: OSError) -> str:
    if fault.errno in _FULL:
        return "Der Datenträger ist voll. Bitte schaffen Sie Platz und laden Sie die Datei noch einmal hoch."
    return "Die Datei ließ sich nicht ablegen. Bitte prüfen Sie, ob O-Ton in den Ordner der Datenbank schreiben darf."
