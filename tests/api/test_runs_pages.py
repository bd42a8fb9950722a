"""The pages of runs: started once, compared in words, published knowingly."""

from __future__ import annotations

import json

import httpx
import pytest

from nlp.domain.jobs import JobKind, JobState
from tests.api.conftest import BROWSER, Home
from tests.api.handmade import Told

OLDER, NEWER = "a" * 10, "b" * 10


def words(told: httpx.Response, status: int = 200) -> str:
    assert told.status_code == status, told.text
    return told.text


def did(home: Home) -> list[str]:
    return [one.did for one in home.house.people.entries()]


def test_all_runs_are_listed_with_the_one_that_is_seen(small: Home) -> None:
    page = words(small.web.get("/laeufe"))
    assert page.index(NEWER) < page.index(OLDER)
    assert "zu sehen, weil neueste" in page
    assert "75 %" in page
    small.web.post(f"/laeufe/{OLDER}/freigeben", data={"vorher": NEWER, "anmerkung": " die  bessere "})
    page = words(small.web.get("/laeufe"))
    assert "zu sehen, weil neueste" not in page
    assert "die bessere" in page


def test_a_run_is_started_with_what_was_chosen(small: Home, jobs: Told) -> None:
    told = small.web.post("/laeufe", data={"feinheit": "grob", "anzahl": "", "katalog": "none"})
    assert (told.status_code, told.headers["location"]) == (303, "/laeufe/auftrag/auftrag0")
    assert jobs.job("auftrag0").asked == {"granularity": "grob", "themes": "", "catalogue": "none"}
    assert did(small) == ["run.start"]
    assert "grob, ohne Katalog" in words(small.web.get("/laeufe/auftrag/auftrag0"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"feinheit": "sehr"}, "grob, mittel oder fein"),
        ({"anzahl": "null"}, "ganze Zahl von 1 bis 200"),
        ({"anzahl": "201"}, "ganze Zahl von 1 bis 200"),
        ({"katalog": "../x"}, "einen der Kataloge"),
    ],
)
def test_a_form_that_does_not_fit_comes_back_with_a_sentence(sent: dict[str, str], said: str, small: Home) -> None:
    assert said in words(small.web.post("/laeufe", data=sent), 422)
    assert did(small) == []


def test_the_second_of_two_analysts_sees_what_the_first_has_started(small: Home, jobs: Told) -> None:
    first = jobs.ask(JobKind.CLUSTER, {"granularity": "fein"}, who="erika")
    told = small.web.post("/laeufe", data={"feinheit": "grob"})
    assert told.headers["location"] == f"/laeufe/auftrag/{first.id}?schon=1"
    page = words(small.web.get(told.headers["location"]))
    assert "Es läuft schon eine Auswertung" in page
    assert "von erika" in page
    assert len(jobs.jobs()) == 1
    assert did(small) == []


def test_new_statements_can_be_put_into_the_themes_there_are(small: Home, jobs: Told) -> None:
    small.web.post("/laeufe", data={"vorhaben": "ergaenzen"})
    assert [one.kind for one in jobs.jobs()] == [JobKind.EXTEND]
    assert did(small) == ["run.extend"]


def test_an_empty_house_has_nothing_to_evaluate(empty: Home) -> None:
    page = words(empty.web.get("/laeufe", headers=BROWSER))
    assert "Noch keine Auswertung" in page
    assert "zuerst eine Datei" in words(empty.web.post("/laeufe", data={"feinheit": "grob"}, headers=BROWSER), 409)
    assert "Noch nichts zu vergleichen" in words(empty.web.get("/laeufe/vergleich", headers=BROWSER))


def test_progress_is_told_and_comes_anew_only_on_request(small: Home, jobs: Told) -> None:
    job = jobs.ask(JobKind.CLUSTER, {}, who="erika").id
    page = words(small.web.get(f"/laeufe/auftrag/{job}"))
    assert "Vielleicht ist der Arbeitsprozess nicht gestartet" in page
    jobs.became(job, state=JobState.RUNNING, stage="Themen werden gebildet", done=3, total=4, seconds_left=130.0)
    told = small.web.get(f"/laeufe/auftrag/{job}")
    assert "Themen werden gebildet …" in told.text
    assert "75 %, noch etwa 2 Minuten" in told.text
    assert "refresh" not in told.headers
    assert small.web.get(f"/laeufe/auftrag/{job}?folgen=1").headers["refresh"] == "5"


def test_events_end_with_the_job(small: Home, jobs: Told) -> None:
    job = jobs.ask(JobKind.CLUSTER, {}, who="erika").id
    jobs.became(job, state=JobState.RUNNING, stage="Themen werden gebildet", done=1, total=2)
    seen = []
    with small.web.stream("GET", f"/laeufe/auftrag/{job}/fortschritt") as told:
        assert told.headers["content-type"].startswith("text/event-stream")
        for line in told.iter_lines():
            seen.append(line)
            if line.startswith("data:"):
                jobs.became(job, state=JobState.DONE, result={"run": NEWER})
    events = [line for line in seen if line.startswith("event:")]
    assert events == ["event: progress", "event: over"]
    first = json.loads(next(line for line in seen if line.startswith("data:"))[5:])
    assert (first["sentence"], first["left"], first["over"]) == ("Themen werden gebildet …", "50 %", False)
    assert small.web.get(f"/laeufe/auftrag/{job}").headers["location"] == f"/laeufe/{NEWER}?neu=1"


def test_a_job_is_cancelled_once(small: Home, jobs: Told) -> None:
    job = jobs.ask(JobKind.CLUSTER, {}, who="erika").id
    assert small.web.post(f"/laeufe/auftrag/{job}/abbrechen").status_code == 303
    assert "Ihre Daten sind unverändert" in words(small.web.get(f"/laeufe/auftrag/{job}"))
    assert "nicht mehr abbrechen" in words(small.web.post(f"/laeufe/auftrag/{job}/abbrechen"), 409)
    assert did(small) == ["job.cancel"]


def test_a_failure_is_told_with_its_remedy(small: Home, jobs: Told) -> None:
    job = jobs.ask(JobKind.CLUSTER, {}, who="erika").id
    jobs.became(job, state=JobState.FAILED, message="Der Datenträger ist voll. Bitte schaffen Sie Platz.")
    assert "Bitte schaffen Sie Platz" in words(small.web.get(f"/laeufe/auftrag/{job}"))
    assert "Bitte schaffen Sie Platz" in words(small.web.get("/laeufe"))


def test_jobs_of_another_kind_are_not_here(small: Home, jobs: Told) -> None:
    job = jobs.ask(JobKind.IMPORT, {"title": "Umfrage"}, who="erika").id
    words(small.web.get(f"/laeufe/auftrag/{job}"), 404)
    words(small.web.post(f"/laeufe/auftrag/{job}/abbrechen"), 404)
    words(small.web.get("/laeufe/auftrag/weg/fortschritt"), 404)
    assert not jobs.job(job).state.over


def test_two_runs_are_compared_in_words_as_a_chart_and_as_a_table(small: Home) -> None:
    page = words(small.web.get(f"/laeufe/vergleich?a={OLDER}&b={NEWER}"))
    assert "„Bus“ gibt es nicht mehr" in page
    assert "„Kita“ heißt jetzt" in page
    assert (
        "3 von 5 Aussagen blieben, wo sie waren; die größte Gruppe, 2 Aussagen, ging von „Bus“ nach „Ohne Thema“."
        in page
    )
    assert page.count('class="flow"') == 3
    assert "<b>" not in page
    assert "gewechselt" in page
    assert words(small.web.get("/laeufe/vergleich")) == page
    assert words(small.web.get(f"/laeufe/vergleich?a={NEWER}&b={OLDER}")) == page


@pytest.mark.parametrize("query", [f"a={OLDER}&b=weg", "a=weg", "b=%00", f"a={'x' * 10_000}"])
def test_a_run_to_compare_that_is_none_is_named(query: str, small: Home) -> None:
    assert "gibt es hier nicht" in words(small.web.get(f"/laeufe/vergleich?{query}"), 404)


def test_a_run_is_not_compared_with_itself(small: Home) -> None:
    assert "zweimal dieselbe" in words(small.web.get(f"/laeufe/vergleich?a={OLDER}&b={OLDER}"))


def test_publishing_says_before_what_readers_will_see(small: Home) -> None:
    page = words(small.web.get(f"/laeufe/{OLDER}/freigeben"))
    assert "sehen dann 2 Themen aus 5 Aussagen in 1 Quelle" in page
    assert "1 Aussage steht unter „Ohne Thema“ (20 % aller Aussagen)" in page
    assert "Von 5 Aussagen, die in beiden stehen, behalten 3 ihr Thema (60 %)" in page
    assert "Neue Themen (1): „Bus“." in page
    assert f'name="vorher" value="{NEWER}"' in page
    told = small.web.post(f"/laeufe/{OLDER}/freigeben", data={"vorher": NEWER})
    assert told.headers["location"] == f"/laeufe/{OLDER}"
    with small.house.store() as store:
        assert [one.run for one in store.publications()] == [OLDER]
    assert did(small) == ["run.publish"]
    assert "freigegeben von offenes Haus" in words(small.web.get(f"/laeufe/{OLDER}"))


def test_an_earlier_run_can_be_published_again(small: Home) -> None:
    for run, before in ((NEWER, NEWER), (OLDER, NEWER), (NEWER, OLDER)):
        assert small.web.post(f"/laeufe/{run}/freigeben", data={"vorher": before}).status_code == 303
    with small.house.store() as store:
        assert [one.run for one in store.publications()] == [NEWER, OLDER, NEWER]
    assert "früher freigegeben" in words(small.web.get("/laeufe"))


def test_what_was_replaced_meanwhile_is_not_published_over(small: Home) -> None:
    assert small.web.post(f"/laeufe/{OLDER}/freigeben", data={"vorher": NEWER}).status_code == 303
    told = small.web.post(f"/laeufe/{NEWER}/freigeben", data={"vorher": NEWER})
    assert "Freigegeben wurde nichts" in words(told, 409)
    with small.house.store() as store:
        assert [one.run for one in store.publications()] == [OLDER]


def test_an_unknown_run_is_nowhere(small: Home) -> None:
    for path in ("/laeufe/weg", "/laeufe/weg/freigeben", "/laeufe/%00"):
        assert "Alle stehen unter „Läufe“" in words(small.web.get(path), 404)
    words(small.web.post("/laeufe/weg/freigeben", data={"vorher": NEWER}), 404)
    assert did(small) == []
