"""What stands in `api/deploy` keeps its promises: no rights, no network where none is needed, nothing left over."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import click
import pytest

from api.serve import command as serve
from api.settings import ServeSettings
from nlp.cli.worker_ import command as worker
from tests.conftest import ROOT

PLACE = ROOT / "api/deploy"
UNITS = ("oton-web.service", "oton-worker.service")
Unit = dict[str, dict[str, list[str]]]


def unit(name: str) -> Unit:
    """Sections and settings; systemd lets a setting stand several times."""
    told: Unit = {}
    section: dict[str, list[str]] = {}
    for line in (PLACE / name).read_text("utf-8").splitlines():
        if found := re.fullmatch(r"\[(\w+)\]", line):
            section = told.setdefault(found[1], defaultdict(list))
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section[key].append(value)
    return told


def stages() -> list[list[tuple[str, str]]]:
    """The Dockerfile's instructions, each stage by itself."""
    text = re.sub(r"^#.*\n", "", (PLACE / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    told: list[list[tuple[str, str]]] = []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "FROM":
            told.append([])
        told[-1].append((word, " ".join(rest.split())))
    return told


def options(command: click.Command) -> set[str]:
    return {said for one in command.params for said in one.opts}


@pytest.mark.parametrize("name", UNITS)
def test_a_service_has_no_rights_and_writes_in_its_folder_only(name: str) -> None:
    service = unit(name)["Service"]
    for setting in (
        "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "ProtectKernelTunables",
        "ProtectKernelModules", "ProtectControlGroups", "RestrictNamespaces", "RestrictSUIDSGID", "LockPersonality",
    ):  # fmt: skip
        assert service[setting] == ["yes"], setting
    assert service["ProtectSystem"] == ["strict"]
    assert service["ReadWritePaths"] == ["/var/lib/oton"]
    assert service["CapabilityBoundingSet"] == [""]
    assert service["User"] == ["oton"]
    assert service["UMask"] == ["0077"]
    assert service["LimitCORE"] == ["0"]
    assert service["MemoryMax"]


def test_the_worker_has_no_network_and_the_pages_only_this_machine() -> None:
    web, work = (unit(name)["Service"] for name in UNITS)
    assert work["PrivateNetwork"] == ["yes"]
    assert work["RestrictAddressFamilies"] == ["AF_UNIX"]
    assert (web["IPAddressDeny"], web["IPAddressAllow"]) == (["any"], ["localhost"])


def test_services_call_commands_that_exist_and_wait_for_their_end() -> None:
    web, work = (unit(name)["Service"] for name in UNITS)
    words = web["ExecStart"][0].split()
    assert words[1] == "serve"
    assert {word for word in words if word.startswith("--")} == {"--web-only"} <= options(serve)
    assert work["ExecStart"][0].split()[1:] == [worker.name]
    assert int(web["TimeoutStopSec"][0]) > ServeSettings.model_fields["stop_seconds"].default


@pytest.mark.parametrize("name", UNITS)
def test_settings_of_a_service_are_settings_of_the_house(name: str) -> None:
    named = {value.split("=")[0] for value in unit(name)["Service"]["Environment"]}
    own = {one.removeprefix("OTON_").lower() for one in named if one.startswith("OTON_")}
    assert own
    assert own <= set(ServeSettings.model_fields)


def test_systemd_understands_the_services(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd ist hier nicht")
    for name in UNITS:
        text = (PLACE / name).read_text("utf-8")
        (tmp_path / name).write_text(re.sub(r"/opt/oton/bin/oton", "/bin/true", text), "utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_the_image_is_made_in_two_steps_and_nothing_that_builds_stays() -> None:
    build, final = stages()
    assert build[0][1].endswith(" AS build")
    assert "AS" not in final[0][1]
    assert ("COPY", "--from=build /opt/oton /opt/oton") in final
    assert not any(word == "COPY" and "--from=build" not in rest for word, rest in final), "no source comes along"
    ran = " ".join(rest for word, rest in final if word == "RUN")
    assert "uninstall --yes pip" in ran
    assert not re.search(r"apt-get|gcc|build-essential|pip install", ran)


def test_the_container_runs_as_nobody_in_particular() -> None:
    final = dict(stages()[-1])
    assert final["USER"] == "oton"
    words = [word for word, _ in stages()[-1]]
    assert words.index("USER") > words.index("RUN")
    assert final["VOLUME"] == "/data"
    assert final["ENTRYPOINT"] == '["oton"]'
    assert final["CMD"] == '["serve"]'
    assert "/healthz" in final["HEALTHCHECK"]


def test_the_container_needs_to_write_in_two_places_only() -> None:
    told = " ".join(rest for word, rest in stages()[-1] if word == "ENV")
    places = set(re.findall(r"=(/(?!opt)[\w/.]+)", told))
    assert {place.split("/")[1] for place in places} == {"data", "tmp"}
    assert "PYTHONDONTWRITEBYTECODE=1" in told


def test_no_answers_go_to_the_builder() -> None:
    lines = [
        one for one in (PLACE / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if not one.startswith("#")
    ]
    assert lines[0] == "*"
    wanted = {one.removeprefix("!") for one in lines if one.startswith("!")}
    assert not {one for one in wanted if one.startswith("data") and one not in {"data/example", "data/README.md"}}
    assert all((ROOT / one).exists() for one in wanted)


def test_the_page_beside_them_names_each_file() -> None:
    told = (PLACE / "README.md").read_text("utf-8")
    for file in PLACE.iterdir():
        assert file.name == "README.md" or f"`{file.name}`" in told
