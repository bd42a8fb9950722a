"""Files that come in: kept for their owner alone, whole or not at all, and not for long."""

from __future__ import annotations

import resource
import signal
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.commands import uploads
from nlp.domain.jobs import JobKind
from nlp.errors import FileUnreadable, StoreProblem, TooLarge, Unknown
from nlp.jobs import DurableJobs


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "haus" / "oton.db"


def lying(database: Path) -> list[Path]:
    folder = database.parent / "uploads"
    return sorted(folder.rglob("*")) if folder.exists() else []


def test_a_file_is_kept_in_pieces_for_its_owner_alone(database: Path) -> None:
    kept = uploads.kept(database, "umfrage.csv", [b"nr;antwort\n", b"1;Mehr B\xc3\xa4nke\n"])
    path = uploads.taken(database, kept.id)
    assert path.read_bytes() == b"nr;antwort\n1;Mehr B\xc3\xa4nke\n"
    assert (kept.name, kept.size) == ("umfrage.csv", path.stat().st_size)
    assert uploads.upload(database, kept.id) == kept
    assert [path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777] == [0o600, 0o700]
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent == database.parent / "uploads"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Eigene Dateien\\Umfrage 2026.xlsx", "Umfrage 2026.xlsx"),
        ("..", "datei"),
        ("", "datei"),
        (".csv", "datei.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("bericht.pdf/", "datei"),
        ("\ud800.txt", "datei.txt"),
        ("ü" * 400 + ".csv", "ü" * 75 + ".csv"),
    ],
)
def test_nothing_that_leads_elsewhere_is_left_of_a_name(sent: str, kept: str) -> None:
    assert uploads.safe_name(sent) == kept


@given(st.text())
def test_every_name_stays_in_its_folder(sent: str) -> None:
    name = uploads.safe_name(sent)
    assert name
    assert not set(name) & set("/\\\x00\n")
    assert name.strip(". ") == name
    assert len(name.encode()) <= 171


def test_what_is_too_large_leaves_nothing(database: Path) -> None:
    with pytest.raises(TooLarge, match="größer als 10 Bytes"):
        uploads.kept(database, "viel.csv", [b"12345678", b"90123"], largest=10)
    assert [path for path in lying(database) if path.is_file()] == []
    assert len(lying(database)) == 0


def test_what_was_cut_off_leaves_nothing(database: Path) -> None:
    def cut() -> Iterator[bytes]:
        yield b"nr;antwort\n"
        assert not list((database.parent / "uploads").glob("*[0-9a-f]"))  # half a file is no upload yet
        raise ConnectionResetError

    with pytest.raises(StoreProblem):
        uploads.kept(database, "halb.csv", cut())
    assert lying(database) == []


def test_an_empty_file_is_refused(database: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"„leer\.csv“ ist leer"):
        uploads.kept(database, "leer.csv", [])
    assert lying(database) == []


def test_a_disk_without_room_is_one_sentence(database: Path) -> None:
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(StoreProblem, match="Der Datenträger ist voll"):
            uploads.kept(database, "voll.csv", [b"x" * 600_000] * 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert lying(database) == []


@pytest.mark.parametrize("id_", ["", "..", "../uploads", "0" * 32, "0" * 31 + "/", "a/../b", "%2e%2e"])
def test_an_id_that_is_none_leads_nowhere(database: Path, id_: str) -> None:
    uploads.kept(database, "da.csv", [b"nr;antwort\n"])
    with pytest.raises(Unknown, match="noch einmal hoch"):
        uploads.taken(database, id_)
    uploads.done_with(database, id_)
    assert len([path for path in lying(database) if path.is_file()]) == 1


def test_a_file_that_was_used_is_gone(database: Path) -> None:
    kept = uploads.kept(database, "da.csv", [b"nr;antwort\n"])
    for _ in range(2):
        uploads.done_with(database, kept.id)
    assert lying(database) == []
    with pytest.raises(Unknown):
        uploads.upload(database, kept.id)


def test_only_what_was_forgotten_is_swept(database: Path) -> None:
    assert uploads.swept(database) == 0
    uploads.kept(database, "da.csv", [b"nr;antwort\n"])
    assert uploads.swept(database) == 0
    assert uploads.swept(database, older_than=-1) == 1
    assert lying(database) == []


def test_what_a_job_will_still_read_is_not_swept(database: Path) -> None:
    forgotten, wanted = (uploads.kept(database, "da.csv", [b"nr;antwort\n"]) for _ in range(2))
    jobs = DurableJobs(database)
    job = jobs.ask(JobKind.IMPORT, {"upload": wanted.id}, who="eva")
    assert uploads.swept(database, older_than=-1) == 1
    assert uploads.taken(database, wanted.id).name == "da.csv"
    with pytest.raises(Unknown):
        uploads.taken(database, forgotten.id)
    jobs.cancel(job.id)
    assert uploads.swept(database, older_than=-1) == 1
    assert lying(database) == []


def test_a_zip_bomb_is_refused_before_it_is_opened(database: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(250):
                sheet.write(b"0" * 1_000_000)
    kept = uploads.kept(database, "bombe.xlsx", [packed.getvalue()])
    with pytest.raises(FileUnreadable, match="ausgepackt"):
        uploads.proposal(database, kept.id)
