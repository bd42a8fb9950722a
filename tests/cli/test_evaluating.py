"""The comparison from the command line: one table on the terminal and on paper, and bad options in one sentence."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Refused
from tests.conftest import ROOT, Oton


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three dozen texts of the example with the theme people gave them."""
    with (ROOT / "data/example/gold/themes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == "tune"]
    path = tmp_path_factory.mktemp("gold") / "gold.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for theme in ("mobilitaet", "wohnen", "gesundheit"):
            writer.writerows([row["text"], theme] for row in [one for one in rows if one["label"] == theme][:12])
    return path


COLUMNS = ("--text", "text", "--label", "label")


def test_one_run_gives_the_same_figures_everywhere(gold: Path, here: Oton, tmp_path: Path) -> None:
    paper, image, cache = tmp_path / "t.md", tmp_path / "t.png", tmp_path / "cache.db"
    options = ("--compare", "tfidf", "--compare", "e5", "--cache", cache)
    ran = here("evaluate", "clustering", gold, *COLUMNS, *options, "--markdown", paper, "--png", image, "--json")
    assert ran.code == 0, ran.err
    told = ran.told
    assert (told["file"], told["n"], told["labels"]) == ("gold.csv", 36, 3)
    assert told["rows"][0]["ami"] == told["ami"]
    assert told["rows"][1]["themes"] == 3
    assert image.read_bytes().startswith(b"\x89PNG")
    lines = [line for line in paper.read_text("utf-8").splitlines() if line.startswith("| ")][2:]
    assert [line.split(" | ")[2] for line in lines] == [f"{row['ami']:.3f}".replace(".", ",") for row in told["rows"]]
    shown = here("evaluate", "clustering", gold, *COLUMNS, "--cache", cache)
    assert shown.code == 0, shown.err
    assert f"{told['ami']:.3f}".replace(".", ",") in shown.out
    assert cache.stat().st_size > 0


def test_questions_are_measured_beside_chance(gold: Path, here: Oton, tmp_path: Path) -> None:
    paper = tmp_path / "t.md"
    ran = here(
        "evaluate", "learning", gold, *COLUMNS, "--confirmed", "3,6", "--repetitions", "2", "--policy", "",
        "--markdown", paper, "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert (ran.told["file"], ran.told["n"]) == ("gold.csv", 36)
    assert [row["confirmed"] for row in ran.told["rows"]] == [3, 3, 6, 6]
    lines = [line for line in paper.read_text("utf-8").splitlines() if line.startswith("| ")][2:]
    assert [line.split(" | ")[2] for line in lines] == [
        f"{row['macro_f1']:.3f}".replace(".", ",") for row in ran.told["rows"]
    ]


@pytest.mark.parametrize(
    ("what", "options", "place"),
    [
        ("learning", ["--confirmed", "0"], "20,50,100"),
        ("learning", ["--label", "fehlt"], "„fehlt“"),
        ("small", ["--sizes", "viele"], "40,80,160"),
        ("small", ["--sizes", "3"], "ab 5"),
        ("small", ["--sizes", "4000", "--draws", "1"], "--sizes"),
        ("clustering", ["--policy", "fehlt"], "„fehlt“"),
        ("stability", ["--label", "fehlt"], "„fehlt“"),
        ("views", ["--text", "fehlt"], "„fehlt“"),
    ],
)
def test_options_at_fault(*, what: str, options: list[str], place: str, gold: Path, here: Oton) -> None:
    ran = here("evaluate", what, gold, *COLUMNS, *options, "--json")
    assert ran.code == 2
    assert place in ran.told["error"]
    assert "Traceback" not in ran.err


def test_a_picture_that_cannot_be_drawn_is_refused_before_the_measuring(
    gold: Path, here: Oton, refused: Refused, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    image = tmp_path / "t.png"
    refused(here("evaluate", "stability", gold, *COLUMNS, "--png", image, "--json"), "--png", "matplotlib")
    assert not image.exists()


def test_turftopic_without_its_python_is_named_in_the_table(gold: Path, here: Oton) -> None:
    ran = here("evaluate", "clustering", gold, *COLUMNS, "--compare", "turftopic")
    assert ran.code == 0, ran.err
    assert "Turftopic ist nicht dabei: Es braucht torch" in " ".join(ran.out.split())
