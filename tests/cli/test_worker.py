"""`oton worker` by itself, as a service starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from nlp.jobs import jobs_file
from tests.conftest import ROOT


def test_a_worker_alone_hears_what_lies_in_the_folder_of_secrets(tmp_path: Path) -> None:
    database, secrets = tmp_path / "haus" / "oton.db", tmp_path / "geheim"
    secrets.mkdir()
    (secrets / "oton_db").write_text(f"{database}\n", "utf-8")
    outside = {name: value for name, value in os.environ.items() if not name.startswith("OTON_")}
    worker = subprocess.Popen(
        [sys.executable, "-m", "nlp.cli.main", "worker"],
        env={**outside, "PYTHONPATH": str(ROOT), "OTON_SECRETS_DIR": str(secrets)},
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    with worker:
        try:
            assert worker.stderr
            assert worker.stderr.readline() == "Der Arbeitsprozess ist bereit.\n"
            assert jobs_file(database).exists()
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 0
        finally:
            worker.kill()
