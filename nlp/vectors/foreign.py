"""Encoders a house may name instead: sentence-transformers, or an OpenAI-compatible endpoint."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from nlp.errors import EmbedderProblem
from nlp.ports import Matrix
from nlp.vectors.bundled import unit

SECONDS_TO_WAIT = 120


@dataclass(frozen=True)
class SentenceTransformer:
    """A model of the sentence-transformers library, which a house installs by itself."""

    model: str

    @property
    def fingerprint(self) -> str:
        """Library and model."""
        return f"sentence-transformers-{self.model}"

    @cached_property
    def _engine(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer as Engine
        except ImportError as error:
            raise EmbedderProblem(
                f"Der Kodierer „{self.model}“ braucht das Paket sentence-transformers. "
                "Bitte installieren Sie es oder nehmen Sie OTON_EMBEDDERS heraus."
            ) from error
        return Engine(self.model, device="cpu")

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._engine.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), dimensions), unit length. Raises EmbedderProblem without the library."""
        return unit(np.asarray(self._engine.encode(list(texts), show_progress_bar=False), dtype=np.float32))


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible `/embeddings` endpoint; only gated text is sent, only to the host that was named."""

    url: str
    model: str

    @property
    def fingerprint(self) -> str:
        """Host and model."""
        return f"endpoint-{self.url}-{self.model}"

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector, asked from the endpoint."""
        return int(self.encode(["O-Ton"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), dimensions), unit length. Raises EmbedderProblem with the endpoint's name."""
        body = json.dumps({"model": self.model, "input": list(texts)}).encode()
        request = urllib.request.Request(  # noqa: S310 - http and https only, see `choose`
            f"{self.url.rstrip('/')}/embeddings", data=body, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT) as reply:  # noqa: S310 - as above
                rows = sorted(json.load(reply)["data"], key=lambda row: row["index"])
            vectors = np.asarray([row["embedding"] for row in rows], dtype=np.float32)
        except (urllib.error.URLError, TimeoutError, ValueError, KeyError, TypeError) as error:
            raise EmbedderProblem(
                f"Der Kodierer unter {self.url} hat nicht verständlich geantwortet. "
                "Bitte prüfen Sie Adresse und Modellnamen in OTON_EMBEDDERS."
            ) from error
        if vectors.shape[:1] != (len(texts),) or vectors.ndim != 2:  # noqa: PLR2004 - a matrix has two axes
            raise EmbedderProblem(f"Der Kodierer unter {self.url} hat nicht für jeden Text einen Vektor geliefert.")
        return unit(vectors)
