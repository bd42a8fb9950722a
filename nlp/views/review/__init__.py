"""What people see while they review: the queue, who decided what, and the log of decisions in words."""

from nlp.views.review.desk import desk_of, notes_of
from nlp.views.review.items import decided_by, item
from nlp.views.review.log import log
from nlp.views.review.queueing import LEAF, following, queue, queue_of
from nlp.views.review.telling import decision_told, edit_told, item_told, log_told, queue_told
from nlp.views.review.undone import undone
from nlp.views.review.values import (
    Decided,
    Desk,
    Item,
    LoggedDecision,
    Notes,
    Part,
    Place,
    Queue,
    Trouble,
    WayOut,
)

__all__ = [
    "LEAF",
    "Decided",
    "Desk",
    "Item",
    "LoggedDecision",
    "Notes",
    "Part",
    "Place",
    "Queue",
    "Trouble",
    "WayOut",
    "decided_by",
    "decision_told",
    "desk_of",
    "edit_told",
    "following",
    "item",
    "item_told",
    "log",
    "log_told",
    "notes_of",
    "queue",
    "queue_of",
    "queue_told",
    "undone",
]
