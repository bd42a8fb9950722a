"""A coded project for other programs (`.qdpx`): its texts as files, its codings as stretches of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.codebooks.archive import packed
from nlp.codebooks.codes import codes_as, groups
from nlp.codebooks.guids import guid
from nlp.codebooks.plain import cleaned, line
from nlp.codebooks.positions import outward
from nlp.codebooks.qdc import ORIGIN
from nlp.domain.codebook import MACHINE, Case, CodeBook, CodedProject, CodedText, Stretch

if TYPE_CHECKING:
    from pyrefiqda.models import project as refi
    from xsdata.models.datatype import XmlDateTime

NAMESPACE = "urn:QDA-XML:project:1.0"
_SHOWN = 80
"""Characters of a stretch that other programs show as its name."""


def to_qdpx(project: CodedProject) -> tuple[bytes, int]:
    """The container, the same bytes for the same project; and how many texts held signs that no file can hold.

    The codes' ids are ours; a text, a stretch and a coding are known by GUIDs made of theirs.
    """
    from xsdata.formats.dataclass.serializers.config import SerializerConfig
    from xsdata_pydantic.bindings import XmlSerializer

    book, lost = cleaned(project.book)
    told = {one.id: outward(one.text) for one in project.texts}
    config = SerializerConfig(xml_declaration=True, encoding="UTF-8")
    made = XmlSerializer(config=config).render(_project(project, book), ns_map={None: NAMESPACE})
    sources = ((f"sources/{guid('text', name)}.txt", text.encode("utf-8")) for name, (text, _) in told.items())
    return packed((("project.qde", made.encode("utf-8")), *sources)), lost


def coder_guid(name: str) -> str:
    """The GUID of who codes; the machine has one as well."""
    return guid("coder", name or MACHINE)


def _project(project: CodedProject, book: CodeBook) -> refi.Project:
    from pyrefiqda.models import project as refi

    marks = (mark for text in project.texts for stretch in text.stretches for mark in stretch.marks)
    coders = [MACHINE, *sorted({mark.coder for mark in marks} - {"", MACHINE})]
    sets = [
        refi.SetType(
            guid=guid("set", name), name=name, member_code=[refi.CodeRefType(target_guid=one) for one in codes]
        )
        for name, codes in groups(book).items()
    ]
    variables = sorted({name for case in project.cases for name, _ in case.groups})
    return refi.Project(
        name=book.title or ORIGIN,
        origin=ORIGIN,
        creating_user_guid=coder_guid(MACHINE),
        creation_date_time=_when(project.made_at),
        modified_date_time=_when(project.changed_at),
        users=refi.UsersType(user=[refi.UserType(guid=coder_guid(one), name=line(one)) for one in coders]),
        code_book=refi.CodeBookType(codes=refi.CodesType(code=codes_as(refi, book))) if book.entries else None,
        variables=_variables(variables),
        cases=refi.CasesType(case=list(map(_case, project.cases))) if project.cases else None,
        sources=refi.SourcesType(text_source=list(map(_source, project.texts))) if project.texts else None,
        sets=refi.SetsType(set=sets) if sets else None,
    )


def _variables(names: list[str]) -> refi.VariablesType | None:
    from pyrefiqda.models import project as refi

    kind = refi.TypeOfVariableType.TEXT
    made = [refi.VariableType(guid=guid("group", name), name=line(name), type_of_variable=kind) for name in names]
    return refi.VariablesType(variable=made) if made else None


def _case(case: Case) -> refi.CaseType:
    from pyrefiqda.models import project as refi

    return refi.CaseType(
        guid=guid("case", case.id),
        name=line(case.name),
        variable_value=[
            refi.VariableValueType(
                variable_ref=refi.VariableRefType(target_guid=guid("group", name)), text_value=line(value)
            )
            for name, value in case.groups
        ],
        source_ref=[refi.SourceRefType(target_guid=guid("text", one)) for one in case.texts],
    )


def _source(text: CodedText) -> refi.TextSourceType:
    from pyrefiqda.models import project as refi

    identity = guid("text", text.id)
    return refi.TextSourceType(
        guid=identity,
        name=line(text.name),
        plain_text_path=f"internal://{identity}.txt",
        creating_user=coder_guid(MACHINE),
        plain_text_selection=list(_stretches(text)),
    )


def _stretches(text: CodedText) -> Iterator[refi.PlainTextSelectionType]:
    from pyrefiqda.models import project as refi

    told, moved = outward(text.text)
    for one in text.stretches:
        start, end = moved(one.start), moved(one.end)
        shown = line(told[start:end])
        yield refi.PlainTextSelectionType(
            guid=guid("stretch", one.id),
            name=shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…",
            start_position=start,
            end_position=end,
            creating_user=coder_guid(MACHINE),
            coding=list(_codings(one)),
        )


def _codings(stretch: Stretch) -> Iterator[refi.CodingType]:
    from pyrefiqda.models import project as refi

    for mark in stretch.marks:
        yield refi.CodingType(
            guid=coding_guid(stretch.id, mark.code),
            creating_user=coder_guid(mark.coder),
            creation_date_time=_when(mark.at),
            code_ref=refi.CodeRefType(target_guid=guid("theme", mark.code)),
        )


@lru_cache(maxsize=1024)
def _when(at: str) -> XmlDateTime | None:
    from xsdata.models.datatype import XmlDateTime

    return XmlDateTime.from_string(at) if at else None


def coding_guid(statement: str, theme: str) -> str:
    """The GUID of a statement's coding with a theme."""
    return guid("coding", statement, theme)
