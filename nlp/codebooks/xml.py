"""XML out of files nobody vouches for: no entities, no network, no other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from nlp.codebooks.files import quoted
from nlp.errors import FileUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element


def root_of(name: str, content: bytes) -> _Element:
    """The root element. Raises FileUnreadable for what is no XML, and for XML that declares entities."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        line = getattr(fault, "lineno", None) or 1
        raise FileUnreadable(
            f"{quoted(name)}, Zeile {line}: Das ist kein gültiges XML; bitte geben Sie die Datei noch einmal aus."
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileUnreadable(
            f"Die Datei {quoted(name)} bringt eigene XML-Regeln mit (DOCTYPE), was ein Codebuch nicht braucht; "
            "bitte entfernen Sie sie."
        )
    return root


def local(element: _Element) -> str:
    """The element's name without its namespace, which programs have written in several ways."""
    return cast("str", element.tag).rpartition("}")[2]


def children(element: _Element | None, *names: str) -> Iterator[_Element]:
    """The children of these names, in order."""
    return (one for one in _all(element) if not names or local(one) in names)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of a name, or None."""
    return next(children(element, name), None)


def words(element: _Element | None) -> str:
    """The element's text; empty where it has none."""
    return (element.text or "") if element is not None else ""


def _all(element: _Element | None) -> Any:
    return element if element is not None else ()
