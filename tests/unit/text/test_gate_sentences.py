"""Invented sentences, personal data marked: all of it is replaced, nothing beside it."""

from __future__ import annotations

import re

import pytest

from nlp.domain.text import RawText
from nlp.text.gate import find

_MARK = re.compile(r"‹([A-Z_]+)\|([^›]*)›")

WITH_PERSONS = """
Frau ‹PERSON|Kunze› im Bürgeramt war sehr freundlich.
Dr. ‹PERSON|Ahrens› nimmt keine neuen Patienten.
meine tochter ‹PERSON|leonie› geht in die 2. klasse der goethe-grundschule
Mit freundlichen Grüßen⏎‹PERSON|Petra Sommerlath›
Viele Grüße,⏎‹PERSON|Mehmet Yılmaz›
Danke! ‹PERSON|Uwe Harder›
wie ‹PERSON|Anna› sagte: mehr Busse
‹PERSON|Emil› (10), ‹PERSON|Fatima› (11) und ‹PERSON|Lotte› (9) haben das Plakat gemalt.
Ansprechpartnerin Frau ‹PERSON|Meyer-Lund›, Tel. ‹PHONE|03661 9876-0›
Herr Bürgermeister ‹PERSON|Klamroth› hat uns nicht geantwortet
Herr und Frau ‹PERSON|Tran› vom Kiosk
Frau ‹PERSON|Wolf› und Herr ‹PERSON|Busch› sind toll, der Wolf im Wald auch.
Mein Mann ‹PERSON|Oleh› und ich (‹PERSON|Daryna Kowalenko›) sind aus Charkiw.
fr. ‹PERSON|schuster› vom jugendamt meldet sich nie
Danke an Schwester ‹PERSON|Agnes› und Pfarrer ‹PERSON|Hollmann›.
Herr Dr. med. ‹PERSON|Faruk Yıldız› in der Rosenstraße
ich finde ‹PERSON|leon› und ‹PERSON|finn› sollten mitmachen
Gezeichnet: ‹PERSON|R. Habermas›
Unterschrift: ‹PERSON|Dietlinde Vopelius›
MEINE TOCHTER ‹PERSON|LINA› BRAUCHT EINEN HORTPLATZ
Familie ‹PERSON|Al-Khatib›, Familie ‹PERSON|Kovács›
‹PERSON|Kowalczyk, Bożena›; Tel. ‹PHONE|0361 2258740›
Gespräch mit ‹PERSON|Nguyen Thi Lan› (Vietnamesischer Verein): Sprachmittlung fehlt.
ich, ‹PERSON|ronny›, 34, finde es gibt zu wenig kneipen
Grüße aus dem Mühlenviertel, ‹PERSON|Gudrun K.›
meine freundin ‹PERSON|jelka› ist mit dem moped verunglückt
"""

WITH_NUMBERS = """
Rufnummer ‹PHONE|(03661) 7788-12›, mobil ‹PHONE|+49 (0)176 2345 6789›, Fax ‹PHONE|03661-123450›
Tel ‹PHONE|445566› (AB)
Sie erreichen mich unter ‹PHONE|0049 3661 44 55 66› ab 17:00 Uhr.
‹EMAIL|petra.s (at) web punkt de›, ‹EMAIL|petra.s[at]web.de› oder ‹EMAIL|info@kita-elsterau.example›
mail an ‹EMAIL|anna punkt berg at gmx punkt de›
Ich wohne in der ‹ADDRESS|Lindenstr. 14b, 07999 Elsterau› im 3. OG.
Unser Haus ‹ADDRESS|Am Anger 12› hat keinen Aufzug.
wohne ‹ADDRESS|bergstr 5› und da ist nachts immer lärm
Büro: ‹ADDRESS|Straße des Friedens 2›, 2. Etage
Meine Mutter, geboren am ‹DATE_OF_BIRTH|3. April 1940›, braucht Pflege.
‹PERSON|Karl Neumeister›, *‹DATE_OF_BIRTH|03.04.1987›
Ich bin am ‹DATE_OF_BIRTH|12. Mai 1958› geboren und komme die Treppe nicht mehr hoch.
IBAN ‹IBAN|DE89 3704 0044 0532 0130 00›, noch eine: ‹IBAN|de89370400440532013000›
Das Auto ‹PLATE|EL-KM 482› parkt immer auf dem Gehweg, kennzeichen ‹PLATE|el ab 77› auch
Az. ‹ID|4711/22-SG› liegt seit Monaten, Meine BG-Nummer ‹ID|09304//0012345› kennt keiner
Steuer-ID ‹ID|36 574 261 809›, Versichertennummer ‹ID|A123456780›, SV-Nummer ‹ID|65 170839 J 003›
Mein Antrag auf Wohngeld (Aktenzeichen ‹ID|WG-2022/00817›) liegt seit 14 Wochen.
"""

LOOK_ALIKES = """
Frau Bürgermeisterin und Herr Oberbürgermeister versprechen viel, Frau Doktor und Herr Pfarrer auch.
Als Frau Angst zu haben nachts am Bahnhof ist normal. Jede Frau Schutz bieten!
Familie und Beruf, Familie Sorgen machen sich alle, Familien mit 3 Kindern.
Die Jugendlichen ernst nehmen, Frank und frei, im Sommer. Herr der Lage.
Diakonie, Caritas, Malteser und Lebenshilfe Elsterau e. V. machen das gut.
Goethe-Gymnasium, Anne-Frank-Schule, Haus Emma, Kita Max und Moritz, Café Paula, Villa Rosa
Am Karl-Marx-Platz, in der Rosa Luxemburg Straße und am Bertha von Suttner-Platz fehlt ein Zebrastreifen.
Haltestelle Robert-Koch-Straße, Ecke Clara-Zetkin-Park; Spielplatz 3, Kitaplatz 5, Radweg 2
Hauptstraße 30er Zone, Lindenstraße 50 km/h, Bahnhofstraße 5 Bäume gefällt
Linie 12 kommt 7:45 und 8:15, 2022/23 kam sie öfter; Kosten 1.200 €, 8:00–16:00, 100-200 Euro.
§ 8a SGB VIII, § 16 SGB II, DIN 18040-2, 5.5.1 Jugendclub, Drucksache 07/2345, Vorlage 0231/2022
B-Plan 12, SGB II, MGH 3, UMA 14, BuT 29, U6, U9, B 92, A9, Raum 1.12, Zimmernummer 214
Am 16. September 2022 war Kinderfest, am 03.04.2023 die Konferenz. Am Montag 12 Uhr, Im Sommer 2022.
Notruf 110, Hilfetelefon 116 016, Nummer gegen Kummer 116 111, PLZ 07999
Wir haben Kinder (10) und Enkel (3), Gruppe (12), max 5 Tage, Kita wurde am 1. Juni 1990 eröffnet.
Die Rosen im Park, Mark und Pfennig, christliche Werte, im Mai, das heißt: Der Bus fehlt
"""


def _lines(block: str) -> list[str]:
    return [line.replace("⏎", "\n") for line in block.strip().splitlines()]


def _unmarked(line: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, place = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[place : mark.start()]
        spans.append((len(text), len(text) + len(mark[2])))
        text += mark[2]
        place = mark.end()
    return text + line[place:], spans


@pytest.mark.parametrize("line", _lines(WITH_PERSONS) + _lines(WITH_NUMBERS))
def test_personal_data_is_replaced_whole(line: str) -> None:
    text, gold = _unmarked(line)
    found = find(RawText(text))
    covered = {place for redaction in found for place in range(redaction.start, redaction.end)}
    assert [text[start:end] for start, end in gold if not covered.issuperset(range(start, end))] == []
    beside = [r for r in found if not any(r.start < end and start < r.end for start, end in gold)]
    assert [text[r.start : r.end] for r in beside] == []


@pytest.mark.parametrize("line", _lines(WITH_NUMBERS))
def test_patterned_data_gets_its_kind(line: str) -> None:
    kinds = [mark[1] for mark in _MARK.finditer(line)]
    text, _ = _unmarked(line)
    assert [redaction.kind.value for redaction in find(RawText(text))] == kinds


@pytest.mark.parametrize("line", _lines(LOOK_ALIKES))
def test_look_alikes_stay(line: str) -> None:
    assert [line[r.start : r.end] for r in find(RawText(line))] == []
