"""An OpenAI-compatible chat endpoint: one request, one bounded reply, one host."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from nlp.answers.prompting import Prompt
from nlp.errors import ModelProblem
from nlp.settings import Settings

LARGEST_REPLY = 1_000_000
"""Bytes; an honest reply has some thousand."""
MOST_TOKENS = 1_500
CONNECTING_SECONDS = 10.0
SECONDS, MOST_SECONDS = 180, 3_600
"""How long one answer may take; on an office machine minutes are usual."""
_PATH = "/chat/completions"
_CHECK = "Bitte prüfen Sie OTON_LLM_URL und OTON_LLM_MODEL."
_STATUS = {
    400: f"nimmt die Anfrage nicht an. {_CHECK}",
    401: "verlangt einen gültigen Schlüssel. Bitte prüfen Sie OTON_LLM_KEY.",
    403: "verlangt einen gültigen Schlüssel. Bitte prüfen Sie OTON_LLM_KEY.",
    404: f"kennt Adresse oder Modell nicht. {_CHECK}",
    413: "nimmt so lange Anfragen nicht an. Bitte wählen Sie ein Modell, das mehr auf einmal liest.",
    429: "hat gerade zu viel zu tun. Bitte versuchen Sie es später noch einmal.",
}
_HOW = (
    "Vorschläge eines Sprachmodells sind ausgeschaltet; zum Einschalten setzen Sie bitte OTON_LLM_URL "
    "(z. B. http://localhost:11434/v1) und OTON_LLM_MODEL (den Namen des Modells)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Host and model that were named; nothing is sent anywhere else: no redirect is followed, no proxy used."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    @property
    def host(self) -> str:
        """Scheme, host and port, as a message may show them."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, prompt: Prompt) -> str:
        """The model's words, unchecked. Raises ModelProblem, at the latest when the time is over."""
        reply = self._sent(json.dumps(_request(self.model, prompt)).encode())
        try:
            said = json.loads(reply)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise self._problem(f"hat nicht verständlich geantwortet. {_CHECK}") from error
        if not isinstance(said, str):
            raise self._problem(f"hat keinen Text geliefert. {_CHECK}")
        return said

    def _sent(self, body: bytes) -> bytes:
        connection = self._connection()
        late = threading.Event()
        try:
            with _at_most(self.seconds, connection, late):
                path = urlsplit(self.url).path.rstrip("/")
                connection.request("POST", path.removesuffix(_PATH) + _PATH, body=body, headers=self._headers())
                with connection.getresponse() as reply:
                    content = reply.read(LARGEST_REPLY + 1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            # The cause is not chained: an exception of the transport may quote a header, and the key is one.
            raise self._lost(late=late.is_set() or isinstance(error, TimeoutError)) from None
        finally:
            connection.close()
        if late.is_set():
            raise self._lost(late=True)
        if reply.status != http.client.OK:
            raise self._problem(_status(reply.status))
        if len(content) > LARGEST_REPLY:
            raise self._problem(f"hat viel mehr geantwortet, als gefragt war. {_CHECK}")
        return content

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.hostname or "", parts.port, timeout=min(CONNECTING_SECONDS, self.seconds))

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return {**headers, "Authorization": f"Bearer {self.key}"} if self.key else headers

    def _lost(self, *, late: bool) -> ModelProblem:
        if late:
            return self._problem(
                f"hat nach {self.seconds:g} s nicht fertig geantwortet. "
                "Bitte versuchen Sie es noch einmal oder setzen Sie OTON_LLM_SECONDS höher."
            )
        return self._problem("ist nicht zu erreichen. Bitte prüfen Sie OTON_LLM_URL und ob das Modell läuft.")

    def _problem(self, what: str) -> ModelProblem:
        return ModelProblem(f"Das Sprachmodell unter {self.host} {what}")


def configured(settings: Settings) -> Endpoint:
    """The endpoint the house has named. Raises ModelProblem with one sentence where there is none, or a wrong one."""
    if not settings.llm_url or not settings.llm_model:
        raise ModelProblem(_HOW)
    if not _sound(settings.llm_url):
        raise ModelProblem(
            "OTON_LLM_URL ist keine Adresse, wie sie hier gebraucht wird. Bitte schreiben Sie sie so: "
            "http://localhost:11434/v1 (Zugangsdaten gehören in OTON_LLM_KEY)."
        )
    if not settings.llm_model.isprintable():
        raise ModelProblem("OTON_LLM_MODEL enthält unlesbare Zeichen. Bitte nennen Sie das Modell bei seinem Namen.")
    if not (settings.llm_key.isascii() and settings.llm_key.isprintable()):
        raise ModelProblem("OTON_LLM_KEY enthält Zeichen, die in keinem Schlüssel stehen. Bitte prüfen Sie ihn.")
    seconds = _seconds(settings.llm_seconds)
    return Endpoint(url=settings.llm_url, model=settings.llm_model, key=settings.llm_key, seconds=seconds)


def _seconds(written: str) -> int:
    if not written:
        return SECONDS
    sound = written.isascii() and written.isdigit() and len(written) <= len(str(MOST_SECONDS))
    if not sound or not 0 < int(written) <= MOST_SECONDS:
        raise ModelProblem(f"OTON_LLM_SECONDS ist keine Dauer. Bitte nennen Sie Sekunden, 1 bis {MOST_SECONDS}.")
    return int(written)


def _sound(url: str) -> bool:
    """Whether an address is http or https, of a host, without credentials, query or odd characters."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not set(url) & set(' @?#\\"<>')
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0


def _request(model: str, prompt: Prompt) -> dict[str, Any]:
    messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
    return {"model": model, "messages": messages, "temperature": 0, "max_tokens": MOST_TOKENS, "stream": False}


def _status(status: int) -> str:
    if http.client.MULTIPLE_CHOICES <= status < http.client.BAD_REQUEST:
        return "leitet an eine andere Adresse weiter. Bitte tragen Sie die endgültige Adresse in OTON_LLM_URL ein."
    return _STATUS.get(status, f"meldet den Fehler {status}. Bitte versuchen Sie es später noch einmal.")


@contextmanager
def _at_most(seconds: float, connection: http.client.HTTPConnection, late: threading.Event) -> Iterator[None]:
    """Connects, and hangs up when the time is over, even on a host that drips a byte now and then."""
    end = time.monotonic() + seconds
    connection.connect()
    line: socket.socket = connection.sock
    line.settimeout(max(0.01, end - time.monotonic()))

    def hang_up() -> None:
        late.set()
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the other side was quicker

    watch = threading.Timer(max(0.0, end - time.monotonic()), hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
