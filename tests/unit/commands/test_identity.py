"""Ids that last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nlp.commands.identity import keep_ids
from nlp.commands.import_ import to_statements
from nlp.domain.corpus import ColumnRole, Import, Ingested, Respondent, Response, Role, Source
from nlp.domain.text import RawText, SafeText

ID = ColumnRole(column="nr", role=Role.ID)
TEXT = ColumnRole(column="antwort", role=Role.TEXT)


def imported(answers: Sequence[tuple[str, str]], *, with_ids: bool = True, file_hash: str = "a") -> Import:
    """Answers as (respondent, text)."""
    ingested = Ingested(
        rows=len(answers),
        cells=len(answers),
        columns=(ID, TEXT) if with_ids else (TEXT,),
        respondents=tuple(Respondent(key=key) for key in dict.fromkeys(key for key, _ in answers)),
        responses=tuple(
            Response(row=row, column="antwort", question="Was fehlt?", respondent=key, text=RawText(text))
            for row, (key, text) in enumerate(answers, start=2)
        ),
        left_out=(),
        file_hash=file_hash,
    )
    return to_statements(ingested, source=Source(id="u", title="U"), file="u.csv")


def ids(told: Import) -> dict[tuple[str, str], str]:
    return {(one.respondent, one.text): one.id for one in told.statements}


def test_an_id_is_twelve_digits_and_its_own() -> None:
    told = imported([("1", "Mehr Busse. Mehr Busse. Radwege."), ("2", "Mehr Busse.")])
    made = [one.id for one in told.statements]
    assert len(set(made)) == 4
    assert all(len(one) == 12 and set(one) <= set("0123456789abcdef") for one in made)


def test_ids_are_the_same_everywhere() -> None:
    answers = [("1", "Mehr Busse."), ("2", "Radwege, bitte!")]
    assert ids(imported(answers)) == ids(imported(answers[::-1]))


def test_what_was_redacted_leaves_no_trace_in_an_id() -> None:
    one = imported([("1", "Rufen Sie Frau Kunze an.")])
    other = imported([("1", "Rufen Sie Frau Petrowa an.")])
    assert one.statements[0].text == other.statements[0].text == "Rufen Sie Frau [PERSON] an."
    assert one.statements[0].id == other.statements[0].id


@given(st.permutations(range(6)))
def test_without_an_id_column_row_order_is_no_matter(order: list[int]) -> None:
    answers = [("", text) for text in ("Busse", "Busse", "Radwege", "Kita. Busse", "Schule", "Hort; Schule")]
    numbered = [(str(place), text) for place, (_, text) in enumerate(answers)]
    plain = imported(numbered, with_ids=False)
    mixed = imported([numbered[place] for place in order], with_ids=False)
    assert {one.key for one in plain.respondents} == {one.key for one in mixed.respondents}
    assert ids(plain) == ids(mixed)


def test_a_correction_keeps_the_ids_of_words_that_stayed() -> None:
    before = imported([("x", "Mehr Busse. Radwege."), ("y", "Kita")], with_ids=False)
    now = imported([("x", "Mehr Busse! Radwege."), ("y", "Kita")], with_ids=False, file_hash="b")
    kept = keep_ids(before, now)
    old, new = ({str(one.text): one.id for one in told.statements} for told in (before, kept))
    assert new["Radwege."] == old["Radwege."]
    assert new["Kita"] == old["Kita"]
    assert new["Mehr Busse!"] not in old.values()


def test_a_better_redaction_keeps_ids_in_the_unchanged_file() -> None:
    now = imported([("1", "Die Leiterin Kunze hilft. Radwege.")])
    worse = replace(now.responses[0].statements[0], id="0123456789ab", text=SafeText("Die Leiterin Xenzu hilft."))
    record = replace(now.responses[0], statements=(worse, *now.responses[0].statements[1:]))
    before = replace(now, responses=(record,))
    assert [one.id for one in keep_ids(before, now).statements] == [one.id for one in before.statements]
    other_file = replace(before, source=replace(before.source, file_hash="other"))
    assert keep_ids(other_file, now).statements[0].id != "0123456789ab"


def test_every_id_stands_once_after_keeping() -> None:
    before = imported([("1", "Busse"), ("2", "Busse"), ("3", "Radwege")])
    now = imported([("4", "Busse"), ("5", "Busse"), ("6", "Busse"), ("3", "Radwege")], file_hash="b")
    kept = [one.id for one in keep_ids(before, now).statements]
    assert len(set(kept)) == 4
    assert len(set(kept) & {one.id for one in before.statements}) == 3
