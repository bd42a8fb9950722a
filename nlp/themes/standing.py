"""Where statements stand while decisions are laid over a run; what nobody touches is not even unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.domain.themes import Evidence, Membership, Run, Theme

Inside = dict[str, Membership]
"""A statement's memberships by theme, the primary one first; the key and the place count, not what they say of it."""
Sealed = Membership | list[Membership] | None
"""What a run says of a statement. One membership stands alone: twenty thousand lists would cost more than all else."""

NO_EVIDENCE = Evidence()


@dataclass(slots=True, kw_only=True)
class Standing:
    """Themes, and statements in them, on the way from a run to a board.

    A statement in a sub-theme is always also in the theme above it, before it; what is locked comes first of all.

    `sealed`: what the run says of each statement; `of`: what each touched statement is in now; `own`: who is in each
    theme; `moved`: themes that statements came to or left; `heirs`: into which theme one that is gone went; `locked`:
    the theme in which a statement stays; `decided`: the decision that put a statement into a theme; `implied`: those of
    them that are there only because of a sub-theme; `spoken`: statements of which any of that is known; `number`: of
    the decision at hand.
    """

    themes: dict[str, Theme]
    sealed: dict[str, Sealed]
    own: dict[str, set[str]]
    of: dict[str, Inside] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)
    locked: dict[str, str] = field(default_factory=dict)
    decided: dict[tuple[str, str], int] = field(default_factory=dict)
    implied: set[tuple[str, str]] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    number: int = 0

    @classmethod
    def of_run(cls, run: Run) -> Standing:
        """As the machine left it."""
        sealed: dict[str, Sealed] = dict.fromkeys(run.unassigned)
        own: dict[str, set[str]] = {theme.id: set() for theme in run.themes}
        for one in run.memberships:
            name = one.statement
            own[one.theme].add(name)
            known = sealed.get(name)
            if known is None:
                sealed[name] = one
            elif isinstance(known, list):
                known.append(one)
            else:
                sealed[name] = [known, one]
        return cls(themes={theme.id: theme for theme in run.themes}, sealed=sealed, own=own)

    def inside(self, statement: str) -> Inside:
        """What a statement is in; from now on it counts as touched."""
        known = self.of.get(statement)
        if known is None:
            known = self.of[statement] = _unpacked(self.sealed[statement])
        return known

    def member(self, statement: str, theme: str) -> Membership:
        """A statement's place in a theme that it is in, untouched as it is."""
        inside = self.of.get(statement)
        if inside is None:
            sealed = self.sealed[statement]
            if isinstance(sealed, Membership):
                return sealed
            inside = _unpacked(sealed)
        return inside[theme]

    def above(self, theme: str) -> tuple[str, ...]:
        """The themes that one is a part of, the uppermost first."""
        found: list[str] = []
        above = self.themes[theme].parent
        while above in self.themes and above not in found:
            found.append(above)
            above = self.themes[above].parent
        return tuple(reversed(found))

    def below(self, theme: str) -> set[str]:
        """The sub-themes of a theme."""
        return {one.id for one in self.themes.values() if one.parent == theme}

    def add(self, theme: Theme) -> None:
        """One more theme, with nobody in it."""
        self.themes[theme.id] = theme
        self.own[theme.id] = set()

    def put(self, statement: str, themes: Iterable[str]) -> None:
        """A statement in these themes, in those above them and in no others; what is new to it, a person has said."""
        self.spoken.add(statement)
        before, asked = self.inside(statement), list(themes)
        order = self._settled(statement, asked)
        for theme in before.keys() - set(order):
            self._out(statement, theme)
        for theme in order:
            if theme not in before:
                self._in(statement, theme)
                self.decided[statement, theme] = self.number
                if theme not in asked:
                    self.implied.add((statement, theme))
        self.of[statement] = {
            theme: before.get(theme) or _by_hand(statement, theme, primary=place == 0)
            for place, theme in enumerate(order)
        }

    def confirm(self, statement: str, theme: str) -> None:
        """A statement is in a theme because a person says so, as surely as can be."""
        self.spoken.add(statement)
        inside = self.inside(statement)
        known = inside.get(theme)
        if known is None:
            self.put(statement, [*inside, theme])
        else:
            if not known.confirmed or known.strength < 1 or known.stability < 1:
                inside[theme] = _by_hand(statement, theme, primary=known.primary, evidence=known.evidence)
            self.implied.discard((statement, theme))
        self.decided[statement, theme] = self.number

    def lock(self, statement: str, theme: str) -> None:
        """A statement stays in a theme from now on, as its first one."""
        self.locked[statement] = theme
        self.put(statement, [theme, *self.inside(statement)])
        self.confirm(statement, theme)

    def merge(self, theme: str, into: str) -> None:
        """All of a theme goes into another, which gets its sub-themes too; who is put elsewhere leaves its family."""
        gone, target = self.themes.pop(theme), self.themes[into].parent
        home = target if target in self.themes else into
        for name in self.below(theme):
            self.themes[name] = replace(self.themes[name], parent="" if name == into else home)
        family = gone.parent in (into, self.themes[into].parent)
        left = "" if family or gone.parent not in self.themes else gone.parent
        self.heirs[theme] = into
        self.moved.add(into)
        members = self.own.pop(theme)
        self.own[into] |= members
        # Where nobody has spoken of a statement, all that stand in the same themes go the same way.
        ways: dict[tuple[bool | str, ...], list[str]] = {}
        for statement in members:
            if statement in self.spoken:
                self._swap(statement, theme, into, left)
                continue
            inside = self.inside(statement)
            like: tuple[bool | str, ...] = (left in inside and inside[left].confirmed, *inside)
            way = ways.get(like)
            if way is None:
                self._swap(statement, theme, into, left)
                ways[like] = list(self.of[statement])
                continue
            merged = _both(inside[theme], inside[into]) if into in inside else inside[theme]
            self.of[statement] = {name: merged if name == into else inside.get(name, merged) for name in way}
            if left in inside and left not in way:
                self.own[left].discard(statement)
            for name in way:
                if name not in inside and name != into:
                    self._in(statement, name)
                    self.implied.add((statement, name))
                    self.spoken.add(statement)

    def _swap(self, statement: str, theme: str, into: str, left: str) -> None:
        """What the machine or a person has said of one theme holds for the other; `left`: the theme above the one."""
        inside, said = self.inside(statement), self.decided.pop((statement, theme), 0)
        implied = (statement, theme) in self.implied
        self.implied.discard((statement, theme))
        merged = _both(inside[theme], inside[into]) if into in inside else inside[theme]
        if left in inside and not self._kept(statement, left, theme):
            self._out(statement, left)
            order = [into if one == left else one for one in inside if one != theme]
        else:
            order = [into if one == theme else one for one in inside]
        settled = self._settled(statement, order) if self.above(into) else order
        for one in settled:
            if one not in inside:
                self._in(statement, one)
                if implied or one != into:
                    self.implied.add((statement, one))
                    self.spoken.add(statement)
                if said:
                    self.decided[statement, one] = said
        if into in inside:
            if said:
                self.decided[statement, into] = max(said, self.decided.get((statement, into), 0))
            if not implied:
                self.implied.discard((statement, into))
        self.of[statement] = {one: merged if one == into or one not in inside else inside[one] for one in settled}

    def _kept(self, statement: str, theme: str, but: str) -> bool:
        """Whether something besides one of its sub-themes keeps a statement in a theme: a person, or another of them.

        A lock counts as a person.
        """
        by_hand = self.of[statement][theme].confirmed and (statement, theme) not in self.implied
        if by_hand or self.locked.get(statement) == theme:
            return True
        return any(one != but and self.themes[one].parent == theme for one in self.of[statement])

    def _settled(self, statement: str, themes: Sequence[str]) -> list[str]:
        """Those and the themes above them, each once and before its sub-themes, the locked one first."""
        locked = self.locked.get(statement)
        first = (locked,) if locked in themes else ()
        return list(dict.fromkeys(name for one in (*first, *themes) for name in (*self.above(one), one)))

    def _in(self, statement: str, theme: str) -> None:
        self.own[theme].add(statement)
        self.moved.add(theme)

    def _out(self, statement: str, theme: str) -> None:
        self.own[theme].discard(statement)
        self.moved.add(theme)
        self.decided.pop((statement, theme), None)
        self.implied.discard((statement, theme))

    def memberships(self, run: Run, there: set[str]) -> tuple[Membership, ...]:
        """What the run says where nobody touched it, then what people made of the rest, by statement.

        `there`: the themes that are left.
        """
        gone = {theme.id for theme in run.themes} - there
        if not self.of and not gone:
            return run.memberships
        rivals = {theme: self._heir(theme, there) for theme in gone}
        touched = self.of
        made = [
            one if one.rival not in rivals else _standing(one, one.theme, rivals, primary=one.primary)
            for one in run.memberships
            if one.statement not in touched
        ]
        for statement in sorted(touched):
            primary = True
            for theme, one in touched[statement].items():
                right = one.theme == theme and one.primary == primary and one.rival not in rivals and one.rival != theme
                made.append(one if right else _standing(one, theme, rivals, primary=primary))
                primary = False
        return tuple(made)

    def _heir(self, theme: str, there: set[str]) -> str:
        """The theme that one which is gone went into at last; none where it just ended."""
        passed = set[str]()
        while theme not in there and theme in self.heirs and theme not in passed:
            passed.add(theme)
            theme = self.heirs[theme]
        return theme if theme in there else ""


def _unpacked(sealed: Sealed) -> Inside:
    if isinstance(sealed, list):
        first = sealed if sealed[0].primary else sorted(sealed, key=lambda one: not one.primary)
        return {one.theme: one for one in first}
    return {sealed.theme: sealed} if sealed else {}


def _standing(one: Membership, theme: str, rivals: Mapping[str, str], *, primary: bool) -> Membership:
    """A membership as it stands in this theme now, with the heir of a rival that is gone."""
    rival = rivals.get(one.rival, one.rival)
    rival = "" if rival == theme else rival
    # Spelt out: `replace` takes twice as long, and a merge of large themes makes thousands.
    return Membership(
        statement=one.statement,
        theme=theme,
        strength=one.strength,
        primary=primary,
        stability=one.stability,
        rival=rival,
        confirmed=one.confirmed,
        evidence=one.evidence,
    )


def _both(one: Membership, other: Membership) -> Membership:
    """Two memberships of a statement as one, with the grounds of the stronger one that has any."""
    grounded = max((one, other), key=lambda it: (it.evidence != NO_EVIDENCE, it.strength, it.stability))
    return replace(
        grounded,
        strength=max(one.strength, other.strength),
        stability=max(one.stability, other.stability),
        confirmed=one.confirmed or other.confirmed,
    )


def _by_hand(statement: str, theme: str, *, primary: bool, evidence: Evidence = NO_EVIDENCE) -> Membership:
    return Membership(
        statement=statement,
        theme=theme,
        strength=1.0,
        primary=primary,
        stability=1.0,
        confirmed=True,
        evidence=evidence,
    )
