"""Brings the design standard, its fonts and htmx from their build-only carriers into the package, unchanged.

Nothing of them is in git. Every file is known by its hash; another one stops the build. Licences lie beside them.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # the tests look at the list below where no builder is installed
    BuildHookInterface = object

VENDOR = Path("api", "static", "vendor")
_KERN, _HTMX = "mkdocs-kern-ux", "django-htmx"
_KIT = "mkdocs_kern_ux/kern-ux/vendor/kern"


class Carried(NamedTuple):
    """A file that a package carries: where it lies there, how it is called here, and its SHA-256."""

    package: str
    inside: str
    name: str
    sha256: str


CARRIED = (
    Carried(
        _KERN, f"{_KIT}/kern.min.css", "kern.css", "cd3f71d341847e38f03b96c978679ecd82203daffe3fed1535281652356cfa62"
    ),
    Carried(
        _KERN,
        f"{_KIT}/LICENSE.txt",
        "LICENSE-kern.txt",
        "2aaf11dc884c4d401356714c844483fbd060437b6e74de628beaeb3503c045de",
    ),
    Carried(
        _KERN,
        f"{_KIT}/fonts/fira-sans/FiraSans-Regular.woff2",
        "FiraSans-Regular.woff2",
        "0fe48aded097c2a11942a70bfef48510abf875a8e800f43d4007dce8d2a3aebe",
    ),
    Carried(
        _KERN,
        f"{_KIT}/fonts/fira-sans/FiraSans-Italic.woff2",
        "FiraSans-Italic.woff2",
        "81dc35dee062c92d212935b4ab24000d77cf98cfae9ed6f7822ff0492e10f33e",
    ),
    Carried(
        _KERN,
        f"{_KIT}/fonts/fira-sans/FiraSans-Medium.woff2",
        "FiraSans-Medium.woff2",
        "e1aa3f0abca6fd9f7b868c56ab3ec0e0db21222ef50e84fabbf21963c10dd704",
    ),
    Carried(
        _KERN,
        f"{_KIT}/fonts/fira-sans/FiraSans-SemiBold.woff2",
        "FiraSans-SemiBold.woff2",
        "a68802f9a523c6f43c21ad60a7d64ca5a978b86358a136a60430643fbd0f4b36",
    ),
    Carried(
        _KERN,
        f"{_KIT}/fonts/fira-sans/OFL.txt",
        "LICENSE-fira-sans.txt",
        "1a5fea132b5851ba8e4ad05275f6e978c5d9f8e4e260928ef2daa10cd792487d",
    ),
    Carried(
        _HTMX,
        "django_htmx/static/django_htmx/htmx-2.min.js",
        "htmx.js",
        "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de",
    ),
)

HTMX_LICENCE = """htmx 2.0.10, https://htmx.org

Zero-Clause BSD

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""


class WrongFile(RuntimeError):
    """A carried file is missing or another one than this version was made with."""


def installed(package: str, inside: str) -> Path:
    """Where a file of an installed package lies. Raises WrongFile."""
    try:
        return Path(str(distribution(package).locate_file(inside)))
    except PackageNotFoundError as error:
        raise WrongFile(
            f"{package} is not installed; it stands in [build-system].requires of pyproject.toml"
        ) from error


def bring(folder: Path, find: Any = installed) -> list[Path]:
    """Puts every carried file into `folder`, all or none; what else lay there goes. Raises WrongFile."""
    contents = {one.name: checked(one, find(one.package, one.inside)) for one in CARRIED}
    contents["LICENSE-htmx.txt"] = HTMX_LICENCE.encode()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in contents:
            old.unlink()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def checked(one: Carried, file: Path) -> bytes:
    """The file's content, if it is the one meant. Raises WrongFile."""
    if not file.is_file():
        raise WrongFile(f"{one.package} does not carry {one.inside}")
    content = file.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != one.sha256:
        raise WrongFile(
            f"{one.inside} of {one.package} is another file: expected SHA-256 {one.sha256}, found {found}. "
            f"If the new version is wanted, look at it and change the hash in hatch_build.py."
        )
    return content


class CarriedHook(BuildHookInterface):
    """Hatch calls this before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Brings the files and has them packed although git does not know them."""
        del version
        bring(Path(self.root) / VENDOR)
        build_data["artifacts"].append(f"/{VENDOR.as_posix()}/*")
