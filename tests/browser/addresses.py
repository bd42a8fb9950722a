"""Every page of the house, in one place: whoever adds a page adds its address here."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from api.guard.door import COOKIE
from nlp.commands import people, uploads
from nlp.commands.codebook import written
from nlp.commands.double_coding import code, draw_sample
from nlp.domain.jobs import JobKind
from nlp.views.double_coding import finished, sample_of
from tests.browser.conftest import PASSWORD, Served

EXAMPLE = (
    "/",
    "/thema/{theme}",
    "/zitate",
    "/zitate?q=Kita",
    "/zitate?q=Krankenhausschiff",
    "/zitat/{statement}",
    "/karte",
    "/pruefen",
    "/pruefen?teil=ohne-thema",
    "/entscheidungen",
    "/uebereinstimmung",
    "/doppelt",
    "/doppelt/{sample}",
    "/doppelt/{sample}?als=Kim",
    "/doppelt/{coded}/ergebnis",
    "/doppelt/{coded}/uebernehmen",
    "/wellen",
    "/wellen?a=traeger&b=familie",
    "/codebuch",
    "/codebuch/{book}",
    "/quellen",
    "/quellen/neu",
    "/quellen/{source}",
    "/laeufe",
    "/laeufe/{run}",
    "/laeufe/{run}/freigeben",
    "/laeufe/vergleich",
    "/hilfe",
    "/docs",
)
"""Looked at in the example project, an open house."""
OFFICE = (
    "/",
    "/zitate",
    "/karte",
    "/pruefen",
    "/entscheidungen",
    "/uebereinstimmung",
    "/doppelt",
    "/wellen",
    "/codebuch",
    "/quellen",
    "/quellen/neu/{upload}",
    "/quellen/auftrag/{importing}",
    "/laeufe",
    "/laeufe/auftrag/{clustering}",
    "/hilfe",
    "/konto",
    "/konten",
    "/konten/{account}",
    "/protokoll",
)
"""Looked at by somebody who may do everything, in a house with accounts where nothing has been read yet."""
SIGNED_OUT = ("/anmelden",)
"""Looked at by a stranger."""
CHARTS = ("/", "/thema/{theme}", "/karte", "/laeufe/vergleich")
"""Pages of the example on which something is drawn."""
NO_PAGES = frozenset(
    {
        "/einrichten",  # leads on to the sign-in as soon as there is an account; test_sign_in.py looks at it
        "/zitate/treffer.{kind}",
        "/codebuch/datei",
        "/karte/punkte.json",
        "/karte/zitat.json",
        "/quellen/auftrag/{job}/fortschritt",
        "/laeufe/auftrag/{job}/fortschritt",
    }
)
"""What can be fetched outside /api and is no page of its own: files and streams."""
CODERS = ("Kim", "Alex")
CSV = "Nr;Ortsteil;Was fehlt Ihnen?\n1;Nord;Mehr Bänke am Fluss\n2;Süd;Ein Bus am Abend\n3;Nord;Ein Treffpunkt\n"


@dataclass(frozen=True, kw_only=True)
class Names:
    """What stands in for {theme} and the like."""

    example: dict[str, str]
    office: dict[str, str]


def example(served: Served) -> dict[str, str]:
    """Ids of things in the example project."""
    with served.house.store() as store:
        run = store.run()
        source = store.sources()[0].id
    theme = run.themes[0]
    return {"theme": theme.id, "statement": theme.central[0], "source": source, "run": run.id}


def reviewed(served: Served) -> dict[str, str]:
    """Ids of things that come into the example by reviewing; a second time the same."""
    with served.house.store() as store:
        run = store.run()
        made = {
            name: draw_sample(store, title=title, size=4, coders=CODERS, who="tests", run=run.id, seed="gleich").id
            for name, title in (("sample", "Probe im März"), ("coded", "Probe im April"))
        }
        if not finished(store, sample_of(store, made["coded"])):
            themes = [theme for theme, _ in sample_of(store, made["coded"]).themes]
            for place, statement in enumerate(sample_of(store, made["coded"]).statements):
                for coder in CODERS:
                    code(store, made["coded"], statement, themes[place : place + 1 + (coder == CODERS[0])], coder)
        book = written(store, "buch.csv").content.replace("Mobilität".encode(), "Unterwegs, Mobilität".encode())
    return {**made, "book": uploads.kept(served.database, "buch.csv", [book]).id}


def names(served: Served, office: Served) -> Names:
    """Ids of things that are there; what is not there yet in the office is made."""
    ask = office.house.jobs.ask
    importing = ask(JobKind.IMPORT, {"upload": "0" * 32, "source": "probe", "title": "Probe"}, who="leitung")
    clustering = ask(JobKind.CLUSTER, {"granularity": "mittel", "themes": "", "catalogue": "none"}, who="leitung")
    return Names(
        example={**example(served), **reviewed(served)},
        office={
            "upload": uploaded(office),
            "importing": importing.id,
            "clustering": clustering.id,
            "account": "leitung",
        },
    )


def uploaded(office: Served) -> str:
    """The id of a small file that was sent and waits for its columns."""
    came = people.sign_in(office.house.people, name="leitung", password=PASSWORD, hours=1)
    assert came is not None
    with httpx.Client(base_url=office.url, headers={"Cookie": f"{COOKIE}={came.key}"}) as client:
        told = client.post(
            "/quellen/neu",
            files={"datei": ("probe.csv", CSV.encode(), "text/csv")},
            headers={"Sec-Fetch-Site": "same-origin", "Accept": "text/html"},
        )
    assert told.status_code == 303, told.text
    return told.headers["location"].rsplit("/", 1)[-1]
