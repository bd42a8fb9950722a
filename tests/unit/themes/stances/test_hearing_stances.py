"""Need, criticism and praise, by words, by grammar, by question, with and without encoders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.domain.language import Analysis
from nlp.domain.themes import Stance
from nlp.settings import shipped
from nlp.text.german import German
from nlp.themes.stances.decide import Heard, decided, stances
from nlp.themes.stances.features import asked, numbers
from nlp.themes.stances.model import ENCODERS, ORDER, load

MISSING = "Was fehlt Ihnen in Ihrem Stadtteil?"
LIKED = "Was gefällt Ihnen gut?"
WIDTHS = {"e5": 384, "use": 512}


@pytest.fixture(scope="module")
def german() -> German:
    return German()


def heard(german: German, texts: Sequence[str], question: str = "") -> list[Heard]:
    (once,) = german.analyse([question])
    return stances(texts=texts, words=german.analyse(texts), questions=[once] * len(texts))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Bitte mehr Busse am Abend!", Stance.NEED),
        ("Die Stadt soll die Gehwege sanieren.", Stance.NEED),
        ("Wir wünschen uns eine größere Turnhalle.", Stance.NEED),
        ("Die Bücherei ist toll!", Stance.PRAISE),
        ("Vielen Dank für das schöne Fest!", Stance.PRAISE),
        ("Mit freundlichen Grüßen", Stance.NEUTRAL),
    ],
)
def test_plain_words_are_heard_without_question_and_without_encoder(german: German, text: str, stance: Stance) -> None:
    assert heard(german, [text])[0].stance is stance


def test_a_fault_is_told_from_praise_and_wish(german: German) -> None:
    texts = ["Der Bus ist viel zu voll und immer unpünktlich.", "Das Essen ist schlecht und viel zu teuer."]
    assert [one.stance for one in heard(german, texts, "Was stört Sie?")] == [Stance.CRITICISM] * 2


def test_a_bare_name_takes_the_stance_of_its_question(german: German) -> None:
    for text in ("Tierpark und Sommerbad", "Kita", "Musikschule"):
        assert heard(german, [text], MISSING)[0].stance is Stance.NEED
        assert heard(german, [text], LIKED)[0].stance is Stance.PRAISE
        assert heard(german, [text])[0].stance is Stance.NEUTRAL


@pytest.mark.parametrize(
    "text",
    [
        "Das neue Bürgerbüro gefällt mir nicht.",
        "Das ist nicht gut.",
        "Es wäre schön, wenn der Bus öfter käme.",
        "Der Spielplatz ist schön, aber die Rutsche ist seit Monaten kaputt.",
    ],
)
def test_praise_that_is_denied_wished_for_or_taken_back_is_none(german: German, text: str) -> None:
    for question in ("", MISSING):
        assert heard(german, [text], question)[0].stance is not Stance.PRAISE


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (MISSING, "bedarf"),
        ("Was wünschen Sie sich?", "bedarf"),
        ("Ihre Vorschläge:", "bedarf"),
        (LIKED, "lob"),
        ("Was läuft gut und soll bleiben?", "lob"),
        ("Was gefällt Ihnen nicht?", "kritik"),
        ("Was stört Sie?", "kritik"),
        ("Was läuft gut, was stört Sie?", ""),
        ("Weitere Angaben", ""),
        ("", ""),
    ],
)
def test_what_a_question_asks_for(german: German, question: str, kind: str) -> None:
    assert asked(german.analyse([question])[0]) == kind


def test_the_weight_lies_behind_the_last_but(german: German) -> None:
    text = "Der Park ist schön, aber überall liegen Scherben."
    said = numbers(text, german.analyse([text])[0], "")
    assert "klage" in said
    assert "lob" not in said
    text = "Die Kita ist toll, auch wenn der Weg gefährlich ist."
    said = numbers(text, german.analyse([text])[0], "")
    assert "lob" in said
    assert "mangelhaft" not in said


def test_no_more_is_no_wish_for_more(german: German) -> None:
    said = [numbers(text, german.analyse([text])[0], "") for text in ("Hier fährt kein Bus mehr.", "mehr Busse")]
    assert ["mehr" in one for one in said] == [False, True]


TEXTS = ("Mehr Bäume!", "Der Bus kommt nie.", "Alles gut hier.", "Kita", "Anna wohnt hier.", "Zu wenig Ärzte.")


def views(names: Sequence[str], rows: int) -> list[np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    random = np.random.default_rng(1)
    return [random.normal(size=(rows, WIDTHS.get(name, 8))).astype(np.float32) for name in names]


@pytest.mark.parametrize("names", [(), ("e5",), ("use",), ("e5", "use"), ("use", "e5")])
def test_any_choice_of_encoders_serves_and_rows_do_not_mind_their_order(german: German, names: tuple[str, ...]) -> None:
    words, question = german.analyse(TEXTS), german.analyse([MISSING])[0]
    vectors = views(names, len(TEXTS))

    def hear(order: Sequence[int]) -> list[Heard]:
        return stances(
            texts=[TEXTS[place] for place in order],
            words=[words[place] for place in order],
            questions=[question] * len(order),
            views=[view[list(order)] for view in vectors],
            names=names,
        )

    straight = hear(range(len(TEXTS)))
    for order in ((5, 4, 3, 2, 1, 0), (2, 0, 4), (3,)):
        assert hear(order) == [straight[place] for place in order]


def test_a_foreign_encoder_counts_for_nothing(german: German) -> None:
    words, question = german.analyse(TEXTS), [german.analyse([MISSING])[0]] * len(TEXTS)
    foreign = views(("fremd",), len(TEXTS))
    alone = stances(texts=TEXTS, words=words, questions=question)
    assert stances(texts=TEXTS, words=words, questions=question, views=foreign, names=("fremd",)) == alone


def test_no_texts_have_no_stances() -> None:
    assert stances(texts=[], words=[], questions=[]) == []


@given(text=st.text(max_size=60), question=st.sampled_from(("", MISSING, LIKED, "Was stört Sie?")))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_heard_with_a_probability(german: German, text: str, question: str) -> None:
    told, again = (heard(german, [text], question) for _ in range(2))
    assert told == again
    assert 0 <= told[0].confidence <= 1


def test_below_its_cut_a_stance_is_neutral_and_of_equals_the_first_is_taken() -> None:
    cuts = {Stance.NEED: 0.5, Stance.CRITICISM: 0.5, Stance.PRAISE: 0.5, Stance.NEUTRAL: 0.0}
    rows = np.array([[0.5, 0.5, 0, 0], [0.4, 0.3, 0.2, 0.1], [0.1, 0.1, 0.7, 0.1], [0.1, 0.2, 0.2, 0.5]])
    told = decided(rows, cuts)
    assert [one.stance for one in told] == [Stance.NEED, Stance.NEUTRAL, Stance.PRAISE, Stance.NEUTRAL]
    assert [one.confidence for one in told] == [0.5, 0.1, 0.7, 0.5]


def test_the_weights_were_learnt_with_the_lists_that_are_shipped() -> None:
    lists = shipped("models/stance/hinweise.toml").read_bytes()
    assert load().cue_lists == hashlib.blake2b(lists, digest_size=8).hexdigest()
    assert set(load().heads) == {"cues", "e5", "use", "e5+use"}
    assert shipped("models/stance/haltung.npz").stat().st_size < 200_000


def test_an_empty_analysis_asks_for_nothing() -> None:
    assert asked(Analysis(tokens=())) == ""
    assert len(ORDER) == len(Stance)
    assert tuple(WIDTHS) == ENCODERS
