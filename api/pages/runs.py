"""Runs: how themes were made, when, and which of them readers see."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from api.guard.viewer import Viewer, needs
from api.house import House, HouseHere, StoreHere
from api.pages import flowing, making, waiting
from api.pages.filters import when
from api.pages.shell import page
from nlp.domain.jobs import Job, JobKind
from nlp.domain.people import Right
from nlp.errors import Unknown
from nlp.ports import Store
from nlp.views import compare, runs
from nlp.views.board import board
from nlp.views.current import current

router = APIRouter(prefix="/laeufe", include_in_schema=False)
Reader = Annotated[Viewer, Depends(needs(Right.READ))]
Runner = Annotated[Viewer, Depends(needs(Right.RUN))]
Publisher = Annotated[Viewer, Depends(needs(Right.PUBLISH))]
TO_READ = [Depends(needs(Right.READ))]
TO_PUBLISH = [Depends(needs(Right.PUBLISH))]
KINDS = (JobKind.CLUSTER, JobKind.EXTEND)
LONGEST_NOTE = 300
APPEARED, VANISHED = compare.Kind.APPEARED, compare.Kind.VANISHED
Words = Annotated[str, Form()]


@router.get("", dependencies=TO_READ)
def every(request: Request, house: HouseHere, store: StoreHere) -> Response:
    """All runs, newest first, and the form for a new one."""
    return _listed(request, house, store, making.Wanted())


@router.post("")
def start(
    *, request: Request, viewer: Runner, house: HouseHere, store: StoreHere,
    vorhaben: Words = "neu", feinheit: Words = "mittel", anzahl: Words = "", katalog: Words = "sozialplan",
) -> Response:  # fmt: skip
    """Starts a run, or shows the one that somebody else has started."""
    form = making.wanted(feinheit, anzahl, katalog)
    extend = vorhaben == "ergaenzen"
    if form.errors and not extend:
        return _listed(request, house, store, form, code=422)
    if not store.sources() or (extend and not store.runs()):
        raise HTTPException(
            409, "Dafür fehlt noch etwas: Bitte lesen Sie zuerst eine Datei ein und werten Sie sie aus."
        )
    running = waiting.active(house, *KINDS)
    if running:
        return RedirectResponse(f"/laeufe/auftrag/{running[0].id}?schon=1", 303)
    kind = JobKind.EXTEND if extend else JobKind.CLUSTER
    job = house.jobs.ask(kind, {} if extend else form.asked, who=viewer.name)
    first = _first(house, job)
    if first.id == job.id:
        house.people.log(who=viewer.name, did="run.extend" if extend else "run.start", object=job.id)
        return RedirectResponse(f"/laeufe/auftrag/{job.id}", 303)
    return RedirectResponse(f"/laeufe/auftrag/{first.id}?schon=1", 303)


@router.get("/vergleich", dependencies=TO_READ)
def compared(request: Request, house: HouseHere, store: StoreHere, a: str = "", b: str = "") -> Response:
    """Two runs side by side, the older one on the left: in words, as a flow chart, as a table."""
    found = _figures(house, store)
    known = [one.id for one in found]
    for one in filter(None, (a, b)):
        if one not in known:
            raise Unknown(f"Eine Auswertung „{one[:20]}“ gibt es hier nicht. Alle stehen unter „Läufe“.")
    options = [(one.id, f"{when(one.created_at)} ({one.id})") for one in found]
    newer = b or next(iter(known), "")
    older = a or next(iter(known[known.index(newer) + 1 :]), "") if newer else ""
    if not older or older == newer:
        same = bool(a) and a == b
        return page(request, "compare.html", options=options, a=older, b=newer, view=None, same=same)
    # Words such as „neuer“ and „nicht mehr“ need the older one on the left, whichever way round they were chosen.
    older, newer = sorted((older, newer), key=known.index, reverse=True)
    view = house.shelf.seen(store, ("compare", older, newer), lambda: compare.compare(store, older, newer))
    heads = (f"vom {when(view.before.created_at)}", f"vom {when(view.now.created_at)}")
    return page(
        request, "compare.html", options=options, a=older, b=newer, view=view, same=False,
        summary=compare.summary(view), heads=heads,
        changes=[(kind, [compare.sentence(one) for one in view.of(kind)]) for kind in compare.Kind if view.of(kind)],
        chart=flowing.drawn(view, heads), finding=flowing.finding(view), rows=flowing.table(view),
    )  # fmt: skip


@router.get("/auftrag/{job}")
def making_one(request: Request, job: str, viewer: Reader, house: HouseHere) -> Response:
    """How far a run is."""
    found = waiting.job_of(house, job, *KINDS)
    asked = [("Einstellungen", making.told_back(found.asked))] if found.kind is JobKind.CLUSTER else []
    return waiting.shown(
        request, house, found,
        arrived=f"/laeufe/{found.result.get('run', '')}?neu=1",
        about="", asked=asked,
        back="/laeufe", back_name="Läufe", again="/laeufe", again_name="Neu beginnen",
        may_cancel=viewer.may(Right.RUN),
    )  # fmt: skip


@router.get("/auftrag/{job}/fortschritt", dependencies=TO_READ)
def progress(job: str, house: HouseHere) -> Response:
    """The same as events."""
    return waiting.events(house, waiting.job_of(house, job, *KINDS))


@router.post("/auftrag/{job}/abbrechen")
def stop(job: str, viewer: Runner, house: HouseHere) -> Response:
    """Stops a run; nothing of it stays."""
    waiting.cancelled(house, waiting.job_of(house, job, *KINDS), who=viewer.name)
    return RedirectResponse(f"/laeufe/auftrag/{job}", 303)


@router.get("/{run}", dependencies=TO_READ)
def one(request: Request, run: str, house: HouseHere, store: StoreHere, neu: str = "") -> Response:
    """One run: how it was made and what came of it."""
    row = _row(house, store, run)
    view = house.shelf.seen(store, ("board without quotes", run), lambda: board(store, run, quotes=0))
    return page(
        request, "run.html", row=row, view=view, fresh=bool(neu), now=_current(store),
        settings=making.settings_of(row.figures, house.jobs.jobs(), _project_words(store)),
    )  # fmt: skip


@router.get("/{run}/freigeben", dependencies=TO_PUBLISH)
def confirm(request: Request, run: str, house: HouseHere, store: StoreHere) -> Response:
    """What readers would see."""
    row, now = _row(house, store, run), _current(store)
    found = house.shelf.seen(store, ("prepared", run, now), lambda: runs.prepared(store, run, now))
    change = found.comparison
    return page(
        request, "publish.html", row=row, found=found, published=bool(store.publications()), now=now, change=change,
        appearing=[f"„{part.title}“" for one in (change.of(APPEARED) if change else ()) for part in one.now],
        vanishing=[f"„{part.title}“" for one in (change.of(VANISHED) if change else ()) for part in one.before],
    )  # fmt: skip


@router.post("/{run}/freigeben")
def publish(
    *, run: str, viewer: Publisher, house: HouseHere, store: StoreHere, vorher: Words = "", anmerkung: Words = ""
) -> Response:
    """Makes a run the one readers see, unless somebody has published another one meanwhile."""
    _row(house, store, run)
    if vorher != _current(store):
        raise HTTPException(
            409, "Inzwischen sehen die Leserinnen und Leser eine andere Auswertung als vorhin. "
            "Freigegeben wurde nichts; bitte sehen Sie unter „Läufe“ noch einmal hin.",
        )  # fmt: skip
    note = " ".join(anmerkung.split())[:LONGEST_NOTE]
    store.publish(run, who=viewer.name, note=note)
    house.people.log(who=viewer.name, did="run.publish", object=run, detail=note)
    return RedirectResponse(f"/laeufe/{run}", 303)


def _listed(request: Request, house: House, store: Store, form: making.Wanted, *, code: int = 200) -> Response:
    found, jobs = _figures(house, store), house.jobs.jobs()
    words = _project_words(store)
    publications = store.publications()
    return page(
        request, "runs.html", code=code, form=form,
        rows=[(row, making.settings_of(row.figures, jobs, words)) for row in runs.rows(found, publications)],
        active=[waiting.waited(job) for job in waiting.active(house, *KINDS)],
        lost=next((waiting.waited(job) for job in jobs[:1] if job.kind in KINDS and job.state.value == "failed"), None),
        waiting=house.shelf.seen(store, "waiting", lambda: _waiting(store, found)),
        sources=len(store.sources()), publications=publications, granularities=making.GRANULARITIES,
        catalogues=list(making.CATALOGUES.items()),
    )  # fmt: skip


def _first(house: House, job: Job) -> Job:
    """Of two who start at the same moment, the one whose job is older goes first; the other's is taken back."""
    others = [
        one
        for one in waiting.active(house, *KINDS)
        if one.id != job.id and (one.created_at, one.id) < (job.created_at, job.id)
    ]
    if not others:
        return job
    house.jobs.cancel(job.id)
    return others[0]


def _figures(house: House, store: Store) -> tuple[runs.RunFigures, ...]:
    return house.shelf.seen(store, "figures", lambda: runs.every(store))


def _row(house: House, store: Store, run: str) -> runs.RunRow:
    found = runs.rows(_figures(house, store), store.publications())
    for row in found:
        if row.figures.id == run:
            return row
    raise Unknown("Diese Auswertung gibt es hier nicht. Alle stehen unter „Läufe“.")


def _current(store: Store) -> str:
    return current(store) if store.runs() else ""


def _waiting(store: Store, found: tuple[runs.RunFigures, ...]) -> int:
    """Statements that came after the newest run."""
    return store.waiting(found[0].id) if found else 0


def _project_words(store: Store) -> tuple[str, ...]:
    return tuple(sorted(word for word in store.recall("project_words").split("\n") if word))
