# ruff: noqa: INP001  # a script beside its data, no package
"""Makes first.txt and last.txt out of the names in Faker (MIT): `pip install Faker==40.54.0 && python make.py`."""

import importlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

FIRST_FROM = (
    "de_DE de_AT de_CH tr_TR uk_UA ru_RU pl_PL vi_VN ro_RO hr_HR fr_DZ az_AZ cs_CZ sk_SK hu_HU it_IT es_ES fr_FR en_US"
)
LAST_FROM = "de_DE de_AT de_CH tr_TR uk_UA ru_RU pl_PL vi_VN ro_RO hr_HR fr_DZ az_AZ hu_HU"
SHORTEST = 3

# Two ways in which Cyrillic names are written in Germany: as the old German rules want it, as passports have it.
CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя’ʼ'"
AS_SPOKEN = "a b w g g d e je jo sch s i i ji j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja - - -"
PASSPORT_CYRILLIC = "вєжзїйхцчшщюя"
IN_PASSPORTS = "v ye zh z yi y kh ts ch sh shch yu ya"
GERMAN = dict(zip(CYRILLIC, AS_SPOKEN.split(), strict=True))
PASSPORT = GERMAN | dict(zip(PASSPORT_CYRILLIC, IN_PASSPORTS.split(), strict=True))
UKRAINIAN = {"и": "y", "г": "h"}
PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ə": "e", "æ": "ae", "ß": "ss"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def names(locales: str, attribute: str) -> Iterator[str]:
    """All names of a kind, Cyrillic ones in Latin letters."""
    for locale in locales.split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for kind in vars(provider):
            if re.fullmatch(attribute, kind):
                for name in vars(provider)[kind]:
                    yield from latin(name, ukrainian=locale == "uk_UA")


def latin(name: str, *, ukrainian: bool) -> Iterator[str]:
    """The name itself, or both transcriptions of a Cyrillic one."""
    if not re.search("[а-яїієґ]", name.lower()):
        yield name
        return
    for table in (GERMAN, PASSPORT):
        letters = table | UKRAINIAN if ukrainian else table
        yield "".join(letters.get(letter, letter) for letter in name.lower()).replace("-", "")


def folded(found: Iterable[str]) -> list[str]:
    """Lower case, plain letters, umlauts both as ae and as a, no doubles, sorted."""
    every: set[str] = set()
    for name in found:
        for part in re.split(r"[\s\-]+", unicodedata.normalize("NFC", name).lower()):
            for spelling in (part.translate(UMLAUTS), part):
                marks = unicodedata.normalize("NFKD", spelling.translate(PLAIN))
                every.add("".join(mark for mark in marks if not unicodedata.combining(mark)))
    return sorted(name for name in every if len(name) >= SHORTEST and re.fullmatch("[a-z]+", name))


def main() -> None:
    """Writes both lists beside this script."""
    here = Path(__file__).parent
    for file, locales, attribute in (
        ("first.txt", FIRST_FROM, "first_names_(male|female|unisex)"),
        ("last.txt", LAST_FROM, ".*last_names.*"),
    ):
        (here / file).write_text("\n".join(folded(names(locales, attribute))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
