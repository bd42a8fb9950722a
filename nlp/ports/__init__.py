"""The shapes by which rooms are plugged together; `nlp.compose` decides what fits where."""

from nlp.ports.jobs import Jobs
from nlp.ports.keeping import Boards, Store
from nlp.ports.people import People
from nlp.ports.texts import Analyser, Embedder, Matrix, Progress, VectorCache

__all__ = ["Analyser", "Boards", "Embedder", "Jobs", "Matrix", "People", "Progress", "Store", "VectorCache"]
