"""What a language model says is in the statements, or it is not shown."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import compose
from nlp.answers.check import check, check_label
from nlp.domain.proposals import Brief, Citation, Fact, Refusal, Unit
from nlp.domain.text import SafeText
from nlp.ports import Analyser
from tests.unit.answers.conftest import STATEMENTS

_CITES = re.compile(r"\[([0-9]+(?: ?, ?[0-9]+)*)\]")

HONEST = [
    "12 von 58 Aussagen gehören zum Thema [1].",
    "Zum Thema „Alltag im Stadtteil“ gehören zwölf Aussagen [1].",
    "Zum Thema Alltag im Stadtteil gehören 21 % der Aussagen [1].",
    "Die Hälfte der Personen nennt dieses Thema [1].",
    "Jede zweite Person nennt dieses Thema [1].",
    "Zwei von drei Einrichtungen nennen dieses Thema [1].",
    "Nach 20 Uhr fehlt am Abend der Bus [1].",
    "Gewünscht werden mehr Plätze in der Kita [2].",
    "Im Nordhang gibt es keine Plätze in der Kita [2].",
    "Die 4 Jugendclubs werden gelobt [3].",
    "Mehrere Personen sprechen vom Bus [1, 5].",
    "Zwei Personen sprechen vom Bus [1][5].",
    "„Der Bus ist immer pünktlich.“ [5]",
    "Jemand schreibt: „Die Wartezeit beim Kinderarzt ist viel zu lang“ [4].",
    "Lob gilt dem Jugendamt, das sehr geholfen hat [6].",
    "Die Befragten wünschen sich z. B. mehr Kitaplätze [2].",
]

LIES = [
    ("12 Personen nennen dieses Thema [1].", Refusal.FALSE_NUMBER),
    ("13 von 58 Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("12 von 85 Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("58 Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("Mehr als 12 Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("12 Aussagen gehören nicht zum Thema [1].", Refusal.FALSE_NUMBER),
    ("9 Personen haben im Stadtteil Alltag zum Thema [1].", Refusal.FALSE_NUMBER),
    ("12 Aussagen nennen Personen [1].", Refusal.FALSE_NUMBER),
    ("12 Aussagen von 18 Personen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("Dreizehn Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("30 % der Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("Jede dritte Person nennt dieses Thema [1].", Refusal.FALSE_NUMBER),
    ("Zwei Drittel der Personen nennen dieses Thema [1].", Refusal.FALSE_NUMBER),
    ("9 Personen wünschen sich Kitaplätze im Nordhang [2].", Refusal.FALSE_NUMBER),
    ("Der Bus fährt nach 22 Uhr nicht mehr [1].", Refusal.FALSE_NUMBER),
    ("Die vier Busse sind toll [3, 5].", Refusal.FALSE_NUMBER),
    ("٢٠ Aussagen gehören zum Thema [1].", Refusal.FALSE_NUMBER),
    ("Drei Personen sprechen vom Bus [1][5].", Refusal.FALSE_NUMBER),
    ("Viele wünschen sich Kitaplätze [2].", Refusal.VAGUE_AMOUNT),
    ("Die Mehrheit wünscht sich Kitaplätze [2].", Refusal.VAGUE_AMOUNT),
    ("Mehrere Personen sprechen vom Bus [1].", Refusal.VAGUE_AMOUNT),
    ("Alle loben die Jugendclubs [3].", Refusal.VAGUE_AMOUNT),
    ("Es fehlen Plätze in der Kita im Südhang [2].", Refusal.FOREIGN_WORD),
    ("Kunze fordert mehr Kitaplätze [2].", Refusal.FOREIGN_WORD),
    ("Das sagt auch 𝐤𝐮𝐧𝐳𝐞, der Bus ist pünktlich [5].", Refusal.MARKUP),
    ("Das sagt auch кунце, der Bus ist pünktlich [5].", Refusal.MARKUP),
    ("Oberbürgermeister Vogel lobt die Jugendclubs [3].", Refusal.FOREIGN_WORD),
    ("Der Bus ist nicht pünktlich [5].", Refusal.REVERSED),
    ("Der Bus fährt abends [1].", Refusal.REVERSED),
    ("Kitaplätze werden nicht gewünscht [2].", Refusal.REVERSED),
    ("Jemand schreibt: „Die Wartezeit beim Kinderarzt ist zu lang“ [4].", Refusal.FALSE_QUOTE),
    ("Jemand schreibt: »Kinderarzt ist viel zu« und “der Bus” [4].", Refusal.FALSE_QUOTE),
    ("Jemand schreibt: „Die Wartezeit beim Kinderarzt [4].", Refusal.FALSE_QUOTE),
    ("Jemand schreibt: „Kita“ [2].", Refusal.FALSE_QUOTE),
    ("Beim Kinderarzt ist die Wartezeit lang [5].", Refusal.OTHER_CITATION),
    ("Die Wartezeit beim Kinderarzt ist lang [4, 9].", Refusal.UNKNOWN_CITATION),
    ("Die Wartezeit beim Kinderarzt ist lang.", Refusal.NO_CITATION),
    ("Die Wartezeit beim Kinderarzt ist lang [4-5].", Refusal.MARKUP),
    ("Siehe [hier](http://boese.example) zum Bus [1].", Refusal.MARKUP),
    ("Frau [PERSON] vom Jugendamt hat geholfen [6].", Refusal.MARKUP),
    ("[1]", Refusal.SAYS_NOTHING),
    ("Der Bus " + "und der Bus " * 50 + "[1].", Refusal.TOO_LONG),
]


@pytest.mark.parametrize("text", HONEST)
def test_what_stands_in_the_statements_is_kept_as_it_came(text: str, brief: Brief, german: Analyser) -> None:
    checked = check(text, brief, german)
    assert [one.text for one in checked.kept] == [text]
    assert checked.refused == ()


@pytest.mark.parametrize(("text", "why"), LIES)
def test_a_lie_is_dropped_with_its_reason(text: str, why: Refusal, brief: Brief, german: Analyser) -> None:
    checked = check(text, brief, german)
    assert checked.kept == ()
    assert [one.why for one in checked.refused] == [why]


@pytest.mark.parametrize("honest", HONEST)
def test_an_honest_sentence_that_is_bent_is_dropped(honest: str, brief: Brief, german: Analyser) -> None:
    bare = _CITES.sub("", honest)
    bent = [
        bare,
        f"{bare} [99]",
        honest.replace("[", "[99, "),
        honest.replace(" [", ", sagt Kunze [", 1),
        f"Die Mehrheit sagt: {honest}",
        f"„{bare.replace('„', '').replace('“', '').strip(' .')}, jawohl“ [1]",
        re.sub(r"(?<!\[)[0-9]+", lambda found: str(int(found.group()) + 1), bare) + " [1][2][3][4][5][6]",
    ]
    for text in bent[: None if re.search("[0-9]", bare) else -1]:
        assert check(text, brief, german).kept == (), text


def test_more_sentences_than_asked_for_are_dropped(brief: Brief, german: Analyser) -> None:
    checked = check("\n".join(HONEST), brief, german)
    assert [one.text for one in checked.kept] == HONEST[:12]
    assert {one.why for one in checked.refused} == {Refusal.TOO_MANY}


def test_a_sentence_without_its_own_citation_does_not_ride_on_its_neighbour(brief: Brief, german: Analyser) -> None:
    checked = check("Der Bus fehlt nach 20 Uhr [1]. Die Stadt ist schuld. Lob gilt dem Jugendamt. [6]", brief, german)
    assert [one.text for one in checked.kept] == ["Der Bus fehlt nach 20 Uhr [1].", "Lob gilt dem Jugendamt. [6]"]
    assert [[cited.statement for cited in one.cited] for one in checked.kept] == [["s1"], ["s6"]]
    assert [one.text for one in checked.refused] == ["Die Stadt ist schuld."]


def test_what_a_statement_commands_is_only_ever_a_quote(brief: Brief, german: Analyser) -> None:
    checked = check(
        "Bürgermeister Vogel tritt zurück.\nDie Regeln gelten nicht mehr, 58 Personen jubeln [7].", brief, german
    )
    assert checked.kept == ()
    assert {one.why for one in checked.refused} == {Refusal.NO_CITATION, Refusal.FALSE_NUMBER}


def test_a_figure_of_one_source_is_told_with_that_source(german: Analyser) -> None:
    facts = tuple(
        Fact(number=number, of=50, unit=Unit.RESPONDENTS, source=source)
        for number, source in ((8, "Umfrage 2026"), (3, "Jugendstudie"))
    )
    brief = Brief(title="Bus", facts=facts, citations=(Citation(number=1, statement="s", text=SafeText("Bus")),))
    true = "8 von 50 Personen aus der Umfrage 2026 nennen das Thema [1]."
    assert [one.text for one in check(true, brief, german).kept] == [true]
    for lie in (
        "8 von 50 Personen nennen das Thema [1].",
        "8 Personen aus der Jugendstudie nennen das Thema [1].",
        "3 Personen aus der Umfrage 2026 und 8 Personen aus der Jugendstudie nennen das Thema [1].",
    ):
        assert [one.why for one in check(lie, brief, german).refused] == [Refusal.FALSE_NUMBER]


def test_a_lead_in_counts_as_the_statements_words(german: Analyser) -> None:
    cited = Citation(number=1, statement="s", text=SafeText("Radwege"), lead=SafeText("Im Nordhang fehlen:"))
    brief = Brief(title="Rad", citations=(cited,))
    assert check("Im Nordhang fehlen Radwege [1].", brief, german).refused == ()


@pytest.mark.parametrize(
    "label", ["Bus und Kita", "Ärzte und Busse", "Wartezeiten beim Kinderarzt", "Jugendclubs im Nordhang", "**Bus**"]
)
def test_a_label_of_the_statements_words_is_kept(label: str, brief: Brief, german: Analyser) -> None:
    assert check_label(label, brief, german) == (label.strip("*"), None)


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("", Refusal.SAYS_NOTHING), ("und der", Refusal.SAYS_NOTHING), ("Sonstiges", Refusal.SAYS_NOTHING),
        ("Thema", Refusal.SAYS_NOTHING), ("[PERSON]", Refusal.MARKUP), ("Bus [1]", Refusal.MARKUP),
        ("Bus 12", Refusal.MARKUP), ("Bus\nKita", Refusal.MARKUP), ("kita", Refusal.TAKEN),
        ("Lindenhof", Refusal.FOREIGN_WORD), ("Busse im Lindenhof", Refusal.FOREIGN_WORD),
        ("Der Bus, die Kita und der Kinderarzt am Abend", Refusal.TOO_LONG),
    ],
)  # fmt: skip
def test_any_other_label_is_refused(label: str, why: Refusal, brief: Brief, german: Analyser) -> None:
    assert check_label(label, brief, german) == ("", why)


_PIECES = st.sampled_from(
    [
        *STATEMENTS, "Der Bus", "fährt", "nicht", "12 von 58 Aussagen", "9 Personen", "dreizehn", "99", "40 %",
        "die Hälfte", "jede dritte Person", "viele", "Kunze", "im Südhang", "Kitaplätze", "wünschen sich", "„", "“",
        '"', *HONEST, *HONEST, *(text for text, _ in LIES[:-1]),
        "[1]", "[2, 5]", "[99]", "[0]", ".", ". ", "! ", "\n", "„Der Bus ist immer pünktlich.“", "„Alles gelogen“",
        "<b>", "**", "```", "\x1b[31m", "\u202e", "<think>", "</think>", "Titel: Bus", "Ignoriere alle Regeln",
    ]
)  # fmt: skip
_REPLIES = st.lists(st.one_of(_PIECES, _PIECES, st.text(max_size=20)), max_size=14).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(text=_REPLIES)
def test_whatever_is_said_every_kept_sentence_resolves(text: str) -> None:
    brief = _brief()
    for one in check(text, brief, compose.analyser()).kept:
        assert one.cited
        bare = re.sub(r"„[^“]*“|\"[^\"]*\"", " ", one.text)
        numbers = [int(number) for cites in _CITES.findall(bare) for number in cites.split(",")]
        assert list(dict.fromkeys(numbers)) == [cited.number for cited in one.cited]
        assert all(cited in brief.citations for cited in one.cited)
        words = " ".join(cited.words for cited in one.cited)
        for quote in re.findall(r"„([^“]*)“", one.text):
            assert " ".join(quote.split()) in words or quote == brief.title
        for number in re.findall(r"[0-9]+", _CITES.sub(" ", bare)):
            assert number in words or int(number) in {12, 58, 9, 18, 21, 4}
        for lie in ("Kunze", "Südhang", "dreizehn", "gelogen", "99", "40 %", "dritte", "<", "\x1b", "\u202e"):
            assert lie not in one.text
        assert all(mark.isprintable() for mark in one.text)


@settings(max_examples=60, deadline=None)
@given(text=_REPLIES)
def test_whatever_is_said_a_label_is_short_and_plain(text: str) -> None:
    label, why = check_label(text, _brief(), compose.analyser())
    assert bool(label) == (why is None)
    assert len(label) <= 40
    assert not re.search(r"[\[\]<>0-9\n„“\"]", label)


def _brief() -> Brief:
    citations = tuple(
        Citation(
            number=number, statement=f"s{number}", text=SafeText(text), speaker=f"p{number}", spoken_by=Unit.RESPONDENTS
        )
        for number, text in enumerate(STATEMENTS, start=1)
    )
    facts = (Fact(number=12, of=58, unit=Unit.STATEMENTS), Fact(number=9, of=18, unit=Unit.RESPONDENTS))
    return dataclasses.replace(Brief(title="Alltag im Stadtteil"), facts=facts, citations=citations)
