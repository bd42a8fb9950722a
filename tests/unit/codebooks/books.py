"""Code books and projects for tests: one of everything, and arbitrary ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from nlp.codebooks import plain
from nlp.codebooks.plain import cleaned
from nlp.domain.codebook import Anchor, Case, CodeBook, CodedProject, CodedText, CodeMark, Entry, Step, Stretch
from nlp.domain.themes import Origin

STEP = Step(number=3, kind="rename", who="erika", at="2026-03-01T10:00:00+00:00", why="klarer so · meint auch Kim")
BOOK = CodeBook(
    id="codebuch",
    title="Musterstadt",
    entries=(
        Entry(
            id="bus",
            title="Bus & Bahn <öffentlich> 😀",
            description="Fährt der Bus?\n„Oft genug“ – oder nicht?",
            origin=Origin.CATALOGUE,
            field_of_action="Mobilität",
            words=("Bus", "Takt"),
            anchors=(Anchor(text="Der Bus fährt zu selten", statement="a1"), Anchor(text="=1+1", statement="a2")),
            steps=(STEP,),
        ),
        Entry(id="bus-nacht", title="Nachtbus", parent="bus", origin=Origin.FOUND),
        Entry(id="gewalt", title="@Gewalt", origin=Origin.PERSON, sensitive=True, hidden=True),
    ),
    project_words=("Musterstadt",),
)

MIXED = "Ä😀e\u0301\r\nÖ\r\n👨‍👩‍👧 fährt\nü"
"""Umlauts, an emoji beyond the first plane, a combining accent, line ends of two and of one character."""


def project(text: str = MIXED, *spans: tuple[int, int, str]) -> CodedProject:
    """A project of one text with these stretches: (start, end, who)."""
    stretches = tuple(
        Stretch(
            start=start,
            end=end,
            marks=(CodeMark(code="bus", coder=who, at="2026-03-01T10:00:00+00:00", id=f"s{place}"),),
            id=f"s{place}",
        )
        for place, (start, end, who) in enumerate(spans)
    )
    return CodedProject(
        book=BOOK,
        texts=(CodedText(id="t1", name="Umfrage · Zeile 2", text=text, stretches=stretches),),
        cases=(Case(id="p1", name="Umfrage · 7", groups=(("Ortsteil", "Nord"),), texts=("t1",)),),
        made_at="2026-03-01T10:00:00+00:00",
        changed_at="2026-03-02T10:00:00+00:00",
    )


anything = st.text(max_size=30)
"""Any text Python knows: control characters, half characters, line ends of every kind."""
titles = anything.filter(lambda text: bool(plain(text).split()))


@st.composite
def books(draw: st.DrawFn) -> CodeBook:
    """Arbitrary code books with ids that are apart."""
    ids = draw(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), min_size=1, max_size=4, unique=True))
    entries = []
    for place, one in enumerate(ids):
        anchors = draw(st.lists(st.builds(Anchor, text=titles, statement=st.just(f"a{place}")), max_size=2))
        entries.append(
            Entry(
                id=one,
                title=draw(titles),
                description=draw(anything),
                parent=draw(st.sampled_from(["", ids[0]])) if place else "",
                origin=draw(st.sampled_from(list(Origin))),
                sensitive=draw(st.booleans()),
                field_of_action=draw(anything),
                hidden=draw(st.booleans()),
                words=tuple(draw(st.lists(titles, max_size=2))),
                anchors=tuple(anchors),
            )
        )
    return CodeBook(id="codebuch", title=draw(titles), entries=tuple(entries))


def kept(book: CodeBook) -> CodeBook:
    """The book as every file can hold it."""
    return cleaned(book)[0]


def bare(entry: Entry) -> Entry:
    """What a REFI-QDA code holds of a theme: no origin, no words, no ids of statements, no decisions."""
    anchors = tuple(Anchor(text=one.text) for one in entry.anchors)
    return replace(entry, origin=None, words=(), anchors=anchors, steps=())
