"""Tricky snippets, each with the parts it must fall into; a lead-in is written with "L:" before it."""

from __future__ import annotations

import pytest

from nlp.text.split import split

WRAPPED = (
    "Der Spielplatz am Rosenweg ist seit Jahren kaputt und niemand\n"
    "kümmert sich darum, obwohl wir das schon so oft gemeldet haben\n"
    "und immer wieder anrufen."
)
SNIPPETS: list[tuple[str, list[str]]] = [
    ("Mehr Busse, z. B. nach 20 Uhr. Auch am Sonntag.", ["Mehr Busse, z. B. nach 20 Uhr.", "Auch am Sonntag."]),
    ("Die Lindenstr. ist zu eng. Die Kantstr. auch.", ["Die Lindenstr. ist zu eng.", "Die Kantstr. auch."]),
    ("Ab der 1. Klasse fehlt der Hort. Schade!", ["Ab der 1. Klasse fehlt der Hort.", "Schade!"]),
    (
        "Vereine u. a. Träger sollten bzw. müssen mit ca. 5 Dr. Müllers reden.",
        ["Vereine u. a. Träger sollten bzw. müssen mit ca. 5 Dr. Müllers reden."],
    ),
    (
        "Am 16. September war ein Fest. Siehe Nr. 5.5.1 im Plan.",
        ["Am 16. September war ein Fest.", "Siehe Nr. 5.5.1 im Plan."],
    ),
    (
        "Nach § 8a Abs. 2 S. 1 SGB VIII ist das Pflicht. Punkt.",
        ["Nach § 8a Abs. 2 S. 1 SGB VIII ist das Pflicht.", "Punkt."],
    ),
    ("Spielplätze, Bänke usw. fehlen. Mülleimer auch.", ["Spielplätze, Bänke usw. fehlen.", "Mülleimer auch."]),
    ("Es gibt zu wenig Ärzte usw. Wir warten ewig.", ["Es gibt zu wenig Ärzte usw.", "Wir warten ewig."]),
    ("Der Verein Lebenshilfe e. V. hilft. Danke", ["Der Verein Lebenshilfe e. V. hilft.", "Danke"]),
    ("Das macht die Lebenshilfe e.V. Die sind toll.", ["Das macht die Lebenshilfe e.V.", "Die sind toll."]),
    ("Treff, d. h. ein Raum, i. d. R. offen, o. Ä. reicht.", ["Treff, d. h. ein Raum, i. d. R. offen, o. Ä. reicht."]),
    ("Frau A. Kunze war nett. Herr B. Wolf nicht.", ["Frau A. Kunze war nett.", "Herr B. Wolf nicht."]),
    ("Hm ... na ja ... es geht. Muss ja", ["Hm ... na ja ... es geht.", "Muss ja"]),
    ("Mehr Licht!!! Wirklich?! Ja.", ["Mehr Licht!!!", "Wirklich?!", "Ja."]),
    ("Alles gut.Aber die Busse nicht.Schade", ["Alles gut.", "Aber die Busse nicht.", "Schade"]),
    ("siehe www.elsterau.example und kita.de/Plan. Danke", ["siehe www.elsterau.example und kita.de/Plan.", "Danke"]),
    ("Schreiben Sie an info@Kita.Example.Org. Danke.", ["Schreiben Sie an info@Kita.Example.Org.", "Danke."]),
    ("Um 7.30 Uhr kommt kein Bus. Um 8:00 auch nicht.", ["Um 7.30 Uhr kommt kein Bus.", "Um 8:00 auch nicht."]),
    ("Das kostet 1.200,50 € im Monat. Zu viel.", ["Das kostet 1.200,50 € im Monat.", "Zu viel."]),
    ("„Nein heißt Nein.“ Das muss jeder lernen.", ["„Nein heißt Nein.“", "Das muss jeder lernen."]),
    (
        "Er sagte: „Das geht nicht. Kommen Sie morgen“, und ging.",
        ["Er sagte: „Das geht nicht. Kommen Sie morgen“, und ging."],
    ),
    ("(Das war früher besser.) Heute nicht.", ["(Das war früher besser.)", "Heute nicht."]),
    (
        "Mehr Kitas (auch in Südtor; nicht nur Altstadt); mehr Schulen",
        ["Mehr Kitas (auch in Südtor; nicht nur Altstadt)", "mehr Schulen"],
    ),
    ("mehr busse. weniger autos. keine baustellen", ["mehr busse.", "weniger autos.", "keine baustellen"]),
    ("Kein Arzt. kein Laden. nix los", ["Kein Arzt.", "kein Laden. nix los"]),
    ("Wir brauchen:\n- Kitaplätze\n- Busse", ["L:Wir brauchen:", "Kitaplätze", "Busse"]),
    (
        "Der Bus sollte fahren:\n- früher\n- länger\n- billiger",
        ["Der Bus sollte fahren:\n- früher\n- länger\n- billiger"],
    ),
    (
        "Der Bus sollte fahren:\n- Früher\n- Länger\n- Billiger",
        ["Der Bus sollte fahren:\n- Früher\n- Länger\n- Billiger"],
    ),
    ("Es fehlt an\n• Räumen\n• Personal", ["L:Es fehlt an", "Räumen", "Personal"]),
    ("Mehr Kinder-\ngärten und Kinder- und\nJugendtreffs", ["Mehr Kinder-\ngärten und Kinder- und\nJugendtreffs"]),
    ("Wir wünschen uns einen\nSpielplatz\nMehr Bäume", ["Wir wünschen uns einen\nSpielplatz", "Mehr Bäume"]),
    (
        WRAPPED,
        [WRAPPED],
    ),
    ("1. Kita\n2. Schule\n3. Bus", ["Kita", "Schule", "Bus"]),
    ("1.Kita\n2.Schule", ["Kita", "Schule"]),
    ("1) Kita 2) Schule 3) Bus", ["Kita", "Schule", "Bus"]),
    ("a) Kita\nb) Schule", ["Kita", "Schule"]),
    ("(1) Kita\n(2) Schule", ["Kita", "Schule"]),
    ("I. Kita\nII. Schule", ["Kita", "Schule"]),
    ("1.1 Kita\n1.2 Schule", ["Kita", "Schule"]),
    ("1. Klasse Essen in der Schule", ["1. Klasse Essen in der Schule"]),
    ("16. September ist zu spät", ["16. September ist zu spät"]),
    ("-mehr Geld\n-mehr Zeit", ["mehr Geld", "mehr Zeit"]),
    ("· Kita\n· Bus", ["Kita", "Bus"]),
    ("+ Kita\n+ Bus", ["Kita", "Bus"]),
    ("o Kita\no Bus", ["Kita", "Bus"]),
    ("➢ Kita ➢ Bus", ["Kita", "Bus"]),
    ("🚌 Bus\n🏫 Schule", ["Bus", "Schule"]),
    ("+140 % mehr Anfragen", ["+140 % mehr Anfragen"]),
    ("-5 Grad im Klassenzimmer", ["-5 Grad im Klassenzimmer"]),
    ("Kita; Schule; Bus.", ["Kita", "Schule", "Bus."]),
    ("Kita;Drogen;Schule", ["Kita", "Drogen", "Schule"]),
    ("Super ;) weiter so", ["Super ;) weiter so"]),
    ("Danke! 😀 Mehr davon.", ["Danke! 😀", "Mehr davon."]),
    ("Mit freundlichen Grüßen\nPetra Sommerlath", ["Mit freundlichen Grüßen", "Petra Sommerlath"]),
    ("Erzieher*innen\n*innen nicht vergessen", ["Erzieher*innen", "*innen nicht vergessen"]),
    ("Folgendes ist wichtig: 1. Kita 2. Schule", ["L:Folgendes ist wichtig:", "Kita", "Schule"]),
    ("Jugend:\n- Treff\n- Club\nSenioren:\n- Bus", ["L:Jugend:", "Treff", "Club", "L:Senioren:", "Bus"]),
    ("- Jugend:\n   - Treff\n   - Club\n- Senioren", ["L:Jugend:", "Treff", "Club", "Senioren"]),
    ("Die Kinder von Klasse 5. Danach wird es besser.", ["Die Kinder von Klasse 5.", "Danach wird es besser."]),
    ("Bis 2023. Danach nicht mehr.", ["Bis 2023.", "Danach nicht mehr."]),
    ("Kita, Schule,\nBus,\nBahn", ["Kita, Schule", "Bus", "Bahn"]),
    ("Zu wenig Busse. 3 am Tag reichen nicht.", ["Zu wenig Busse.", "3 am Tag reichen nicht."]),
    ("", []),
    ("-", []),
    ("...", []),
    ("👍", []),
    ("1.", ["1."]),
    ("1. Kita\n2.\n3.", ["Kita"]),
    ("Mehr Geld für Träger.\n\nGruß", ["Mehr Geld für Träger.", "Gruß"]),
    ("Tel.: 03651 / 90 90-118. Bitte anrufen", ["Tel.: 03651 / 90 90-118.", "Bitte anrufen"]),
    ("S.o. und s. u. im Text.", ["S.o. und s. u. im Text."]),
    (
        "Der Bus fährt 2x tägl. nach Elsterau. Das reicht nicht.",
        ["Der Bus fährt 2x tägl. nach Elsterau.", "Das reicht nicht."],
    ),
    ("Kinder, Jugendl. und Alte. Alle!", ["Kinder, Jugendl. und Alte.", "Alle!"]),
    ("Ruf an unter Tel. 0361 123. Danke", ["Ruf an unter Tel. 0361 123.", "Danke"]),
    ("mehr Spielplätze – mehr Bänke – mehr Grün", ["mehr Spielplätze – mehr Bänke – mehr Grün"]),
    ("Herr Prof. Dr. med. Ahrens hilft. Gut.", ["Herr Prof. Dr. med. Ahrens hilft.", "Gut."]),
    (
        "Bitte bis zum 3. Quartal bzw. 31.12.2024 fertig. Danke",
        ["Bitte bis zum 3. Quartal bzw. 31.12.2024 fertig.", "Danke"],
    ),
    ("Am 3. 4. 2021 war nichts. Am 5.6. auch nicht.", ["Am 3. 4. 2021 war nichts.", "Am 5.6. auch nicht."]),
    ("Hallo,\nwir brauchen Hilfe.", ["Hallo", "wir brauchen Hilfe."]),
    ("Öffnungszeiten: Mo.-Fr. 8-12 Uhr. Zu kurz.", ["Öffnungszeiten: Mo.-Fr. 8-12 Uhr.", "Zu kurz."]),
    (
        "Die Stadt (bes. das Amt) antwortet nie. (Seit Jahren!) Unmöglich.",
        ["Die Stadt (bes. das Amt) antwortet nie.", "(Seit Jahren!)", "Unmöglich."],
    ),
    ('"Wir machen das." Wer glaubt das noch?', ['"Wir machen das."', "Wer glaubt das noch?"]),
    ('Das Projekt "Kita! Plus" ist super. Mehr davon.', ['Das Projekt "Kita! Plus" ist super.', "Mehr davon."]),
    ("Wir brauchen mehr Platz... Und Geld.", ["Wir brauchen mehr Platz...", "Und Geld."]),
    ("MEHR BUSSE! KEINE AUTOS! DANKE", ["MEHR BUSSE!", "KEINE AUTOS!", "DANKE"]),
    ("Kita\r\nSchule\rBus\u2028Bahn", ["Kita", "Schule", "Bus", "Bahn"]),
    ("\ufeffKita\u00a0Platz;\u00a0Bus", ["Kita\u00a0Platz", "Bus"]),
    ("Sa. und So. fährt nichts. Mo. auch nicht.", ["Sa. und So. fährt nichts.", "Mo. auch nicht."]),
    ("Kinder ab 3 J. brauchen Platz", ["Kinder ab 3 J. brauchen Platz"]),
    ("Es fehlt: Geld; Personal; Zeit", ["L:Es fehlt:", "Geld", "Personal", "Zeit"]),
    ("Gut: die Schulen; schlecht: die Busse", ["Gut: die Schulen", "schlecht: die Busse"]),
    ("Termin war am 5. Mai. Die Antwort kam am 7. Juni.", ["Termin war am 5. Mai.", "Die Antwort kam am 7. Juni."]),
    (
        "Kita Wirbelwind (Str. d. Friedens 5) ist toll. Danke!",
        ["Kita Wirbelwind (Str. d. Friedens 5) ist toll.", "Danke!"],
    ),
    (
        "Wie es ist, z.B. in der Str. des Friedens, etc. Mehr Licht!",
        ["Wie es ist, z.B. in der Str. des Friedens, etc.", "Mehr Licht!"],
    ),
    ("Mehr Kitas,z.B.in Südtor.", ["Mehr Kitas,z.B.in Südtor."]),
    ("1. mehr Bänke. 2. mehr Licht. 3. mehr Busse.", ["mehr Bänke.", "mehr Licht.", "mehr Busse."]),
    ("Erstens: Kita. Zweitens: Bus.", ["Erstens: Kita.", "Zweitens: Bus."]),
    ("Bessere Radwege!!\nBessere Radwege!!", ["Bessere Radwege!!", "Bessere Radwege!!"]),
    (
        "Von 1. bis 4. Klasse fehlt Essen. 2. und 3. Schicht auch.",
        ["Von 1. bis 4. Klasse fehlt Essen.", "2. und 3. Schicht auch."],
    ),
    ("* Kita *\n** Bus **", ["Kita *", "Bus **"]),
    (
        "Liebe Stadt, ich finde ... 1. dass die Busse fehlen und 2. dass alles teuer ist.",
        ["Liebe Stadt, ich finde ... 1. dass die Busse fehlen und 2. dass alles teuer ist."],
    ),
    (
        "- Ausbau der Ganztagsbetreuung\n  für Grundschulkinder\n- Busse",
        ["Ausbau der Ganztagsbetreuung\n  für Grundschulkinder", "Busse"],
    ),
    (
        "Wir brauchen: 1. mehr Kitas, 2. mehr Busse und 3. mehr Ärzte.",
        ["Wir brauchen: 1. mehr Kitas, 2. mehr Busse und 3. mehr Ärzte."],
    ),
    ("Wir brauchen: - Kitaplätze - Busse - Ärzte", ["L:Wir brauchen:", "Kitaplätze", "Busse", "Ärzte"]),
    ("Wir wünschen uns\nSpielplätze\nBusse", ["L:Wir wünschen uns", "Spielplätze", "Busse"]),
    ("Lehrer fehlen\nBusse fehlen\nBäume fehlen", ["Lehrer fehlen", "Busse fehlen", "Bäume fehlen"]),
    (
        "Die Öffnungszeiten sollten sein:\n- länger\n- flexibler\n- familienfreundlicher",
        ["Die Öffnungszeiten sollten sein:\n- länger\n- flexibler\n- familienfreundlicher"],
    ),
    ("wir brauchen:\n- lehrer\n- busse", ["L:wir brauchen:", "lehrer", "busse"]),
    ("Sehr geehrte Damen und Herren,\n\nwir brauchen Hilfe.", ["Sehr geehrte Damen und Herren", "wir brauchen Hilfe."]),
    ("Mehr Personal in den\nKitas", ["Mehr Personal in den\nKitas"]),
    ("Platz für Kinder (z. B.\nam Rosenweg)", ["Platz für Kinder (z. B.\nam Rosenweg)"]),
    ("Wir warten seit 2021.\nNiemand antwortet", ["Wir warten seit 2021.", "Niemand antwortet"]),
    ("Alleinstehende unter 30.\nBusse", ["Alleinstehende unter 30.", "Busse"]),
    ("Räume, Geld usw.\nBusse", ["Räume, Geld usw.", "Busse"]),
    ("Was fehlt? Alles! Wirklich.", ["Was fehlt?", "Alles!", "Wirklich."]),
    ("im Juli 2022 +41 % Fahrgäste", ["im Juli 2022 +41 % Fahrgäste"]),
    ("Auf 14,5 %. Das reicht nicht.", ["Auf 14,5 %.", "Das reicht nicht."]),
]


def parts(text: str) -> list[str]:
    said: list[str] = []
    for piece in split(text):
        lead = "" if piece.lead is None else "L:" + text[piece.lead.start : piece.lead.end]
        if lead and lead not in said:
            said.append(lead)
        said.append(text[piece.span.start : piece.span.end])
    return said


@pytest.mark.parametrize(("text", "expected"), SNIPPETS, ids=range(len(SNIPPETS)))
def test_snippet(text: str, expected: list[str]) -> None:
    assert parts(text) == expected
