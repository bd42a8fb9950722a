"""How a run is to be made, as the form asks for it; and how one was made, as far as that can be told again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from nlp import compose
from nlp.domain.jobs import Job, JobState
from nlp.domain.themes import Granularity
from nlp.views.runs import RunFigures

CATALOGUES = {"sozialplan": "Katalog Sozialplan", "none": "ohne Katalog"}
RECIPE = "standard"
MOST_THEMES = 200
GRANULARITIES = (
    (Granularity.COARSE.value, "grob: wenige, breite Themen"),
    (Granularity.MEDIUM.value, "mittel: so viele, wie die Antworten nahelegen"),
    (Granularity.FINE.value, "fein: mehr und engere Themen"),
)
_COUNT = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What stands in the form; `errors` by the name of the field."""

    granularity: str = Granularity.MEDIUM.value
    themes: str = ""
    catalogue: str = "sozialplan"
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """The form as a job is asked for it."""
        return {"granularity": self.granularity, "themes": self.themes, "catalogue": self.catalogue}


def wanted(granularity: str, themes: str, catalogue: str) -> Wanted:
    """The form as it was sent, with what is wrong about it."""
    errors: dict[str, str] = {}
    if granularity not in {one.value for one in Granularity}:
        errors["feinheit"] = "Bitte wählen Sie grob, mittel oder fein."
    if catalogue not in CATALOGUES:
        errors["katalog"] = "Bitte wählen Sie einen der Kataloge."
    number = themes.strip()
    if number and not (_COUNT.fullmatch(number) and int(number) <= MOST_THEMES):
        errors["anzahl"] = (
            f"Bitte schreiben Sie eine ganze Zahl von 1 bis {MOST_THEMES}, oder lassen Sie das Feld leer."
        )
    return Wanted(
        granularity=Granularity.MEDIUM.value if "feinheit" in errors else granularity,
        themes=number[:10],
        catalogue="sozialplan" if "katalog" in errors else catalogue,
        errors=errors,
    )


def told_back(asked: Mapping[str, str]) -> str:
    """„mittel, Katalog Sozialplan“."""
    number = asked.get("themes", "")
    fineness = f"{number} Themen gesucht" if number else asked.get("granularity", "") or Granularity.MEDIUM.value
    return f"{fineness}, {CATALOGUES.get(asked.get('catalogue', ''), CATALOGUES['sozialplan'])}"


def settings_of(figures: RunFigures, jobs: Iterable[Job], words: tuple[str, ...]) -> str:
    """How a run was made: as its job was asked, else the usual settings that give its fingerprint; else nothing.

    Of a run that extended an earlier one: only that.
    """
    if figures.added:
        return "ergänzt um neue Aussagen"
    for job in jobs:
        if job.state is JobState.DONE and job.result.get("run") == figures.id and job.asked:
            return told_back(job.asked)
    return _usual(words).get(figures.fingerprint, "")


@lru_cache(maxsize=4)
def _usual(words: tuple[str, ...]) -> Mapping[str, str]:
    """Fingerprint → settings, for all that the form offers without a number."""
    return {
        compose.recipe(
            RECIPE, catalogue="" if catalogue == "sozialplan" else catalogue, granularity=one, project_words=words
        ).fingerprint: told_back({"granularity": one.value, "catalogue": catalogue})
        for catalogue in CATALOGUES
        for one in Granularity
    }
