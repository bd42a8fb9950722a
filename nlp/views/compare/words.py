"""A comparison of two runs in words, and as plain values."""

from __future__ import annotations

from dataclasses import asdict

from nlp.views.compare.values import NOTHING, Change, Comparison, Kind, Part


def sentence(change: Change) -> str:
    """What became of a theme, in one sentence."""
    return _SAID[change.kind](change)


def summary(view: Comparison) -> str:
    """What became of all themes and statements, in two or three sentences."""
    return " ".join(part for part in (_themes(view), _statements(view), _apart(view)) if part)


def _themes(view: Comparison) -> str:
    stayed = len(view.of(Kind.STAYED)) + len(view.of(Kind.RENAMED))
    renamed = len(view.of(Kind.RENAMED))
    split = {part.theme for change in view.of(Kind.SPLIT) for part in change.before}
    merged = {part.theme for change in view.of(Kind.MERGED) for part in change.before} - split
    vanished, appeared = len(view.of(Kind.VANISHED)), len(view.of(Kind.APPEARED))
    every = stayed + len(split) + len(merged) + vanished
    came = _amount(appeared, "Thema kam neu hinzu", "Themen kamen neu hinzu")
    if not every:
        return f"In der älteren Auswertung gibt es keine Themen; {came}."
    if stayed == every:
        renamed_too = f", {_number(renamed)} mit neuem Titel" if renamed else ""
        kept = "Das eine Thema blieb" if every == 1 else f"Alle {_number(every)} Themen blieben"
        return f"{kept}{renamed_too}" + (f"; {came}." if appeared else ".")
    said = [f"{_blieb(stayed)} {stayed or 'keines'}" + (f" ({renamed} mit neuem Titel)" if renamed else "")]
    said += [_amount(len(split), "wurde geteilt", "wurden geteilt")] if split else []
    said += [_amount(len(merged), "ging mit anderen zusammen", "gingen zusammen")] if merged else []
    said += [_amount(vanished, "gibt es nicht mehr", "gibt es nicht mehr")] if vanished else []
    return f"Von {_amount(every, 'Thema', 'Themen')} {_listed(said)}" + (f"; {came}." if appeared else ".")


def _blieb(count: int) -> str:
    return "blieben" if count > 1 else "blieb"


def _statements(view: Comparison) -> str:
    if not view.shared:
        return "Keine Aussage steht in beiden Auswertungen; verglichen werden nur Themen mit derselben Kennung."
    share = _percent(view.kept / view.shared)
    kept = "behielt" if view.kept == 1 else "behielten"
    return (
        f"Von {_amount(view.shared, 'Aussage', 'Aussagen')} in beiden {kept} {_number(view.kept)} ihr Thema ({share})."
    )


def _apart(view: Comparison) -> str:
    said = [
        f"{_amount(count, 'Aussage', 'Aussagen')} nur in der {which} Auswertung"
        for count, which in ((view.only_now, "neueren"), (view.only_before, "älteren"))
        if count
    ]
    verb = "steht" if view.only_now == 1 or (not view.only_now and view.only_before == 1) else "stehen"
    return f"Außerdem {verb} {_listed(said)}." if said else ""


def _stayed(change: Change) -> str:
    moves = _moves(change)
    title, kept = change.now[0].title, _amount(change.stayed, "Aussage", "Aussagen")
    return f"„{title}“ blieb: {_listed([kept + ' wie bisher', *moves])}."


def _renamed(change: Change) -> str:
    kept = f"{_amount(change.stayed, 'Aussage', 'Aussagen')} wie bisher"
    return f"„{change.before[0].title}“ heißt jetzt „{change.now[0].title}“: {_listed([kept, *_moves(change)])}."


def _moves(change: Change) -> list[str]:
    said = (
        (change.came, "kam von anderswo", "kamen von anderswo"),
        (change.left, "ging weg", "gingen weg"),
        (change.new, "ist neu eingelesen", "sind neu eingelesen"),
        (change.gone, "steht nicht mehr in den Daten", "stehen nicht mehr in den Daten"),
    )
    return [_amount(count, one, many) for count, one, many in said if count]


def _split(change: Change) -> str:
    parts = [f"{_name(part)} ({_said(part)})" for part in change.now]
    return f"„{change.before[0].title}“ wurde geteilt: in {_listed(parts)}."


def _merged(change: Change) -> str:
    parts = [f"{_name(part)} ({_said(part)})" for part in change.before]
    return f"„{change.now[0].title}“ vereint jetzt {_listed(parts)}."


def _appeared(change: Change) -> str:
    size = change.came + change.new
    said = [f"{_number(part.statements)} bisher {_where(part)}" for part in change.before]
    said += [_amount(change.new, "neu eingelesen", "neu eingelesen")] if change.new else []
    told = _amount(size, "Aussage", "Aussagen")
    return f"„{change.now[0].title}“ ist neu: {told}" + (f", davon {_listed(said)}." if said else ".")


def _vanished(change: Change) -> str:
    size = change.left + change.gone
    said = [f"{_number(part.statements)} jetzt {_where(part)}" for part in change.now]
    said += [f"{_number(change.gone)} nicht mehr in den Daten"] if change.gone else []
    told = f"von {_amount(size, 'Aussage', 'Aussagen')}"
    return f"„{change.before[0].title}“ gibt es nicht mehr" + (f": {told} {_listed(said)}." if said else ".")


_SAID = {
    Kind.STAYED: _stayed,
    Kind.RENAMED: _renamed,
    Kind.SPLIT: _split,
    Kind.MERGED: _merged,
    Kind.APPEARED: _appeared,
    Kind.VANISHED: _vanished,
}


def _where(part: Part) -> str:
    return f"in „{part.title}“" if part.theme != NOTHING else "ohne Thema"


def _name(part: Part) -> str:
    return f"„{part.title}“"


def _said(part: Part) -> str:
    return f"{_amount(part.statements, 'Aussage', 'Aussagen')}, {_percent(part.share)}"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _amount(count: int, one: str, many: str) -> str:
    return f"{_number(count)} {one if count == 1 else many}"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} und {parts[-1]}"


def told(view: Comparison) -> dict[str, object]:
    """The comparison as plain values; `flows` are the rows of a flow chart from older to newer themes."""
    return {
        "before": view.before.id,
        "now": view.now.id,
        "summary": summary(view),
        "shared": view.shared,
        "kept": view.kept,
        "only_before": view.only_before,
        "only_now": view.only_now,
        "rand": view.rand,
        "changes": [_told(change) for change in view.changes],
        "flows": [asdict(flow) for flow in view.flows],
        "titles": {
            side: {theme.id: theme.title for theme in run.themes}
            for side, run in (("before", view.before), ("now", view.now))
        },
    }


def _told(change: Change) -> dict[str, object]:
    sides = {"before": [asdict(part) for part in change.before], "now": [asdict(part) for part in change.now]}
    return {**asdict(change), **sides, "kind": change.kind.value, "said": sentence(change)}
