"""The name lists and what is asked of them."""

from __future__ import annotations

import pytest

from nlp.settings import shipped
from nlp.text.personal.lists import folded_name, is_common, is_first, is_last, is_word, looks_like_surname


@pytest.mark.parametrize("file", ["first.txt", "first_own.txt", "last.txt", "last_own.txt", "words.txt"])
def test_lists_are_sorted_folded_and_without_doubles(file: str) -> None:
    names = (shipped("models/names") / file).read_text(encoding="utf-8").split("\n")
    assert names[-1] == ""
    assert names[:-1] == sorted(set(names[:-1]))
    assert [name for name in names[:-1] if name != folded_name(name) or not name.isalpha()] == []


def test_every_word_that_is_a_name_stands_in_a_list() -> None:
    folder = shipped("models/names")
    listed = {
        name
        for file in ("first.txt", "first_own.txt", "last.txt", "last_own.txt")
        for name in (folder / file).read_text(encoding="utf-8").split()
    }
    words = set((folder / "words.txt").read_text(encoding="utf-8").split())
    assert sorted(words - listed) == []


@pytest.mark.parametrize(
    "name", ["Lina", "Linas", "Ayşe", "Işıl", "Bożena", "Jörg", "Joerg", "Oleksandr", "Marie-Luise", "Thi"]
)
def test_first_names(name: str) -> None:
    assert is_first(name)


@pytest.mark.parametrize("name", ["Kunze", "Öztürk", "Oeztuerk", "Nguyễn", "Meyer-Lund", "Schewtschenko", "Shevchenko"])
def test_surnames(name: str) -> None:
    assert is_last(name)


def test_what_is_no_name() -> None:
    assert not any(map(is_first, ["Kita", "Hangs", "Spielplatz", "mehr"]))
    assert is_word("Rosa")
    assert not is_word("Lina")
    assert looks_like_surname("Wyspczyk")
    assert is_common("Radabstellmöglichkeiten")
    assert not is_common("Xyrelle")
