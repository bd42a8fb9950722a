"""Where sentences end in German as people type it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp.text.bullets import EMOJI
from nlp.text.cues import abbreviations, words

_END = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\"“”»«’')\]]*)|(?<!&amp);(?!-?[)(]|[DP]\b)")
_TAIL = re.compile(rf"(?:\s*[{EMOJI}\ufe0f]+|\s*[:;]-?[)(DP](?!\w))*")
_NEXT = re.compile(r"\s*(?:[-–—•*+>·]+\s+)?[\"„“”»«(\[‚'…]*")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = re.compile(r"(?P<chain>(?:[^\W_]{1,8}\.[ \n]?)*(?P<word>[^\W_]+))$")
_TOKEN = re.compile(r"[^\s(\[„\"“/]+$")
_NUMBER = re.compile(r"(?:^|[\s(])(?:\d{1,2}\.)?\d{1,2}$")
_PAIRS = re.compile(r"[()\[\]„“”»«\"]")
_OPENERS = {")": "(", "]": "[", "“": "„“", "”": "„“”", "»": "«", "«": "»", '"': '"„'}
_VOWEL = re.compile(r"[aeiouyäöüà-ÿ]", re.IGNORECASE)
_LONGEST_QUOTE = 300
_SHORTEST_PLAIN_WORD = 4
_LOWER_CASE_SHARE = 0.1
_LOOK_BACK = 40
_DIGITS_OF_A_YEAR = 4


def typed_small(text: str) -> bool:
    """Whether somebody types without capitals, so that a small letter may begin a sentence."""
    found = _WORD.findall(text[:20_000])
    capitals = sum(1 for word in found if word[0].isupper())
    return len(found) > 1 and capitals <= _LOWER_CASE_SHARE * len(found)


def cuts(text: str, start: int, end: int, *, small: bool) -> Iterator[int]:
    """Places in text[start:end] after which a new sentence, or the part after a semicolon, begins."""
    closed = _closed(text, start, end)
    opens = [interval[0] for interval in closed]
    for match in _END.finditer(text, start, end):
        nearest = bisect_left(opens, match.start()) - 1
        if nearest >= 0 and match.start() < closed[nearest][1]:
            continue
        tail = _TAIL.match(text, match.end(), end)
        place = tail.end() if tail else match.end()
        ahead = _NEXT.match(text, place, end)
        following = ahead.end() if ahead else place
        if match["mark"] is None:
            yield match.end()
        elif following < end and (place > match.end() or _ends(text, start, match, following, small=small)):
            yield place


def goes_on(text: str, start: int, dot: int, following: int) -> bool:
    """Whether the full stop at `dot`, which ends a line, belongs to an abbreviation or ordinal of a sentence."""
    found = _BEFORE.search(text[max(start, dot - _LOOK_BACK) : dot])
    if found is None:
        return False
    word = found["word"]
    group = _group({word.lower(), re.sub(r"\s", "", found["chain"]).lower()}, word)
    if word.isdigit():
        begins = _WORD.match(text, following)
        return len(word) < _DIGITS_OF_A_YEAR and begins is not None and begins[0].lower() in words("nach_ordnungszahl")
    return group == "nie" or (group == "vor_zahl" and text[following].isdigit()) or (not group and len(word) == 1)


def _ends(text: str, start: int, match: re.Match[str], following: int, *, small: bool) -> bool:
    """Whether a mark ends a sentence when the next word begins at `following`."""
    first, mark = text[following], match["mark"]
    if not text[match.end()].isspace():
        return _without_blank(text, start, match, following)
    if "!" in mark or "?" in mark:
        return not (match["close"] and first.islower() and not small)
    if len(mark) > 1 or mark == "…":
        apart = match.start() > start and text[match.start() - 1].isspace()
        return first.isupper() and (not apart or _starter(text, following))
    return _full_stop(text, start, match.start(), following, small=small)


def _without_blank(text: str, start: int, match: re.Match[str], following: int) -> bool:
    """Whether "gut.Aber" is two sentences, which "z.B.", "www.Elsterau.de" and "S.Kunze" are not."""
    word = _WORD.match(text, following)
    if following != match.end() or word is None or not (word[0][0].isupper() and word[0][1:2].islower()):
        return False
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    token = before.split()[-1] if before.strip() else ""
    if "@" in token or "//" in token or token.startswith("www") or word[0].lower() in words("netz"):
        return False
    if match["mark"] != ".":
        return True
    if token[-4:].isdigit():
        return _starter(text, following)
    return token[-2:].isalpha() and _full_stop(text, start, match.start(), following, small=False)


def _starter(text: str, place: int) -> bool:
    word = _WORD.match(text, place)
    return word is not None and word[0].lower() in words("satzanfang")


def _full_stop(text: str, start: int, dot: int, following: int, *, small: bool) -> bool:
    """Whether the full stop at `dot` ends a sentence when the next word begins at `following`."""
    first = text[following]
    before = text[max(start, dot - _LOOK_BACK) : dot]
    found = _BEFORE.search(before)
    if found is None:
        return not first.islower() or small
    word, chain = found["word"], re.sub(r"\s", "", found["chain"]).lower()
    token = _TOKEN.search(before)
    group = _group({word.lower(), chain, token[0].lower() if token else ""}, word)
    if group:
        return _after_abbreviation(group, text, following, small=small)
    if _NUMBER.search(before):
        return first.isupper() and _starter(text, following)
    if len(word) == 1 and word.isalpha():
        return word.isupper() and first.isupper() and _starter(text, following) and "." not in chain
    return not first.islower() or small or _begins_small(text, word, following)


def _begins_small(text: str, word: str, following: int) -> bool:
    """Whether a sentence begins small after a plain word: "Kein Arzt. kein Laden."."""
    begins = _WORD.match(text, following)
    return len(word) >= _SHORTEST_PLAIN_WORD and begins is not None and begins[0] in words("satzanfang_klein")


def _group(names: set[str], word: str) -> str:
    for group in ("nie", "vor_zahl", "meist_am_ende", "auch_am_ende"):
        if names & abbreviations(group):
            return group
    unpronounceable = len(word) > 1 and word.isalpha() and not word.isupper() and not _VOWEL.search(word)
    if unpronounceable or word.lower().endswith(tuple(abbreviations("endungen"))):
        return "auch_am_ende"
    return ""


def _after_abbreviation(group: str, text: str, following: int, *, small: bool) -> bool:
    first = text[following]
    if group == "nie":
        return False
    if group == "vor_zahl":
        return not first.isdigit() and (first.isupper() or small)
    if group == "meist_am_ende" and first.isupper():
        return True
    return (first.isupper() or small) and _starter(text, following)


def _closed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets and quotations inside a sentence, as (place of the opening, place of the closing sign)."""
    open_places: dict[str, list[int]] = {}
    found: list[tuple[int, int]] = []
    for match in _PAIRS.finditer(text, start, end):
        sign, place = match[0], match.start()
        openers = [opener for opener in _OPENERS.get(sign, "") if open_places.get(opener)]
        if openers:
            first = open_places[openers[0]].pop()
            if _inside_sentence(text, start, first, place, end):
                found.append((first, place))
        elif sign not in ")]":
            open_places.setdefault(sign, []).append(place)
    outermost: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if not outermost or first > outermost[-1][1]:
            outermost.append((first, last))
    return outermost


def _inside_sentence(text: str, start: int, first: int, last: int, end: int) -> bool:
    """Whether a bracket or quotation is a part of a sentence and not sentences of its own."""
    if text[first] not in "([" and last - first > _LONGEST_QUOTE:
        return False
    before = text[max(start, first - 3) : first].rstrip()
    after = text[last + 1 : min(end, last + 3)].lstrip()
    alone = not before or before[-1] in ".!?"
    return not alone or (after[:1] == "," or after[:1].islower())
