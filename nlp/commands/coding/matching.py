"""Which theme of ours a code means, and what the code says anew of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.codebooks import as_guid, guid, line, plain, quoted
from nlp.commands.coding.report import NotTaken
from nlp.commands.deciding.asking import one_line
from nlp.commands.deciding.plain import made_id
from nlp.domain.codebook import Entry
from nlp.domain.edits import Board, Create, Describe, Edit, Hide, Rename
from nlp.domain.folding import fold
from nlp.domain.themes import Theme

TWICE = "steht in der Datei zweimal; es zählt das erste Mal."
UNTITLED = "hat keinen Titel; bitte geben Sie ihm einen."
FOLDER = "ist dort nur ein Ordner und wird hier kein Thema."
AMBIGUOUS = "so heißen hier mehrere Themen; bitte nennen Sie die Kennung."


@dataclass(slots=True, kw_only=True)
class Matched:
    """Codes of a file beside our themes. `of`: a code's theme, by `key_of`; `absent`: themes that no code means."""

    of: dict[str, str] = field(default_factory=dict)
    pairs: list[tuple[Entry, Theme]] = field(default_factory=list)
    edits: list[tuple[str, Edit]] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    absent: frozenset[str] = frozenset()


def key_of(entry: Entry) -> str:
    """What a code is called by within its file."""
    return entry.id or _titled(entry.title)


def _titled(title: str) -> str:
    # Apart from ids, which may look like titles.
    return f"\x1f{fold(line(title))}"


def matched(entries: Sequence[Entry], board: Board) -> Matched:
    """First by our id or GUID, then by title in one spelling; what stands nowhere here is to be made."""
    found, themes = Matched(), {theme.id: theme for theme in board.run.themes}
    by_guid = {guid("theme", one): one for one in themes}
    left: list[Entry] = []
    keys: set[str] = set()
    for entry in entries:
        if key_of(entry) in keys:
            _refuse(found, entry, TWICE)
            continue
        keys.add(key_of(entry))
        wanted = entry.id if entry.id in themes else by_guid.get(as_guid(entry.id), "")
        if wanted in found.of.values():
            _refuse(found, entry, TWICE)
        elif wanted:
            _pair(found, entry, themes[wanted])
        else:
            left.append(entry)
    by_title: defaultdict[str, list[Theme]] = defaultdict(list)
    for theme in themes.values():
        by_title[fold(line(theme.title))].append(theme)
    titles = {fold(line(entry.title)) for entry, _ in found.pairs}
    for entry in left:
        _by_title(found, entry, by_title[fold(line(entry.title))], titles)
    # First what is said of themes that are there: a title that one gives up may be taken by a new one.
    news = [(entry.title, edit) for entry, theme in found.pairs for edit in _news(entry, theme, board)]
    found.edits = news + found.edits
    for entry, theme in found.pairs:
        found.not_taken += _unheard(entry, theme, found.of)
    found.absent = frozenset(themes.keys() - set(found.of.values()))
    return found


def _by_title(found: Matched, entry: Entry, same: Sequence[Theme], titles: set[str]) -> None:
    title = fold(line(entry.title))
    free = [theme for theme in same if theme.id not in found.of.values()]
    if not title:
        _refuse(found, entry, UNTITLED)
    elif title in titles:
        _refuse(found, entry, TWICE)
    elif len(free) > 1:
        _refuse(found, entry, AMBIGUOUS)
    elif free:
        titles.add(title)
        _pair(found, entry, free[0])
    elif not entry.codable:
        _refuse(found, entry, FOLDER)
    else:
        titles.add(title)
        made = made_id()
        found.of[key_of(entry)] = made
        description = plain(entry.description)
        found.edits.append((entry.title, Create(made=made, title=line(entry.title), description=description)))
        if entry.parent:
            _refuse(found, entry, "ist dort ein Unterthema und wird hier ein eigenes Thema.")
        if entry.hidden:
            found.edits.append((entry.title, Hide(theme=made)))


def _pair(found: Matched, entry: Entry, theme: Theme) -> None:
    found.of[key_of(entry)] = theme.id
    found.pairs.append((entry, theme))


def _refuse(found: Matched, entry: Entry, why: str) -> None:
    found.not_taken.append(NotTaken(what=quoted(line(entry.title) or entry.id), why=why))


def told(text: str) -> str:
    """A text as two of them are compared: without what files cannot hold and what nobody sees, white space folded."""
    lines = (one_line(one) for one in plain(text).splitlines())
    return "\n".join(lines).strip()


def _news(entry: Entry, theme: Theme, board: Board) -> Iterator[Edit]:
    title, description = one_line(plain(entry.title)), told(entry.description)
    if title and title != one_line(plain(theme.title)):
        yield Rename(theme=theme.id, title=title)
    if description and description != told(theme.description):
        yield Describe(theme=theme.id, description=description)
    if entry.hidden and not theme.hidden and theme.id not in board.hidden:
        yield Hide(theme=theme.id)


def _unheard(entry: Entry, theme: Theme, of: dict[str, str]) -> Iterator[NotTaken]:
    """What the file says otherwise, and no decision can say."""
    what = quoted(theme.title)
    # Where the file does not know of origins it is no code book of ours, and what is missing in it says nothing.
    whole = entry.origin is not None
    if not entry.description.strip() and theme.description.strip():
        yield NotTaken(what=what, why="hat in der Datei keine Beschreibung; die hiesige bleibt.")
    if whole and theme.hidden and not entry.hidden:
        yield NotTaken(what=what, why="ist hier ausgeblendet; bitte nehmen Sie dafür die Entscheidung zurück.")
    if entry.sensitive != theme.sensitive and (whole or entry.sensitive):
        yield NotTaken(what=what, why="ob ein Thema besonders geschützt ist, sagt nur der Themenkatalog.")
    field_of_action = line(entry.field_of_action)
    if field_of_action != line(theme.field_of_action) and (whole or field_of_action):
        yield NotTaken(what=what, why="das Handlungsfeld sagt nur der Themenkatalog.")
    parent = of.get(entry.parent) or of.get(_titled(entry.parent), "")
    if parent != theme.parent and (whole or entry.parent):
        yield NotTaken(what=what, why="zu welchem Thema ein Unterthema gehört, lässt sich hier nicht ändern.")
