"""`oton propose`: what a language model proposes, as far as it holds against the statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from nlp.cli.output import amount, db_option, json_option, meter, print_json, remark
from nlp.cli.places import reading

if TYPE_CHECKING:
    from nlp.domain.proposals import Proposal


@click.command(name="propose", options_metavar="[OPTIONEN]", short_help="Titel und Texte vorschlagen lassen.")
@click.option("--run", metavar="KENNUNG", default="", help="Eine bestimmte Auswertung; sonst die neueste.")
@click.option("--theme", metavar="THEMA", default="", help="Nur ein Thema (Titel oder Kennung).")
@db_option
@json_option
def command(*, run: str, theme: str, database: str | None, as_json: bool) -> None:
    """Lässt ein Sprachmodell Titel und Zusammenfassungen vorschlagen; ausgeschaltet, solange keines benannt ist.

    Zum Einschalten: OTON_LLM_URL und OTON_LLM_MODEL, bei Bedarf OTON_LLM_KEY und OTON_LLM_SECONDS. Geschwärzte
    Aussagen gehen dann an diese Adresse. Gezeigt wird nur, was sich an den Aussagen und Zahlen belegen lässt;
    gespeichert wird nichts.
    """
    from nlp import compose
    from nlp.answers.endpoint import configured
    from nlp.commands.propose import propose, told
    from nlp.settings import Settings

    chat = configured(Settings.from_environment())
    with meter() as progress, compose.opened(reading(database)) as store:
        coming = propose(store, chat, analyser=compose.analyser(), progress=progress, run=run, theme=theme)
        remark(f"Geschwärzte Aussagen gehen an {chat.host}, Modell {chat.model}.")
        proposals = []
        for one in coming:
            proposals.append(one)
            for line in () if as_json else _lines(one):
                click.echo(line)
    if as_json:
        print_json(told(proposals))


def _lines(one: Proposal) -> Iterator[str]:
    """A proposal under its mark, with the statements it rests on; of what was dropped only the reasons."""
    yield f"\n{one.title}"
    if one.label:
        yield f"  Titel, {one.mark}: {one.label}"
    if one.summary:
        yield f"  Zusammenfassung, {one.mark}:"
        yield from (f"    {sentence.text}" for sentence in one.summary)
        yield "  Belege:"
        for cited in one.cited:
            lead = f"{' '.join(cited.lead.split())} … " if cited.lead else ""
            yield f"    [{cited.number}] „{lead}{' '.join(cited.text.split())}“  [{cited.statement}]"
    if one.label_refused:
        yield f"  Ein Titel wird nicht gezeigt: Er {one.label_refused.value}."
    for why, count in Counter(one.refused).items():
        yield f"  {amount(count, 'Satz wird', 'Sätze werden')} nicht gezeigt: {why.value}."
    if not one.label and not one.summary:
        yield "  Vom Vorschlag des Sprachmodells ist nichts übrig geblieben."
