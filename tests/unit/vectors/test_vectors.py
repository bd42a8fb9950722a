"""The encoders and their cache."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from nlp.errors import EmbedderProblem
from nlp.executors.local import processes
from nlp.ports import Matrix
from nlp.vectors import cached
from nlp.vectors.choose import choose, default_names
from nlp.vectors.memory import MemoryCache

TEXTS = [
    "Mehr Kita-Plätze im Nordhang",
    "Der Bus fährt abends nicht",
    "",
    "\x00",
    "Straße 🚲",
    "Mehr Kita-Plätze im Nordhang",
]


@pytest.mark.parametrize("name", default_names())
def test_vectors_have_the_promised_shape_and_do_not_depend_on_the_batch(name: str) -> None:
    encoder = choose(name)
    together = encoder.encode(TEXTS)
    assert together.shape == (len(TEXTS), encoder.dimensions)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.vstack([encoder.encode([text]) for text in reversed(TEXTS)])[::-1]
    assert np.array_equal(together, alone)
    assert encoder.encode([]).shape == (0, encoder.dimensions)


@pytest.mark.parametrize("name", default_names())
def test_meaning_is_nearer_than_words_far_off(name: str) -> None:
    kita, plaetze, bus = choose(name).encode(
        ["Es fehlen Kitaplätze", "Zu wenig Betreuung für Kleinkinder", "Buslinie 12"]
    )
    assert kita @ plaetze > kita @ bus


def test_other_processes_give_the_same_bits() -> None:
    with processes(1) as executor:
        there = cached.encode("use", TEXTS, cache=MemoryCache(), executor=executor)
    assert np.array_equal(there, choose("use").encode(TEXTS))


def test_a_text_is_encoded_once_in_its_life(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = cached.encode_chunk

    def counting(name: str, texts: Sequence[str]) -> Matrix:
        seen.extend(texts)
        return real(name, texts)

    monkeypatch.setattr(cached, "encode_chunk", counting)
    told: list[tuple[str, int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))

    cache = MemoryCache()
    with ThreadPoolExecutor(1) as executor:
        first = cached.encode("use", TEXTS, cache=cache, executor=executor, progress=progress)
        more = cached.encode("use", ["Neu hier", *TEXTS], cache=cache, executor=executor)
    assert sorted(seen) == sorted({*TEXTS, "Neu hier"})
    assert np.array_equal(more[1:], first)
    assert told[-1][1:] == (5, 5)


@pytest.mark.parametrize("name", ["", "e6", "openai:", "openai:ftp://x#m", "openai:http://x", "sentence-transformers:"])
def test_unknown_encoders_are_named(name: str) -> None:
    with pytest.raises(EmbedderProblem, match="OTON_EMBEDDERS"):
        choose(name)


def test_a_library_that_is_not_there_is_named() -> None:
    with pytest.raises(EmbedderProblem, match="sentence-transformers"):
        choose("sentence-transformers:irgendeins").encode(["Text"])


class _Endpoint(BaseHTTPRequestHandler):
    """Speaks the embeddings protocol; the model's name says how it misbehaves."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"index": place, "embedding": [float(len(text)), 1.0]} for place, text in enumerate(asked["input"])]
        answers = {"good": {"data": rows[::-1]}, "short": {"data": rows[1:]}, "other": {"nothing": 1}}
        body = json.dumps(answers[asked["model"]]).encode() if asked["model"] in answers else b"<html>"
        self.send_response(500 if asked["model"] == "broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_serves_in_order(endpoint: str) -> None:
    encoder = choose(f"openai:{endpoint}#good")
    found = encoder.encode(["a", "bbb"])
    assert encoder.dimensions == 2
    assert found[1, 0] > found[0, 0]


@pytest.mark.parametrize("model", ["short", "other", "html", "broken"])
def test_an_endpoint_that_answers_badly_is_named(endpoint: str, model: str) -> None:
    with pytest.raises(EmbedderProblem, match=r"127\.0\.0\.1"):
        choose(f"openai:{endpoint}#{model}").encode(["a", "b"])


def test_an_executor_is_a_plain_executor() -> None:
    with processes(1) as executor:
        assert isinstance(executor, Executor)
        assert executor.submit(len, "abc").result() == 3
