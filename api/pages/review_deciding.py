"""Decisions from forms: what they would do, before they do it; and what to do where somebody else was quicker."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from api.guard import places
from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages.review_desk import Table, logged, onward, span, table_of
from api.pages.review_sent import WORDS, Sent, SentHere, edits_of
from api.pages.shell import page, wants_part
from api.reading import shown_run
from nlp.commands.decide import Effect, decide, edit_told, weighed
from nlp.domain.clashes import in_the_way
from nlp.domain.edits import Create, Decision, Edit, Hide, Merge, Reassign, Split, Undo
from nlp.domain.people import Right
from nlp.errors import Clash, InputError, Unfit, Unknown
from nlp.ports import Boards
from nlp.views.review import LoggedDecision

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Viewer, Depends(needs(Right.REVIEW))]
ASK = {
    "umbenennen": "Dieses Thema umbenennen?",
    "beschreiben": "Dieses Thema so beschreiben?",
    "zusammenlegen": "Diese Themen zusammenlegen?",
    "teilen": "Dieses Thema teilen?",
    "abspalten": "Diese Aussagen abspalten?",
    "ausblenden": "Dieses Thema ausblenden?",
    "anlegen": "Dieses Thema anlegen?",
    "zuordnen": "Dieses Thema dem Katalog zuordnen?",
    "verschieben": "Diese Aussagen verschieben?",
    "ohne": "Diese Aussagen unter „Ohne Thema“ stellen?",
}
THEME = re.compile(r"/thema/([^/?#]+)")
NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
LABELS = {"titel": "Titel", "beschreibung": "Beschreibung", "kommentar": "Kommentar", "warum": "Warum?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A form that somebody sent, and all it takes to decide about it."""

    request: Request
    house: House
    store: Boards
    viewer: Viewer
    form: Sent

    @property
    def run(self) -> str:
        """Whose board its author was looking at; the one that readers see, where the form does not say."""
        return self.form.one("lauf") or shown_run(self.house, self.store)

    @property
    def table(self) -> Table:
        """The board that counts now."""
        return table_of(self.house, self.store, shown_run(self.house, self.store))

    def weighed(self, edits: Sequence[Edit]) -> Effect:
        """What these decisions would do. Raises Unfit or Unknown."""
        return weighed(self.store, edits, run=self.run, who=self.viewer.name)

    def meanwhile(self, edits: Sequence[Edit]) -> set[int]:
        """What others have decided since the form was made, as far as it gets in the way of these."""
        seen = self.form.seen
        since = [one for one in self.store.decisions(seen or 0) if seen is not None and one.who != self.viewer.name]
        return {one.number for edit in edits for one in in_the_way(edit, since)}

    def numbered(self, numbers: Collection[int]) -> list[LoggedDecision]:
        """These decisions in words, the newest first."""
        wanted = set(numbers)
        every = logged(self.house, self.store, self.table.run) if wanted else ()
        return [one for one in every if one.decision.number in wanted]


def case(request: Request, house: HouseHere, store: StoreHere, viewer: Reviewer, form: SentHere) -> Case:
    """The case of this request. Raises 401 or 403 for whom it does not concern."""
    return Case(request=request, house=house, store=store, viewer=viewer, form=form)


CaseHere = Annotated[Case, Depends(case)]


@router.post("/pruefen/vorher")
def before(of: CaseHere) -> Response:
    """What a decision would do, in numbers; nothing is decided yet."""
    form = of.form
    told: dict[str, Any] = {
        "form": form,
        "title": ASK.get(form.deed, "So entscheiden?"),
        "back": places.our_own(form.one("hier")),
        "dialog": wants_part(of.request),
    }
    try:
        effect = of.weighed(edits_of(form, of.table.board.run))
    except (Unfit, Unknown) as error:
        typed = [(name, LABELS[name], value) for name, value in form.pairs if name in LABELS]
        return page(of.request, "review/weighed.html", code=422, effect=None, error=error.on_page, typed=typed, **told)
    return page(
        of.request, "review/weighed.html", effect=effect, pairs=_again(form, effect.edits),
        overruled=of.numbered({*effect.overruled, *of.meanwhile(effect.edits)}),
        unapplied=of.numbered(effect.unapplied), **told,
    )  # fmt: skip


@router.post("/entscheidungen")
def take(of: CaseHere) -> Response:
    """Decides what a form asks for."""
    return decided(of)


@router.post("/entscheidungen/zurueck")
def undo(of: CaseHere) -> Response:
    """Takes decisions back, the newest first; a taking back too."""
    numbers = sorted({int(one) for one in of.form.all("nummer") if NUMBER.fullmatch(one)}, reverse=True)
    if not numbers:
        raise Unknown("Diese Entscheidung gibt es nicht. Alle stehen unter „Entscheidungen“.")
    return _taken(of, [Undo(number=one) for one in numbers])


def decided(of: Case) -> Response:
    """Decides, and leads on to where the form says; to what others did where they got in the way."""
    try:
        edits = edits_of(of.form, of.table.board.run)
    except (Unfit, Unknown) as error:
        return _refused(of, error)
    return _taken(of, edits)


def _taken(of: Case, edits: Sequence[Edit]) -> Response:
    why = " ".join(of.form.one("warum").split())
    try:
        taken = decide(of.store, edits, run=of.run, who=of.viewer.name, why=why, seen=of.form.seen)
    except Clash as clash:
        return _clashed(of, edits, clash)
    except (Unfit, Unknown) as error:
        return _refused(of, error)
    for one in taken:
        deed = "decision.undo" if isinstance(one.edit, Undo) else "decision.take"
        of.house.people.log(who=of.viewer.name, did=deed, object=str(one.number))
    return RedirectResponse(onward(_next(of, taken), getan=span(taken)), 303)


def _refused(of: Case, error: InputError) -> Response:
    """Why nothing was decided, and the way back."""
    return page(
        of.request, "review/weighed.html", code=422, effect=None, error=error.on_page, typed=(), form=of.form,
        title="Das geht so nicht", back=places.our_own(of.form.one("hier")), dialog=False,
    )  # fmt: skip


def _again(form: Sent, edits: Sequence[Edit]) -> list[tuple[str, str]]:
    """The form to be sent once more, with what can be decided in the place of what was wished for."""
    told = [("entscheidung", json.dumps(edit_told(one), ensure_ascii=False)) for one in edits]
    return [("tat", "ausweg"), *form.without("seen", "warum", "tat", "aussage"), *told]


def _next(of: Case, taken: Sequence[Decision]) -> str:
    """Where somebody goes on: the theme that a decision made or led to, else where the form says, if that is there."""
    for one in taken:
        match one.edit:
            case Merge(into=theme) | Reassign(to=theme) | Split(made=theme) | Create(made=theme):
                return f"/thema/{quote(theme)}"
            case Hide():
                return "/entscheidungen"
    wanted = of.form.one("weiter") or of.form.one("hier")
    named = THEME.match(wanted)
    known = {quote(one.id) for one in of.store.board(shown_run(of.house, of.store)).run.themes} if named else ()
    return wanted if wanted and (named is None or named[1] in known) else "/entscheidungen"


def _clashed(of: Case, edits: Sequence[Edit], clash: Clash) -> Response:
    """Who did what meanwhile; the form can be sent again knowing that, or left."""
    effect, error = None, ""
    try:
        effect = of.weighed(edits)
    except (Unfit, Unknown) as gone:
        error = gone.on_page
    form = of.form
    return page(
        of.request, "review/clash.html", code=409, others=of.numbered(clash.numbers), effect=effect, error=error,
        told=clash.on_page,
        words=[(LABELS[name], form.one(name)) for name in WORDS if form.one(name)], action=of.request.url.path,
        pairs=form.without("seen"), seen=of.table.board.last, back=places.our_own(form.one("hier")),
    )  # fmt: skip
