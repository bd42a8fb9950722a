"""From two runs to what stayed, was split, merged, appeared or vanished: a pure function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from nlp.clusters.measure import ari
from nlp.domain.themes import Membership, Run, Theme
from nlp.themes.identity import aligned
from nlp.views.compare.values import NOTHING, Change, Comparison, Flow, Kind, Part
from nlp.views.hidden import TOGETHER

MOST = 0.5
"""A theme comes out of another, or goes into it, with more than this share of its statements."""
WORTH_NAMING = 0.1
"""Smaller shares of a theme are not said to have come from or gone to anywhere."""
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Two runs ready to be held against each other.

    `first` and `second`: statement → its theme in the older and the newer run; `moved`: (older, newer theme) → so many
    statements, None where they are not in that run; `same`: newer theme → the older one that it is; `sizes`: theme →
    its shared statements, in the older and in the newer run.
    """

    before: Mapping[str, Theme]
    now: Mapping[str, Theme]
    first: Mapping[str, str]
    second: Mapping[str, str]
    moved: Counter[tuple[str | None, str | None]]
    same: Mapping[str, str]
    sizes: tuple[Counter[str], Counter[str]]


def changes(before: Run, now: Run) -> Comparison:
    """Holds a run against a newer one; themes of the same id are the same, others are aligned by their statements."""
    sides = _sides(_flat(before), _flat(now))
    shared = sides.first.keys() & sides.second.keys()
    numbers = {theme: number for number, theme in enumerate([NOTHING, *sides.now])}
    ordered = sorted(shared)
    return Comparison(
        before=before,
        now=now,
        same=sides.same,
        changes=tuple(sorted((one for one in _changes(sides) if _in_sight(one)), key=_in_order)),
        flows=tuple(
            Flow(source=source, target=target, statements=count)
            for (source, target), count in sorted(sides.moved.items(), key=lambda row: (-row[1], _known(row[0])))
        ),
        shared=len(shared),
        kept=sum(sides.same.get(sides.second[one], NOTHING) == sides.first[one] for one in shared if sides.first[one])
        + sides.moved[NOTHING, NOTHING],
        only_before=len(sides.first) - len(shared),
        only_now=len(sides.second) - len(shared),
        rand=round(ari([sides.first[one] for one in ordered], [numbers[sides.second[one]] for one in ordered]), DIGITS)
        if shared
        else None,
    )


def _in_sight(change: Change) -> bool:
    """Whether it tells of a theme that readers see, not only of what came to or left those they do not."""
    own = {Kind.APPEARED: change.now, Kind.VANISHED: change.before}.get(change.kind, (*change.before, *change.now))
    return any(part.theme != TOGETHER.id for part in own)


def _known(pair: tuple[str | None, str | None]) -> tuple[tuple[bool, str], ...]:
    return tuple((end is None, end or "") for end in pair)


def _in_order(change: Change) -> tuple[int, int, list[str]]:
    size = change.stayed + change.came + change.left
    return list(Kind).index(change.kind), -size, [part.title for part in (*change.before, *change.now)]


def _flat(run: Run) -> Run:
    """The run without its lower level: what is in a sub-theme is in the theme above it."""
    top = {theme.id for theme in run.themes if not theme.parent}
    above = {theme.id: theme.parent if theme.parent in top else theme.id for theme in run.themes}
    top |= set(above.values())
    held: dict[tuple[str, str], Membership] = {}
    for one in sorted(run.memberships, key=lambda m: (not m.primary, -m.strength, m.theme)):
        theme = above[one.theme]
        held.setdefault((one.statement, theme), one if one.theme == theme else replace(one, theme=theme))
    themes = tuple(theme for theme in run.themes if theme.id in top)
    return replace(run, themes=themes, memberships=tuple(held.values()))


def _sides(before: Run, now: Run) -> Sides:
    first, second = _themes_of(before), _themes_of(now)
    old, new = ({theme.id: theme for theme in run.themes} for run in (before, now))
    same = {name: name for name in new if name in old}
    rest = aligned(_only(now, new.keys() - same.keys()), _only(before, old.keys() - same.keys()))
    shared = first.keys() & second.keys()
    return Sides(
        before=old,
        now=new,
        first=first,
        second=second,
        moved=Counter((first.get(one), second.get(one)) for one in first.keys() | second.keys()),
        same=same | rest,
        sizes=(Counter(first[one] for one in shared), Counter(second[one] for one in shared)),
    )


def _only(run: Run, themes: Iterable[str]) -> Run:
    wanted = set(themes)
    return replace(run, themes=tuple(theme for theme in run.themes if theme.id in wanted))


def _themes_of(run: Run) -> dict[str, str]:
    """Statement → its first theme."""
    found = dict.fromkeys(run.unassigned, NOTHING)
    for one in sorted(run.memberships, key=lambda m: (not m.primary, -m.strength, m.theme)):
        found.setdefault(one.statement, one.theme)
    return found


def _changes(sides: Sides) -> Iterator[Change]:
    """All changes; a theme that was split and took another one in stands in two of them."""
    old, new = sides.sizes
    heir = {was: name for name, was in sides.same.items()}
    born = {name: _main({was: sides.moved[was, name] for was in sides.before}, new[name]) for name in sides.now}
    ended = {was: _main({name: sides.moved[was, name] for name in sides.now}, old[was]) for was in sides.before}
    children = {
        was: [*filter(None, [heir.get(was)]), *(n for n in sides.now if n not in sides.same and born[n] == was)]
        for was in sides.before
    }
    parents = {
        name: [*filter(None, [sides.same.get(name)]), *(w for w in sides.before if w not in heir and ended[w] == name)]
        for name in sides.now
    }
    split = {was: names for was, names in children.items() if len(names) > 1}
    merged = {name: olds for name, olds in parents.items() if len(olds) > 1}
    told_old = split.keys() | {was for olds in merged.values() for was in olds}
    told_new = merged.keys() | {name for names in split.values() for name in names}
    for was, names in split.items():
        yield _change(Kind.SPLIT, sides, [was], names)
    for name, olds in merged.items():
        yield _change(Kind.MERGED, sides, olds, [name])
    for name, was in sides.same.items():
        if name not in told_new and was not in told_old:
            kind = Kind.STAYED if sides.now[name].title == sides.before[was].title else Kind.RENAMED
            yield _change(kind, sides, [was], [name])
    for was in sides.before:
        if was not in told_old and was not in heir:
            yield _change(Kind.VANISHED, sides, [was], [])
    for name in sides.now:
        if name not in told_new and name not in sides.same:
            yield _change(Kind.APPEARED, sides, [], [name])


def _main(shares: Mapping[str, int], whole: int) -> str:
    """The theme that holds more than half, if any."""
    return next((theme for theme, count in shares.items() if count > MOST * whole), NOTHING)


def _change(kind: Kind, sides: Sides, olds: list[str], names: list[str]) -> Change:
    old, new = sides.sizes
    stayed = sum(sides.moved[was, name] for was in olds for name in names)
    before, now = sum(old[was] for was in olds), sum(new[name] for name in names)
    titles = [{NOTHING: "Ohne Thema", **{key: theme.title for key, theme in side.items()}} for side in _themes(sides)]
    from_where = olds or [was for was in titles[0] if sides.moved[was, names[0]] > WORTH_NAMING * now]
    to_where = names or [name for name in titles[1] if sides.moved[olds[0], name] > WORTH_NAMING * before]
    # Of what was split, shares of the old theme are told; of what was put together, shares of the new one.
    whole = before if kind in (Kind.SPLIT, Kind.VANISHED) else now
    sums = (
        {was: sum(sides.moved[was, name] for name in to_where) for was in from_where},
        {name: sum(sides.moved[was, name] for was in from_where) for name in to_where},
    )
    return Change(
        kind=kind,
        before=_parts(sums[0], titles[0], whole),
        now=_parts(sums[1], titles[1], whole),
        stayed=stayed,
        came=now - stayed,
        left=before - stayed,
        new=sum(sides.moved[None, name] for name in names),
        gone=sum(sides.moved[was, None] for was in olds),
    )


def _themes(sides: Sides) -> tuple[Mapping[str, Theme], Mapping[str, Theme]]:
    return sides.before, sides.now


def _parts(sums: Mapping[str, int], titles: Mapping[str, str], whole: int) -> tuple[Part, ...]:
    """Largest first."""
    return tuple(
        Part(theme=theme, title=titles[theme], statements=count, share=round(count / whole, DIGITS) if whole else 0.0)
        for theme, count in sorted(sums.items(), key=lambda part: (-part[1], titles[part[0]], part[0]))
    )
