"""Zip containers: looked into without unpacking anything to a disk, and never more than fits."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from nlp.codebooks.files import quoted
from nlp.errors import FileUnreadable

MOST_UNPACKED = 400_000_000
"""Bytes that are read out of one container: texts and one XML file, no pictures and no films."""
SUSPECT_UNPACKED = 50_000_000
SUSPECT_RATIO = 200
_LOCKED = 0x1
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip knows: with it, packing the same gives the same bytes."""


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A container of these, the same bytes each time."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return file.getvalue()


class Members:
    """What lies in a container, by name; read one by one, up to a common limit."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._left = MOST_UNPACKED
        self.names = [member.filename for member in archive.infolist() if not member.is_dir()]

    def read(self, member: str) -> bytes:
        """One of them. Raises FileUnreadable where it is locked, broken, or a bomb."""
        told = self._archive.getinfo(member)
        if told.flag_bits & _LOCKED:
            raise FileUnreadable(
                f"Die Datei {quoted(self._name)} ist mit einem Kennwort geschützt; bitte speichern Sie sie ohne."
            )
        # What the header says of the size may be a lie, so reading stops by itself.
        with self._archive.open(told) as file:
            content = file.read(self._left + 1)
        self._left -= len(content)
        suspect = len(content) > SUSPECT_UNPACKED and len(content) > SUSPECT_RATIO * told.compress_size
        if self._left < 0 or suspect:
            raise FileUnreadable(
                f"Die Datei {quoted(self._name)} würde ausgepackt viel zu groß; bitte geben Sie weniger auf einmal aus."
            )
        return content


@contextmanager
def looked_into(name: str, content: bytes) -> Iterator[Members]:
    """A container's members. Raises FileUnreadable for bombs, broken and locked ones."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if (
                sum(one.file_size for one in archive.infolist() if one.filename.endswith((".xml", ".rels")))
                > MOST_UNPACKED
            ):
                raise FileUnreadable(
                    f"Die Datei {quoted(name)} würde ausgepackt viel zu groß; bitte speichern Sie nur das Codebuch."
                )
            yield Members(name, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as fault:
        message = f"Die Datei {quoted(name)} ist beschädigt oder unvollständig; bitte speichern Sie sie noch einmal."
        raise FileUnreadable(message) from fault
