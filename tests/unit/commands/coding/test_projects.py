"""Codings come back from other programs as decisions on statements; no text comes with them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nlp.codebooks import guid
from nlp.commands.codebook import import_project
from nlp.domain.corpus import ResponseRecord
from nlp.domain.edits import Confirm, Create, Hide, Lock, Move
from nlp.domain.text import PersonalData, Redaction, SafeText
from nlp.ports import Store
from tests.unit.commands.coding.conftest import (
    BUS,
    BUS_ID,
    KITA,
    KITA_ID,
    PARK_ID,
    TOWN,
    by,
    changed,
    coding,
    exported,
    run,
    themes_of,
    with_user,
)


def test_codings_of_another_program_move_and_confirm_statements(store: Store, tmp_path: Path) -> None:
    path, text = exported(store, tmp_path)
    verkehr, kita = guid("theme", "verkehr"), guid("theme", "kita")
    text = with_user(text, "Kim")
    text = text.replace(coding(text, PARK_ID, "kinder"), by("Kim", verkehr))
    text = text.replace(coding(text, BUS_ID, "verkehr"), by("Kim", verkehr))
    text = text.replace(coding(text, KITA_ID, "kinder"), by("Kim", kita))
    report = import_project(store, changed(path, text), who="erika")
    assert {one.edit for one in report.decisions} == {
        Move(statements=(PARK_ID,), themes=("verkehr",)),
        Confirm(theme="verkehr", statements=(BUS_ID,)),
        Confirm(theme="kita", statements=(KITA_ID,)),
    }
    assert themes_of(store, PARK_ID) == ["verkehr"]
    assert themes_of(store, KITA_ID) == ["kinder", "kita"]
    assert report.codings is not None
    assert (report.codings.moved, report.codings.confirmed, report.codings.unused) == (1, 2, ())
    assert "Übernommen: 1 Aussage umgeordnet, 2 Aussagen bestätigt." in list(report.sentences())
    again = import_project(store, path, who="erika")
    assert again.decisions == ()


def test_a_code_that_is_new_there_becomes_a_theme_with_its_statements(store: Store, tmp_path: Path) -> None:
    path, text = exported(store, tmp_path)
    new = guid("x", "neu")
    text = text.replace("</Codes>", f'<Code guid="{new}" name="Grün" isCodable="true"/></Codes>')
    text = with_user(text, "Kim").replace(coding(text, PARK_ID, "kinder"), by("Kim", new))
    report = import_project(store, changed(path, text), who="erika")
    create, move = (one.edit for one in report.decisions)
    assert isinstance(create, Create)
    assert (create.title, move) == ("Grün", Move(statements=(PARK_ID,), themes=(create.made,)))
    assert themes_of(store, PARK_ID) == [create.made]


def test_a_coding_means_the_statements_of_which_it_covers_more_than_half(store: Store, tmp_path: Path) -> None:
    path, text = exported(store, tmp_path)
    both = len(BUS) + 1 + len(KITA)
    half = len(KITA) // 2
    for end, moved in ((both, {KITA_ID}), (len(BUS) + 1 + half, set()), (len(BUS) + 2 + half, {KITA_ID})):
        told = text.replace(coding(text, KITA_ID, "kinder"), "").replace(coding(text, KITA_ID, "kita"), "")
        told = told.replace(f'endPosition="{len(BUS)}"', f'endPosition="{end}"')
        report = import_project(store, changed(path, told), who="erika")
        assert {
            one for made in report.decisions if isinstance(made.edit, Move) for one in made.edit.statements
        } == moved
        assert report.codings is not None
        assert report.codings.bare == (0 if moved else 1)
        store.decide([Move(statements=(KITA_ID,), themes=("kinder", "kita"))], run="r1", who="erika")


def test_every_coding_that_changes_nothing_is_told_with_its_reason(
    store: Store, decide: Callable[..., None], tmp_path: Path
) -> None:
    decide(Lock(theme="kinder", title="Kinder", statements=(PARK_ID,)), Hide(theme="kita"))
    path, text = exported(store, tmp_path)
    verkehr = guid("theme", "verkehr")
    text = with_user(text, "Kim")
    text = text.replace(coding(text, PARK_ID, "kinder"), by("Kim", verkehr))
    text = text.replace(coding(text, KITA_ID, "kita"), by("Eva", verkehr))
    strange = f'<PlainTextSelection guid="{guid("x")}" startPosition="0" endPosition="1">{by("Ute", verkehr)}'
    unknown = f'<PlainTextSelection guid="{guid("z")}" startPosition="0" endPosition="9">{by("Uwe", guid("nie"))}'
    inline = f'<TextSource guid="{guid("q")}"><PlainTextContent>Ein fremder Text</PlainTextContent>'
    foreign = f'{inline}<PlainTextSelection guid="{guid("w")}" startPosition="0" endPosition="9">{by("Tom", verkehr)}'
    end = "</PlainTextSelection>"
    text = text.replace("</TextSource>", f"{strange}{end}{unknown}{end}</TextSource>", 1)
    text = text.replace("</Sources>", f"{foreign}{end}</TextSource></Sources>")
    report = import_project(store, changed(path, text), who="erika")
    assert report.decisions == ()
    codings = report.codings
    assert codings is not None
    assert dict(codings.unused) == {
        "auf Aussagen, bei denen ein ausgeblendetes Thema beteiligt ist": 2,
        "auf Aussagen, die in ihrem Thema festgehalten sind": 1,
        "auf Stellen, die keine Aussage auch nur zur Hälfte enthalten": 1,
        "auf Texte, die es hier nicht gibt": 1,
        "mit Codes, die hier nicht übernommen sind": 1,
    }
    assert codings.total == codings.used + sum(count for _, count in codings.unused)
    assert next(report.sentences()) == "Nichts übernommen."
    assert not any("fremder" in str(one) for one in [*store.statements(), report.told()])


def test_texts_are_known_by_their_words_where_a_program_gave_them_new_names(store: Store, tmp_path: Path) -> None:
    path, text = exported(store, tmp_path)
    with zipfile.ZipFile(path) as archive:
        own = [one.removeprefix("sources/").removesuffix(".txt") for one in archive.namelist() if one.endswith(".txt")]
    for one in own:
        text = text.replace(f'<TextSource guid="{one}"', f'<TextSource guid="{guid("fremd", one)}"')
    text = text.replace(guid("theme", "verkehr"), guid("fremd", "verkehr"))
    report = import_project(store, changed(path, text), who="erika")
    assert report.codings is not None
    assert (report.codings.used, report.codings.unused, report.decisions) == (4, (), ())


def test_a_text_that_was_changed_elsewhere_and_one_of_several_alike_are_not_guessed_at(
    store: Store, tmp_path: Path
) -> None:
    path, text = exported(store, tmp_path)
    first = text.index("<TextSource ")
    source = text[first : text.index("</TextSource>") + len("</TextSource>")]
    inline = source[: source.index(' plainTextPath="')] + source[source.index('.txt"') + len('.txt"') :]
    place = inline.index(">") + 1
    other = "<PlainTextContent>Anders, als es hier steht, und lang genug.</PlainTextContent>"
    told = f"{inline[:place]}{other}{inline[place:]}"
    report = import_project(store, changed(path, text.replace(source, told)), who="erika")
    assert report.codings is not None
    assert report.codings.unused == (("auf Texte, die hier anders lauten", 3),)

    store.save_import(TOWN.imported("zwilling", [("erste", [BUS, KITA])]))
    own = text[first:].split('"')[1]
    report = import_project(
        store, changed(path, text.replace(f'guid="{own}" name="', f'guid="{guid("neu")}" name="ganz anders ')), who="e"
    )
    assert report.codings is not None
    assert report.codings.unused == (("auf Texte, von denen es hier mehrere gleiche gibt", 3),)


def test_places_are_those_of_the_text_after_redaction(store: Store, tmp_path: Path) -> None:
    read = "Frau Muster, Nordweg 7, sagt: Bus fehlt. Ruf 0123 an"
    safe = "[PERSON], [ADRESSE], sagt: Bus fehlt. Ruf [TELEFON] an"
    cuts = tuple(
        Redaction(start=read.index(words), end=read.index(words) + len(words), kind=kind)
        for words, kind in (
            ("Frau Muster", PersonalData.PERSON),
            ("Nordweg 7", PersonalData.ADDRESS),
            ("0123", PersonalData.PHONE),
        )
    )
    imported = TOWN.imported("briefe", [("wer", ["x"])])
    base = imported.responses[0].statements[0]
    spans = (("Frau Muster", "[PERSON]"), ("Bus fehlt.", "Bus fehlt."), ("Ruf 0123 an", "Ruf [TELEFON] an"))
    statements = tuple(
        replace(base, id=f"b{n}", start=read.index(raw), end=read.index(raw) + len(raw), text=SafeText(kept))
        for n, (raw, kept) in enumerate(spans)
    )
    record: ResponseRecord = replace(imported.responses[0], text=SafeText(safe), redactions=cuts, statements=statements)
    store.save_import(replace(imported, responses=(record,)))
    store.save_run(TOWN.run("r2", {"alles": ["b0", "b1", "b2"]}, list(run().statements)))
    _, text = exported(store, tmp_path)
    for _, kept in spans:
        place = safe.index(kept)
        assert f'name="{kept}" startPosition="{place}" endPosition="{place + len(kept)}"' in text
    assert "Muster," not in text
