"""German words for who may what and what was done."""

from __future__ import annotations

import re

from nlp.domain.people import Entry, Right, Role

ROLES = {
    Role.STAFF: "Lesen",
    Role.PLANNER: "Planung",
    Role.ANALYST: "Analyse",
    Role.ADMIN: "Verwaltung",
}
ROLES_EXPLAINED = {
    Role.STAFF: "liest Themen und sucht Zitate",
    Role.PLANNER: "liest, prüft Themen, gibt Auswertungen frei und speichert Zitate als Datei",
    Role.ANALYST: "darf außerdem Dateien einlesen und Auswertungen beginnen",
    Role.ADMIN: "darf außerdem Konten und Zugangsschlüssel verwalten und das Protokoll lesen",
}
RIGHTS = {
    Right.READ: "Lesen und suchen",
    Right.REVIEW: "Themen prüfen",
    Right.PUBLISH: "Auswertungen freigeben",
    Right.EXPORT: "Zitate als Datei speichern",
    Right.IMPORT: "Dateien einlesen",
    Right.RUN: "Auswertungen beginnen",
    Right.ACCOUNTS: "Konten verwalten",
    Right.AUDIT: "Protokoll lesen",
}
_DEEDS = {
    "session.open": "hat sich angemeldet",
    "session.close": "hat sich abgemeldet",
    "session.refused": "Anmeldung abgelehnt",
    "account.add": "hat ein Konto angelegt",
    "account.change": "hat ein Konto geändert",
    "account.password": "hat ein Passwort gesetzt",
    "token.add": "hat einen Zugangsschlüssel angelegt",
    "token.revoke": "hat einen Zugangsschlüssel widerrufen",
    "run.start": "hat eine Auswertung gestartet",
    "run.extend": "hat neue Aussagen einordnen lassen",
    "run.publish": "hat eine Auswertung freigegeben",
    "job.cancel": "hat einen Auftrag abgebrochen",
    "upload.add": "hat eine Datei hochgeladen",
    "upload.remove": "hat eine hochgeladene Datei verworfen",
    "source.upload": "hat eine Datei hochgeladen",
    "source.import": "hat eine Datei einlesen lassen",
    "source.discard": "hat eine hochgeladene Datei verworfen",
    "quotes.export": "hat Zitate als Datei gespeichert",
    "decision.take": "hat über Themen entschieden",
    "decision.undo": "hat eine Entscheidung zurückgenommen",
    "mark.add": "hat etwas zu Aussagen vermerkt",
    "sample.add": "hat eine Stichprobe gezogen",
    "coding.add": "hat eine Aussage zugeordnet",
    "codebook.export": "hat ein Codebuch gespeichert",
    "codebook.import": "hat ein Codebuch eingelesen",
}
# As `nlp.commands.people` writes them.
_CHANGE = re.compile(r"(?:role = (?P<role>\w+))?(?:, )?(?:active = (?P<active>\w+))?(?:, )?(?:shown = (?P<shown>.*))?")
_TOKEN = re.compile(r"(?P<owner>\S+), (?P<days>\d+) d: (?P<rights>.*)")


def deed(did: str) -> str:
    """What was done, in words; a verb without words stands for itself."""
    return _DEEDS.get(did, did)


def detail(entry: Entry) -> str:
    """The details of a line, in words as far as they have any."""
    if entry.did == "account.add":
        return _role(entry.detail)
    if entry.did == "account.change" and (found := _CHANGE.fullmatch(entry.detail)):
        active = {"True": "aktiv", "False": "stillgelegt"}.get(found["active"] or "", "")
        shown = f"Name für andere: {found['shown']}" if found["shown"] else ""
        return ", ".join(filter(None, (_role(found["role"] or ""), active, shown)))
    if entry.did == "token.add" and (found := _TOKEN.fullmatch(entry.detail)):
        rights = ", ".join(words for right, words in RIGHTS.items() if right in found["rights"].split(", "))
        return f"{found['owner']}, {found['days']} {'Tag' if found['days'] == '1' else 'Tage'}: {rights}"
    return entry.detail


def _role(value: str) -> str:
    return f"Rolle {ROLES[Role(value)]}" if value in set(Role) else value
