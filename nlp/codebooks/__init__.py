"""Code books and coded projects as files: TOML, CSV, XLSX and REFI-QDA (`.qdc`, `.qdpx`)."""

from nlp.codebooks.files import BookRead, ProjectRead, Written, load, quoted
from nlp.codebooks.formats import BOOKS, PROJECT, read_book, read_project, write_book, write_project
from nlp.codebooks.guids import as_guid, guid
from nlp.codebooks.plain import line, plain
from nlp.codebooks.positions import outward
from nlp.codebooks.project_written import coding_guid

__all__ = [
    "BOOKS",
    "PROJECT",
    "BookRead",
    "ProjectRead",
    "Written",
    "as_guid",
    "coding_guid",
    "guid",
    "line",
    "load",
    "outward",
    "plain",
    "quoted",
    "read_book",
    "read_project",
    "write_book",
    "write_project",
]
