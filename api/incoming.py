"""Files on their way in: written down while they arrive, so that no large one lies in memory or in a second place."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import HTTPException, Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from api import faults
from nlp.commands.uploads import Coming, Upload, coming
from nlp.errors import FileUnreadable, TooLarge

LONGEST_FIELD = 10_000
MOST_FIELDS = 50
NO_FILE = "Es kam keine Datei an. Bitte wählen Sie eine aus und laden Sie sie hoch."
CUT_OFF = "Das Hochladen wurde abgebrochen. Es ist nichts davon geblieben."


@dataclass(kw_only=True)
class Incoming:
    """The parts of one form, told as they come; the first file is kept, the words around it are fields."""

    database: Path
    largest: int
    stack: ExitStack
    fields: dict[str, str] = field(default_factory=dict)
    id: str = ""
    file: Coming | None = None
    _header: bytes = b""
    _value: bytes = b""
    _disposition: bytes = b""
    _name: str = ""
    _words: bytearray = field(default_factory=bytearray)
    _into_file: bool = False
    ended: bool = False

    def parser(self, boundary: bytes) -> MultipartParser:
        """Reads the form and tells it here."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._part_end,
                "on_end": self._end,
            },
        )

    def _begin(self) -> None:
        self._disposition, self._name, self._into_file = b"", "", False
        self._words.clear()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        _, told = parse_options_header(self._disposition)
        self._name = told.get(b"name", b"").decode("utf-8", "replace")
        if (name := told.get(b"filename", b"")) and self.file is None:
            place = coming(self.database, name.decode("utf-8", "replace"), self.largest)
            self.id, self.file = self.stack.enter_context(place)
            self._into_file = True

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._into_file and self.file is not None:
            self.file.write(data[start:end])
        elif len(self._words) < LONGEST_FIELD:
            self._words += data[start : min(end, start + LONGEST_FIELD)]

    def _part_end(self) -> None:
        if not self._into_file and self._name and len(self.fields) < MOST_FIELDS:
            self.fields[self._name] = self._words.decode("utf-8", "replace")

    def _end(self) -> None:
        self.ended = True


async def received(request: Request, database: Path, largest: int) -> tuple[Upload, dict[str, str]]:
    """The file of a form, kept, and the form's other fields.

    Raises TooLarge, FileUnreadable, StoreProblem, and HTTPException for a form cut off or broken.
    """
    kind, told = parse_options_header(request.headers.get("content-type", ""))
    boundary = told.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise FileUnreadable(NO_FILE)
    try:
        return await _received(request, boundary, database, largest)
    except TooLarge:
        await _let_pass(request, largest)
        raise
    except ClientDisconnect as fault:
        raise HTTPException(400, CUT_OFF) from fault
    except FormParserError as fault:
        raise HTTPException(400, faults.UNREADABLE) from fault


async def _received(request: Request, boundary: bytes, database: Path, largest: int) -> tuple[Upload, dict[str, str]]:
    with ExitStack() as stack:
        form = Incoming(database=database, largest=largest, stack=stack)
        parser = form.parser(boundary)
        async for chunk in request.stream():
            await run_in_threadpool(parser.write, chunk)
        if not form.ended:
            raise HTTPException(400, CUT_OFF)
        if form.file is None:
            raise FileUnreadable(NO_FILE)
        found = Upload(id=form.id, name=form.file.name, size=form.file.size)
    return found, form.fields


async def _let_pass(request: Request, most: int) -> None:
    """Reads on and forgets, so that a browser, which sends before it listens, gets to see why nothing was kept."""
    passed = 0
    try:
        async for chunk in request.stream():
            passed += len(chunk)
            if passed > most:
                return
    except (ClientDisconnect, RuntimeError):
        return
