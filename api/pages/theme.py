"""One theme: what it is, why, how sure, who speaks of it, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from api.charts.bars import Bar, bars
from api.guard.viewer import ViewerHere, needs
from api.house import House, HouseHere, StoreHere
from api.pages import review_change
from api.pages.kept import body
from api.pages.shell import page
from api.pages.wishes import EVERY, wish
from api.reading import whole_of
from nlp.domain.people import Right
from nlp.domain.themes import Stability, Stance, Voice
from nlp.ports import Store
from nlp.views import citation, findings
from nlp.views.current import current
from nlp.views.grid import Asking, Grid, Leaf, Order, grid
from nlp.views.grounds import remarks
from nlp.views.groups import Grouping
from nlp.views.hidden import NOTE
from nlp.views.overview import label
from nlp.views.sources import NOBODY_NAMED
from nlp.views.theme import ThemeView, theme_of
from nlp.views.whole import Whole

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs(Right.READ))])
ORIGINS = {"catalogue": "aus dem Katalog", "found": "in den Antworten gefunden", "person": "von Menschen angelegt"}
VOICES = {
    Voice.CENTRAL: "Im Mittelpunkt",
    Voice.DIFFERENT: "Anders gesehen",
    Voice.MINORITY: "Von wenigen gesagt",
}
FURTHEST = 1_000_000
HEADS = (
    (Order.STRENGTH, "Stärke"),
    (Order.STABILITY, "Festigkeit"),
    (Order.STANCE, "Haltung"),
    (Order.SOURCE, "Quelle"),
    (Order.QUESTION, "Frage"),
    (Order.GROUP, "Gruppe"),
    (Order.RIVAL, "Liegt auch nah an"),
)


@router.get("/thema/{theme}")
def one(
    *,
    request: Request,
    house: HouseHere,
    store: StoreHere,
    viewer: ViewerHere,
    theme: str,
    run: str = "",
    quelle: str = "",
    frage: str = "",
    haltung: str = "",
    sicherheit: str = "",
    gruppe: str = "",
    sortierung: Order = Order.STRENGTH,
    umgekehrt: bool = False,
    seite: Annotated[int, Query(ge=1, le=FURTHEST)] = 1,
) -> Response:
    """A theme by its id, with the page of its statements that is asked for."""
    quelle, frage, haltung, sicherheit, gruppe = map(wish, (quelle, frage, haltung, sicherheit, gruppe))
    shown = current(store)
    view, statements = seen(house, store, theme, run or shown)
    asked = {
        "run": run, "quelle": quelle, "frage": frage, "haltung": haltung, "sicherheit": sicherheit, "gruppe": gruppe,
        "sortierung": "" if sortierung is Order.STRENGTH else sortierung.value, "umgekehrt": "1" if umgekehrt else "",
    }  # fmt: skip
    asking = Asking(
        source=quelle, question=frage, stance=haltung, sure=sicherheit, group=gruppe,
        order=sortierung, turned=umgekehrt,
    )  # fmt: skip

    # What readers do not see they do not change.
    may_review = Right.REVIEW in viewer.rights and view.run.id == shown
    key = ("theme body", view.run.id, view.theme.id, statements.fewest, asking, seite, run, may_review)

    def make() -> Markup:
        leaf = statements.leaf(asking, seite)
        change = review_change.beside(house, store, view, leaf, may_review=may_review)
        return _body(view=view, statements=statements, leaf=leaf, asking=asking, asked=asked, change=change)

    made = house.shelf.seen(store, key, make)
    return page(
        request, "theme.html", title=view.theme.title, body=made, may_review=may_review,
        **review_change.arrived(request, house, store, view.run.id, may_review=may_review),
    )  # fmt: skip


def _body(
    *,
    view: ThemeView,
    statements: Grid,
    leaf: Leaf,
    asking: Asking,
    asked: Mapping[str, str],
    change: review_change.Change,
) -> Markup:
    def address(**changed: str) -> str:
        """This page with other wishes; what is empty is left out."""
        wishes = {name: value for name, value in {**asked, **changed}.items() if value}
        return f"?{urlencode(wishes)}#aussagen"

    return body(
        "theme_body.html",
        view=view,
        grid=statements,
        leaf=leaf,
        asked=asked,
        filtered=any((asking.source, asking.question, asking.stance, asking.sure, asking.group)),
        address=address,
        heads=HEADS,
        order=asking.order,
        turned=asking.turned,
        sources={source.id: source for source in view.sources},
        groups=[(group, _label(view, group), findings.of_group(group)) for group in view.groups if group.values],
        draw=_chart,
        hidden=sum(not group.values for group in view.groups),
        stances=list(Stance),
        options=_options(statements, leaf),
        origins=ORIGINS,
        hidden_note=NOTE,
        voices=VOICES,
        remarks=remarks,
        unnamed=NOBODY_NAMED,
        cited=citation.cited,
        words=citation.words,
        change=change,
        here=f"/thema/{quote(view.theme.id)}{address()}",
    )


def seen(house: House, store: Store, theme: str, run: str) -> tuple[ThemeView, Grid]:
    """The theme and its statements, made once for each state of the store."""
    fewest = house.settings.smallest_group

    def read() -> Whole:
        return whole_of(house, store, run)

    def make() -> tuple[ThemeView, Grid]:
        view = theme_of(store, read(), theme, fewest=fewest)
        return view, grid(view, read(), fewest=fewest)

    return house.shelf.seen(store, ("theme and grid", run, theme, fewest), make)


def _options(statements: Grid, leaf: Leaf) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer, by the name of the filter."""
    offered: dict[str, Iterable[tuple[str, str]]] = {
        "quelle": ((source.id, source.title) for source in statements.sources),
        "frage": ((question, question) for question in statements.questions),
        "haltung": ((stance.value, stance.value) for stance in Stance),
        "sicherheit": ((grade.value, grade.value) for grade in Stability),
        "gruppe": leaf.choices,
    }
    return {name: [(EVERY, "alle"), *those] for name, those in offered.items()}


def _label(view: ThemeView, group: Grouping) -> str:
    source = next(one for one in view.sources if one.id == group.source)
    return label(source, group.name, (share.value for share in group.values))


def _chart(group: Grouping, words: str) -> Markup:
    rows = [
        Bar(
            label=share.value,
            shares=(share.respondents / share.of,),
            told=(f"{share.respondents} von {share.of}",),
        )
        for share in group.values
    ]
    return bars(f"Anteil der Befragten, die davon sprechen, nach {words}", [""], rows)
