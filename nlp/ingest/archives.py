"""Zip containers: what lies in them, and whether it is safe to open them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from nlp.errors import FileUnreadable
from nlp.ingest.wording import quoted

MOST_UNPACKED = 1_000_000_000
SUSPECT_UNPACKED = 200_000_000
SUSPECT_RATIO = 200
_ENCRYPTED_FLAG = 0x1


def archive_kind(name: str, content: bytes) -> str:
    """`xlsx`, `ods` or `docx`. Raises FileUnreadable for bombs, broken, locked and other archives."""
    file = quoted(name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            _refuse_bomb(file, len(content), sum(member.file_size for member in members.values()))
            if any(member.flag_bits & _ENCRYPTED_FLAG for member in members.values()) or _locked(archive, members):
                message = f"Die Datei {file} ist mit einem Kennwort geschützt; bitte speichern Sie sie ohne Kennwort."
                raise FileUnreadable(message)
            return _kind(file, archive, set(members))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as fault:
        message = f"Die Datei {file} ist beschädigt oder unvollständig; bitte speichern oder laden Sie sie noch einmal."
        raise FileUnreadable(message) from fault


def _refuse_bomb(file: str, packed: int, unpacked: int) -> None:
    suspect = unpacked > SUSPECT_UNPACKED and unpacked > SUSPECT_RATIO * packed
    if unpacked > MOST_UNPACKED or suspect:
        size = f"{unpacked / 1e9:.1f}".replace(".", ",")
        message = f"Die Datei {file} würde ausgepackt {size} GB groß; bitte speichern Sie nur die nötigen Daten neu."
        raise FileUnreadable(message)


def _locked(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in members and b"encryption-data" in archive.read(manifest)


def _kind(file: str, archive: zipfile.ZipFile, names: set[str]) -> str:
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    declared = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    if "spreadsheet" in declared:
        return "ods"
    if "opendocument.text" in declared:
        raise FileUnreadable(f"Die Datei {file} ist ein Writer-Dokument (ODT); bitte speichern Sie sie als DOCX.")
    message = f"Die Datei {file} ist ein ZIP-Archiv; bitte entpacken Sie es und nennen Sie die Datei darin."
    raise FileUnreadable(message)
