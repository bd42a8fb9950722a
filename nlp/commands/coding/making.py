"""A board as a code book, and a store's answers as a coded project."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nlp.domain import edits
from nlp.domain.codebook import Anchor, Case, CodeBook, CodedProject, CodedText, CodeMark, Entry, Step, Stretch
from nlp.domain.corpus import ResponseRecord, Source, Statement
from nlp.domain.edits import Board, Decision, Edit, Undo
from nlp.domain.themes import Theme
from nlp.ports import Store
from nlp.views.grounds import ranked

ANCHORS = 5
"""So many examples explain a theme; more are a list of statements, which has an export of its own."""
UNNAMED = "Codebuch"
Responses = Sequence[tuple[Source, ResponseRecord]]


def book_of(store: Store, board: Board, decisions: Sequence[Decision]) -> CodeBook:
    """All themes of a board, hidden ones too, sub-themes behind the theme they belong to."""
    run = board.run
    own: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(run.memberships, key=ranked):
        own[one.theme].append(one.statement)
    examples = {theme.id: (theme.central or tuple(own[theme.id]))[:ANCHORS] for theme in run.themes}
    known = store.by_id(one for chosen in examples.values() for one in chosen)
    steps = _steps(decisions)
    title = store.recall("title") or UNNAMED
    return CodeBook(
        id="codebuch",
        title=title,
        entries=tuple(_entry(theme, examples[theme.id], known, steps) for theme in _in_order(run.themes)),
        project_words=tuple(word for word in store.recall("project_words").split("\n") if word),
    )


def _in_order(themes: Sequence[Theme]) -> Iterator[Theme]:
    there = {theme.id for theme in themes}
    for theme in themes:
        if theme.parent not in there:
            yield theme
            yield from (one for one in themes if one.parent == theme.id)


def _entry(
    theme: Theme, chosen: Iterable[str], known: Mapping[str, Statement], steps: Mapping[str, list[Step]]
) -> Entry:
    return Entry(
        id=theme.id,
        title=theme.title,
        description=theme.description,
        parent=theme.parent,
        origin=theme.origin,
        sensitive=theme.sensitive,
        field_of_action=theme.field_of_action,
        hidden=theme.hidden,
        words=theme.terms,
        anchors=tuple(Anchor(text=known[one].text, statement=one) for one in chosen if one in known),
        steps=tuple(steps.get(theme.id, ())),
    )


def _steps(decisions: Sequence[Decision]) -> Mapping[str, list[Step]]:
    """The decisions that name a theme, by theme; one that takes another back stands where that one stands."""
    by_number = {one.number: one for one in decisions}
    found: defaultdict[str, list[Step]] = defaultdict(list)
    for one in decisions:
        kind = type(one.edit).__name__.lower()
        step = Step(number=one.number, kind=kind, who=one.who, at=one.at, why=one.why)
        for theme in dict.fromkeys(named(_meant(one.edit, by_number))):
            found[theme].append(step)
    return found


def _meant(edit: Edit, by_number: Mapping[int, Decision]) -> Edit:
    seen: set[int] = set()
    while isinstance(edit, Undo) and edit.number in by_number and edit.number not in seen:
        seen.add(edit.number)
        edit = by_number[edit.number].edit
    return edit


def named(edit: Edit) -> tuple[str, ...]:
    """The ids of the themes that a decision names."""
    if isinstance(edit, edits.Move):
        return edit.themes
    told = (getattr(edit, field, "") for field in ("theme", "into", "to", "made"))
    return tuple(one for one in told if one)


def project_of(store: Store, board: Board, decisions: Sequence[Decision]) -> CodedProject:
    """Every answer as a text, every statement that has a theme as a stretch of it, signed by who put it there."""
    run = board.run
    by_number = {one.number: one for one in decisions}
    marks: defaultdict[str, list[CodeMark]] = defaultdict(list)
    for one in sorted(run.memberships, key=ranked):
        decision = by_number.get(board.decided.get((one.statement, one.theme), 0))
        coder, at = (decision.who, decision.at) if decision else ("", run.created_at)
        marks[one.statement].append(CodeMark(code=one.theme, coder=coder, at=at, id=one.statement))
    responses = responses_of(store)
    texts = tuple(texts_of(responses, marks))
    cases = tuple(_cases(store, responses, texts))
    return CodedProject(
        book=book_of(store, board, decisions),
        texts=texts,
        cases=cases,
        made_at=run.created_at,
        changed_at=decisions[-1].at if decisions else run.created_at,
    )


def responses_of(store: Store) -> Responses:
    """All answers that are kept, by source, in reading order."""
    held = (store.imported(source.id) for source in store.sources())
    return [(one.source, response) for one in held if one for response in one.responses]


def texts_of(responses: Responses, marks: Mapping[str, Sequence[CodeMark]] | None = None) -> Iterator[CodedText]:
    """The answers as texts with their statements: those that have marks, all where no marks are given."""
    met: Counter[str] = Counter()
    for source, response in responses:
        place = "\x1f".join((source.id, str(response.row), response.column))
        met[place] += 1
        yield CodedText(
            id=f"{place}\x1f{met[place]}",
            name=f"{source.title} · Zeile {response.row} · {response.column}",
            text=response.text,
            stretches=tuple(
                Stretch(start=start, end=end, marks=tuple((marks or {}).get(one.id, ())), id=one.id)
                for one, (start, end) in ((one, place_in(response, one)) for one in response.statements)
                if marks is None or one.id in marks
            ),
        )


def place_in(response: ResponseRecord, statement: Statement) -> tuple[int, int]:
    """Where a statement stands in its answer after redaction: its own places count the answer as it was read."""
    start, end = _moved(response, statement.start), _moved(response, statement.end, behind=True)
    if response.text[start:end] == statement.text:
        return start, end
    # Redactions found since the answer was kept may differ between the two; the words themselves decide then.
    found = min(_all(response.text, statement.text), key=lambda place: abs(place - start), default=-1)
    return (found, found + len(statement.text)) if found >= 0 else (start, min(max(end, start), len(response.text)))


def _moved(response: ResponseRecord, place: int, *, behind: bool = False) -> int:
    """A place of the answer as it was read, after redaction; inside of what was replaced: before or behind that."""
    shift = 0
    for cut in sorted(response.redactions):
        if cut.end <= place:
            shift += len(cut.placeholder) - (cut.end - cut.start)
        elif cut.start < place:
            return cut.start + shift + (len(cut.placeholder) if behind else 0)
    return place + shift


def _all(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while wanted and place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _cases(store: Store, responses: Responses, texts: Sequence[CodedText]) -> Iterator[Case]:
    """Everybody who answered, with their groups, which come with the name of the source."""
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (source, response), text in zip(responses, texts, strict=True):
        said[source.id, response.respondent].append(text.id)
    titles = {source.id: source.title for source, _ in responses}
    for (where, key), person in sorted(store.respondents().items()):
        if (where, key) in said:
            body = (("Einrichtung", person.organisation),) if person.organisation else ()
            yield Case(
                id=f"{where}\x1f{key}",
                name=f"{titles[where]} · {key}",
                groups=(*body, *sorted(person.groups.items())),
                texts=tuple(said[where, key]),
            )
