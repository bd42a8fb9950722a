"""Proposing: a language model words a label and a summary for a theme; what holds against the statements is kept.

Nothing is written: runs stay as they were sealed, and proposals are handed back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from nlp.answers.check import check, check_label
from nlp.answers.plain import parted, plain
from nlp.answers.prompting import Prompt, prompt
from nlp.commands.brief import Corpus
from nlp.domain.proposals import Brief, Proposal
from nlp.domain.themes import Theme
from nlp.errors import NothingToDo
from nlp.ports import Analyser, Progress, Store
from nlp.views.theme import chosen


class Chat(Protocol):
    """A language model that answers once."""

    @property
    def model(self) -> str:
        """Its name, which stands beside its words."""
        ...

    def ask(self, prompt: Prompt) -> str:
        """Its words, unchecked. Raises ModelProblem."""
        ...


def propose(
    store: Store, chat: Chat, *, analyser: Analyser, progress: Progress, run: str = "", theme: str = ""
) -> Iterator[Proposal]:
    """A proposal for each theme of a run, or for the one named, as they come. Everything is read before the first.

    Raises NothingToDo, Unknown; ModelProblem while one is made.
    """
    found = store.run(run)
    wanted = [chosen(found, theme)] if theme else [one for one in found.themes if not one.hidden]
    corpus = Corpus(store, found)
    briefs = [(one, corpus.brief(one)) for one in wanted]
    spoken = [(one, brief) for one, brief in briefs if brief.citations]
    if not spoken:
        raise NothingToDo("Zu diesen Themen liegen keine Aussagen vor. Bitte rechnen Sie sie neu mit „oton cluster“.")
    return _proposals(found.id, spoken, chat, analyser, progress)


def _proposals(
    run: str, briefs: Sequence[tuple[Theme, Brief]], chat: Chat, analyser: Analyser, progress: Progress
) -> Iterator[Proposal]:
    for done, (theme, brief) in enumerate(briefs):
        progress("Das Sprachmodell schreibt", done, len(briefs))
        yield proposal(run, theme, brief, chat, analyser)


def proposal(run: str, theme: Theme, brief: Brief, chat: Chat, analyser: Analyser) -> Proposal:
    """What a model says about one theme, as far as it holds. Raises ModelProblem."""
    title, text = parted(plain(chat.ask(prompt(brief))))
    label, label_refused = check_label(title, brief, analyser)
    checked = check(text, brief, analyser)
    return Proposal(
        run=run,
        theme=theme.id,
        title=theme.title,
        model=chat.model,
        label=label,
        label_refused=label_refused,
        summary=checked.kept,
        refused=tuple(one.why for one in checked.refused),
    )


def told(proposals: Sequence[Proposal]) -> dict[str, object]:
    """Proposals as plain values; of what was refused only the reasons, never the words."""
    return {
        "run": proposals[0].run if proposals else "",
        "model": proposals[0].model if proposals else "",
        "proposals": [_told(one) for one in proposals],
    }


def _told(one: Proposal) -> dict[str, object]:
    return {
        "theme": one.theme,
        "title": one.title,
        "mark": one.mark,
        "label": one.label,
        "label_refused": one.label_refused.value if one.label_refused else None,
        "summary": [
            {"text": sentence.text, "statements": [cited.statement for cited in sentence.cited]}
            for sentence in one.summary
        ],
        "citations": [
            {"number": cited.number, "statement": cited.statement, "text": cited.text, "lead": cited.lead}
            for cited in one.cited
        ],
        "refused": [why.value for why in one.refused],
    }
