"""What is asked: rules, facts, statements that cannot end their own quotation, and never too much."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nlp.answers.prompting import LONGEST_PROMPT, fitting, prompt
from nlp.domain.proposals import Brief, Citation
from nlp.domain.text import SafeText


def cited(*texts: str) -> tuple[Citation, ...]:
    return tuple(
        Citation(number=number, statement=f"s{number}", text=SafeText(text)) for number, text in enumerate(texts, 1)
    )


def test_facts_and_statements_are_told(brief: Brief) -> None:
    user = prompt(brief).user
    assert "- 12 von 58 Aussagen\n- 9 von 18 Befragten" in user
    assert '{"nr": 2, "aussage": "Mehr Kitaplätze im Nordhang, bitte!"}' in user
    assert user.endswith("Ende der Aussagen.")


@given(st.text(max_size=400))
def test_no_statement_ends_its_own_quotation(text: str) -> None:
    lines = prompt(Brief(title=text, citations=cited(text))).user.split("\n")
    assert lines[:2] == [lines[0], "Angaben zum Thema:"]
    assert lines[2] == "Aussagen:"
    assert lines[4:] == ["Ende der Aussagen."]
    assert json.loads(lines[3]) == {"nr": 1, "aussage": " ".join(text.split())}


@given(st.lists(st.integers(0, 9_000), min_size=1, max_size=60))
def test_a_prompt_is_bounded_and_keeps_the_first(lengths: list[int]) -> None:
    citations = cited(*("x " * (length // 2) for length in lengths))
    kept = fitting(citations)
    assert kept
    assert kept == citations[: len(kept)]
    empty = prompt(Brief(title="T"))
    assert len(prompt(Brief(title="T", citations=kept)).user) <= len(empty.user) + LONGEST_PROMPT + 700


def test_the_speaker_stays_here(brief: Brief) -> None:
    told = replace(brief, citations=(replace(brief.citations[0], speaker="umfrage 4711"),))
    assert "4711" not in prompt(told).system + prompt(told).user
