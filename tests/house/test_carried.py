"""What comes from elsewhere into the package: known by its hash, complete, with its licence."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "api" / "static" / "vendor"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_this_checkout_holds_exactly_the_files_that_are_meant(hook: ModuleType) -> None:
    there = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.iterdir()}
    licence = there.pop("LICENSE-htmx.txt")
    assert licence == hashlib.sha256(hook.HTMX_LICENCE.encode()).hexdigest()
    assert there == {one.name: one.sha256 for one in hook.CARRIED}


def test_every_carried_file_is_used_by_a_page_or_is_a_licence(hook: ModuleType) -> None:
    pages = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "api" / "templates").rglob("*.html"))
    styles = (ROOT / "api" / "static" / "oton.css").read_text(encoding="utf-8")
    unused = [one.name for one in hook.CARRIED if f"vendor/{one.name}" not in pages + styles]
    assert all(name.startswith("LICENSE-") for name in unused), unused


def test_another_file_than_the_one_meant_stops_the_build_and_leaves_what_was_there(
    hook: ModuleType, tmp_path: Path
) -> None:
    target = tmp_path / "vendor"
    target.mkdir()
    (target / "kern.css").write_text("as it was", encoding="utf-8")
    changed = tmp_path / "changed"
    changed.write_text("something else", encoding="utf-8")

    with pytest.raises(
        hook.WrongFile, match=r"kern\.min\.css of mkdocs-kern-ux is another file: expected SHA-256 cd3f"
    ):
        hook.bring(target, lambda _package, _inside: changed)

    assert [file.name for file in target.iterdir()] == ["kern.css"]
    assert (target / "kern.css").read_text(encoding="utf-8") == "as it was"


def test_a_carrier_without_the_file_stops_the_build(hook: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(hook.WrongFile, match="mkdocs-kern-ux does not carry"):
        hook.bring(tmp_path, lambda _package, _inside: tmp_path / "nowhere")


def test_a_carrier_that_is_not_installed_is_named(hook: ModuleType) -> None:
    with pytest.raises(hook.WrongFile, match=r"no-such-carrier is not installed; it stands in \[build-system\]"):
        hook.installed("no-such-carrier", "file")


def test_files_that_are_no_longer_carried_go(hook: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "old.woff2").write_bytes(b"old")
    names = {one.inside: one.name for one in hook.CARRIED}

    brought = hook.bring(tmp_path, lambda _package, inside: VENDOR / names[inside])

    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in brought}
    assert "old.woff2" not in {file.name for file in brought}
