"""Code books of the REFI-QDA standard (`.qdc`), which MAXQDA, ATLAS.ti, NVivo and QualCoder read and write."""

from __future__ import annotations

from nlp.codebooks.codes import codes_as, entries_of, groups
from nlp.codebooks.files import BookRead, quoted
from nlp.codebooks.guids import guid
from nlp.codebooks.xml import child, local, root_of
from nlp.domain.codebook import CodeBook
from nlp.errors import FileUnreadable

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "O-Ton"


def to_qdc(book: CodeBook) -> bytes:
    """The book as XML; sub-themes are codes in codes."""
    from pyrefiqda.models import codebook as refi
    from xsdata.formats.dataclass.serializers.config import SerializerConfig
    from xsdata_pydantic.bindings import XmlSerializer

    sets = [
        refi.SetType(guid=guid("set", name), name=name, member_code=[refi.MemberCodeType(guid=one) for one in codes])
        for name, codes in groups(book).items()
    ]
    made = refi.CodeBook(
        codes=refi.CodesType(code=codes_as(refi, book)),
        sets=refi.SetsType(set=sets) if sets else None,
        origin=ORIGIN,
    )
    config = SerializerConfig(xml_declaration=True, encoding="UTF-8")
    return XmlSerializer(config=config).render(made, ns_map={None: NAMESPACE}).encode("utf-8")


def from_qdc(name: str, content: bytes) -> BookRead:
    """The codes of a code book. Raises FileUnreadable."""
    root = root_of(name, content)
    if local(root) != "CodeBook":
        raise FileUnreadable(
            f"Die Datei {quoted(name)} ist XML, aber kein Codebuch nach REFI-QDA; "
            "bitte geben Sie das Codebuch im anderen Programm als QDC aus."
        )
    entries, others = entries_of(child(root, "Codes"), child(root, "Sets"), "guid")
    if not entries:
        raise FileUnreadable(f"Die Datei {quoted(name)} enthält kein Thema; bitte geben Sie das Codebuch neu aus.")
    notes = (f"Nicht gelesen: Gruppen von Codes ({others}).",) if others else ()
    return BookRead(book=CodeBook(title="", entries=tuple(entries)), notes=notes)
