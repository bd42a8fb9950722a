"""Whether a file keeps to the REFI-QDA standard, by the models that pyrefiqda makes of its schema."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lxml import etree
from pyrefiqda.models import CodeBook, Project
from xsdata.exceptions import ConverterWarning, ParserError
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata_pydantic.bindings import XmlContext, XmlParser

GUID = re.compile(
    r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}"
)
REFERENCES = {"targetGUID", "creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID"}
AT_LEAST_ONE = {"Users", "Codes", "Variables", "Cases", "Sources", "Sets", "Notes", "Links", "Graphs"}
STRICT = ParserConfig(fail_on_unknown_properties=True, fail_on_unknown_attributes=True, fail_on_converter_warnings=True)


def faults(content: bytes) -> list[str]:
    """What the standard forbids in a .qdc or .qde file: unknown, missing, misplaced, unresolved."""
    root = etree.fromstring(content)
    model: Any = CodeBook if etree.QName(root).localname == "CodeBook" else Project
    # Unknown names, missing attributes and values of a wrong type end here.
    try:
        XmlParser(config=STRICT).from_bytes(content, model)
    except (ParserError, ConverterWarning, ValueError) as fault:
        return [f"unreadable: {fault}"]
    return [*_order(root, model), *_guids(root)]


def _order(element: Any, model: Any) -> list[str]:
    """Children that stand before what has to stand before them."""
    found = []
    meta = XmlContext().build(model)
    kinds = {one.local_name: one for one in meta.get_element_vars()}
    places = {name: place for place, name in enumerate(kinds)}
    names = [etree.QName(one).localname for one in element]
    here = etree.QName(element).localname
    # Sources come in any order.
    if here != "Sources" and [places[one] for one in names] != sorted(places[one] for one in names):
        found.append(f"order in {here}: {names}")
    if here in AT_LEAST_ONE and not names:
        found.append(f"{here} is empty")
    found += [
        f"{name} stands {count} times in {here}"
        for name, count in Counter(names).items()
        if count > 1 and not kinds[name].list_element
    ]
    for one in element:
        kind = next((kind for kind in kinds[etree.QName(one).localname].types if hasattr(kind, "model_fields")), None)
        found += _order(one, kind) if kind else [f"{name} on a mere text" for name in one.attrib]
    return found


def _guids(root: Any) -> list[str]:
    known = Counter(one.get("guid") for one in root.iter() if one.get("guid") and "Member" not in one.tag)
    told = [(name, value) for one in root.iter() for name, value in one.attrib.items()]
    members = [one.get("guid") for one in root.iter("{*}MemberCode") if one.get("guid")]
    named = [*members, *(value for name, value in told if name in REFERENCES)]
    wrong = [value for name, value in told if name in {"guid", *REFERENCES} and not GUID.fullmatch(value)]
    twice = [one for one, count in known.items() if count > 1]
    return [
        *(f"no GUID: {one}" for one in wrong),
        *(f"GUID twice: {one}" for one in twice),
        *(f"nothing has the GUID {one}" for one in named if one not in known),
    ]
