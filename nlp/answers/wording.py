"""The German words the check knows, folded: words of reporting, of amounts, of denying and of lacking."""

from __future__ import annotations

import re

_REPORT = """
    angabe anliegen anregung antwort aspekt auffassung aussage bedarf beduerfnis befragte befragung beispiel beleg
    einrichtung erfahrung forderung frage gegensatz grund herausforderung hinweis idee kritik lob mangel meinung
    mensch person problem punkt rueckmeldung schwierigkeit sicht situation stelle stimme thema verbesserung vorschlag
    wunsch ziel zufriedenheit unzufriedenheit zusammenhang
"""
REPORT_NOUNS = frozenset(_REPORT.split())
"""Nouns with which one reports what others said; they name nothing outside."""

_FIGURES = """
    der die das den dem des ein eine einer eines von vom zu zum zur aus in im bei beim mit auf davon dazu hierzu damit
    hier sich es und oder sowie dabei insgesamt thema dieses diesem dieser diese prozent gehoeren gehoert betreffen
    betrifft betrafen nennen nennt genannt sprechen spricht aeussern aeussert stammen stammt entfallen entfaellt
    umfassen umfasst befassen zaehlen zaehlt ist sind hat haben wird werden liegen liegt vor aussage aussagen person
    personen befragte befragten befragter haushalt haushalte einrichtung einrichtungen organisation organisationen
    haelfte drittel viertel fuenftel zehntel jede jeder jedes quelle befragung
"""
FIGURE_WORDS = frozenset(_FIGURES.split())
"""All that a sentence with a figure of the theme may say besides titles."""

_EMPTY = """
    thema themen titel label sonstiges sonstige verschiedenes verschiedene allgemeines allgemein diverses unbekannt
    unklar weitere weiteres aussage aussagen antwort antworten zusammenfassung ueberschrift platzhalter angabe text
"""
EMPTY_LABELS = frozenset(_EMPTY.split())
"""Words that name no theme."""

AMOUNTS = re.compile(
    r"\b(?:viel(?:e[nrms]?|fach\w*|zahl)?|meist(?:e[nrs]?|ens)?|mehrheit\w*|mehrfach\w*|minderheit\w*|grossteil\w*"
    r"|ueberwiegend\w*|hauptsaechlich\w*|groesste[rn]? teil|groesstenteils|zahlreich\w*|zahllos\w*|unzaehlig\w*"
    r"|all(?:e[nrms]?|gemein\w*|seits)|saemtlich\w*|jede[nrms]?|niemand\w*|kaum|wenige[nrms]?|etlich\w*|dutzend\w*"
    r"|hunderte\w*|tausende\w*|paar|haeufig\w*|oft(?:mals)?|oefters?|nur|bloss|mindestens|hoechstens|maximal|knapp"
    r"|durchweg|durchgehend|einhellig\w*|einstimmig\w*"
    r"|ausschliesslich\w*|fast|nahezu|lediglich|einzig\w*)\b"
)
"""Amounts without a number; true only where somebody wrote them."""

SEVERAL = re.compile(r"\b(?:mehrere[nr]?|einige[nr]?|manche[nr]?|verschiedene[nr]?|unterschiedliche[nr]?|mehrmals)\b")
"""Amounts that two speakers make true."""

DENYING = re.compile(r"\b(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|nirgends|weder|ohne)\b")

LACKING = re.compile(
    r"\b(?:wuensch\w*|gewuenscht\w*|wunsch|forder\w*|gefordert\w*|fehl\w*|mangel\w*|mehr|bess\w*|soll\w*|brauch\w*"
    r"|gebraucht\w*|bedarf|noetig\w*|notwendig\w*|kaum|zu|vermiss\w*|verlang\w*|bitte\w*|moecht\w*|un(?!ter|ser|iv)[a-z]{4,}"
    r"|[a-z]{2,40}los\w*)\b"
)
"""Who wishes for a thing or misses it says that it is not there."""
