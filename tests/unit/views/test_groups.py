"""Groups are counted by respondents, and small ones stay unseen."""

from __future__ import annotations

from nlp.domain.corpus import Respondent, Statement
from nlp.domain.text import SafeText
from nlp.views.groups import GroupShare, by_group


def said(source: str, who: str, words: str) -> Statement:
    return Statement(
        id=f"{source}/{who}/{words}", source=source, row=2, column="t", question="", respondent=who,
        start=0, end=len(words), text=SafeText(words),
    )  # fmt: skip


def test_respondents_are_counted_once_and_sources_apart() -> None:
    people = {
        (source, str(nr)): Respondent(key=str(nr), groups={"Bezirk": "Nord" if nr < 6 else "Süd"})
        for source in ("a", "b")
        for nr in range(14)
    }
    people["a", "x"] = Respondent(key="x", groups={"Bezirk": ""})
    told = by_group(
        [
            *(said("a", str(nr), words) for nr in range(11) for words in ("Mehr Licht", "Mehr Bänke")),
            *(said("b", str(nr), "Mehr Licht") for nr in range(9)),
            said("a", "x", "Mehr Licht"),
            said("a", "", "Wer war das?"),
        ],
        people,
    )
    assert [(one.source, one.name, one.hidden) for one in told] == [("a", "Bezirk", 0), ("b", "Bezirk", 2)]
    assert told[0].values == (
        GroupShare(value="Nord", respondents=6, of=6),
        GroupShare(value="Süd", respondents=5, of=8),
    )
    assert told[1].values == ()
